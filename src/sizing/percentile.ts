import type { Wait } from './erlang.ts';
import { deviation, lognormalTail, normalQuantileOfTail, type Spread } from './lognormal.ts';
import { type Cells, lognormalCells, PART_STRATA, sumOfCells, WAIT_STRATA, waitCells } from './slices.ts';

/** A response as the sum of three independent parts; all waits are merged into one. */
export interface ResponseParts {
  readonly ioWait: Spread;
  readonly cpu: Spread;
  readonly wait: Wait;
}

type Tail = (seconds: number) => number;

/**
 * P(response > t) as a function of t (seconds). The widest part is integrated exactly, the others are cut into
 * strata of equal probability, each standing at its mean: percentiles of sums do not add, probabilities do.
 */
export function responseTail(parts: ResponseParts): Tail {
  const { ioWait, cpu, wait } = parts;
  const [wide, narrow] = deviation(ioWait) >= deviation(cpu) ? [ioWait, cpu] : [cpu, ioWait];
  if (waitDeviation(wait) <= deviation(wide)) {
    const others = sumOfCells(lognormalCells(narrow, PART_STRATA), waitCells(wait, WAIT_STRATA));
    return tailOver(others, lognormalTail(wide));
  }
  // Most of the spread is in the wait, which strikes only a part of the requests.
  const unhindered = tailOver(lognormalCells(narrow, PART_STRATA), lognormalTail(wide));
  const others = sumOfCells(lognormalCells(wide, PART_STRATA), lognormalCells(narrow, WAIT_STRATA));
  const delayed = tailOver(others, (t) => (t < 0 ? 1 : Math.exp(-t / wait.meanSeconds)));
  return (t) => (1 - wait.probability) * unhindered(t) + wait.probability * delayed(t);
}

/**
 * Whether at most the share `allowed` of the responses takes longer than `seconds`. Settles clear cases by bounds:
 * Cantelli's inequality from above, the wait alone from below.
 */
export function exceedsRarely(parts: ResponseParts, seconds: number, allowed: number): boolean {
  const { ioWait, cpu, wait } = parts;
  if (wait.probability * Math.exp(-seconds / wait.meanSeconds) > allowed) return false;
  const spare = seconds - ioWait.mean - cpu.mean - wait.probability * wait.meanSeconds;
  const variance = deviation(ioWait) ** 2 + deviation(cpu) ** 2 + waitDeviation(wait) ** 2;
  if (spare > 0 && variance <= allowed * (variance + spare * spare)) return true;
  return responseTail(parts)(seconds) <= allowed;
}

/** How exactly a percentile is found, far below what the model itself is good for. */
const PRECISION = 1e-6;
/** Probabilities nearer to 0 or 1 are taken for these: their normal deviates are finite. */
const [RAREST, SUREST] = [1e-300, 1 - 1e-15];

/** The response time (seconds) that `percentile` of the requests stay below, by at most a millionth too high. */
export function responseQuantile(tail: Tail, percentile: number, meanSeconds: number): number {
  // A response is nearly lognormal: the normal deviate of its tail is nearly straight over the logarithm of time, so
  // that a secant lands close. It is positive below the quantile.
  const sought = normalQuantileOfTail(1 - percentile);
  const missing = (seconds: number): number =>
    sought - normalQuantileOfTail(Math.min(Math.max(tail(seconds), RAREST), SUREST));
  let low = Math.max(meanSeconds, Number.MIN_VALUE);
  let atLow = missing(low);
  let [high, atHigh] = [low, atLow];
  for (let i = 0; i < 200 && atHigh > 0; i++) {
    [low, atLow, high] = [high, atHigh, 2 * high];
    atHigh = missing(high);
  }
  for (let i = 0; i < 200 && atLow <= 0 && low > Number.MIN_VALUE; i++) {
    [high, atHigh, low] = [low, atLow, low / 2];
    atLow = missing(low);
  }
  if (atLow <= 0) return 0;
  let [before, atBefore, last, atLast] = [low, atLow, high, atHigh];
  for (let i = 0; i < 100 && high - low > PRECISION * high; i++) {
    const secant = last * (last / before) ** (atLast / (atBefore - atLast));
    const isSound = i % 5 !== 4 && secant > 0.99 * low && secant < 1.01 * high;
    // A little to the other side of what is nearly exact closes the bracket.
    const margin = 0.4 * PRECISION * high;
    const next = Math.min(Math.max(isSound ? secant : Math.sqrt(low * high), low + margin), high - margin);
    [before, atBefore, last, atLast] = [last, atLast, next, missing(next)];
    if (atLast > 0) low = next;
    else high = next;
  }
  return high;
}

function waitDeviation({ probability, meanSeconds }: Wait): number {
  return meanSeconds * Math.sqrt(probability * (2 - probability));
}

/** Sum over slices; a plain loop, since a search asks for thousands of tails. */
function tailOver({ shares, seconds }: Cells, tail: Tail): Tail {
  return (t) => {
    let sum = 0;
    for (let i = 0; i < shares.length; i++) sum += (shares[i] ?? 0) * tail(t - (seconds[i] ?? 0));
    return sum;
  };
}
