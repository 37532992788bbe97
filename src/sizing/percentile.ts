import type { Wait } from './erlang.ts';
import { deviation, lognormalTail, type Spread } from './lognormal.ts';
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

/** The response time (seconds) that `percentile` of the requests stay below. */
export function responseQuantile(tail: Tail, percentile: number, meanSeconds: number): number {
  // The logarithm of a tail is nearly straight, so the secant through a bracket lands close (Illinois method).
  const excess = (seconds: number): number => Math.log(Math.max(tail(seconds), 1e-300) / (1 - percentile));
  let [low, atLow] = [0, -Math.log(1 - percentile)];
  let high = Math.max(meanSeconds, Number.MIN_VALUE);
  let atHigh = excess(high);
  for (let i = 0; i < 200 && atHigh > 0; i++) {
    [low, atLow, high] = [high, atHigh, 2 * high];
    atHigh = excess(high);
  }
  for (let i = 0; i < 100 && high - low > PRECISION * high; i++) {
    const secant = i % 4 === 3 ? (low + high) / 2 : low + ((high - low) * atLow) / (atLow - atHigh);
    const margin = 0.4 * PRECISION * high;
    const middle = Math.min(Math.max(secant, low + margin), high - margin);
    const atMiddle = excess(middle);
    if (atMiddle > 0) [low, atLow, atHigh] = [middle, atMiddle, atHigh / 2];
    else [high, atHigh, atLow] = [middle, atMiddle, atLow / 2];
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
