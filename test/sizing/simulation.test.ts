import { describe, expect, it } from 'vitest';
import { estimate, isRefusal, type SizingInput } from '../../src/sizing/estimate.ts';
import { percentileOf, type Scenario, simulateResponses } from './simulate.ts';

const FRAMEWORK = 0.001;
const exact = (likely: number) => ({ low: likely, likely, high: likely });

interface Comparison {
  readonly name: string;
  readonly discipline: Scenario['discipline'];
  readonly input: SizingInput & { readonly evaluate: NonNullable<SizingInput['evaluate']> };
}

const base = {
  peakToMeanRatio: 1,
  frameworkCpuSeconds: exact(FRAMEWORK),
  ioWaitScv: 0.5,
  cpuScv: 1,
} as const;

/** Below 85% utilisation of cores, GIL and slots; the I/O wait is longer than the queue's memory where there is one. */
const COMPARISONS: readonly Comparison[] = [
  {
    name: 'one loop at 60%',
    discipline: 'loop',
    input: {
      ...base,
      leaf: 'Coroutines',
      requestsPerSecond: 55,
      ioWaitSeconds: 0.3,
      cpuSeconds: 0.01,
      evaluate: { processes: 1, concurrencyPerProcess: 100, cpuCores: 1 },
    },
  },
  {
    name: 'three loops, I/O heavy',
    discipline: 'loop',
    input: {
      ...base,
      leaf: 'Streams',
      requestsPerSecond: 120,
      ioWaitSeconds: 0.5,
      cpuSeconds: 0.015,
      evaluate: { processes: 3, concurrencyPerProcess: 60, cpuCores: 3 },
    },
  },
  {
    name: 'four loops on two cores',
    discipline: 'loop',
    input: {
      ...base,
      leaf: 'Coroutines',
      requestsPerSecond: 100,
      ioWaitSeconds: 0.2,
      cpuSeconds: 0.01,
      evaluate: { processes: 4, concurrencyPerProcess: 60, cpuCores: 2 },
    },
  },
  {
    name: 'threads around a GIL',
    discipline: 'threads',
    input: {
      ...base,
      leaf: 'ThreadPoolIndependent',
      requestsPerSecond: 120,
      ioWaitSeconds: 0.15,
      cpuSeconds: 0.009,
      evaluate: { processes: 2, concurrencyPerProcess: 24, cpuCores: 2 },
    },
  },
  {
    name: 'threads short of slots',
    discipline: 'threads',
    input: {
      ...base,
      leaf: 'ThreadPoolIndependent',
      requestsPerSecond: 40,
      ioWaitSeconds: 0.2,
      cpuSeconds: 0.002,
      evaluate: { processes: 1, concurrencyPerProcess: 10, cpuCores: 1 },
    },
  },
  {
    name: 'threads with native CPU',
    discipline: 'threads',
    input: {
      ...base,
      leaf: 'ThreadPoolIndependent',
      requestsPerSecond: 50,
      ioWaitSeconds: 0.1,
      cpuSeconds: 0.004,
      nativeCpuSeconds: 0.03,
      evaluate: { processes: 1, concurrencyPerProcess: 24, cpuCores: 3 },
    },
  },
  {
    name: 'sync workers that wait',
    discipline: 'pooled',
    input: {
      ...base,
      leaf: 'SyncIO',
      requestsPerSecond: 50,
      ioWaitSeconds: 0.1,
      cpuSeconds: 0.01,
      evaluate: { processes: 8, concurrencyPerProcess: 1, cpuCores: 2 },
    },
  },
  {
    name: 'a pool that computes',
    discipline: 'pooled',
    input: {
      ...base,
      leaf: 'ProcessPoolIndependent',
      requestsPerSecond: 40,
      cpuSeconds: 0.1,
      evaluate: { processes: 6, concurrencyPerProcess: 1, cpuCores: 6 },
    },
  },
  {
    name: 'a pool that computes and waits',
    discipline: 'pooled',
    input: {
      ...base,
      leaf: 'ProcessPoolImmutable',
      requestsPerSecond: 30,
      ioWaitSeconds: 0.06,
      cpuSeconds: 0.05,
      evaluate: { processes: 5, concurrencyPerProcess: 1, cpuCores: 3 },
    },
  },
  {
    name: 'threads without a GIL',
    discipline: 'free-threaded',
    input: {
      ...base,
      leaf: 'ThreadPoolIndependent',
      freeThreaded: true,
      pythonVersion: '3.14',
      requestsPerSecond: 100,
      ioWaitSeconds: 0.1,
      cpuSeconds: 0.02,
      evaluate: { processes: 1, concurrencyPerProcess: 30, cpuCores: 4 },
    },
  },
];

describe('the predicted 95th percentile agrees with a simulation', () => {
  it.each(COMPARISONS)('$name: within 10%', ({ discipline, input }) => {
    const { processes, concurrencyPerProcess, cpuCores } = input.evaluate;
    const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
    const slowdown = input.freeThreaded === true ? 1.1 : 1;
    const own = number(input.cpuSeconds) * slowdown;
    const mean = own + FRAMEWORK;
    const responses = simulateResponses(
      {
        discipline,
        arrivalsPerSecond: number(input.requestsPerSecond),
        processes,
        slots: concurrencyPerProcess,
        cores: cpuCores,
        ioWait: { mean: number(input.ioWaitSeconds), scv: 0.5 },
        gilCpu: { mean, scv: (own / mean) ** 2 },
        nativeCpu: { mean: number(input.nativeCpuSeconds), scv: 1 },
      },
      60_000,
      20_240_607,
    );
    const answer = estimate(input);
    if (isRefusal(answer) || answer.evaluated === undefined) throw new Error(JSON.stringify(answer));
    const { utilization, responseP95Seconds } = answer.evaluated;
    expect(Math.max(...Object.values(utilization))).toBeLessThan(0.85);
    const simulated = percentileOf(responses, 0.95);
    expect((responseP95Seconds ?? 0) / simulated).toBeGreaterThan(0.9);
    expect((responseP95Seconds ?? 0) / simulated).toBeLessThan(1.1);
  });
});
