/** A number as tools print it, to be built into patterns; read it with `decimal` or `grouped`. */
export const NUMBER = '\\d{1,15}(?:[.,]\\d{1,9})?';

/** `2.345` and, in other locales, `2,345`: the mark is always a decimal one. NaN for anything else. */
export function decimal(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}(?:[.,]\d{1,9})?$/.test(text)
    ? Number(text.replace(',', '.'))
    : Number.NaN;
}

/** `1,234.5`, `1234.5`, `1.2k`: commas group thousands. NaN for anything else. */
export function grouped(text: string | undefined): number {
  const found = /^(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(\.\d{1,9})?([kKMG])?$/.exec(text ?? '');
  if (found === null) return Number.NaN;
  const [, whole = '', rest = '', magnitude] = found;
  const factor = magnitude === undefined ? 1 : { k: 1e3, K: 1e3, M: 1e6, G: 1e9 }[magnitude];
  return round(Number(whole.replaceAll(',', '') + rest) * (factor ?? Number.NaN));
}

const SECONDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ns: 1e-9,
    nsec: 1e-9,
    us: 1e-6,
    µs: 1e-6,
    μs: 1e-6,
    usec: 1e-6,
    micros: 1e-6,
    ms: 1e-3,
    msec: 1e-3,
    millis: 1e-3,
    s: 1,
    sec: 1,
    secs: 1,
    second: 1,
    seconds: 1,
    m: 60,
    min: 60,
    mins: 60,
    h: 3600,
    hours: 3600,
  }),
);

/** A number with its unit in seconds; NaN where either is unknown. */
export function seconds(number: string | undefined, unit: string | undefined): number {
  return round(decimal(number) * (SECONDS.get(unit?.toLowerCase() ?? '') ?? Number.NaN));
}

/** `1:02.33` and `1:02:03` in seconds, and plain `62.33`; NaN for anything else. */
export function clock(text: string | undefined): number {
  const parts = (text ?? '').split(':');
  if (parts.length > 3) return Number.NaN;
  return round(parts.reduce((sum, part) => sum * 60 + decimal(part), 0));
}

/** `0m2.345s`, `1h2m3s`, `2.3s`, `120ms` in seconds; NaN for anything else. */
export function duration(text: string | undefined): number {
  const parts = [...(text ?? '').matchAll(/(\d{1,9}(?:[.,]\d{1,9})?)(ns|[uµμ]s|ms|h|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return Number.NaN;
  return round(parts.reduce((sum, [, number, unit]) => sum + seconds(number, unit), 0));
}

/** How many bytes a unit stands for where K, M and G without a mark are powers of two (`top`, `free`, `ps`). */
export function bytes(number: string | undefined, unit: string | undefined, plainIsBinary = true): number {
  const found = /^([kmgtp]?)(i?)b?$/i.exec(unit ?? '');
  if (found === null) return Number.NaN;
  const [, magnitude = '', binary] = found;
  const power = ['', 'k', 'm', 'g', 't', 'p'].indexOf(magnitude.toLowerCase());
  const base = binary === 'i' || binary === 'I' || plainIsBinary ? 1024 : 1000;
  return Math.round(decimal(number) * base ** power);
}

/** Removes what adding and scaling decimal fractions leaves behind. */
export function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** A figure for people: three digits, no exponent. */
export function figure(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(value < 0.1 ? 2 : 3)));
}

/** A size for people: `512 MiB`, `15.5 GiB`. */
export function sizeText(size: number): string {
  return size >= 2 ** 30 ? `${figure(size / 2 ** 30)} GiB` : `${figure(size / 2 ** 20)} MiB`;
}
