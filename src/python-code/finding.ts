import type { Concurrency } from './concurrency.ts';
import type { Meanings } from './kinds.ts';
import type { Node } from './syntax.ts';

/** The rules by their public names. */
export const RULES = [
  'blocking-call-in-async',
  'unawaited-coroutine',
  'dropped-task',
  'sequential-awaits',
  'unbounded-fan-out',
  'pool-per-call',
  'result-never-read',
  'unlocked-shared-mutation',
  'check-then-act',
  'lock-across-await',
  'lock-order',
  'queue-polling',
  'unbounded-queue',
  'fork-with-threads',
  'unpicklable-task',
  'no-main-guard',
  'nested-pool-deadlock',
  'cpu-work-in-threads',
  'cpu-work-in-async',
  'chunksize-one',
  'non-daemon-forever',
  'asyncio-object-across-threads',
  'run-in-running-loop',
  'shared-value-increment',
] as const;
export type RuleId = (typeof RULES)[number];

/** A fault in pasted code. */
export interface Finding {
  readonly rule: RuleId;
  /** Within the pasted code, from 1. */
  readonly line: number;
  /** What happens, in a sentence. */
  readonly text: string;
  /** What to do about it, in a line. */
  readonly mend: string;
}

/** A fault and the node it is about. */
export interface Spot {
  readonly rule: RuleId;
  readonly node: Node;
  readonly text: string;
  readonly mend: string;
}

/** Code with all that is known of it. */
export type Code = Meanings & Concurrency;

/** A rule says what it is sure of and nothing else. */
export type Rule = (code: Code) => readonly Spot[];
