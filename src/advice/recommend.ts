import type { NodeId } from '../flowchart/flowchart.ts';
import type { Walk } from '../flowchart/walk.ts';
import { findOption, type Knowledge } from '../knowledge/knowledge.ts';
import type { Advice } from '../knowledge/schema.ts';
import type { ReplyOf, Understood } from '../reply/reply.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { sizeJob } from './size-job.ts';

/**
 * The recommendation for a finished walk: what, why in terms of the answers, how, and how many. Where the path
 * ends in several outcomes at once, the first of the chart leads and the others are told as part of it.
 */
export function recommend(
  knowledge: Knowledge,
  walk: Walk,
  quantities: Quantities,
  understood: readonly Understood[],
): ReplyOf<'recommendation'> {
  const { path, outcomes, taken } = walk;
  const [lead, ...rest] = outcomes.map((outcome) => adviceFor(knowledge, outcome, path));
  if (lead === undefined) throw new Error(`The walk over ${path.join(' → ')} ends in no outcome`);

  const also = rest.map((advice) => `**${advice.title}.** ${advice.why}`);
  const { sizing, sizingInput, sizingText } = sizeJob(lead.leaf ?? null, quantities);
  return {
    type: 'recommendation',
    outcomes: [...outcomes],
    path: [...path],
    answers: Object.fromEntries(taken.map(({ decision, option }) => [decision, option])),
    title: lead.title,
    text: [because(knowledge, understood), lead.why, lead.how, ...also].filter(Boolean).join('\n\n'),
    pitfalls: lead.pitfalls,
    otherwise: lead.otherwise,
    versions: [...new Set([lead, ...rest].flatMap(({ versions }) => versions))],
    sources: [lead, ...rest].flatMap(({ sources }) => sources),
    understood: [...understood],
    sizing: sizing && { ...sizing },
    sizingInput: sizingInput && { ...sizingInput },
    sizingText,
    code: lead.code === undefined ? '' : (knowledge.code[lead.code] ?? ''),
  };
}

/** The advice of an outcome for this way of reaching it: the first that names a node of the path, or the general one. */
function adviceFor(knowledge: Knowledge, outcome: NodeId, path: readonly NodeId[]): Advice {
  const advice = knowledge.outcomes[outcome]?.advice ?? [];
  const found =
    advice.find(({ via }) => via !== undefined && path.includes(via)) ??
    advice.find(({ via }) => via === undefined);
  if (found === undefined) throw new Error(`No advice for ${outcome} on the way ${path.join(' → ')}`);
  return found;
}

/** "Because the time goes into waiting ("call Gemini"), and …." */
function because(knowledge: Knowledge, understood: readonly Understood[]): string {
  const clauses = understood.flatMap(({ decision, option, words }) => {
    const clause = findOption(knowledge, decision, option)?.because;
    if (clause === undefined) return [];
    return [words === '' ? clause : `${clause} (“${words}”)`];
  });
  const last = clauses.pop();
  if (last === undefined) return '';
  return `Because ${clauses.length === 0 ? last : `${clauses.join(', ')}, and ${last}`}.`;
}
