import type { Wait } from './erlang.ts';
import { muOf, normalQuantileOfTail, normalTail, type Spread, sigmaOf } from './lognormal.ts';

/** A response as the sum of three independent parts; all waits are merged into one. */
export interface ResponseParts {
  readonly ioWait: Spread;
  readonly cpu: Spread;
  readonly wait: Wait;
}

/** One slice of a distribution: its share of the probability and the mean of what falls into it. */
interface Cell {
  readonly share: number;
  readonly seconds: number;
}

type Tail = (seconds: number) => number;

const PART_STRATA = 40;
const WAIT_STRATA = 24;
/** The last stratum is cut at these shares of itself, since the far tail moves high percentiles. */
const TAIL_CUTS = [0.5, 0.25, 0.1, 0.03, 0.01];

/**
 * P(response > t) as a function of t (seconds). The widest part is integrated exactly, the others are cut into
 * strata of equal probability, each standing at its mean: percentiles of sums do not add, probabilities do.
 */
export function responseTail(parts: ResponseParts): Tail {
  const { ioWait, cpu, wait } = parts;
  const waitDeviation = wait.meanSeconds * Math.sqrt(wait.probability * (2 - wait.probability));
  const [wide, narrow] = deviation(ioWait) >= deviation(cpu) ? [ioWait, cpu] : [cpu, ioWait];
  if (waitDeviation > deviation(wide)) {
    const rest = combine(lognormalCells(wide, PART_STRATA), lognormalCells(narrow, WAIT_STRATA));
    return tailOver(rest, (t) => (t < 0 ? 1 : wait.probability * Math.exp(-t / wait.meanSeconds)));
  }
  return tailOver(combine(lognormalCells(narrow, PART_STRATA), waitCells(wait)), lognormalTail(wide));
}

/** The response time (seconds) that `percentile` of the requests stay below. */
export function responseQuantile(tail: Tail, percentile: number, meanSeconds: number): number {
  const allowed = 1 - percentile;
  let high = Math.max(meanSeconds, Number.MIN_VALUE);
  let low = 0;
  for (let i = 0; i < 200 && tail(high) > allowed; i++) {
    low = high;
    high *= 2;
  }
  for (let i = 0; i < 60 && high - low > 1e-7 * high; i++) {
    const middle = (low + high) / 2;
    if (tail(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
}

function deviation(spread: Spread): number {
  return spread.mean * Math.sqrt(spread.scv);
}

function tailOver(cells: readonly Cell[], tail: Tail): Tail {
  return (t) => cells.reduce((sum, cell) => sum + cell.share * tail(t - cell.seconds), 0);
}

function lognormalTail(spread: Spread): Tail {
  const { mean } = spread;
  if (deviation(spread) <= 1e-12 * mean) return (t) => (t < mean ? 1 : 0);
  const mu = muOf(spread);
  const sigma = sigmaOf(spread);
  return (t) => (t <= 0 ? 1 : normalTail((Math.log(t) - mu) / sigma));
}

/** Shares of the strata, from the lowest values to the highest. */
function strataShares(count: number): readonly number[] {
  const last = 1 / count;
  const even = Array.from({ length: count - 1 }, () => last);
  const bounds = [1, ...TAIL_CUTS, 0];
  return [...even, ...TAIL_CUTS.concat(0).map((cut, i) => ((bounds[i] ?? 1) - cut) * last)];
}

function lognormalCells(spread: Spread, count: number): readonly Cell[] {
  if (deviation(spread) <= 1e-12 * spread.mean) return [{ share: 1, seconds: spread.mean }];
  const sigma = sigmaOf(spread);
  // The mean over a stratum is the mean times the probability of the stratum moved down by sigma.
  return cellsBetween(strataShares(count), (above) => {
    if (above >= 1) return spread.mean;
    return above <= 0 ? 0 : spread.mean * normalTail(normalQuantileOfTail(above) - sigma);
  });
}

function waitCells(wait: Wait): readonly Cell[] {
  if (wait.probability <= 0) return [{ share: 1, seconds: 0 }];
  const cells = cellsBetween(strataShares(WAIT_STRATA), (above) =>
    above <= 0 ? 0 : wait.meanSeconds * above * (1 - Math.log(above)),
  );
  const struck = cells.map((cell) => ({ share: cell.share * wait.probability, seconds: cell.seconds }));
  return [{ share: 1 - wait.probability, seconds: 0 }, ...struck];
}

/** @param partialMean mean of the variable times the indicator of its upper `above` share */
function cellsBetween(shares: readonly number[], partialMean: (above: number) => number): readonly Cell[] {
  let above = 1;
  let upper = partialMean(1);
  return shares.map((share, i) => {
    above = i === shares.length - 1 ? 0 : above - share;
    const rest = partialMean(above);
    const seconds = Math.max(0, (upper - rest) / share);
    upper = rest;
    return { share, seconds };
  });
}

function combine(first: readonly Cell[], second: readonly Cell[]): readonly Cell[] {
  return first.flatMap((a) =>
    second.map((b) => ({ share: a.share * b.share, seconds: a.seconds + b.seconds })),
  );
}
