import { describe, expect, it } from 'vitest';
import { estimate, isRefusal, type SizingEstimate, type SizingInput } from '../../src/sizing/estimate.ts';
import { percentileOf, type Scenario, simulateResponses } from './simulate.ts';

/** What is recommended is built in a simulation, once as it is and once with 30% less of what binds it. */

const FRAMEWORK = 0.001;
const base = { peakToMeanRatio: 1, frameworkCpuSeconds: FRAMEWORK, ioWaitScv: 0.5, cpuScv: 1 } as const;

interface Recommended {
  readonly name: string;
  readonly discipline: Scenario['discipline'];
  /** What to take 30% of away: what the target is met by. */
  readonly binding: 'processes' | 'slots' | 'cores';
  readonly input: SizingInput & {
    readonly requestsPerSecond: number;
    readonly ioWaitSeconds?: number;
    readonly cpuSeconds: number;
    readonly targetLatencySeconds: number;
  };
}

const CASES: readonly Recommended[] = [
  {
    name: 'event loops',
    discipline: 'loop',
    binding: 'processes',
    input: {
      ...base,
      leaf: 'Coroutines',
      requestsPerSecond: 500,
      ioWaitSeconds: 0.05,
      cpuSeconds: 0.012,
      targetLatencySeconds: 0.2,
      coresPerHost: 32,
    },
  },
  {
    name: 'threads',
    discipline: 'threads',
    binding: 'processes',
    input: {
      ...base,
      leaf: 'ThreadPoolIndependent',
      requestsPerSecond: 400,
      ioWaitSeconds: 0.08,
      cpuSeconds: 0.014,
      targetLatencySeconds: 0.26,
      coresPerHost: 32,
    },
  },
  {
    name: 'sync workers',
    discipline: 'pooled',
    binding: 'processes',
    input: {
      ...base,
      leaf: 'SyncIO',
      requestsPerSecond: 150,
      ioWaitSeconds: 0.1,
      cpuSeconds: 0.01,
      targetLatencySeconds: 0.35,
      coresPerHost: 16,
    },
  },
  {
    name: 'a process pool',
    discipline: 'pooled',
    binding: 'processes',
    input: {
      ...base,
      leaf: 'ProcessPoolIndependent',
      requestsPerSecond: 120,
      cpuSeconds: 0.1,
      targetLatencySeconds: 0.34,
      coresPerHost: 32,
    },
  },
  {
    name: 'coroutines that wait for a slow API',
    discipline: 'loop',
    binding: 'slots',
    input: {
      ...base,
      leaf: 'Coroutines',
      requestsPerSecond: 20,
      ioWaitSeconds: 3,
      cpuSeconds: 0.01,
      targetLatencySeconds: 7.5,
    },
  },
  {
    name: 'threads, more than keep nineteen in twenty from waiting for one',
    discipline: 'threads',
    binding: 'slots',
    input: {
      ...base,
      leaf: 'ThreadPoolIndependent',
      requestsPerSecond: 2,
      ioWaitSeconds: 2,
      cpuSeconds: 0.1,
      targetLatencySeconds: 4.8,
      coresPerHost: 16,
    },
  },
  {
    name: 'threads without a GIL',
    discipline: 'free-threaded',
    binding: 'cores',
    input: {
      ...base,
      leaf: 'ThreadPoolIndependent',
      freeThreaded: true,
      pythonVersion: '3.14',
      requestsPerSecond: 300,
      ioWaitSeconds: 0.1,
      cpuSeconds: 0.02,
      targetLatencySeconds: 0.3,
      coresPerHost: 16,
    },
  },
];

describe.each(CASES)('$name: the recommended configuration', (recommended) => {
  const { input, binding } = recommended;
  const answer = estimate(input);
  if (isRefusal(answer)) throw new Error(answer.error);

  it('meets the target in simulation', () => {
    expect(answer).toMatchObject({ feasible: true, hosts: { likely: 1 } });
    expect(simulated(recommended, answer, 1)).toBeLessThan(1.03 * input.targetLatencySeconds);
  });

  it(`misses it with 30% fewer ${binding}`, () => {
    expect(simulated(recommended, answer, 0.7)).toBeGreaterThan(input.targetLatencySeconds);
  });
});

/** The 95th percentile (seconds) with the given share of the binding resource. */
function simulated(
  { input, discipline, binding }: Recommended,
  answer: SizingEstimate,
  share: number,
): number {
  const slowdown = input.freeThreaded === true ? 1.1 : 1;
  const own = input.cpuSeconds * slowdown;
  const mean = own + FRAMEWORK;
  const part = (resource: Recommended['binding'], count: number) =>
    resource === binding ? Math.floor(share * count) : count;
  const responses = simulateResponses(
    {
      discipline,
      arrivalsPerSecond: input.requestsPerSecond,
      processes: part('processes', answer.processes.likely),
      slots: part('slots', answer.concurrencyPerProcess.likely),
      cores: part('cores', answer.cpuCores.likely),
      ioWait: { mean: input.ioWaitSeconds ?? 0, scv: 0.5 },
      gilCpu: { mean, scv: (own / mean) ** 2 },
      nativeCpu: { mean: 0, scv: 1 },
    },
    25_000,
    7,
  );
  return percentileOf(responses, 0.95);
}
