import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimate,
  isRefusal,
  plotLatency,
  type SizingEstimate,
  type SizingInput,
} from '../../src/sizing/estimate.ts';
import { anyInput, batchInput, logUniform, onlineInput } from './arbitrary-input.ts';

const RUNS = { numRuns: 150, seed: 42 } as const;
/** Of properties that size every input several times. */
const FEW_RUNS = { numRuns: 60, seed: 42 } as const;
const RANGES = [
  'cpuCores',
  'processes',
  'threadsPerProcess',
  'concurrencyPerProcess',
  'totalConcurrency',
  'connectionPoolPerProcess',
  'connectionPoolTotal',
  'memoryTotalBytes',
  'memoryPerHostBytes',
  'hosts',
] as const;

/** Runs the check on estimates; refused inputs are left out. */
function onEstimates<T extends SizingInput>(
  inputs: fc.Arbitrary<T>,
  check: (answer: SizingEstimate, input: T) => void,
  runs: { readonly numRuns: number; readonly seed: number } = RUNS,
): void {
  const property = fc.property(inputs, (input) => {
    const answer = estimate(input);
    fc.pre(!isRefusal(answer));
    if (!isRefusal(answer)) check(answer, input);
  });
  fc.assert(property, runs);
}

function sized(input: SizingInput): SizingEstimate {
  const answer = estimate(input);
  if (isRefusal(answer)) throw new Error(answer.error);
  return answer;
}

/** Every number in a JSON value. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('any accepted input', () => {
  it('is answered in finite numbers, none negative, as plain JSON', () => {
    onEstimates(anyInput, (answer) => {
      for (const number of numbersIn(answer)) expect(Number.isFinite(number) && number >= 0).toBe(true);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      expect(JSON.stringify(answer)).not.toMatch(/NaN|Infinity|undefined/);
    });
  });

  it('has low <= likely <= high, and whole numbers of what cannot be divided', () => {
    onEstimates(anyInput, (answer, input) => {
      for (const name of RANGES) {
        const { low, likely, high } = answer[name];
        expect(low <= likely && likely <= high).toBe(true);
        if (name === 'cpuCores' && !Number.isInteger(input.coresPerHost ?? 4)) continue;
        expect([low, likely, high].every(Number.isInteger)).toBe(true);
      }
    });
  });

  it('gets the same answer again, and is left as it was', () => {
    onEstimates(anyInput, (answer, input) => {
      const before = structuredClone(input);
      expect(estimate(input)).toEqual(answer);
      expect(input).toEqual(before);
    });
  });

  it('gets a configuration that keeps up with the load it is sized for', () => {
    onEstimates(anyInput, ({ utilization, shape }) => {
      const most = shape === 'online' ? 1 : 1 + 1e-9;
      for (const share of Object.values(utilization)) expect(share).toBeLessThanOrEqual(most);
    });
  });

  it('can be plotted: fewer than 30 points by growing number of workers, gaps where they cannot keep up', () => {
    const property = fc.property(anyInput, (input) => {
      const plot = plotLatency(input);
      if ('error' in plot) return;
      expect(plot.points.length).toBeLessThan(30);
      plot.points.forEach((point, i) => {
        expect(point.seconds === null || (Number.isFinite(point.seconds) && point.seconds > 0)).toBe(true);
        if (i > 0) expect(point.workers).toBeGreaterThan(plot.points[i - 1]?.workers ?? 0);
      });
    });
    fc.assert(property, { ...RUNS, numRuns: 100 });
  });
});

describe('an ordinary online service', () => {
  it('never needs fewer cores or processes for more load', () => {
    const pairs = fc.tuple(onlineInput, logUniform(1, 50)).map(([input, factor]) => ({ input, factor }));
    const property = fc.property(pairs, ({ input, factor }) => {
      const less = sized(input);
      const more = sized({ ...input, requestsPerSecond: input.requestsPerSecond * factor });
      fc.pre(less.feasible && more.feasible);
      expect(more.cpuCores.likely).toBeGreaterThanOrEqual(less.cpuCores.likely);
      expect(more.processes.likely).toBeGreaterThanOrEqual(less.processes.likely);
      expect(more.cpuDemandCores).toBeGreaterThanOrEqual(less.cpuDemandCores);
      expect(more.inFlightMean).toBeGreaterThanOrEqual(less.inFlightMean * 0.99);
    });
    fc.assert(property, FEW_RUNS);
  });

  it('stays feasible with more cores or memory per host', () => {
    const property = fc.property(
      onlineInput,
      fc.integer({ min: 1, max: 64 }),
      logUniform(1, 100),
      (input, cores, memory) => {
        fc.pre(sized(input).feasible);
        expect(sized({ ...input, coresPerHost: Number(input.coresPerHost) + cores }).feasible).toBe(true);
        expect(
          sized({ ...input, memoryPerHostBytes: Number(input.memoryPerHostBytes) * memory }).feasible,
        ).toBe(true);
      },
    );
    fc.assert(property, FEW_RUNS);
  });

  it('meets its target, stays below its ceilings and fits into its hosts when feasible', () => {
    onEstimates(
      onlineInput,
      (answer, input) => {
        fc.pre(answer.feasible);
        const { cores, gil, slots, lock } = answer.utilization;
        expect(Math.max(cores, gil)).toBeLessThanOrEqual(slots > gil ? 0.8 : 0.7 + 1e-6);
        expect(cores).toBeLessThanOrEqual(0.7 + 1e-6);
        expect(Math.max(slots, lock)).toBeLessThanOrEqual(0.8 + 1e-6);
        expect(answer.memoryPerHostBytes.likely).toBeLessThanOrEqual(
          0.8 * Number(input.memoryPerHostBytes) + 1,
        );
        expect(answer.requestsPerSecondSized).toBe(answer.requestsPerSecondPeak);
        if (input.targetLatencySeconds !== undefined && 'responseAtTargetSeconds' in answer.predicted) {
          expect(answer.predicted.responseAtTargetSeconds).toBeLessThan(
            Number(input.targetLatencySeconds) * 1.001,
          );
        }
      },
      FEW_RUNS,
    );
  });

  it('gets a configuration that is stable when evaluated by itself', () => {
    onEstimates(
      onlineInput,
      (answer, input) => {
        fc.pre(answer.hosts.likely === 1);
        const { evaluated } = sized({
          ...input,
          requestsPerSecond: answer.requestsPerSecondSized,
          peakToMeanRatio: 1,
          evaluate: {
            processes: answer.processes.likely,
            concurrencyPerProcess: answer.concurrencyPerProcess.likely,
            cpuCores: answer.cpuCores.likely,
          },
        });
        expect(evaluated?.stable).toBe(true);
        if (!('responseP95Seconds' in answer.predicted))
          throw new Error('an online service has response times');
        expect(evaluated?.responseP95Seconds).toBeCloseTo(answer.predicted.responseP95Seconds, 6);
      },
      FEW_RUNS,
    );
  });
});

describe('a batch', () => {
  it('stays feasible with more cores or memory per host', () => {
    const factors = fc.tuple(fc.integer({ min: 1, max: 100 }), logUniform(1, 100));
    const property = fc.property(batchInput, factors, (input, [cores, memory]) => {
      fc.pre(feasible(input));
      expect(feasible({ ...input, coresPerHost: Number(input.coresPerHost) + cores })).toBe(true);
      const memoryPerHostBytes = Number(input.memoryPerHostBytes) * memory;
      expect(feasible({ ...input, memoryPerHostBytes })).toBe(true);
    });
    fc.assert(property, { numRuns: 200, seed: 42 });
  });

  it('on hosts of many cores stays feasible although starting its processes takes a good part of the time', () => {
    const tight = {
      jobs: 44_015,
      deadlineSeconds: 1.035,
      leaf: 'ProcessPoolImmutable',
      cpuSeconds: 0.00268,
      cpuScv: 2.37,
    } as const;
    expect(feasible({ ...tight, coresPerHost: 19 })).toBe(true);
    expect(feasible({ ...tight, coresPerHost: 137 })).toBe(true);
  });

  it('is in time and fits into its hosts when feasible', () => {
    onEstimates(batchInput, (answer, input) => {
      fc.pre(answer.feasible && 'makespanSeconds' in answer.predicted);
      if (!('makespanSeconds' in answer.predicted)) return;
      expect(answer.predicted.makespanSeconds).toBeLessThanOrEqual(input.deadlineSeconds * (1 + 1e-9));
      expect(answer.memoryPerHostBytes.likely).toBeLessThanOrEqual(
        0.8 * Number(input.memoryPerHostBytes) + 1,
      );
      expect(answer.hosts.likely * Number(input.coresPerHost)).toBeGreaterThanOrEqual(answer.cpuCores.likely);
    });
  });

  it('never needs less CPU or fewer slots for more jobs', () => {
    const property = fc.property(batchInput, logUniform(1.1, 50), (input, factor) => {
      const jobs = Math.min(1e10, Math.ceil(input.jobs * factor));
      const [less, more] = [estimate(input), estimate({ ...input, jobs })];
      fc.pre(!isRefusal(less) && !isRefusal(more) && less.feasible && more.feasible);
      if (isRefusal(less) || isRefusal(more)) return;
      expect(more.cpuDemandCores).toBeGreaterThanOrEqual(less.cpuDemandCores);
      expect(more.totalConcurrency.likely).toBeGreaterThanOrEqual(0.98 * less.totalConcurrency.likely - 1);
    });
    fc.assert(property, FEW_RUNS);
  });
});

function feasible(input: SizingInput): boolean {
  const answer = estimate(input);
  return !isRefusal(answer) && answer.feasible;
}
