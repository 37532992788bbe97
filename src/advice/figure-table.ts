import type { SizingEstimate } from '../sizing/estimate.ts';
import { formatBytes, formatNumber, formatSpan } from './units.ts';

export interface FigureRow {
  readonly name: string;
  readonly likely: string;
  /** From low to high; the likely figure where they do not differ. */
  readonly range: string;
}

/** What to deploy as rows of a table: what the first lines of `describeSizing` say in words. */
export function figureTable(sizing: SizingEstimate): FigureRow[] {
  const { processes, concurrencyPerProcess, cpuCores, memoryTotalBytes, memoryPerHostBytes } = sizing;
  const row = (name: string, range: SizingEstimate['processes'], format = formatNumber): FigureRow => ({
    name,
    likely: format(range.likely),
    range: formatSpan(range, format),
  });
  const isSeveralHosts = sizing.hosts.likely > 1;
  return [
    row('Processes', processes),
    ...(concurrencyPerProcess.high === 1 ? [] : [row(`${slotsName(sizing)} in each`, concurrencyPerProcess)]),
    row('Cores', cpuCores),
    row(isSeveralHosts ? 'Memory in total' : 'Memory', memoryTotalBytes, formatBytes),
    ...(isSeveralHosts ? [row('Memory on each host', memoryPerHostBytes, formatBytes)] : []),
  ];
}

/** The description of an estimate without the lines that a table of its figures replaces. */
export function withoutTabled(sizingText: string): string {
  return sizingText.replace(/^- (?:Processes|Cores): .*\n/gm, '');
}

function slotsName({ leaf }: SizingEstimate): string {
  return leaf === 'Coroutines' || leaf === 'Streams' ? 'Coroutines' : 'Threads';
}
