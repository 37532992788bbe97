/** Figures as people say them: two significant digits, units that fit the size. */

interface FigureRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** `3`, `3.2`, `150`, `12,000` */
export function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  const rounded = Number.isInteger(value) ? value : Number(value.toFixed(digits));
  // Only from a thousand on there is a comma to set, which takes far longer.
  return Math.abs(rounded) < 1000 ? String(rounded) : rounded.toLocaleString('en-US');
}

/** `1.2 GiB`, `180 MiB`, `256 KiB` */
export function formatBytes(bytes: number): string {
  const gibibytes = bytes / 2 ** 30;
  if (gibibytes >= 1) return `${formatNumber(Math.round(gibibytes * 10) / 10)} GiB`;
  if (bytes >= 2 ** 20) return `${formatNumber(Math.ceil(bytes / 2 ** 20))} MiB`;
  return `${formatNumber(Math.ceil(bytes / 2 ** 10))} KiB`;
}

/** `250 ms`, `3.1 s`, `12 min`, `2.5 h` */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return `${formatNumber(Number((seconds * 1000).toPrecision(3)))} ms`;
  if (seconds < 120) return `${formatNumber(Math.round(seconds * 10) / 10)} s`;
  if (seconds < 7200) return `${formatNumber(Math.round(seconds / 6) / 10)} min`;
  return `${formatNumber(Math.round(seconds / 360) / 10)} h`;
}

/** `2 (1–4)`: the likely figure, then from low to high where they differ. */
export function formatRange(range: FigureRange, format: (value: number) => string = formatNumber): string {
  const [likely, span] = [format(range.likely), formatSpan(range, format)];
  return span.includes('–') ? `${likely} (${span})` : likely;
}

/** `1–4`, `141–766 MiB`: from low to high; `2` where they do not differ. */
export function formatSpan(range: FigureRange, format: (value: number) => string = formatNumber): string {
  const [low, high] = [format(range.low), format(range.high)];
  if (low === high) return format(range.likely);
  const [, unit = ''] = high.split(' ');
  const sharesUnit = unit !== '' && low.endsWith(` ${unit}`);
  return `${sharesUnit ? low.slice(0, -unit.length - 1) : low}–${high}`;
}

/** `a`, `a and b`, `a, b and c` */
export function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
