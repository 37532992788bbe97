import { describe, expect, it } from 'vitest';
import {
  estimate,
  isRefusal,
  plotLatency,
  type SizingEstimate,
  type SizingInput,
} from '../../src/sizing/estimate.ts';

function sized(input: SizingInput): SizingEstimate {
  const answer = estimate(input);
  if (isRefusal(answer)) throw new Error(answer.error);
  return answer;
}

const llm = { requestsPerSecond: 20, ioWaitSeconds: 3, cpuSeconds: 0.02 } as const;

describe('defaults', () => {
  it('are listed as assumptions, each with the value taken', () => {
    const { assumptions } = sized(llm);
    expect(assumptions).toContainEqual({ input: 'peakToMeanRatio', value: 1.5 });
    expect(assumptions).toContainEqual({ input: 'leaf', value: 'Coroutines' });
    expect(assumptions).toContainEqual({ input: 'coresPerHost', value: 4 });
    expect(assumptions).toContainEqual({ input: 'connectionHoldSeconds', value: 3 });
    expect(assumptions.map((assumption) => assumption.input)).not.toContain('ioWaitSeconds');
  });

  it('choose processes for CPU and coroutines for waiting', () => {
    expect(sized({ requestsPerSecond: 5, cpuSeconds: 0.1 }).leaf).toBe('ProcessPoolIndependent');
    expect(sized({ requestsPerSecond: 5, cpuSeconds: 0.1, ioWaitSeconds: 0.1 }).leaf).toBe('Coroutines');
  });

  it('take a wait from its 95th percentile alone', () => {
    const { assumptions } = sized({ requestsPerSecond: 5, ioWaitP95Seconds: 2.781 });
    expect(assumptions).toContainEqual({ input: 'ioWaitSeconds', value: expect.closeTo(1, 6) });
  });
});

describe('spans', () => {
  it('are wider the less is known', () => {
    const width = (inputConfidence: 'measured' | 'guess'): number => {
      const { low, high } = sized({ ...llm, inputConfidence }).totalConcurrency;
      return high - low;
    };
    expect(width('guess')).toBeGreaterThan(width('measured'));
  });

  it('vanish when everything is exact', () => {
    const exactly = (likely: number) => ({ low: likely, likely, high: likely });
    const answer = sized({
      requestsPerSecond: exactly(20),
      ioWaitSeconds: exactly(3),
      cpuSeconds: exactly(0.02),
      frameworkCpuSeconds: exactly(0.001),
      peakToMeanRatio: 1,
      memoryPerWorkerBytes: exactly(2 ** 27),
      memoryPerRequestBytes: exactly(2 ** 18),
    });
    expect(answer.totalConcurrency.low).toBe(answer.totalConcurrency.high);
    expect(answer.sensitivity).toEqual([]);
  });

  it('do not stack all worst cases', () => {
    const { totalConcurrency, sensitivity } = sized({ ...llm, peakToMeanRatio: 1, inputConfidence: 'guess' });
    expect(sensitivity[0]?.affects).toBeDefined();
    expect(totalConcurrency.high).toBeLessThan(4 * totalConcurrency.likely);
  });

  it('list what to measure first', () => {
    const swings = sized(llm).sensitivity.map((entry) => entry.swing);
    expect(swings).toEqual([...swings].sort((a, b) => b - a));
  });
});

describe('limits', () => {
  it.each<[string, SizingInput]>([
    ['downstream-rate', { ...llm, downstreamMaxRequestsPerMinute: 60 }],
    ['downstream-concurrency', { ...llm, downstreamMaxConcurrency: 10 }],
    ['lock', { requestsPerSecond: 30, cpuSeconds: 0.08, lockHoldSeconds: 0.05, leaf: 'ProcessPoolLocking' }],
    ['latency-target', { ...llm, targetLatencySeconds: 2 }],
    ['single-thread', { ...llm, leaf: 'SingleThread' }],
    ['memory', { ...llm, memoryPerHostBytes: 2 ** 26 }],
    ['deadline', { jobs: 5, deadlineSeconds: 10, ioWaitSeconds: 20 }],
    ['single-thread', { jobs: 500, deadlineSeconds: 10, ioWaitSeconds: 1, leaf: 'SyncIO' }],
    [
      'lock',
      { jobs: 1e6, deadlineSeconds: 300, cpuSeconds: 0.05, leaf: 'ProcessPoolAtomic', coresPerHost: 64 },
    ],
  ])('%s makes a demand infeasible', (bottleneck, input) => {
    const answer = sized(input);
    expect(answer.feasible).toBe(false);
    expect(answer.bottleneck).toBe(bottleneck);
    expect(answer.requestsPerSecondSized).toBeGreaterThan(0);
  });

  it('of one thread leave one process', () => {
    expect(sized({ requestsPerSecond: 1, cpuSeconds: 0.1, leaf: 'SingleThread' }).processes.likely).toBe(1);
  });

  it('of a quota below one core that make sync workers absurd come with the cure', () => {
    const pods = { requestsPerSecond: 20, ioWaitSeconds: 2, cpuSeconds: 0.02, coresPerHost: 0.25 };
    const sync = sized({ ...pods, leaf: 'SyncIO' });
    const coroutines = sized({ ...pods, leaf: 'Coroutines' });
    const whole = sized({ ...pods, leaf: 'SyncIO', coresPerHost: 1 });
    expect(sync.hosts.likely).toBeGreaterThan(1000);
    expect(sync.warnings[0]).toContain(
      `fits ${coroutines.hosts.likely} hosts of this quota with coroutines, or ${whole.hosts.likely} host of a whole core with ${whole.processes.likely} processes.`,
    );
    expect(coroutines.warnings.join()).not.toContain('hence');
  });

  it('of a target that only idle hosts can meet come with what it costs', () => {
    const streams = {
      leaf: 'Streams',
      requestsPerSecond: 11.3,
      ioWaitSeconds: 0.0508,
      cpuSeconds: 0.0101,
    } as const;
    const tight = sized({ ...streams, coresPerHost: 2, targetLatencySeconds: 0.154 });
    expect(tight.hosts.likely).toBeGreaterThan(10);
    expect(tight.warnings.join()).toMatch(
      /hosts have to stay almost idle: 1 host would keep 95% within \d+ ms/,
    );
    expect(sized({ ...streams, targetLatencySeconds: 0.3 }).warnings.join()).not.toContain('idle');
  });

  it('of a quota below one core are rounded off', () => {
    const pods = { leaf: 'ProcessPoolIndependent', requestsPerSecond: 5, ioWaitSeconds: 0.1 } as const;
    expect(sized({ ...pods, cpuSeconds: 0.1, coresPerHost: 0.1 }).cpuCores.likely).toBe(1.2);
  });

  it('of a quota below one core count in fractions', () => {
    const answer = sized({ requestsPerSecond: 8, ioWaitSeconds: 1.5, cpuSeconds: 0.02, coresPerHost: 0.5 });
    expect(answer.cpuCores.likely).toBe(0.5 * answer.hosts.likely);
    expect(answer.warnings.join()).toContain('a quota of 0.5 cores');
  });
});

describe('command lines', () => {
  it.each<[string, SizingInput, RegExp]>([
    [
      'loops',
      llm,
      /^uvicorn app:app --workers 1 --limit-concurrency \d+\nasyncio\.Semaphore\(\d+\)\nhttpx\.Limits\(max_connections=\d+\)$/,
    ],
    ['threads', { ...llm, leaf: 'MessageQueue' }, /^gunicorn -k gthread -w 1 --threads \d+ app:app\n/],
    ['sync', { ...llm, requestsPerSecond: 1, leaf: 'SyncIO' }, /^gunicorn -k sync -w \d+ app:app\n/],
    ['a pool online', { requestsPerSecond: 5, cpuSeconds: 0.1 }, /^gunicorn -k sync -w \d+ app:app$/],
    [
      'batch coroutines',
      { jobs: 500, deadlineSeconds: 60, ioWaitSeconds: 1 },
      /^asyncio\.Semaphore\(\d+\)\n/,
    ],
    [
      'batch threads',
      { jobs: 500, deadlineSeconds: 60, ioWaitSeconds: 1, leaf: 'SimpleLock' },
      /^ThreadPoolExecutor\(max_workers=\d+\)\n/,
    ],
    [
      'a batch pool',
      { jobs: 5000, deadlineSeconds: 60, cpuSeconds: 0.01, startMethod: 'spawn' },
      /^ProcessPoolExecutor\(max_workers=1, mp_context=get_context\("spawn"\)\)\.map\(work, jobs, chunksize=2\)$/,
    ],
  ])('of %s', (_, input, expected) => {
    expect(sized(input).commandLine).toMatch(expected);
  });
});

describe('words', () => {
  it('explain in six steps, from the demand to what to measure first', () => {
    const { explanation } = sized({ ...llm, targetLatencySeconds: 30 });
    expect(explanation).toHaveLength(6);
    expect(explanation[0]).toContain('in flight');
    expect(explanation[3]).toContain('the target being 30 s');
    expect(explanation[4]).toContain('Twice the load takes');
    expect(explanation[5]).toMatch(/^Measure \w+ first/);
  });

  it.each<[string, SizingInput]>([
    ['limiter of 40 threads', { ...llm, leaf: 'ThreadPoolIndependent' }],
    ['at most 32', { ...llm, leaf: 'ThreadPoolIndependent' }],
    ['stop at 100 by default', { ...llm, requestsPerSecond: 40 }],
    [
      'carry so many waits more cheaply',
      { ...llm, requestsPerSecond: 20, ioWaitSeconds: 15, cpuSeconds: 0.001, leaf: 'SimpleLock' },
    ],
    ['the usual limit is 1024', { ...llm, requestsPerSecond: 20, ioWaitSeconds: 60, cpuSeconds: 0.001 }],
    ['on Windows takes at most 61', { ...llm, leaf: 'SyncIO' }],
    ['costs a whole process', { ...llm, leaf: 'SyncIO' }],
    [
      'the cap downstream-rate is used at',
      { ...llm, peakToMeanRatio: 1, downstreamMaxRequestsPerMinute: 1250 },
    ],
    ["the downstream's connections are busy", { ...llm, peakToMeanRatio: 1, downstreamMaxConcurrency: 66 }],
  ])('warn: %s', (text, input) => {
    expect(sized(input).warnings.join('\n')).toContain(text);
  });
});

describe('a fixed configuration', () => {
  const evaluate = { processes: 2, concurrencyPerProcess: 1000, cpuCores: 2 };

  it.each<[string, SizingInput]>([
    ['slots', { ...llm, evaluate: { ...evaluate, concurrencyPerProcess: 10 } }],
    [
      'gil',
      {
        requestsPerSecond: 200,
        cpuSeconds: 0.01,
        leaf: 'Coroutines',
        evaluate: { ...evaluate, cpuCores: 4 },
      },
    ],
    [
      'cores',
      {
        requestsPerSecond: 200,
        cpuSeconds: 0.01,
        leaf: 'Coroutines',
        evaluate: { ...evaluate, cpuCores: 1 },
      },
    ],
    ['lock', { ...llm, lockHoldSeconds: 0.5, evaluate }],
    ['downstream-rate', { ...llm, downstreamMaxRequestsPerMinute: 600, evaluate }],
    ['downstream-concurrency', { ...llm, downstreamMaxConcurrency: 30, evaluate }],
  ])('that cannot keep up names its limit: %s', (limit, input) => {
    const { evaluated } = sized({ ...input, peakToMeanRatio: 1 });
    expect(evaluated).toMatchObject({ stable: false, limit });
    expect(evaluated?.throughputPerSecond).toBeLessThanOrEqual(Number(input.requestsPerSecond));
    expect(evaluated).not.toHaveProperty('responseMeanSeconds');
  });

  it('under a load test obeys the response time law: clients = throughput x response', () => {
    const { evaluated } = sized({
      requestsPerSecond: 1,
      ioWaitSeconds: 0.05,
      cpuSeconds: 0.01,
      leaf: 'Coroutines',
      evaluate: { ...evaluate, closedClients: 40 },
    });
    const { throughputPerSecond = 0, responseMeanSeconds = 0 } = evaluated ?? {};
    expect(throughputPerSecond * responseMeanSeconds).toBeCloseTo(40, 6);
    expect(throughputPerSecond).toBeCloseTo(2 / 0.011, 0);
  });

  it('of a batch has a makespan', () => {
    const { evaluated } = sized({
      jobs: 1000,
      deadlineSeconds: 100,
      cpuSeconds: 0.1,
      frameworkCpuSeconds: 0,
      evaluate: { processes: 4, concurrencyPerProcess: 1, cpuCores: 4 },
    });
    expect(evaluated?.stable).toBe(true);
    expect(evaluated?.makespanSeconds).toBeGreaterThan(25);
    expect(evaluated?.makespanSeconds).toBeLessThan(26);
  });
});

describe('the latency plot', () => {
  it('falls with the number of workers, from a gap where they cannot keep up', () => {
    const plot = plotLatency({
      requestsPerSecond: 40,
      cpuSeconds: 0.1,
      coresPerHost: 16,
      peakToMeanRatio: 1,
    });
    if ('error' in plot) throw new Error(plot.error);
    expect(plot.measure).toBe('responseP95Seconds');
    expect(plot.points[0]).toEqual({ workers: 1, seconds: null, utilization: 1 });
    const seconds = plot.points.flatMap((point) => (point.seconds === null ? [] : [point.seconds]));
    expect(seconds.length).toBeGreaterThan(3);
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
  });

  it('counts slots where these run out first, from too few to twice the recommended', () => {
    const input = { leaf: 'Coroutines', requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.005 } as const;
    const plot = plotLatency(input);
    const sizing = estimate(input);
    if ('error' in plot || isRefusal(sizing)) throw new Error('refused');
    expect(plot.workerKind).toBe('slots');
    expect(plot.recommendedWorkers).toBe(sizing.totalConcurrency.likely);
    expect(plot.points[0]).toMatchObject({ seconds: null, utilization: 1 });
    expect(plot.points.at(-1)?.workers).toBe(2 * plot.recommendedWorkers);
    const recommended = plot.points.find(({ workers }) => workers === plot.recommendedWorkers);
    expect(recommended?.seconds).toBe(
      'responseP95Seconds' in sizing.predicted && sizing.predicted.responseP95Seconds,
    );
    expect(recommended?.utilization).toBe(sizing.utilization.slots);
    const shares = plot.points.map(({ utilization }) => utilization);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  it.each([
    [
      'threads that wait',
      { leaf: 'ThreadPoolIndependent', requestsPerSecond: 20, ioWaitSeconds: 1 },
      'threads',
    ],
    ['a pool', { leaf: 'ProcessPoolIndependent', requestsPerSecond: 20, cpuSeconds: 0.5 }, 'processes'],
    ['sync processes', { leaf: 'SyncIO', requestsPerSecond: 20, ioWaitSeconds: 0.5 }, 'processes'],
    [
      'loops that compute',
      { leaf: 'Coroutines', requestsPerSecond: 90, cpuSeconds: 0.05, ioWaitSeconds: 0.01 },
      'processes',
    ],
    [
      'a batch of downloads',
      { leaf: 'Coroutines', jobs: 10_000, deadlineSeconds: 600, ioWaitSeconds: 2 },
      'slots',
    ],
    [
      'a batch one after the other',
      { leaf: 'SyncIO', jobs: 100, deadlineSeconds: 60, ioWaitSeconds: 2 },
      'processes',
    ],
  ])('of %s counts what people set', (_, input, workerKind) => {
    expect(plotLatency(input)).toMatchObject({ workerKind });
  });

  it('of a batch on several hosts has the recommended number among its points', () => {
    const input = { jobs: 1000, deadlineSeconds: 60, cpuSeconds: 0.5 } as const;
    const [plot, { processes, predicted }] = [plotLatency(input), sized(input)];
    if ('error' in plot) throw new Error(plot.error);
    expect(plot.recommendedWorkers).toBe(processes.likely);
    const recommended = plot.points.find(({ workers }) => workers === processes.likely);
    // The points have all cores of the hosts, the plan only those it needs.
    const planned = 'makespanSeconds' in predicted ? predicted.makespanSeconds : 0;
    expect(Number(recommended?.seconds) / planned).toBeCloseTo(1, 1);
  });

  it('of a batch shows its time against the deadline', () => {
    const plot = plotLatency({ jobs: 10_000, deadlineSeconds: 300, cpuSeconds: 0.25, coresPerHost: 16 });
    expect(plot).toMatchObject({ measure: 'makespanSeconds', limitSeconds: 300 });
  });
});
