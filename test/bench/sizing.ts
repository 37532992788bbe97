import fc from 'fast-check';
import { Bench } from 'tinybench';
import { type SizingRequest, withDefaults } from '../../src/sizing/defaults.ts';
import { estimate, isRefusal } from '../../src/sizing/estimate.ts';
import { predictedOf } from '../../src/sizing/predicted.ts';
import { readInput } from '../../src/sizing/read-input.ts';
import { sizeOnce } from '../../src/sizing/sized.ts';
import { workloadAt } from '../../src/sizing/workload.ts';
import { anyInput } from '../sizing/arbitrary-input.ts';
import { report } from './report.ts';

const INPUTS = {
  'a web service': { requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.01 },
  'a service with a target': {
    requestsPerSecond: 300,
    ioWaitSeconds: 0.1,
    cpuSeconds: 0.01,
    targetLatencySeconds: 0.5,
  },
  'a batch': { jobs: 40_000, deadlineSeconds: 3600, cpuSeconds: 0.5 },
};

/** Inputs at the edges of what is accepted, where a loop that grew with the load would show. */
const EXTREMES = [
  { requestsPerSecond: 1e6, ioWaitSeconds: 3600, cpuSeconds: 0.001, targetLatencySeconds: 86_400 },
  {
    concurrentUsers: 1e8,
    thinkTimeSeconds: 0,
    ioWaitSeconds: 0.01,
    cpuSeconds: 10,
    targetLatencySeconds: 60,
  },
  {
    jobs: 1e10,
    deadlineSeconds: 3600,
    ioWaitSeconds: 60,
    cpuSeconds: 1e-5,
    lockHoldSeconds: 1,
    leaf: 'AdvLock',
  },
  { jobs: 1e10, deadlineSeconds: 3600, cpuSeconds: 1, coresPerHost: 1024, leaf: 'ProcessPoolLocking' },
  { jobs: 1e7, deadlineSeconds: 1, cpuSeconds: 1, coresPerHost: 63, leaf: 'AdvLock' },
  {
    requestsPerSecond: 1e5,
    cpuSeconds: 1,
    coresPerHost: 0.05,
    cpuScv: 100,
    targetPercentile: 0.999,
    leaf: 'SyncIO',
  },
];
const FUZZED = 400;

/** An estimate with its ranges, sensitivity and words against one plain evaluation: a configuration, its prediction. */
export async function sizingBench(): Promise<void> {
  for (const [name, input] of Object.entries(INPUTS)) {
    const reading = readInput(input);
    if ('fault' in reading) throw new Error(reading.fault);
    const request = withDefaults(reading.value);
    const bench = new Bench({ time: 300, warmupTime: 50 });
    bench
      .add('once', () => {
        runOnce(request);
      })
      .add('with ranges', () => {
        estimate(input);
      });
    await bench.run();
    const milliseconds = (task: string): number => {
      const result = bench.getTask(task)?.result;
      if (result?.state !== 'completed') throw new Error(`${task} was not measured`);
      return result.latency.p50;
    };
    const ranges = milliseconds('with ranges');
    report(`estimate with ranges, ${name}`, ranges, 'the model once', milliseconds('once'), 'ms');
  }
  const accepted = [...EXTREMES, ...fc.sample(anyInput, { numRuns: FUZZED, seed: 11 })].filter(
    (input) => !isRefusal(estimate(input)),
  );
  reportSlowest(accepted);
  reportDearest(accepted);
}

/** One plain evaluation of the model: a configuration and its prediction. */
function runOnce(request: SizingRequest): void {
  predictedOf(sizeOnce(workloadAt(request, request.likely)));
}

/** The slowest of many accepted inputs of any kind against an ordinary one; each is timed a few times, the best counts. */
function reportSlowest(accepted: readonly object[]): void {
  const ordinary = bestOf(() => estimate(INPUTS['a web service']));
  const slowest = Math.max(...accepted.map((input) => bestOf(() => estimate(input))));
  report(`slowest of ${accepted.length} inputs of any kind`, slowest, 'a web service', ordinary, 'ms');
}

/**
 * The input whose ranges cost most in terms of its own plain evaluation. What it wants evaluated besides is left out:
 * that is another configuration, for which there is no range.
 */
function reportDearest(accepted: readonly object[]): void {
  const costs = accepted.flatMap((input) => {
    const sizing = { ...input, evaluate: undefined };
    const reading = readInput(sizing);
    if ('fault' in reading) return [];
    const request = withDefaults(reading.value);
    return [{ ranges: bestOf(() => estimate(sizing)), once: bestOf(() => runOnce(request)) }];
  });
  const dearest = costs.reduce((most, next) =>
    next.ranges / next.once > most.ranges / most.once ? next : most,
  );
  report(`dearest ranges of ${costs.length}`, dearest.ranges, 'the model once', dearest.once, 'ms');
}

function bestOf(run: () => void): number {
  const times = [1, 2, 3, 4, 5].map(() => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}
