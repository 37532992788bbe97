import type { SizingEstimate } from '../sizing/estimate.ts';
import { nameOfResource } from '../sizing/resource-names.ts';
import { formatBytes, formatNumber, formatRange, formatSeconds } from './units.ts';

/** The estimate a recommendation carries; null without one. */
export function sizingOf({ sizing }: { readonly sizing: unknown }): SizingEstimate | null {
  return sizing === null ? null : (sizing as SizingEstimate);
}

/** Rows of a before/after table of two estimates. */
export function compareEstimates(
  now: SizingEstimate | null,
  then: SizingEstimate | null,
): { name: string; cells: string[] }[] {
  const cell = (sizing: SizingEstimate | null, show: (sizing: SizingEstimate) => string) =>
    sizing === null ? 'not sized' : show(sizing);
  if (now === null && then === null) return [];
  const isTold = now?.feasible === false || then?.feasible === false;
  return [...(isTold ? [FITS] : []), ...FIGURES].map(({ name, show }) => ({
    name,
    cells: [cell(now, show), cell(then, show)],
  }));
}

interface Figure {
  readonly name: string;
  readonly show: (sizing: SizingEstimate) => string;
}

const FITS: Figure = {
  name: 'Fits',
  show: ({ feasible, bottleneck }) => (feasible ? 'yes' : `no: ${nameOfResource(bottleneck)}`),
};

const FIGURES: readonly Figure[] = [
  { name: 'In flight', show: (sizing) => formatNumber(Math.round(sizing.inFlightMean)) },
  { name: 'Processes', show: (sizing) => formatRange(sizing.processes) },
  { name: 'Slots per process', show: (sizing) => formatRange(sizing.concurrencyPerProcess) },
  { name: 'Cores', show: (sizing) => formatRange(sizing.cpuCores) },
  { name: 'Memory', show: (sizing) => formatRange(sizing.memoryTotalBytes, formatBytes) },
  { name: 'Hosts with a spare', show: (sizing) => formatNumber(sizing.hostsWithSpare) },
  {
    name: 'Time',
    show: ({ predicted }) =>
      'makespanSeconds' in predicted
        ? `done after ${formatSeconds(predicted.makespanSeconds)}`
        : `95 % within ${formatSeconds(predicted.responseP95Seconds)}`,
  },
];
