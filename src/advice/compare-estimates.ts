import type { SizingEstimate } from '../sizing/estimate.ts';
import { nameOfResource } from '../sizing/resource-names.ts';
import { formatBytes, formatNumber, formatRange, formatSeconds } from './units.ts';

interface Sized {
  readonly sizing: unknown;
  readonly parts: readonly { readonly name: string; readonly sizing: unknown }[];
}

interface Row {
  readonly name: string;
  readonly cells: string[];
}

/** The estimate a recommendation carries; null without one. */
export function sizingOf({ sizing }: Pick<Sized, 'sizing'>): SizingEstimate | null {
  return sizing === null ? null : (sizing as SizingEstimate);
}

/** Rows of a before/after table of two recommendations: their estimates, those of mixed work part by part. */
export function compareSizes(now: Sized, then: Sized): Row[] {
  const [before, after] = [sizedPartsOf(now), sizedPartsOf(then)];
  const longer = before.length > after.length ? before : after;
  return longer.flatMap(({ name }, index) => {
    const rows = compareEstimates(before[index]?.sizing ?? null, after[index]?.sizing ?? null);
    return name === '' ? rows : rows.map((row) => ({ ...row, name: `${name}: ${row.name}` }));
  });
}

/** The estimate of a recommendation, or those of its parts by their names. */
export function sizedPartsOf(
  sized: Sized,
): { readonly name: string; readonly sizing: SizingEstimate | null }[] {
  const named = sized.parts.filter(({ name }) => name !== '');
  if (named.length === 0) return [{ name: '', sizing: sizingOf(sized) }];
  return named.map((part) => ({ name: part.name, sizing: sizingOf(part) }));
}

function compareEstimates(now: SizingEstimate | null, then: SizingEstimate | null): Row[] {
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
