import type { Wait } from './erlang.ts';
import { isConstant, normalQuantileOfTail, normalTail, type Spread, sigmaOf } from './lognormal.ts';

/** Slices of a distribution: the share of the probability in each, and the mean of what falls into it. */
export interface Cells {
  readonly shares: Float64Array;
  readonly seconds: Float64Array;
}

/** The last stratum is cut at these shares of itself, since the far tail moves high percentiles. */
const TAIL_CUTS = [0.5, 0.25, 0.1, 0.03, 0.01];
export const PART_STRATA = strataOf(40);
export const WAIT_STRATA = strataOf(24);

/** So many slices stand for the sum of two parts. */
const MOST_CELLS = 128;

/**
 * The slices of the sum of two independent parts. The pairs, some thousand, are gathered on a grid that is fine
 * where most of them lie and grows wider towards the tail; each goes to its two neighbours in the shares that keep its mean.
 */
export function sumOfCells(first: Cells, second: Cells): Cells {
  if (first.shares.length === 1) return movedBy(first.seconds[0] ?? 0, second);
  if (second.shares.length === 1) return movedBy(second.seconds[0] ?? 0, first);
  const least = (first.seconds[0] ?? 0) + (second.seconds[0] ?? 0);
  const most = (first.seconds.at(-1) ?? 0) + (second.seconds.at(-1) ?? 0);
  const scale = 0.1 * (meanOf(first) + meanOf(second) - least);
  const step = Math.log1p((most - least) / scale) / (MOST_CELLS - 1);
  if (!(step > 0)) return pointAt(least);
  const seconds = new Float64Array(MOST_CELLS);
  for (let k = 0; k < MOST_CELLS; k++) seconds[k] = least + scale * Math.expm1(k * step);
  const shares = new Float64Array(MOST_CELLS);
  // Both parts grow, so that no pair lies below where the first one of the row before went.
  let begin = 0;
  for (let i = 0; i < first.shares.length; i++) {
    const firstSeconds = first.seconds[i] ?? 0;
    const firstShare = first.shares[i] ?? 0;
    const lowest = firstSeconds + (second.seconds[0] ?? 0);
    while (begin < MOST_CELLS - 2 && (seconds[begin + 1] ?? 0) <= lowest) begin++;
    let below = begin;
    let left = seconds[below] ?? 0;
    let right = seconds[below + 1] ?? 0;
    for (let j = 0; j < second.shares.length; j++) {
      const sum = firstSeconds + (second.seconds[j] ?? 0);
      const share = firstShare * (second.shares[j] ?? 0);
      while (below < MOST_CELLS - 2 && right <= sum) {
        below++;
        left = right;
        right = seconds[below + 1] ?? 0;
      }
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

export function lognormalCells(spread: Spread, strata: Strata): Cells {
  if (isConstant(spread)) return pointAt(spread.mean);
  const sigma = sigmaOf(spread);
  // The mean over a stratum is the mean times the probability of the stratum moved down by sigma.
  return cellsBetween(strata, (edge) => spread.mean * normalTail((strata.normal[edge] ?? 0) - sigma));
}

export function waitCells(wait: Wait, strata: Strata): Cells {
  if (wait.probability <= 0) return pointAt(0);
  const struck = cellsBetween(strata, (edge) => wait.meanSeconds * (strata.exponential[edge] ?? 0));
  const shares = new Float64Array(struck.shares.length + 1);
  const seconds = new Float64Array(shares.length);
  shares[0] = 1 - wait.probability;
  for (let i = 0; i < struck.shares.length; i++) shares[i + 1] = (struck.shares[i] ?? 0) * wait.probability;
  seconds.set(struck.seconds, 1);
  return { shares, seconds };
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
export interface Strata {
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
