import { joinWalks, mixedDecision, type Part, walkParts } from '../advice/mixed-work.ts';
import { quantitiesText } from '../advice/quantity-text.ts';
import type { Answers, DecisionId, NodeId, OptionId } from '../flowchart/flowchart.ts';
import type { Walk } from '../flowchart/walk.ts';
import { BOTH, findOption, type Knowledge } from '../knowledge/knowledge.ts';
import { needsManyAtATime } from '../understanding/load-claims.ts';
import type { Platform } from '../understanding/platform.ts';
import type { Quantities } from '../understanding/understanding.ts';
import type { Entry } from './conversation.ts';

/** An answer somebody gave, by press (no words) or in a sentence (the words it was read from). */
export interface Fact {
  readonly option: OptionId;
  readonly user: string;
  readonly words: string;
}

/** Where a conversation stands: a fold over its entries, never stored. */
export interface DialogueState {
  /** Everything answered, also what does not lie on the path now: it counts again if the path comes back. */
  readonly said: ReadonlyMap<DecisionId, Fact>;
  /** What goes without saying once those answers are given; `words` are those of the answer that implies it. */
  readonly implied: ReadonlyMap<DecisionId, Fact>;
  readonly quantities: Quantities;
  /** Where the job runs; null until somebody says so. */
  readonly platform: Platform | null;
  /** The decision somebody was unsure about just now, whose safe default is on offer. */
  readonly unsureAbout: DecisionId | null;
  /** The step of a side branch (memory) that was told just now, from which one can go on. */
  readonly lookedAt: NodeId | null;
  /** The parts of mixed work, each with its own way; one part where the job is all of a piece. */
  readonly parts: readonly Part[];
  /** The way through the chart with all of this, all parts together; `open` is the question to ask. */
  readonly walk: Walk;
}

export function dialogueState(knowledge: Knowledge, entries: readonly Entry[]): DialogueState {
  const said = new Map<DecisionId, Fact>();
  let quantities: Quantities = {};
  let platform: Platform | null = null;
  let unsureAbout: DecisionId | null = null;
  let lookedAt: NodeId | null = null;

  /** Deleting first keeps the map in the order of the last word on each decision. */
  const answer = (decision: DecisionId, fact: Fact) => {
    if (findOption(knowledge, decision, fact.option) === null) return; // the chart was edited since
    said.delete(decision);
    said.set(decision, fact);
  };

  for (const entry of entries) {
    unsureAbout = null;
    lookedAt = null;
    if (entry.kind === 'said' || entry.kind === 'unsure') platform = entry.platform ?? platform;
    switch (entry.kind) {
      case 'restart':
        said.clear();
        quantities = {};
        break;
      case 'unsure':
        unsureAbout = entry.decision;
        break;
      case 'looked':
        lookedAt = entry.node;
        break;
      case 'chose':
        answer(entry.decision, { option: entry.option, user: entry.user, words: '' });
        break;
      case 'said':
        if (entry.fresh) {
          said.clear();
          quantities = {};
        }
        for (const [decision, option] of Object.entries(entry.answers)) {
          const words = entry.evidence.find((each) => each.slot === decision && each.option === option)?.text;
          answer(decision, { option, user: entry.user, words: words ?? '' });
        }
        quantities = mergeQuantities(quantities, entry.quantities);
        break;
    }
  }

  withoutSettled(knowledge, said);
  const implied = new Map([...impliedByLoad(knowledge, quantities, said), ...impliedBy(knowledge, said)]);
  const answers = answersOf(said, implied);
  const parts = walkParts(knowledge, answers);
  const joined = joinWalks(parts, mixedDecision(knowledge, answers));
  return { said, implied, quantities, platform, unsureAbout, lookedAt, parts, walk: joined };
}

/** Dividing a job settles some questions whatever was said of the job as a whole. */
function withoutSettled(knowledge: Knowledge, said: Map<DecisionId, Fact>): void {
  const mixed = mixedDecision(knowledge, answersOf(said));
  if (mixed === null) return;
  for (const decision of Object.keys(findOption(knowledge, mixed, BOTH)?.implies ?? {}))
    said.delete(decision);
}

/** The fact behind an answer of the state, said or implied; null where there is none. */
export function factAbout(state: DialogueState, decision: DecisionId): Fact | null {
  return state.said.get(decision) ?? state.implied.get(decision) ?? null;
}

/** What was answered but does not lie on the path now. */
export function setAside(state: DialogueState): DecisionId[] {
  const taken = new Set(state.walk.taken.map(({ decision }) => decision));
  return [...state.said.keys()].filter((decision) => !taken.has(decision));
}

/** What follows when the numbers told so far, in one message or in several, need more than one task at a time. */
function impliedByLoad(
  knowledge: Knowledge,
  quantities: Quantities,
  said: ReadonlyMap<DecisionId, Fact>,
): [DecisionId, Fact][] {
  // The parts of mixed work have times of their own.
  if (!needsManyAtATime(quantities) || mixedDecision(knowledge, answersOf(said)) !== null) return [];
  const implied = Object.entries(knowledge.language.lexicon.tooMuchForOne).filter(
    ([decision, option]) => !said.has(decision) && findOption(knowledge, decision, option) !== null,
  );
  if (implied.length === 0) return [];
  const words = quantitiesText(quantities);
  return implied.map(([decision, option]) => [decision, { option, user: '', words }]);
}

/** What is said outweighs what is implied; of two implications the one of the later answer counts. */
function impliedBy(knowledge: Knowledge, said: ReadonlyMap<DecisionId, Fact>): Map<DecisionId, Fact> {
  const implied = new Map<DecisionId, Fact>();
  const follow = (decision: DecisionId, fact: Fact, seen: ReadonlySet<DecisionId>) => {
    const implications = findOption(knowledge, decision, fact.option)?.implies ?? {};
    for (const [other, option] of Object.entries(implications)) {
      if (said.has(other) || seen.has(other)) continue;
      const consequence = { ...fact, option };
      implied.set(other, consequence);
      follow(other, consequence, new Set([...seen, other]));
    }
  };
  for (const [decision, fact] of said) follow(decision, fact, new Set([decision]));
  return implied;
}

function answersOf(...layers: readonly ReadonlyMap<DecisionId, Fact>[]): Answers {
  const answers: Record<DecisionId, OptionId> = {};
  for (const facts of layers) {
    for (const [decision, fact] of facts) answers[decision] ??= fact.option;
  }
  return answers;
}

/**
 * Later numbers replace earlier ones. A rate, a number of users and a number of jobs are three ways to say how
 * much work there is, and the times of a task replace each other where they mean the same stretch.
 */
function mergeQuantities(earlier: Quantities, later: Quantities): Quantities {
  const kept: Record<string, unknown> = { ...earlier };
  const drop = (...names: readonly (keyof Quantities)[]) => {
    for (const name of names) delete kept[name];
  };
  const statesVolume = VOLUMES.some((name) => later[name] !== undefined);
  if (statesVolume) drop(...VOLUMES);
  // The CPU time is a part of a longer whole, whose rest is waiting.
  const isPart = (later.cpuSeconds ?? 0) < (earlier.latencySeconds ?? 0);
  if (later.ioWaitSeconds !== undefined || (later.cpuSeconds !== undefined && !isPart))
    drop('latencySeconds');
  if (later.latencySeconds !== undefined) drop('ioWaitSeconds', 'cpuSeconds');
  return { ...kept, ...later };
}

/** The quantities that say how much work there is. */
export const VOLUMES = ['requestsPerSecond', 'concurrentUsers', 'jobsTotal'] as const;
