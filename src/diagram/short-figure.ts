import { formatNumber, formatSeconds } from '../advice/units.ts';

/** Figures for where there is little room. */

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** `283`, `9,600`, `43.3K`, `4.33M` */
export function shortCount(count: number): string {
  return count < 10_000 ? formatNumber(count) : COMPACT.format(count);
}

/** `80 %` */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** From how many seconds on a time is told in a unit, and the seconds of that unit. */
const TIME_UNITS = [
  { from: 172_800, seconds: 86_400, name: 'd' },
  { from: 7200, seconds: 3600, name: 'h' },
  { from: 120, seconds: 60, name: 'min' },
  { from: 1, seconds: 1, name: 's' },
  { from: 1e-3, seconds: 1e-3, name: 'ms' },
] as const;
const SMALLEST = { seconds: 1e-6, name: 'µs' } as const;

/** `250 ms`, `2.5 s`, `4.2 min` as in the answer itself; beyond what that says well, `2.5 ms` and `3 d`. */
export function shortTime(seconds: number): string {
  if (seconds >= 0.1 && seconds < 172_800) return formatSeconds(seconds);
  const unit = unitFor(seconds);
  return `${shortCount(Number((seconds / unit.seconds).toPrecision(3)))} ${unit.name}`;
}

/** The seconds of the unit in which such a time is told. */
export function unitOfTime(seconds: number): number {
  return unitFor(seconds).seconds;
}

function unitFor(seconds: number) {
  return TIME_UNITS.find(({ from }) => seconds >= from) ?? SMALLEST;
}
