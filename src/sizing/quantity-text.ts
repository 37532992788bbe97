/** A number for people: three digits that matter, no exponent below a billion. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return 'unlimited';
  if (value !== 0 && (Math.abs(value) >= 1e9 || Math.abs(value) < 1e-4)) return value.toExponential(2);
  const digits = Number(value.toPrecision(3));
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(digits);
}

/** A time in the unit that suits it. */
export function secondsText(seconds: number): string {
  if (seconds < 1) return `${numberText(seconds * 1000)} ms`;
  if (seconds < 120) return `${numberText(seconds)} s`;
  return seconds < 7200 ? `${numberText(seconds / 60)} min` : `${numberText(seconds / 3600)} h`;
}

export function percentText(share: number): string {
  return `${numberText(100 * share)}%`;
}

/** `1 process`, `2 processes`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${numberText(count)} ${count === 1 ? one : many}`;
}

export function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${numberText(bytes / 1024 ** power)} ${units[power] ?? 'B'}`;
}
