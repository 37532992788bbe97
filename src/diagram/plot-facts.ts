import { formatNumber, formatSeconds } from '../advice/units.ts';
import type { LatencyPlot, SizingEstimate } from '../sizing/estimate.ts';
import type { Resource } from '../sizing/sizing-estimate.ts';

/** What a plot shows, ready to be drawn or told. */
export interface PlotFacts {
  readonly plot: LatencyPlot;
  readonly recommended: { readonly low: number; readonly likely: number; readonly high: number };
  readonly isFeasible: boolean;
  readonly bottleneck: string;
  /** Predicted for the recommended number; null where it cannot keep up. */
  readonly seconds: number | null;
  readonly utilization: number;
  /** The largest number that cannot keep up; null where all can. */
  readonly overloadedUpTo: number | null;
  readonly measure: string;
  readonly limit: string;
}

const RESOURCES: Readonly<Record<Resource, string>> = {
  cores: 'the CPU cores',
  gil: 'the GIL or event loop',
  slots: 'the slots',
  lock: 'the lock',
  'downstream-rate': 'the rate the other service allows',
  'downstream-concurrency': 'the connections the other service allows',
  'latency-target': 'the response time asked for',
  'single-thread': 'the single thread',
  deadline: 'the deadline',
  memory: 'the memory',
};

export function plotFacts(plot: LatencyPlot, sizing: SizingEstimate): PlotFacts {
  const point = plot.points.find(({ workers }) => workers === plot.recommendedWorkers);
  const overloaded = plot.points.flatMap(({ workers, seconds }) => (seconds === null ? [workers] : []));
  const isBatch = plot.measure === 'makespanSeconds';
  return {
    plot,
    recommended: plot.workerKind === 'processes' ? sizing.processes : sizing.totalConcurrency,
    isFeasible: sizing.feasible,
    bottleneck: RESOURCES[sizing.bottleneck],
    seconds: point?.seconds ?? null,
    utilization: point?.utilization ?? 1,
    overloadedUpTo: overloaded.at(-1) ?? null,
    measure: isBatch ? 'time to the end of the batch' : '95th percentile of the response time',
    limit: isBatch ? 'deadline' : 'target',
  };
}

/** The plot in words, for those who do not see it. */
export function plotAltText(plot: LatencyPlot, sizing: SizingEstimate): string {
  const facts = plotFacts(plot, sizing);
  const { recommended, seconds, overloadedUpTo } = facts;
  const { low, likely, high } = recommended;
  const range = low === high ? '' : `, plausible range ${formatNumber(low)} to ${formatNumber(high)}`;
  const time = seconds === null ? 'no stable time' : formatSeconds(seconds);
  return [
    `Plot of the predicted ${facts.measure} by number of ${plot.workerKind}:`,
    ` ${time} at ${facts.isFeasible ? 'the recommended' : 'at most'} ${formatNumber(likely)}${range},`,
    ` the busiest resource being used to ${percent(facts.utilization)}`,
    overloadedUpTo === null ? '' : `; ${formatNumber(overloadedUpTo)} and fewer cannot keep up`,
    plot.limitSeconds === null ? '' : `; the ${facts.limit} is ${formatSeconds(plot.limitSeconds)}`,
    facts.isFeasible ? '.' : `; it does not fit, the limit being ${facts.bottleneck}.`,
  ].join('');
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
