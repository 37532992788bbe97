import { sizedPartsOf } from '../advice/compare-estimates.ts';
import { describeInShort, describeReckoning } from '../advice/describe-sizing.ts';
import { quantitiesText } from '../advice/quantity-text.ts';
import type { DecisionId, Exit } from '../flowchart/flowchart.ts';
import { walk } from '../flowchart/walk.ts';
import { BOTH, findDecision, type Knowledge } from '../knowledge/knowledge.ts';
import type { ReplyOf } from '../reply/reply.ts';
import { recommendFor, understoodOnPath } from './ask.ts';
import type { DialogueState } from './dialogue-state.ts';
import { labelOf, questionOf } from './notices.ts';

/** Where answers lead, and how what was recommended came about. */

type Explanation = ReplyOf<'explanation'>;

/** Why a question is asked: its reason, and where each answer leads. */
export function explainWhy(knowledge: Knowledge, decision: DecisionId): Explanation {
  const exits = knowledge.flowchart.nodes[decision]?.exits ?? [];
  const leads = exits.map(
    (exit) => `- **${exitLabel(knowledge, decision, exit)}** → ${leadsTo(knowledge, exit)}`,
  );
  const text = `${findDecision(knowledge, decision)?.why ?? ''}\n${leads.join('\n')}`;
  return { type: 'explanation', topics: [decision], text, sources: [], offers: [] };
}

/** Why this was recommended: each answer on the way, the words it came from, and where the others lead. */
export function explainPath(knowledge: Knowledge, state: DialogueState): Explanation {
  const given = quantitiesText(state.quantities);
  return account(state, [
    `**Why this**\n${stepsOf(knowledge, state)}`,
    given === '' ? '' : `The figures are for ${given}.`,
    SAY_SO,
  ]);
}

/** Why nothing else: the same, and when something else would be right. */
export function explainOtherwise(knowledge: Knowledge, state: DialogueState): Explanation {
  const { title, otherwise } = recommendFor(knowledge, state);
  const others = otherwise.map((each) => `- ${each.replaceAll('\n', ' ')}`).join('\n');
  return account(state, [
    `**Why ${title}**\n${stepsOf(knowledge, state)}`,
    others === '' ? '' : `**Something else when**\n${others}`,
    SAY_SO,
  ]);
}

const SAY_SO = 'Say so if one of these is wrong, and the answer changes.';

/** How the figures were worked out, of each part for itself; what is missing where there are none. */
export function explainFigures(knowledge: Knowledge, state: DialogueState): Explanation {
  const recommendation = recommendFor(knowledge, state);
  const sized = sizedPartsOf(recommendation).flatMap(({ name, sizing }) => {
    if (sizing === null) return [];
    const heading = name === '' ? 'How I counted' : `How I counted: ${name}`;
    return [`**${heading}**\n${describeReckoning(sizing, state.quantities)}`];
  });
  return account(state, sized.length > 0 ? sized : [recommendation.sizingText]);
}

/** The recommendation in a few lines: what, why, how many to begin with, and the command. */
export function explainInShort(knowledge: Knowledge, state: DialogueState): Explanation {
  const recommendation = recommendFor(knowledge, state);
  const [because = ''] = recommendation.text.split('\n\n');
  const sized = sizedPartsOf(recommendation).flatMap(({ name, sizing }) =>
    sizing === null ? [] : [`${name === '' ? '' : `**${name}**: `}${describeInShort(sizing)}`],
  );
  return account(state, [`**In short: ${recommendation.title}**\n${because}`, ...sized]);
}

function account({ walk: { outcomes } }: DialogueState, paragraphs: readonly string[]): Explanation {
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  return { type: 'explanation', topics: [...outcomes], text, sources: [], offers: [] };
}

function stepsOf(knowledge: Knowledge, state: DialogueState): string {
  const steps = understoodOnPath(knowledge, state).map(({ decision, option, label, words, said }) => {
    const from = words === '' || !said ? '' : ` (“${words}”)`;
    const others = (knowledge.flowchart.nodes[decision]?.exits ?? []).filter(
      (exit) => exit.option !== option,
    );
    const elsewhere = others.map(
      (exit) => `. *${exitLabel(knowledge, decision, exit)}* → ${leadsTo(knowledge, exit)}`,
    );
    return `- ${questionOf(knowledge, decision)} **${label}**${from}${option === BOTH ? '' : elsewhere.join('')}`;
  });
  return steps.join('\n');
}

/** The steps behind an answer, up to the next question or the end. */
function leadsTo(knowledge: Knowledge, exit: Exit): string {
  const { path, open } = walk(knowledge.flowchart, {}, exit.to);
  const steps = path
    .filter((node) => node !== open)
    .map((node) => knowledge.flowchart.nodes[node]?.label ?? node);
  const next = open === null ? [] : [`then: ${questionOf(knowledge, open)}`];
  return [...steps, ...next].join(', ');
}

function exitLabel(knowledge: Knowledge, decision: DecisionId, exit: Exit): string {
  return exit.option === null ? '' : labelOf(knowledge, decision, exit.option);
}
