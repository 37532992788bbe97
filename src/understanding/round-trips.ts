import { type Amount, isTime } from './amount.ts';
import type { Token } from './tokens.ts';
import { TIME_UNITS } from './units.ts';

/** A part of a round trip: its number, its unit where there is one, and the first token after them. */
interface Leg {
  readonly value: number;
  readonly unit: number | null;
  readonly to: number;
}

/** "200 ms there and 300 back", "30 ms out, 30 back, 45 in their queue": one wait, of all its parts. */
export function roundTripAt(tokens: readonly Token[], from: number): Amount | null {
  const out = legAt(tokens, from);
  if (out === null || !/^(there|out)$/.test(tokens[out.to]?.word ?? '')) return null;
  const back = legAt(tokens, afterJoint(tokens, out.to + 1));
  const unit = out.unit ?? back?.unit ?? null;
  if (back === null || unit === null || tokens[back.to]?.word !== 'back') return null;
  let value = out.value * unit + back.value * (back.unit ?? unit);
  let to = back.to + 1;
  const between = legAt(tokens, afterJoint(tokens, to));
  if (between !== null && /^(in|on|at)$/.test(tokens[between.to]?.word ?? '')) {
    value += between.value * (between.unit ?? unit);
    to = between.to;
  }
  return { value, kind: 'time', nouns: ['roundtrip'], from, to };
}

function legAt(tokens: readonly Token[], at: number): Leg | null {
  const number = tokens[at];
  if (number?.kind !== 'number' || Number.isNaN(number.value)) return null;
  const hasUnit = isTime(tokens[at + 1]);
  const unit = hasUnit ? (TIME_UNITS[tokens[at + 1]?.word ?? ''] ?? null) : null;
  return { value: number.value, unit, to: at + (hasUnit ? 2 : 1) };
}

/** Where what is joined by a comma, "and" or both begins. */
function afterJoint(tokens: readonly Token[], at: number): number {
  let next = at;
  while (next < at + 2 && /^([,+]|and|plus)$/.test(tokens[next]?.word ?? '')) next += 1;
  return next;
}
