import type { Wait } from './erlang.ts';
import {
  deviation,
  isConstant,
  lognormalTail,
  normalQuantileOfTail,
  normalTail,
  type Spread,
  sigmaOf,
} from './lognormal.ts';

/** A response as the sum of three independent parts; all waits are merged into one. */
export interface ResponseParts {
  readonly ioWait: Spread;
  readonly cpu: Spread;
  readonly wait: Wait;
}

/** Slices of a distribution: the share of the probability in each, and the mean of what falls into it. */
interface Cells {
  readonly shares: Float64Array;
  readonly seconds: Float64Array;
}

type Tail = (seconds: number) => number;

/** The last stratum is cut at these shares of itself, since the far tail moves high percentiles. */
const TAIL_CUTS = [0.5, 0.25, 0.1, 0.03, 0.01];
const PART_STRATA = strataOf(40);
const WAIT_STRATA = strataOf(24);

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

/** So many slices stand for the sum of two parts. */
const MOST_CELLS = 128;

/**
 * The slices of the sum of two independent parts. The pairs, some thousand, are gathered on a grid that is fine
 * where most of them lie and grows wider towards the tail; each goes to its two neighbours in the shares that keep its mean.
 */
function sumOfCells(first: Cells, second: Cells): Cells {
  if (first.shares.length === 1) return movedBy(first.seconds[0] ?? 0, second);
  if (second.shares.length === 1) return movedBy(second.seconds[0] ?? 0, first);
  const least = (first.seconds[0] ?? 0) + (second.seconds[0] ?? 0);
  const most = (first.seconds.at(-1) ?? 0) + (second.seconds.at(-1) ?? 0);
  const scale = 0.1 * (meanOf(first) + meanOf(second) - least);
  const step = Math.log1p((most - least) / scale) / (MOST_CELLS - 1);
  if (!(step > 0)) return pointAt(least);
  const seconds = Float64Array.from({ length: MOST_CELLS }, (_, k) => least + scale * Math.expm1(k * step));
  const shares = new Float64Array(MOST_CELLS);
  for (let i = 0; i < first.shares.length; i++) {
    let below = 0;
    for (let j = 0; j < second.shares.length; j++) {
      const sum = (first.seconds[i] ?? 0) + (second.seconds[j] ?? 0);
      const share = (first.shares[i] ?? 0) * (second.shares[j] ?? 0);
      while (below < MOST_CELLS - 2 && (seconds[below + 1] ?? 0) <= sum) below++;
      const [left, right] = [seconds[below] ?? 0, seconds[below + 1] ?? 0];
      const upper = Math.min(1, (sum - left) / (right - left)) * share;
      shares[below] = (shares[below] ?? 0) + share - upper;
      shares[below + 1] = (shares[below + 1] ?? 0) + upper;
    }
  }
  return { shares, seconds };
}

function movedBy(seconds: number, cells: Cells): Cells {
  return { shares: cells.shares, seconds: cells.seconds.map((each) => each + seconds) };
}

function meanOf({ shares, seconds }: Cells): number {
  return shares.reduce((sum, share, i) => sum + share * (seconds[i] ?? 0), 0);
}

function pointAt(seconds: number): Cells {
  return { shares: Float64Array.of(1), seconds: Float64Array.of(seconds) };
}

function lognormalCells(spread: Spread, strata: Strata): Cells {
  if (isConstant(spread)) return pointAt(spread.mean);
  const sigma = sigmaOf(spread);
  // The mean over a stratum is the mean times the probability of the stratum moved down by sigma.
  return cellsBetween(strata, (edge) => spread.mean * normalTail((strata.normal[edge] ?? 0) - sigma));
}

function waitCells(wait: Wait, strata: Strata): Cells {
  if (wait.probability <= 0) return pointAt(0);
  const { shares, seconds } = cellsBetween(
    strata,
    (edge) => wait.meanSeconds * (strata.exponential[edge] ?? 0),
  );
  return {
    shares: Float64Array.of(1 - wait.probability, ...shares.map((share) => share * wait.probability)),
    seconds: Float64Array.of(0, ...seconds),
  };
}

/** @param partialMean mean of the variable times the indicator of what lies above an edge */
function cellsBetween({ shares }: Strata, partialMean: (edge: number) => number): Cells {
  const seconds = new Float64Array(shares.length);
  let upper = partialMean(0);
  for (let i = 0; i < shares.length; i++) {
    const rest = partialMean(i + 1);
    seconds[i] = Math.max(0, (upper - rest) / (shares[i] ?? 1));
    upper = rest;
  }
  return { shares, seconds };
}

/** Slices of equal probability, the last one cut finer, with what every distribution needs at their edges. */
interface Strata {
  readonly shares: Float64Array;
  /** Standard normal values at the edges, lowest first. */
  readonly normal: readonly number[];
  /** Of an exponential variable with mean 1: the mean of what lies above each edge, zeros included. */
  readonly exponential: readonly number[];
}

function strataOf(count: number): Strata {
  const aboveEdges = [
    ...Array.from({ length: count }, (_, i) => 1 - i / count),
    ...TAIL_CUTS.map((cut) => cut / count),
    0,
  ];
  return {
    shares: Float64Array.from(aboveEdges.slice(1), (above, i) => (aboveEdges[i] ?? 1) - above),
    normal: aboveEdges.map((above) =>
      above >= 1
        ? Number.NEGATIVE_INFINITY
        : above <= 0
          ? Number.POSITIVE_INFINITY
          : normalQuantileOfTail(above),
    ),
    exponential: aboveEdges.map((above) => (above <= 0 ? 0 : above * (1 - Math.log(above)))),
  };
}
