import type { Parameter, Point, SizingRequest } from './defaults.ts';
import { type Leverage, METRICS, type Metric, movedTo } from './sensitivity.ts';
import { type SizedNumbers, sizeOnce } from './sized.ts';
import type { SizedRanges } from './sizing-estimate.ts';
import type { Range } from './sizing-input.ts';
import { workloadAt } from './workload.ts';

/**
 * The span of each number of the configuration. Independent uncertainties combine by root sum of squares: for each
 * demand and direction all inputs move at once, each by its share of the joint effect (first-order reliability
 * method, Hasofer and Lind 1974), and the whole model runs there. Stacking all worst cases would overstate it.
 */
export function rangesOf(
  request: SizingRequest,
  likely: SizedNumbers,
  leverages: readonly Leverage[],
): SizedRanges {
  const runs = (up: boolean): readonly SizedNumbers[] =>
    designPoints(request, leverages, up).map((point) => sizeOnce(workloadAt(request, point)).numbers);
  const low = runs(false);
  const high = runs(true);
  const span = (name: keyof SizedNumbers): Range => {
    const range = { low: likely[name], likely: likely[name], high: likely[name] };
    for (const numbers of low) range.low = Math.min(range.low, numbers[name]);
    for (const numbers of high) range.high = Math.max(range.high, numbers[name]);
    return range;
  };
  return {
    cpuCores: span('cpuCores'),
    processes: span('processes'),
    threadsPerProcess: span('threadsPerProcess'),
    concurrencyPerProcess: span('concurrencyPerProcess'),
    totalConcurrency: span('totalConcurrency'),
    connectionPoolPerProcess: span('connectionPoolPerProcess'),
    connectionPoolTotal: span('connectionPoolTotal'),
    memoryTotalBytes: span('memoryTotalBytes'),
    memoryPerHostBytes: span('memoryPerHostBytes'),
    hosts: span('hosts'),
  };
}

/** One point per demand that anything moves in the given direction. */
function designPoints(request: SizingRequest, leverages: readonly Leverage[], up: boolean): readonly Point[] {
  return METRICS.flatMap((metric) => {
    const pushes = leverages.flatMap((leverage) => pushOf(leverage, metric, up));
    const joint = Math.hypot(...pushes.map((push) => push.effect));
    if (joint <= 0) return [];
    const point: Partial<Record<Parameter, number>> = { ...request.likely };
    for (const { leverage, end, effect } of pushes) {
      point[leverage.input] = movedTo(leverage.range, end, Math.abs(effect) / joint);
    }
    return [point];
  });
}

interface Push {
  readonly leverage: Leverage;
  readonly end: 'low' | 'high';
  readonly effect: number;
}

/** The end of an input that moves the demand the asked way, if one does. */
function pushOf(leverage: Leverage, metric: Metric, up: boolean): readonly Push[] {
  const sign = up ? 1 : -1;
  const atLow = sign * leverage.atLow[metric];
  const atHigh = sign * leverage.atHigh[metric];
  if (Math.max(atLow, atHigh) <= 0) return [];
  return atHigh >= atLow
    ? [{ leverage, end: 'high', effect: atHigh }]
    : [{ leverage, end: 'low', effect: atLow }];
}
