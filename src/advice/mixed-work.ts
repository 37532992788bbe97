import type { Answers, DecisionId } from '../flowchart/flowchart.ts';
import { type Walk, walk } from '../flowchart/walk.ts';
import { BOTH, findDecision, type Knowledge } from '../knowledge/knowledge.ts';

/** One part of mixed work, led its own way through the chart. */
export interface Part {
  /** What the part is called; empty for a job that is all of a piece. */
  readonly name: string;
  /** The option that holds for it. */
  readonly option: string | null;
  readonly walk: Walk;
}

/** The decision whose options all hold at once, each for a part of the job; null for work of one kind. */
export function mixedDecision(knowledge: Knowledge, answers: Answers): DecisionId | null {
  const found = Object.entries(answers).find(
    ([decision, option]) => option === BOTH && findDecision(knowledge, decision)?.both !== undefined,
  );
  return found?.[0] ?? null;
}

/** The parts of a job, each walked for itself: one for each option that holds, else the whole job as one. */
export function walkParts(knowledge: Knowledge, answers: Answers): Part[] {
  const { flowchart } = knowledge;
  const decision = mixedDecision(knowledge, answers);
  const parts = decision === null ? undefined : findDecision(knowledge, decision)?.both?.parts;
  const whole = walk(flowchart, answers);
  // Unless the walk comes to the mixed decision, nothing is mixed yet.
  if (decision === null || parts === undefined || whole.open !== decision) {
    return [{ name: '', option: null, walk: whole }];
  }
  return Object.entries(parts).map(([option, name]) => ({
    name,
    option,
    walk: walk(flowchart, { ...answers, [decision]: option }),
  }));
}

/** The parts as one: all that was visited, the first question still open, the outcomes of all. */
export function joinWalks(parts: readonly Part[], mixed: DecisionId | null): Walk {
  const [first, ...rest] = parts.map((part) => part.walk);
  if (first === undefined) throw new Error('a job has at least one part');
  if (rest.length === 0) return first;
  const walks = [first, ...rest];
  const taken = walks.flatMap((each) => each.taken).filter(({ decision }) => decision !== mixed);
  const byDecision = new Map(taken.map((each) => [each.decision, each]));
  const shared = mixed === null ? [] : [{ decision: mixed, option: BOTH }];
  return {
    path: [...new Set(walks.flatMap(({ path }) => path))],
    taken: [...shared, ...byDecision.values()],
    open: walks.find(({ open }) => open !== null)?.open ?? null,
    outcomes: [...new Set(walks.flatMap(({ outcomes }) => outcomes))],
  };
}
