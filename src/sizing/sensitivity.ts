import { SUPERVISOR_BYTES } from './constants.ts';
import type { Parameter, Point, SizingRequest } from './defaults.ts';
import type { Sensitivity } from './sizing-estimate.ts';
import type { Range } from './sizing-input.ts';
import { unqueuedSeconds, workloadAt } from './workload.ts';

/** The demands by which inputs are compared. */
export const METRICS = ['cpu', 'inFlight', 'memory'] as const;
export type Metric = (typeof METRICS)[number];
type Demand = Readonly<Record<Metric, number>>;

/** One uncertain input: where its ends lie, and by how much each end moves the logarithm of each demand. */
export interface Leverage {
  readonly input: Parameter;
  readonly range: Range;
  readonly atLow: Demand;
  readonly atHigh: Demand;
}

/**
 * Moves an input the given part of the way to an end of its range, in equal ratios; an input that is likely 0
 * moves in equal steps. An end of 0 is taken as a millionth, which keeps logarithms finite.
 */
export function movedTo(range: Range, end: 'low' | 'high', part: number): number {
  if (range.likely <= 0) return part * range[end];
  const goal = Math.max(range[end], 1e-6 * range.likely);
  return range.likely * (goal / range.likely) ** part;
}

/** Moves each uncertain input alone to its ends. Inputs that move no demand are left out. */
export function leveragesOf(request: SizingRequest, processes: number): readonly Leverage[] {
  const { likely } = request;
  const base = demandAt(request, likely, processes);
  const entries = Object.entries(request.quantities) as readonly [Parameter, Range][];
  return entries
    .filter(([, range]) => range.low < range.high)
    .map(([input, range]) => {
      const change = (end: 'low' | 'high'): Demand =>
        logRatio(demandAt(request, { ...likely, [input]: movedTo(range, end, 1) }, processes), base);
      return { input, range, atLow: change('low'), atHigh: change('high') };
    })
    .filter((leverage) => METRICS.some((metric) => swingOf(leverage, metric) > 1e-12));
}

/** The uncertain inputs by how much they move the demand they move most: the first is what to measure first. */
export function sensitivityOf(leverages: readonly Leverage[]): readonly Sensitivity[] {
  return leverages
    .map((leverage) => {
      const affects = METRICS.reduce((most, metric) =>
        swingOf(leverage, metric) > swingOf(leverage, most) ? metric : most,
      );
      const { input, range } = leverage;
      return { input, low: range.low, high: range.high, swing: swingOf(leverage, affects), affects };
    })
    .sort((a, b) => b.swing - a.swing || (a.input < b.input ? -1 : 1));
}

function swingOf({ atLow, atHigh }: Leverage, metric: Metric): number {
  return Math.abs(atHigh[metric] - atLow[metric]);
}

/** CPU (cores), requests in flight and memory (bytes) before any headroom. */
function demandAt(request: SizingRequest, point: Point, processes: number): Demand {
  const workload = workloadAt(request, point);
  const inFlight = workload.arrivalsPerSecond * unqueuedSeconds(workload);
  return {
    cpu: workload.arrivalsPerSecond * workload.cpu.mean,
    inFlight,
    memory: SUPERVISOR_BYTES + processes * workload.workerBytes + inFlight * workload.requestBytes,
  };
}

function logRatio(demand: Demand, base: Demand): Demand {
  const change = (metric: Metric): number =>
    demand[metric] > 0 && base[metric] > 0 ? Math.log(demand[metric]) - Math.log(base[metric]) : 0;
  return { cpu: change('cpu'), inFlight: change('inFlight'), memory: change('memory') };
}
