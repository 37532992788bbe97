import { describe, expect, it } from 'vitest';
import { coreSharing } from '../../src/sizing/core-sharing.ts';
import {
  erlangB,
  erlangC,
  logInverseErlangB,
  mergeWaits,
  slotsFor,
  waitForServer,
} from '../../src/sizing/erlang.ts';
import {
  lognormalQuantileOfTail,
  normalQuantileOfTail,
  normalTail,
  scvFromP95,
} from '../../src/sizing/lognormal.ts';
import { closedThroughput } from '../../src/sizing/mean-value-analysis.ts';
import { exceedsRarely, responseQuantile, responseTail } from '../../src/sizing/percentile.ts';

describe('Erlang formulas', () => {
  it.each([
    [1, 0.5, 0.5],
    [2, 1, 1 / 3],
    [10, 7, 0.2217],
  ])('Erlang C of %d servers at %d erlangs', (servers, offered, expected) => {
    expect(erlangC(servers, offered)).toBeCloseTo(expected, 4);
  });

  it.each([
    [257, 200],
    [300, 299],
    [1000, 1000],
    [10_000, 3],
    [5000, 20_000],
  ])('loss of %d servers at %d erlangs: the integral agrees with the recursion', (servers, offered) => {
    let log = 0;
    for (let k = 1; k <= servers; k++) {
      const next = Math.log(k / offered) + log;
      log = Math.max(0, next) + Math.log1p(Math.exp(-Math.abs(next)));
    }
    expect(Math.abs(logInverseErlangB(servers, offered) - log)).toBeLessThan(1e-5);
  });

  it('is 1 when the servers cannot keep up and 0 without load', () => {
    expect([erlangC(3, 3), erlangC(3, 9), erlangC(3, 0), erlangB(3, 0)]).toEqual([1, 1, 0, 0]);
  });

  it('waits like M/M/1 with one server and exponential service', () => {
    const wait = waitForServer(1, 0.6, 2, 1);
    expect(wait.probability).toBeCloseTo(0.6, 9);
    expect(wait.meanSeconds).toBeCloseTo(5, 9);
  });

  it('merges waits without changing their total mean', () => {
    const merged = mergeWaits([
      { probability: 0.5, meanSeconds: 2 },
      { probability: 0.2, meanSeconds: 5 },
    ]);
    expect(merged.probability).toBeCloseTo(0.6);
    expect(merged.probability * merged.meanSeconds).toBeCloseTo(2);
  });

  it.each([0.3, 7, 60, 1000, 1e6, 1e10])(
    'slots for %d in flight are the fewest that keep both rules',
    (inFlight) => {
      const slots = slotsFor(inFlight, 0.95);
      const keeps = (count: number): boolean => erlangC(count, inFlight) <= 0.05 && inFlight / count <= 0.8;
      expect(keeps(slots)).toBe(true);
      expect(slots === 1 || !keeps(slots - 1)).toBe(true);
    },
  );
});

describe('mean value analysis', () => {
  const recursion = (customers: number, delay: number, demands: readonly number[]): number => {
    let queues = demands.map(() => 0);
    let rate = 0;
    for (let k = 1; k <= customers; k++) {
      const residence = demands.map((demand, i) => demand * (1 + (queues[i] ?? 0)));
      rate = k / (delay + residence.reduce((sum, time) => sum + time, 0));
      queues = residence.map((time) => time * rate);
    }
    return rate;
  };

  it.each([
    [1, 1, 0.3, 0.2],
    [10, 1, 0.1, 0.05],
    [100, 1, 0.01, 0.009],
    [100, 1, 0.02, 0.02],
    [5000, 4, 0.0008, 0.00079],
    [5, 0, 0.1, 0.02],
  ])('%d customers, delay %d, demands %d and %d', (customers, delay, first, second) => {
    const exact = recursion(customers, delay, [first, second]);
    expect(closedThroughput(customers, delay, first, second) / exact).toBeCloseTo(1, 3);
    const single = recursion(customers, delay, [first]);
    expect(closedThroughput(customers, delay, first) / single).toBeCloseTo(1, 6);
  });

  it('without a station is limited by the customers only', () => {
    expect(closedThroughput(10, 2, 0)).toBe(5);
  });
});

describe('core sharing', () => {
  it('does not stretch bursts while there is a core for each process', () => {
    expect(coreSharing(4, 4, () => 1)).toBe(1);
  });

  it('stretches by processes over cores when all are always busy', () => {
    expect(coreSharing(8, 2, () => 1)).toBeCloseTo(4);
  });

  it('agrees with the binomial sum', () => {
    // Three others, each busy half of the time, on one core: 1 + 1.5.
    expect(coreSharing(4, 1, () => 0.5)).toBeCloseTo(2.5, 9);
  });
});

describe('response percentiles', () => {
  const none = { probability: 0, meanSeconds: 0 };
  const nothing = { mean: 0, scv: 0 };

  it('of a lognormal alone is its quantile', () => {
    const ioWait = { mean: 2, scv: 0.5 };
    const tail = responseTail({ ioWait, cpu: nothing, wait: none });
    expect(responseQuantile(tail, 0.95, 2)).toBeCloseTo(lognormalQuantileOfTail(ioWait, 0.05), 4);
  });

  it('of an exponential wait alone is its quantile', () => {
    const tail = responseTail({ ioWait: nothing, cpu: nothing, wait: { probability: 0.5, meanSeconds: 3 } });
    expect(responseQuantile(tail, 0.95, 1.5)).toBeCloseTo(3 * Math.log(10), 4);
  });

  it('of constants is their sum', () => {
    const tail = responseTail({ ioWait: { mean: 1, scv: 0 }, cpu: { mean: 2, scv: 0 }, wait: none });
    expect(responseQuantile(tail, 0.5, 3)).toBeCloseTo(3, 5);
  });

  it('of two exponential-like parts lies below the sum of their percentiles', () => {
    const part = { mean: 1, scv: 1 };
    const tail = responseTail({ ioWait: part, cpu: part, wait: none });
    const sum = 2 * lognormalQuantileOfTail(part, 0.05);
    expect(responseQuantile(tail, 0.95, 2)).toBeLessThan(0.9 * sum);
  });

  it('bounds that settle clear cases agree with the full computation', () => {
    for (const probability of [0, 0.2, 0.9]) {
      for (const seconds of [0.5, 1, 2, 4, 8, 16, 64]) {
        const parts = {
          ioWait: { mean: 1, scv: 1 },
          cpu: { mean: 0.3, scv: 2 },
          wait: { probability, meanSeconds: 1 },
        };
        expect(exceedsRarely(parts, seconds, 0.05)).toBe(responseTail(parts)(seconds) <= 0.05);
      }
    }
  });
});

describe('normal and lognormal', () => {
  it.each([0.4, 0.05, 0.001, 1e-9])('quantile and tail undo each other at %d', (tail) => {
    expect(normalTail(normalQuantileOfTail(tail)) / tail).toBeCloseTo(1, 5);
    expect(normalQuantileOfTail(1 - tail)).toBeCloseTo(-normalQuantileOfTail(tail), 6);
  });

  it('finds the SCV of which mean and 95th percentile were made', () => {
    expect(scvFromP95(1, 2.781)).toBeCloseTo(1, 2);
    expect(scvFromP95(2, lognormalQuantileOfTail({ mean: 2, scv: 0.5 }, 0.05))).toBeCloseTo(0.5, 3);
  });
});
