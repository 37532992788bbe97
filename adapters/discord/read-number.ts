import { TIME_UNITS } from '../../src/understanding/units.ts';

/** Numbers with units as people type them into a form. */

/** What a number measures, and the unit meant when none is written. */
export type Unit = 'count' | 'rate' | 'milliseconds' | 'minutes' | 'gibibytes';

const COUNTS = { '': 1, k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };
const RATES = {
  ...COUNTS,
  '/s': 1,
  'per second': 1,
  'a second': 1,
  rps: 1,
  qps: 1,
  '/min': 1 / 60,
  'per minute': 1 / 60,
  'a minute': 1 / 60,
  rpm: 1 / 60,
  '/h': 1 / 3600,
  'per hour': 1 / 3600,
  'an hour': 1 / 3600,
};

const FACTORS: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  count: COUNTS,
  rate: RATES,
  milliseconds: { ...TIME_UNITS, '': 1e-3, d: 86_400 },
  minutes: { ...TIME_UNITS, '': 60, m: 60, d: 86_400 },
  gibibytes: {
    '': 2 ** 30,
    kib: 2 ** 10,
    kb: 1e3,
    mib: 2 ** 20,
    mb: 1e6,
    gib: 2 ** 30,
    gb: 1e9,
    g: 2 ** 30,
    tib: 2 ** 40,
  },
};

/** What people name beside a number, which the form has asked for already. */
const COUNTED = /\b(?:req|request|user|job|task|call|item|page|file|people)s?\b/;
const GROUPED = /^[1-9]\d{0,2}(?:([,_ ])\d{3})(?:\1\d{3})*(?:\.\d+)?$/;
const PLAIN = /^(?:\d+(?:[.,]\d+)?|\.\d+)$/;

/**
 * `250 ms` → 0.25, `8` gibibytes → 8589934592; null for what is no number with a unit of that kind. A comma parts
 * thousands where three digits follow (`1,000`), else decimals (`1,5`).
 */
export function readNumber(text: string, unit: Unit): number | null {
  const given = text
    .trim()
    .toLowerCase()
    .replace(/^(?:~|≈|about|around|ca\.?)\s*/, '');
  const match = /^([\d.,_ ]*[\d])\s*([a-zµ/ ]*)$/.exec(given);
  if (match === null) return null;
  const number = match[1] ?? '';
  const isGrouped = GROUPED.test(number);
  if (!isGrouped && !PLAIN.test(number)) return null;
  const digits = isGrouped ? number.replace(/[,_ ]/g, '') : number.replace(',', '.');
  const name = (match[2] ?? '').replace(COUNTED, ' ').trim();
  const factors = FACTORS[unit];
  const factor = Object.hasOwn(factors, name) ? factors[name] : undefined;
  const value = Number(digits) * (factor ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
