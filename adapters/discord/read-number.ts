/** Numbers with units as people type them into a form. */

/** What a number measures, and the unit meant when none is written. */
export type Unit = 'count' | 'milliseconds' | 'minutes' | 'gibibytes';

const FACTORS: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  count: { '': 1, k: 1e3, m: 1e6, 'per second': 1, '/s': 1, 'req/s': 1, rps: 1 },
  milliseconds: {
    '': 1e-3,
    us: 1e-6,
    µs: 1e-6,
    ms: 1e-3,
    s: 1,
    sec: 1,
    seconds: 1,
    min: 60,
    minutes: 60,
    h: 3600,
  },
  minutes: { '': 60, s: 1, sec: 1, seconds: 1, min: 60, minutes: 60, m: 60, h: 3600, hours: 3600, d: 86_400 },
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

/** `250 ms` → 0.25, `8` gibibytes → 8589934592; null for what is no number with a unit of that kind. */
export function readNumber(text: string, unit: Unit): number | null {
  const match = /^([0-9][0-9_, ]*(?:\.[0-9]+)?|\.[0-9]+)\s*([a-zµ/ ]*)$/.exec(text.trim().toLowerCase());
  if (match === null) return null;
  const digits = (match[1] ?? '').replace(/[_, ]/g, '');
  const name = (match[2] ?? '').trim();
  const factors = FACTORS[unit];
  const factor = Object.hasOwn(factors, name) ? factors[name] : undefined;
  const value = Number(digits) * (factor ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
