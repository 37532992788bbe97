import type { NodeId } from '../flowchart/flowchart.ts';
import type { Walk } from '../flowchart/walk.ts';
import { viaNodes } from '../knowledge/check-advice.ts';
import { BOTH, findDecision, findOption, type Knowledge } from '../knowledge/knowledge.ts';
import type { Advice, Source } from '../knowledge/schema.ts';
import type { Offer, PartAdvice, ReplyOf, Understood } from '../reply/reply.ts';
import type { Quantities } from '../understanding/understanding.ts';
import type { Part } from './mixed-work.ts';
import { sizeParts } from './size-parts.ts';

/**
 * The recommendation for a finished walk: what, why in terms of the answers, how, and how many. Where the path
 * ends in several outcomes at once, the first of the chart leads and the others are told as part of it. Mixed work
 * has advice of its own, which joins that of its parts.
 */
export function recommend(
  knowledge: Knowledge,
  job: { readonly walk: Walk; readonly parts: readonly Part[] },
  quantities: Quantities,
  understood: readonly Understood[],
): ReplyOf<'recommendation'> {
  const { path, outcomes, taken } = job.walk;
  const led = job.parts.map((part) => ({ ...part, ...advicesFor(knowledge, part.walk) }));
  const [first] = led;
  if (first === undefined) throw new Error('A job has at least one part');
  const isMixed = led.length > 1;
  const lead = isMixed ? jointAdvice(knowledge, job.walk) : first.lead;
  const also = isMixed ? [] : first.rest;

  const { sizings, sizingInput, sizingText } = sizeParts(
    led.map(({ name, lead: { leaf } }) => ({ name, leaf: leaf ?? null })),
    quantities,
  );
  const sizingOf = (index: number) => {
    const sizing = sizings[index];
    return sizing ? { ...sizing } : null;
  };
  const parts: PartAdvice[] = isMixed
    ? led.map(({ name, walk, lead: { title, how, pitfalls } }, index) => {
        const outcomes = [...walk.outcomes];
        return { name, outcomes, title, how, pitfalls, sizing: sizingOf(index), code: '' };
      })
    : also.map((advice, index) => {
        const { title, how, pitfalls } = advice;
        const outcome = first.walk.outcomes.slice(index + 1, index + 2);
        return {
          name: '',
          outcomes: outcome,
          title,
          how,
          pitfalls,
          sizing: null,
          code: textOf(knowledge, advice),
        };
      });
  const offers = attached(
    knowledge,
    path,
    sizings.some((sizing) => (sizing?.processes.likely ?? 0) > 1),
  );
  return {
    type: 'recommendation',
    outcomes: [...outcomes],
    path: [...path],
    answers: Object.fromEntries(
      taken.flatMap(({ decision, option }) => (option === BOTH ? [] : [[decision, option]])),
    ),
    title: lead.title,
    text: [
      because(knowledge, understood),
      lead.why,
      ...(isMixed ? [led.map(({ name, lead: { title } }) => `- ${name}: **${title}**`).join('\n')] : []),
      lead.how,
      ...also.map(inBrief),
    ]
      .filter((paragraph) => paragraph !== '')
      .join('\n\n'),
    pitfalls: lead.pitfalls,
    otherwise: [lead, ...also].flatMap(({ otherwise }) => otherwise),
    versions: [...new Set([lead, ...also].flatMap(({ versions }) => versions))],
    sources: sourcesOf([lead, ...also, ...(isMixed ? led.map((part) => part.lead) : [])]),
    understood: [...understood],
    sizing: isMixed ? null : sizingOf(0),
    sizingInput: sizingInput && { ...sizingInput },
    sizingText,
    parts,
    excerpt: lead.code === undefined ? '' : (knowledge.code[lead.code]?.excerpt ?? ''),
    code: textOf(knowledge, lead),
    offers,
  };
}

/** The advice of the first outcome and of those beside it. */
function advicesFor(knowledge: Knowledge, { outcomes, path }: Walk): { lead: Advice; rest: Advice[] } {
  const [lead, ...rest] = outcomes.map((outcome) => {
    const advice = pick(knowledge.outcomes[outcome]?.advice ?? [], path);
    if (advice === undefined) throw new Error(`No advice for ${outcome} on the way ${path.join(' → ')}`);
    return advice;
  });
  if (lead === undefined) throw new Error(`The walk over ${path.join(' → ')} ends in no outcome`);
  return { lead, rest };
}

/** What joins the parts of mixed work. */
function jointAdvice(knowledge: Knowledge, { taken, path }: Walk): Advice {
  const mixed = taken.find(({ option }) => option === BOTH);
  const advice = pick(findDecision(knowledge, mixed?.decision ?? '')?.both?.advice ?? [], path);
  if (advice === undefined) throw new Error(`No advice for mixed work on the way ${path.join(' → ')}`);
  return advice;
}

/** The advice for this way: the first all of whose nodes lie on it, or the general one. */
function pick<Each extends Pick<Advice, 'via'>>(
  advice: readonly Each[],
  path: readonly NodeId[],
): Each | undefined {
  return (
    advice.find(({ via }) => via !== undefined && viaNodes(via).every((node) => path.includes(node))) ??
    advice.find(({ via }) => via === undefined)
  );
}

function textOf(knowledge: Knowledge, { code }: Pick<Advice, 'code'>): string {
  return code === undefined ? '' : (knowledge.code[code]?.text ?? '');
}

function inBrief({ title, why }: Advice): string {
  return `**${title}.** ${why}`;
}

/** The side branches this recommendation points to: those attached to its path, or to more than one process. */
function attached(knowledge: Knowledge, path: readonly NodeId[], multiplies: boolean): Offer[] {
  return knowledge.flowchart.sideEntrances.flatMap(({ node }) => {
    const attach = knowledge.topics[node]?.attach;
    if (attach === undefined || !(multiplies || attach.via.some((each) => path.includes(each)))) return [];
    return [{ decision: node, option: node, label: attach.label, say: attach.say }];
  });
}

/** "Because the time goes into waiting ("call Gemini"), and …." What an answer implies goes without saying. */
function because(knowledge: Knowledge, understood: readonly Understood[]): string {
  const clauses = understood.flatMap(({ decision, option, words, said }) => {
    if (!said) return [];
    const clause = findOption(knowledge, decision, option)?.because;
    if (clause === undefined) return [];
    return [words === '' ? clause : `${clause} (“${words}”)`];
  });
  const last = clauses.pop();
  if (last === undefined) return '';
  return `Because ${clauses.length === 0 ? last : `${clauses.join(', ')}, and ${last}`}.`;
}

/** The sources of all, each page once with the sections that were named of it. */
function sourcesOf(advice: readonly Advice[]): Source[] {
  const byPage = new Map<string, Source>();
  for (const source of advice.flatMap(({ sources }) => sources)) {
    const known = byPage.get(source.url);
    const sections = [...sectionsOf(known), ...sectionsOf(source)];
    const section = [...new Set(sections)].join('; ');
    byPage.set(source.url, { ...source, ...(section === '' ? {} : { section }) });
  }
  return [...byPage.values()];
}

function sectionsOf(source: Source | undefined): string[] {
  return source?.section?.split('; ') ?? [];
}
