import { readConcurrency } from './concurrency.ts';
import type { Code, Finding, Rule } from './finding.ts';
import { createMeanings } from './kinds.ts';
import { parsePython } from './parse.ts';
import { readProgram } from './program.ts';
import { blockingCallInAsync, runInRunningLoop } from './rules/blocking.ts';
import { cpuWorkInAsync, cpuWorkInThreads } from './rules/computing.ts';
import { droppedTask, unawaitedCoroutine } from './rules/coroutines.ts';
import { sequentialAwaits, unboundedFanOut } from './rules/fan-out.ts';
import { lockAcrossAwait, lockOrder } from './rules/locks.ts';
import { unpicklableTask } from './rules/pickling.ts';
import { nestedPoolDeadlock, poolPerCall, resultNeverRead } from './rules/pools.ts';
import { chunksizeOne, forkWithThreads, noMainGuard } from './rules/processes.ts';
import { queuePolling, unboundedQueue } from './rules/queues.ts';
import { checkThenAct, unlockedSharedMutation } from './rules/shared-state.ts';
import { sharedValueIncrement } from './rules/shared-values.ts';
import { asyncioObjectAcrossThreads, nonDaemonForever } from './rules/threads.ts';
import { findSpawns } from './spawns.ts';

const RULES: readonly Rule[] = [
  blockingCallInAsync,
  unawaitedCoroutine,
  droppedTask,
  sequentialAwaits,
  unboundedFanOut,
  poolPerCall,
  resultNeverRead,
  unlockedSharedMutation,
  checkThenAct,
  lockAcrossAwait,
  lockOrder,
  queuePolling,
  unboundedQueue,
  forkWithThreads,
  unpicklableTask,
  noMainGuard,
  nestedPoolDeadlock,
  cpuWorkInThreads,
  cpuWorkInAsync,
  chunksizeOne,
  nonDaemonForever,
  asyncioObjectAcrossThreads,
  runInRunningLoop,
  sharedValueIncrement,
];

/** Reads Python source; null when it is hardly any Python. Nothing is run. */
export function readCode(source: string): Code | null {
  const program = readProgram(source, parsePython(source));
  const broken = program.nodes.filter(({ kind }) => kind === 'Broken').length;
  const whole = program.module.body.length;
  if (whole === 0 || broken * 3 > whole) return null;
  const meanings = createMeanings(program);
  return { ...meanings, ...readConcurrency(meanings, findSpawns(meanings)) };
}

/** What the rules are sure of, in the order of the text, each rule once a line. */
export function findFaults(code: Code): Finding[] {
  const seen = new Set<string>();
  return RULES.flatMap((rule) => rule(code))
    .filter(({ node }) => !code.program.scopeOf(node).isBroken)
    .map(({ rule, node, text, mend }) => ({ rule, line: node.line, text, mend }))
    .sort((a, b) => a.line - b.line)
    .filter(({ rule, line }) => {
      const key = `${rule} ${line}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
