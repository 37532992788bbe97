import type { DecisionId, Flowchart, NodeId, OptionId } from '../flowchart/flowchart.ts';
import type { Language } from '../understanding/language.ts';
import type { Example } from './example.ts';
import type { Comparison, Decision, Option, Outcome, Topic, Voice } from './schema.ts';

/** Everything in `knowledge/`, checked and joined. Plain JSON, so that it is compiled once and then just read. */
export interface Knowledge {
  /** Changes with every change of the folder; a conversation remembers the one it was held under. */
  readonly version: string;
  readonly flowchart: Flowchart;
  readonly decisions: Readonly<Record<DecisionId, Decision>>;
  readonly outcomes: Readonly<Record<NodeId, Outcome>>;
  readonly topics: Readonly<Record<string, Topic>>;
  readonly comparisons: readonly Comparison[];
  readonly voice: Voice;
  /** File name to runnable example. */
  readonly code: Readonly<Record<string, Example>>;
  readonly language: Language;
}

/** The option that stands for all options of a decision at once (`both` in its file). */
export const BOTH: OptionId = 'both';

/** The decision of that id, or null. Ids come from people and old buttons, so absence is ordinary. */
export function findDecision(knowledge: Pick<Knowledge, 'decisions'>, id: DecisionId): Decision | null {
  return Object.hasOwn(knowledge.decisions, id) ? (knowledge.decisions[id] ?? null) : null;
}

/** The option of that id of that decision, or null. */
export function findOption(
  knowledge: Pick<Knowledge, 'decisions'>,
  decision: DecisionId,
  option: OptionId,
): Option | null {
  const found = findDecision(knowledge, decision);
  if (option === BOTH && found?.both) {
    const { label, because, settles } = found.both;
    return { id: BOTH, chart: '', label, because, synonyms: [], implies: settles };
  }
  return found?.options.find(({ id }) => id === option) ?? null;
}

/** Everything a decision can be answered with: its options, and both where they can hold side by side. */
export function answersTo(knowledge: Knowledge, decision: DecisionId): readonly Option[] {
  const both = findOption(knowledge, decision, BOTH);
  const options = findDecision(knowledge, decision)?.options ?? [];
  return both === null || options.includes(both) ? options : [...options, both];
}
