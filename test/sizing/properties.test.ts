import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimate,
  isRefusal,
  plotLatency,
  type SizingEstimate,
  type SizingInput,
} from '../../src/sizing/estimate.ts';
import { anyInput, batchInput, onlineInput } from './arbitrary-input.ts';

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
  numRuns: number,
  check: (answer: SizingEstimate, input: T) => void,
): void {
  const property = fc.property(inputs, (input) => {
    const answer = estimate(input);
    fc.pre(!isRefusal(answer));
    if (!isRefusal(answer)) check(answer, input);
  });
  fc.assert(property, { numRuns, seed: 42 });
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

/** The numbers of an estimate that are none, or below zero. */
function faultyNumbers(answer: SizingEstimate): readonly number[] {
  return numbersIn(answer).filter((number) => !Number.isFinite(number) || number < 0);
}

/** The spans that are out of order, or divide what cannot be divided. */
function faultySpans(answer: SizingEstimate, { coresPerHost = 4 }: SizingInput): readonly string[] {
  return RANGES.filter((name) => {
    const { low, likely, high } = answer[name];
    const mayBeFraction = name === 'cpuCores' && !Number.isInteger(coresPerHost);
    return (
      !(low <= likely && likely <= high) || !(mayBeFraction || [low, likely, high].every(Number.isInteger))
    );
  });
}

describe('any accepted input', () => {
  it('is answered in finite numbers, none negative, low <= likely <= high, and keeps up with its load', () => {
    onEstimates(anyInput, 1000, (answer, input) => {
      expect(faultyNumbers(answer)).toEqual([]);
      expect(faultySpans(answer, input)).toEqual([]);
      expect(Math.max(...Object.values(answer.utilization))).toBeLessThanOrEqual(1 + 1e-9);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    });
  });

  it('gets the same answer again, and is left as it was', () => {
    onEstimates(anyInput, 200, (answer, input) => {
      const before = structuredClone(input);
      expect(estimate(input)).toEqual(answer);
      expect(input).toEqual(before);
    });
  });

  it('can be plotted: fewer than 30 points by growing number of workers, the recommended one among them', () => {
    const property = fc.property(anyInput, (input) => {
      const plot = plotLatency(input);
      if ('error' in plot) return;
      expect(plot.points.length).toBeLessThan(30);
      expect(plot.points.map(({ workers }) => workers)).toContain(plot.recommendedWorkers);
      plot.points.forEach((point, i) => {
        expect(point.seconds === null || (Number.isFinite(point.seconds) && point.seconds > 0)).toBe(true);
        if (i > 0) expect(point.workers).toBeGreaterThan(plot.points[i - 1]?.workers ?? 0);
      });
    });
    fc.assert(property, { numRuns: 200, seed: 42 });
  });
});

describe('an ordinary online service', () => {
  it('has low <= likely <= high', () => {
    onEstimates(onlineInput, 500, (answer, input) => expect(faultySpans(answer, input)).toEqual([]));
  });

  it('meets its target, stays below its ceilings and fits into its hosts when feasible', () => {
    onEstimates(onlineInput, 700, (answer, input) => {
      if (!answer.feasible) return;
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
    });
  });

  it('gets a configuration that is stable when evaluated by itself', () => {
    onEstimates(onlineInput, 400, (answer, input) => {
      if (answer.hosts.likely > 1) return;
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
    });
  });

  it('is one process when it is single-threaded, however many cores a host has', () => {
    const single = onlineInput.map((input) => ({ ...input, leaf: 'SingleThread' }) as const);
    onEstimates(single, 300, (answer) => {
      expect(answer).toMatchObject({ processes: { likely: 1 }, hosts: { likely: 1 } });
    });
  });
});

describe('a batch', () => {
  it('is in time and fits into its hosts when feasible', () => {
    onEstimates(batchInput, 1000, (answer, input) => {
      if (!answer.feasible || !('makespanSeconds' in answer.predicted)) return;
      expect(answer.predicted.makespanSeconds).toBeLessThanOrEqual(input.deadlineSeconds * (1 + 1e-9));
      expect(answer.memoryPerHostBytes.likely).toBeLessThanOrEqual(
        0.8 * Number(input.memoryPerHostBytes) + 1,
      );
      const { cpuCores, hosts } = answer;
      expect(hosts.likely * Number(input.coresPerHost)).toBeGreaterThanOrEqual(cpuCores.likely);
      expect(cpuCores.likely).toBeGreaterThanOrEqual(hosts.likely);
    });
  });

  it('runs as many processes on hosts of any size when each has a core to itself', () => {
    const nightly = {
      jobs: 10_000,
      deadlineSeconds: 300,
      cpuSeconds: 0.25,
      cpuScv: 0.5,
      leaf: 'ProcessPoolIndependent',
    } as const;
    const processes = [1, 2, 3, 4, 5, 16, 64].map(
      (coresPerHost) => sized({ ...nightly, coresPerHost }).processes.likely,
    );
    expect(new Set(processes)).toEqual(new Set([10]));
  });

  it('gets no machines that would bring its end only a little nearer the aim', () => {
    const downloads = { leaf: 'Streams', ioWaitSeconds: 0.0792, deadlineSeconds: 0.405 } as const;
    for (const jobs of [94, 99]) {
      const answer = sized({ ...downloads, jobs });
      expect(answer).toMatchObject({ feasible: true, processes: { likely: 1 } });
    }
  });
});
