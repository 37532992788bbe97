import { estimate, isRefusal, type SizingEstimate } from '../sizing/estimate.ts';
import { LEAF_MODES } from '../sizing/sizing-input.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { describeSizing } from './describe-sizing.ts';
import { withNames } from './input-names.ts';
import { list } from './units.ts';

/** What a task that waits is assumed to compute where nobody has measured it: seconds at the low end, likely, high. */
const ASSUMED_CPU_SECONDS = { low: 0.001, likely: 0.005, high: 0.03 };

export interface SizedJob {
  readonly sizing: SizingEstimate | null;
  /** What the estimate was made from, under the names of the sizing model; null without one. */
  readonly sizingInput: Readonly<Record<string, unknown>> | null;
  /** The estimate in words; without one, what is missing. */
  readonly sizingText: string;
}

/** The sizing of a job from the numbers people stated; null with what is missing where they do not suffice. */
export function sizeJob(leaf: string | null, quantities: Quantities): SizedJob {
  if (leaf === null) return { sizing: null, sizingInput: null, sizingText: '' };
  const missing = missingFor(quantities);
  if (missing.length > 0) {
    const sizingText = `For an estimate of how many, tell me ${list(missing)}.`;
    return { sizing: null, sizingInput: null, sizingText };
  }
  const input = sizingInput(leaf, quantities);
  const result = estimate(input);
  if (isRefusal(result)) {
    return { sizing: null, sizingInput: null, sizingText: `I cannot size that: ${withNames(result.error)}.` };
  }
  const sizing = withAssumedCpu(result, quantities);
  return { sizing, sizingInput: input, sizingText: describeSizing(sizing, quantities) };
}

/** The CPU time that stands in for one nobody measured is an assumption like those of the model. */
function withAssumedCpu(sizing: SizingEstimate, quantities: Quantities): SizingEstimate {
  if (taskTimes(quantities, sizing.leaf).cpuSeconds !== ASSUMED_CPU_SECONDS) return sizing;
  const assumption = { input: 'cpuSeconds', value: ASSUMED_CPU_SECONDS.likely };
  return { ...sizing, assumptions: [assumption, ...sizing.assumptions] };
}

/** The numbers of a conversation under the names of the sizing model. */
function sizingInput(leaf: string, quantities: Quantities): Record<string, unknown> {
  const isBatch = quantities.jobsTotal !== undefined;
  const input: Record<string, unknown> = {
    leaf,
    ...loadOf(quantities),
    ...taskTimes(quantities, leaf),
    coresPerHost: quantities.cores,
    memoryPerHostBytes: quantities.memoryBytes,
    memoryPerWorkerBytes: quantities.memoryPerWorkerBytes,
    targetLatencySeconds: isBatch ? undefined : quantities.p95TargetSeconds,
    pythonVersion: quantities.pythonVersion,
    freeThreaded: quantities.pythonVersion?.endsWith('t') ? true : undefined,
  };
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** How much there is to do, said in one way: jobs before a rate, which is then their deadline; a rate before users. */
function loadOf({ jobsTotal, deadlineSeconds, requestsPerSecond, concurrentUsers }: Quantities) {
  if (jobsTotal !== undefined) {
    const byRate = requestsPerSecond === undefined ? undefined : jobsTotal / requestsPerSecond;
    return { jobs: jobsTotal, deadlineSeconds: deadlineSeconds ?? byRate };
  }
  return requestsPerSecond === undefined ? { concurrentUsers } : { requestsPerSecond };
}

/**
 * Waiting and computing of one task. A time nobody called either is computing where the outcome is one for
 * computing, else waiting; a task that waits, and nobody measured, is assumed to compute a little.
 */
function taskTimes(quantities: Quantities, leaf: string) {
  const { ioWaitSeconds, cpuSeconds, latencySeconds } = quantities;
  if (computes(leaf)) {
    const rest = (latencySeconds ?? 0) - (cpuSeconds ?? latencySeconds ?? 0);
    return {
      ioWaitSeconds: ioWaitSeconds ?? (rest > 0 ? rest : undefined),
      cpuSeconds: cpuSeconds ?? latencySeconds,
    };
  }
  return { ioWaitSeconds: ioWaitSeconds ?? latencySeconds, cpuSeconds: cpuSeconds ?? ASSUMED_CPU_SECONDS };
}

/** Whether the outcome is one for work that computes: a time nobody called waiting is computing there. */
export function computes(leaf: string): boolean {
  return (
    leaf === 'SingleThread' || Object.entries(LEAF_MODES).some(([id, mode]) => id === leaf && mode === 'pool')
  );
}

function missingFor(quantities: Quantities): string[] {
  const missing: string[] = [];
  const isBatch = quantities.jobsTotal !== undefined;
  const hasVolume =
    isBatch || quantities.requestsPerSecond !== undefined || quantities.concurrentUsers !== undefined;
  if (!hasVolume) missing.push('how much there is to do (requests per second, or how many jobs by when)');
  if (isBatch && loadOf(quantities).deadlineSeconds === undefined) missing.push('by when it must be done');
  const hasTime =
    quantities.ioWaitSeconds !== undefined ||
    quantities.cpuSeconds !== undefined ||
    quantities.latencySeconds !== undefined;
  if (!hasTime) missing.push('how long one takes');
  return missing;
}
