import { type Amount, isNoun } from './amount.ts';
import type { Token } from './tokens.ts';

/** What may stand before a number whose unit was said before, by the kind of figure that takes it up. */
const BEFORE: Readonly<Record<Amount['kind'], ReadonlySet<string>>> = {
  time: wordsOf('in under within below to than have got be'),
  rate: wordsOf("need needs want wants expect expects reach target and to of do it's"),
  bytes: wordsOf('has have eats eat takes take needs need holds offers'),
  count: wordsOf('has have offers'),
};
/** "Want it in two", "has to get to one": a time is aimed at. */
const AIMED = wordsOf('it them that this all get gets got down done finished through ready less');
const OUGHT = wordsOf('should must shall');
/** A number that these follow counts nothing. */
const AFTER = wordsOf('at in on max tops though now today instead please for and but or if so while because');
/** "40 rps, and 90 at peak" */
const PEAKS = wordsOf('peak peaks noon lunch best most rush night times');
const CORES = wordsOf('core cores vcpu vcpus cpu cpus');

/** "5 hours now, we want it in two", "300 tx/s, need 2,000", "4 GB each, the box has 64": with the unit of the figure before. */
export function elidedAt(tokens: readonly Token[], at: number, last: Amount | undefined): Amount | null {
  const token = tokens[at];
  if (last === undefined || token === undefined || last.to > at) return null;
  const value = token.word === 'one' ? 1 : token.value;
  const unit = last.value / (tokens[last.from]?.value ?? Number.NaN);
  if (Number.isNaN(value) || !(unit > 0) || !standsAlone(tokens[at + 1])) return null;
  const before = tokens[at - 1]?.word ?? '';
  if (!BEFORE[last.kind].has(before)) return null;
  const isCount = last.kind === 'count';
  if (isCount && !last.nouns.some((noun) => CORES.has(noun))) return null;
  if (token.word === 'one' && last.kind !== 'time') return null;
  const earlier = tokens[at - 2]?.word ?? '';
  if (last.kind === 'time' && !isAim(earlier, before)) return null;
  // "4 s each, i have 8" are no seconds.
  if (/^(have|got)$/.test(before) && last.kind === 'time' && last.value < 60) return null;
  // "now it's 60", "should do 60"
  if (before === "it's" && earlier !== 'now') return null;
  if (before === 'do' && !OUGHT.has(earlier)) return null;
  if (/^(and|to|of)$/.test(before) && !isPeak(tokens, at)) return null;
  const { kind } = last;
  return { value: value * (isCount ? 1 : unit), kind, nouns: isCount ? ['cores'] : [], from: at, to: at + 1 };
}

/** "Want it in two", "i have 2", "should be 1.5". */
function isAim(earlier: string, before: string): boolean {
  if (/^(have|got)$/.test(before)) return /^(i|we|they)$/.test(earlier);
  return before === 'be' ? OUGHT.has(earlier) : AIMED.has(earlier);
}

function standsAlone(next: Token | undefined): boolean {
  if (next === undefined || AFTER.has(next.word)) return true;
  return next.kind === 'mark' ? /^[.,;!?)\n]$/.test(next.word) : next.kind === 'word' && !isNoun(next);
}

function isPeak(tokens: readonly Token[], at: number): boolean {
  return (
    /^(at|in|on)$/.test(tokens[at + 1]?.word ?? '') &&
    [2, 3].some((to) => PEAKS.has(tokens[at + to]?.word ?? ''))
  );
}

function wordsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
