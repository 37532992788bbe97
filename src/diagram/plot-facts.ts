import { formatNumber } from '../advice/units.ts';
import type { LatencyPlot, Range, Resource, SizingEstimate } from '../sizing/estimate.ts';
import { percent, shortTime } from './short-figure.ts';

/** What a plot shows, ready to be drawn or told. */
export interface PlotFacts {
  readonly plot: LatencyPlot;
  readonly isBatch: boolean;
  readonly recommended: Range;
  /** Why what was asked for cannot be had; null where it can. */
  readonly obstacle: string | null;
  /** Predicted for the recommended number; null where it cannot keep up. */
  readonly seconds: number | null;
  /** Of the busiest resource, with the recommended number. */
  readonly utilization: number;
  /** The largest number that cannot keep up; null where all can. */
  readonly overloadedUpTo: number | null;
  /** Where the plot is for less than was asked for: for how much of it. */
  readonly load: string | null;
}

const OBSTACLES: Readonly<Record<Resource, string>> = {
  cores: 'too few CPU cores',
  gil: 'the GIL is too busy',
  slots: 'too few slots',
  lock: 'the lock is too busy',
  'downstream-rate': 'too many calls downstream',
  'downstream-concurrency': 'too few connections downstream',
  'latency-target': 'the target is out of reach',
  'single-thread': 'one thread is too slow',
  deadline: 'the deadline is out of reach',
  memory: 'too little memory',
};

export function plotFacts(plot: LatencyPlot, sizing: SizingEstimate): PlotFacts {
  const point = plot.points.find(({ workers }) => workers === plot.recommendedWorkers);
  const overloaded = plot.points.flatMap(({ workers, seconds }) => (seconds === null ? [workers] : []));
  const { requestsPerSecondSized: sized, requestsPerSecondPeak: asked } = sizing;
  const isBatch = plot.measure === 'makespanSeconds';
  return {
    plot,
    isBatch,
    recommended: plot.workerKind === 'processes' ? sizing.processes : sizing.totalConcurrency,
    obstacle: sizing.feasible ? null : OBSTACLES[sizing.bottleneck],
    seconds: point?.seconds ?? null,
    utilization: point?.utilization ?? 1,
    overloadedUpTo: overloaded.at(-1) ?? null,
    load:
      isBatch || sized > 0.99 * asked
        ? null
        : `for ${formatNumber(sized)} of ${formatNumber(asked)} requests per second`,
  };
}

/** The plot in words, for those who do not see it. */
export function plotAltText(plot: LatencyPlot, sizing: SizingEstimate): string {
  const { isBatch, recommended, obstacle, seconds, utilization, overloadedUpTo, load } = plotFacts(
    plot,
    sizing,
  );
  const { low, likely, high } = recommended;
  const measure = isBatch ? 'time to the end of the batch' : '95th percentile of the response time';
  const time = seconds === null ? 'not to be had' : shortTime(seconds);
  const limit = plot.limitSeconds === null ? '' : shortTime(plot.limitSeconds);
  return [
    `Plot of the predicted ${measure} by number of ${plot.workerKind}${load === null ? '' : `, ${load}`}:`,
    ` ${time} with ${formatNumber(likely)} ${obstacle === null ? '(recommended)' : '(the best there is)'},`,
    low === high ? '' : ` plausible range ${formatNumber(low)} to ${formatNumber(high)},`,
    ` the busiest resource being used to ${percent(utilization)}`,
    overloadedUpTo === null ? '' : `; ${formatNumber(overloadedUpTo)} and fewer cannot keep up`,
    limit === '' ? '' : `; the ${limitName(isBatch)} is ${limit}`,
    obstacle === null ? '.' : `. It does not fit: ${obstacle}.`,
  ].join('');
}

export function limitName(isBatch: boolean): string {
  return isBatch ? 'deadline' : 'target';
}
