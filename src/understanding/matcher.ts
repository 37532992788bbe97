import { PLACEHOLDERS } from './pattern.ts';
import type { Alternatives, Prepared, ReadyElement } from './prepare-patterns.ts';
import type { Token } from './tokens.ts';

/** A place in the message where a pattern fits: words `from` up to, not including, `to`. */
export interface PatternMatch {
  readonly pattern: number;
  readonly from: number;
  readonly to: number;
}

/** A word of the message, and whether a sentence or line begins with it. */
export interface PlacedWord extends Token {
  readonly begins: boolean;
}

/** A message as the matcher sees it. Lists of numbers, because long messages have many words. */
interface Message {
  readonly words: readonly PlacedWord[];
  /** For each word the numbers of its stem and of its letters, -1 where no pattern has them. */
  readonly stems: readonly number[];
  readonly exacts: readonly number[];
  /** For each word, whether it ends a gap: these skip neither figures nor denials. */
  readonly endsGap: readonly boolean[];
  /** For each place of the patterns, the bits of the words that could fill it; those of long messages share bits. */
  readonly filled: Int32Array;
}

/** "Need not get faster" does not say "need … faster". */
const DENIALS = new Set(
  "not never no don't doesn't didn't isn't aren't wasn't won't can't cannot couldn't nothing without".split(
    ' ',
  ),
);

/** Finds all patterns in a message. Each word is tried only with patterns that begin with it. */
export function createMatcher({
  stems,
  forms,
  number,
  ready,
  places,
  needs,
  triesOf,
  tries,
}: Prepared): (words: readonly PlacedWord[]) => PatternMatch[] {
  const findFilled = createPresence(places, stems.size + forms.size);

  return (words) => {
    const keys: { stems: number[]; exacts: number[]; endsGap: boolean[] } = {
      stems: [],
      exacts: [],
      endsGap: [],
    };
    for (const { stem, word } of words) {
      keys.stems.push(stems.get(stem) ?? -1);
      keys.exacts.push(forms.get(word) ?? -1);
      keys.endsGap.push(PLACEHOLDERS.has(stem) || DENIALS.has(word));
    }
    const filled = findFilled(words, keys.stems, keys.exacts);
    const message: Message = { words, ...keys, filled };
    const found: PatternMatch[] = [];
    const tryAt = (key: number, from: number) => {
      const begin = triesOf[key] ?? 0;
      const end = begin + 3 * (tries[begin] ?? 0);
      const next = from + 1 < words.length ? bitOf(from + 1) : 0;
      const later = words.length <= BITS ? ~((2 << from) - 1) : -1;
      for (let at = begin + 1; at <= end; at += 3) {
        // Nearly all patterns end here, so this is looked at before anything else.
        const place = tries[at + 1] ?? -1;
        if (place >= 0 && ((filled[place] ?? 0) & later) === 0) continue;
        const second = tries[at + 2] ?? -1;
        if (second >= 0 && ((filled[second] ?? 0) & next) === 0) continue;
        const pattern = tries[at] ?? 0;
        if (!areFilled(filled, needs[pattern] ?? [], later)) continue;
        const to = matchAt(ready[pattern] ?? [], 0, message, from);
        if (to > from) found.push({ pattern, from, to });
      }
    };
    words.forEach(({ kind }, from) => {
      // Numbers are looked up as written, words by their stem as well.
      const first = kind === 'number' ? number : (keys.stems[from] ?? -1);
      const exact = keys.exacts[from] ?? -1;
      if (first >= 0) tryAt(first, from);
      if (exact >= 0 && exact !== first) tryAt(exact, from);
    });
    return found;
  };
}

const BITS = 32;

function bitOf(at: number): number {
  return 1 << (at % BITS);
}

/**
 * Tells which words of a message could fill each place of the patterns. Most patterns need a word that the message does
 * not have, which is told sooner by this than by looking for it after each beginning.
 */
function createPresence(places: readonly ReadyElement[], keys: number) {
  const idsOf: number[][] = Array.from({ length: keys }, () => []);
  const numbers: number[] = [];
  for (const { id, kind, any } of places) {
    if (kind === 'number') numbers.push(id);
    for (const key of any.keys()) idsOf[key]?.push(id);
  }
  const ids = Int32Array.from(idsOf.flat());
  const idsFrom = new Int32Array(keys + 1);
  idsOf.forEach((own, key) => {
    idsFrom[key + 1] = (idsFrom[key] ?? 0) + own.length;
  });
  // Cleared for each message, which takes less time than making new ones.
  const filled = new Int32Array(places.length);
  const seen = new Int32Array(keys);
  const see = (key: number, bit: number) => {
    if (key < 0 || ((seen[key] ?? 0) & bit) !== 0) return;
    seen[key] = (seen[key] ?? 0) | bit;
    const end = idsFrom[key + 1] ?? 0;
    for (let at = idsFrom[key] ?? 0; at < end; at += 1) {
      const id = ids[at] ?? 0;
      filled[id] = (filled[id] ?? 0) | bit;
    }
  };
  return (words: readonly PlacedWord[], stems: readonly number[], exacts: readonly number[]) => {
    filled.fill(0);
    seen.fill(0);
    for (let at = 0; at < words.length; at += 1) {
      const bit = bitOf(at);
      if (words[at]?.kind === 'number') for (const id of numbers) filled[id] = (filled[id] ?? 0) | bit;
      see(stems[at] ?? -1, bit);
      see(exacts[at] ?? -1, bit);
    }
    return filled;
  };
}

function areFilled(filled: Int32Array, places: readonly number[], later: number): boolean {
  for (let at = 0; at < places.length; at += 1) {
    if (((filled[places[at] ?? 0] ?? 0) & later) === 0) return false;
  }
  return true;
}

/** Where the rest of the pattern ends when it begins at that word; -1 when it does not fit. */
function matchAt(pattern: readonly ReadyElement[], place: number, message: Message, at: number): number {
  const { words, filled } = message;
  const element = place < pattern.length ? pattern[place] : undefined;
  if (element === undefined) return at;
  if (element.kind === 'gap') {
    for (let skipped = 0; skipped <= element.gap; skipped += 1) {
      const passed = skipped > 0 ? wordAt(words, at + skipped - 1) : undefined;
      if (passed !== undefined && (passed.begins || message.endsGap[at + skipped - 1])) return -1;
      const end = matchAt(pattern, place + 1, message, at + skipped);
      if (end >= 0) return end;
    }
    return -1;
  }
  const word = wordAt(words, at);
  if (
    word === undefined ||
    (place > 0 && word.begins) ||
    (element.kind === 'any' && ((filled[element.id] ?? 0) & bitOf(at)) === 0)
  ) {
    return element.optional ? matchAt(pattern, place + 1, message, at) : -1;
  }
  if (element.kind === 'number') {
    const { kind, value } = word;
    const fits =
      kind === 'number' &&
      ((element.from < 0 && !Number.isNaN(value)) || (value >= element.from && value <= element.to));
    return fits ? matchAt(pattern, place + 1, message, at + 1) : -1;
  }
  const end = matchAny(pattern, place, message, at, message.stems[at] ?? -1, element.any);
  if (end >= 0) return end;
  const exact = matchAny(pattern, place, message, at, message.exacts[at] ?? -1, element.any);
  if (exact >= 0) return exact;
  return element.optional ? matchAt(pattern, place + 1, message, at) : -1;
}

/** Arrays read beyond their end are slow to read from then on. */
function wordAt(words: readonly PlacedWord[], at: number): PlacedWord | undefined {
  return at < words.length ? words[at] : undefined;
}

function matchAny(
  pattern: readonly ReadyElement[],
  place: number,
  message: Message,
  at: number,
  key: number,
  any: Alternatives,
): number {
  const alternatives = key < 0 ? undefined : any.get(key);
  if (alternatives === undefined) return -1;
  for (const keys of alternatives) {
    if (keys.length > 1 && !keysFit(keys, message, at)) continue;
    const end = matchAt(pattern, place + 1, message, at + keys.length);
    if (end >= 0) return end;
  }
  return -1;
}

function keysFit(keys: readonly number[], { words, stems, exacts }: Message, at: number): boolean {
  for (let index = 1; index < keys.length; index += 1) {
    const word = wordAt(words, at + index);
    if (word === undefined || word.begins) return false;
    if (keys[index] !== stems[at + index] && keys[index] !== exacts[at + index]) return false;
  }
  return true;
}
