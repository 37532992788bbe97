import { FIELD_RULES, type FieldRule } from './input-fields.ts';
import type { InputConfidence, QuantityName, Range } from './sizing-input.ts';

/** How far the truth may lie from a plain number, as a factor either way. */
const SPAN_OF_CONFIDENCE: Readonly<Record<InputConfidence, number>> = {
  measured: 1.1,
  estimated: 1.3,
  guess: 2,
};

/** A value that was read, or what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly fault: string };

/**
 * Reads a number or a `{low, likely, high}` object. A plain number that can be uncertain gets the span of
 * `confidence`, cut off at the field's limits.
 */
export function readQuantity(
  name: QuantityName,
  given: unknown,
  confidence: InputConfidence,
): Reading<Range> {
  const rule = FIELD_RULES[name];
  const factor = rule.decided ? 1 : SPAN_OF_CONFIDENCE[confidence];
  if (typeof given !== 'object' || given === null) {
    const fault = numberFault(name, given, rule);
    return fault === null ? { value: spanAround(Number(given), factor, rule) } : { fault };
  }
  const unknown = Object.keys(given).find((key) => !['low', 'likely', 'high'].includes(key));
  if (Array.isArray(given) || unknown !== undefined || !('likely' in given)) {
    return { fault: `${name} is ${show(given)} but not a range; give a number or {"low", "likely", "high"}` };
  }
  const { low, likely, high } = given as { low?: unknown; likely: unknown; high?: unknown };
  const ends: readonly (readonly [string, unknown])[] = [
    ['low', low],
    ['likely', likely],
    ['high', high],
  ];
  for (const [end, value] of ends) {
    const fault = value === undefined && end !== 'likely' ? null : numberFault(`${name}.${end}`, value, rule);
    if (fault !== null) return { fault };
  }
  const span = spanAround(Number(likely), factor, rule);
  const range = {
    low: low === undefined ? span.low : Number(low),
    likely: span.likely,
    high: high === undefined ? span.high : Number(high),
  };
  if (range.low > range.likely) {
    return { fault: `${name}.low ${range.low} is above likely ${range.likely}; give low <= likely <= high` };
  }
  if (range.likely > range.high) {
    return {
      fault: `${name}.high ${range.high} is below likely ${range.likely}; give low <= likely <= high`,
    };
  }
  return { value: range };
}

/** A number of `evaluate` or of a field: what is wrong with it, or null. */
export function numberFault(label: string, value: unknown, rule: FieldRule): string | null {
  const allowed = `give ${rule.whole ? 'a whole number' : 'a number'} ${allowedValues(rule)}`;
  if (typeof value !== 'number') return `${label} is ${show(value)}, not a number; ${allowed}`;
  if (!Number.isFinite(value)) return `${label} is ${value}, not a finite number; ${allowed}`;
  if (value < 0) return `${label} ${value} is negative; ${allowed}`;
  if (value > rule.max || value < rule.min || (rule.aboveMin && value === rule.min)) {
    const mixUp = unitMixUp(value, rule);
    return `${label} ${value} is out of range; ${mixUp === null ? '' : `${mixUp}; `}${allowed}`;
  }
  return rule.whole && !Number.isInteger(value) ? `${label} ${value} is not whole; ${allowed}` : null;
}

/** A given value in a message, as JSON and not too long. */
export function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function unitMixUp(value: number, rule: FieldRule): string | null {
  if (rule.unit === 'seconds' && value > rule.max) return `is it in milliseconds? then give ${value / 1000}`;
  if (rule.unit === 'bytes' && value < rule.min && value > 0)
    return `is it in megabytes? then give ${value * 1e6}`;
  if (rule.unit === 'fraction' && value > 1)
    return `give a fraction such as ${value <= 100 ? value / 100 : 0.95}`;
  return null;
}

function allowedValues(rule: FieldRule): string {
  return rule.aboveMin ? `above ${rule.min} and at most ${rule.max}` : `from ${rule.min} to ${rule.max}`;
}

function spanAround(likely: number, factor: number, rule: FieldRule): Range {
  const low = Math.min(likely, Math.max(rule.min, likely / factor));
  return {
    low: rule.aboveMin && low <= rule.min ? likely : low,
    likely,
    high: Math.min(rule.max, likely * factor),
  };
}
