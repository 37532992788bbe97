import type { Answers, DecisionId, OptionId } from '../flowchart/flowchart.ts';
import type { Finding } from '../python-code/finding.ts';
import type { Platform } from './platform.ts';

/** What a message is for. The first two describe the job; the rest steer or interrupt the conversation. */
export const INTENTS = [
  'workload',
  'sizing',
  'explain',
  'compare',
  'memory',
  'unsure',
  'why',
  'back',
  'restart',
  'help',
  'smalltalk',
  'offtopic',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Numbers stated about the job, in base units: seconds, bytes, per second. */
export interface Quantities {
  /** Mean arrival rate of the whole service, or the rate asked for. */
  readonly requestsPerSecond?: number;
  /** People or connections at the same time. */
  readonly concurrentUsers?: number;
  /** Units of work in a batch. */
  readonly jobsTotal?: number;
  /** Time budget for the whole batch. */
  readonly deadlineSeconds?: number;
  /** Cores of one host. */
  readonly cores?: number;
  /** Machines at hand. */
  readonly hosts?: number;
  /** Memory at hand on one host. */
  readonly memoryBytes?: number;
  readonly memoryPerWorkerBytes?: number;
  readonly p95TargetSeconds?: number;
  /** Time one task waits. */
  readonly ioWaitSeconds?: number;
  /** Time one task computes. */
  readonly cpuSeconds?: number;
  /** Time one task takes where the message does not say whether it waits or computes. */
  readonly latencySeconds?: number;
  /** Such as `3.12` or `3.13t`. */
  readonly pythonVersion?: string;
}
export type QuantityName = keyof Quantities;

/** What "twice the …" can be said of: the load in whatever way it was stated, the time of one task, or one number. */
export type Scaled =
  | 'load'
  | 'taskSeconds'
  | 'cpuSeconds'
  | 'cores'
  | 'hosts'
  | 'memoryBytes'
  | 'memoryPerWorkerBytes'
  | 'deadlineSeconds'
  | 'p95TargetSeconds';

/** How many times as much of each. */
export type Factors = Readonly<Partial<Record<Scaled, number>>>;

/** Why an answer was read: the words it came from. */
export interface Evidence {
  readonly slot: DecisionId;
  readonly option: OptionId;
  /** The words of the message, as written. */
  readonly text: string;
  /** From 0 to 1. */
  readonly confidence: number;
}

/**
 * What a message asks of the conversation beside its facts:
 * `repeat` the last answer, take it as `hypothetical` ("what if…"), begin a `new-job`,
 * `accept` what was just offered ("ok", "go with that"), answer the question with `both`, see `more` of a
 * recommendation or its `code`, go to the `next` step; of what was recommended, `dispute` it, have it in `short`, ask
 * `why-not` something else, or how its figures were worked out (`reckoning`).
 */
export type DialogueAct =
  | 'repeat'
  | 'hypothetical'
  | 'new-job'
  | 'accept'
  | 'both'
  | 'more'
  | 'code'
  | 'next'
  | 'dispute'
  | 'short'
  | 'why-not'
  | 'reckoning';

/** One message, read. Plain JSON; the same message in the same context always reads the same. */
export interface Understanding {
  readonly intent: Intent;
  /** False when nothing in the message was recognised with confidence; the intent is then a mere default. */
  readonly understood: boolean;
  readonly act: DialogueAct | null;
  /** Answers the message settles, each backed by at least one entry of `evidence`. */
  readonly answers: Answers;
  /** Node or topic ids an explanation, comparison or memory question is about, in order of mention. */
  readonly topics: readonly string[];
  readonly quantities: Quantities;
  /** Changes relative to what is known of the job ("10x traffic"); absent where the message states none. */
  readonly factors?: Factors;
  readonly evidence: readonly Evidence[];
  /**
   * Signs for different options of one decision: of "downloads, then heavy parsing" the one word waits and the other
   * computes. Mostly no answer is read then.
   */
  readonly rivals: readonly Evidence[];
  /** Whether the message says outright that `both` hold, or tells of them in `sequence`. */
  readonly joined: 'both' | 'sequence' | null;
  /** What was read from pasted measurements and how it was concluded, a sentence each; only where there were some. */
  readonly measured?: readonly string[];
  /** Where the job runs, where the message says so. */
  readonly platform?: Platform;
  /** Faults in pasted Python; only where there was some. */
  readonly findings?: readonly Finding[];
}
