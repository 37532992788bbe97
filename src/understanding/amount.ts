import type { Token } from './tokens.ts';
import { TIME_UNITS } from './units.ts';

/** A number with what it counts or measures. */
export interface Amount {
  /** In seconds, bytes or per second; plain for counts. */
  readonly value: number;
  readonly kind: 'time' | 'bytes' | 'rate' | 'count';
  /** For counts and rates: the words counted, such as `product`, `photos`. */
  readonly nouns: readonly string[];
  /** Tokens from the number up to, not including, the first one after the unit. */
  readonly from: number;
  readonly to: number;
}

/** Whether it is a unit of time. */
export function isTime(token: Token | undefined): boolean {
  return token?.kind === 'word' && Object.hasOwn(TIME_UNITS, token.word);
}

/** Words that end a noun phrase. */
const ENDS_NOUNS = new Set(
  "a an and are as at be because but by can could do does each every for from has have i if in into is it its my need needs no not of off on one or our over per plus pro should so takes take than that the their them then they this to under until up via want wants was we were what when where which while who will with within without you your more less total altogether apiece at once i'd it's we're must may might all how x running waiting takes took now currently already about around before after during between open-ended ok okay fine enough please would feels looks seems works gets goes makes means happens fails crashes hangs dies stops waits helps becomes stays keeps uses wants says gives sends sits lasts w".split(
    ' ',
  ),
);

/** Whether it may belong to the words counted. */
export function isNoun(token: Token | undefined): boolean {
  return token?.kind === 'word' && !ENDS_NOUNS.has(token.word);
}

/** Words for a machine, as they are counted. */
export const MACHINES = new Set(
  'machine machines box boxes server servers node nodes vm vms host hosts droplet droplets instance instances vps'.split(
    ' ',
  ),
);
