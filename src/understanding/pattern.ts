import { type Token, tokenize } from './tokens.ts';

/*
 * The notation of phrases in `knowledge/lexicon/`:
 *
 *   wait          the word and its inflections (waits, waiting)      =waits     only this form
 *   api|server    one or the other                                   really?    may be left out
 *   $network      any entry of the class `network`                   <n> <2+>   a number, a number from 2 on (<-9>: up to 9)
 *   ..            up to three words between                          ...        up to seven words between
 *   <time>        a figure of that kind, in rules about figures only
 *   wait-for|eat  a hyphen joins the words of one alternative
 */

/** One place of a pattern: alternatives (each one or more keys in a row), a number, or a gap. */
export type PatternElement =
  | { readonly any: readonly (readonly string[])[]; readonly optional?: true }
  | { readonly from: number; readonly to?: number }
  | { readonly gap: number };
export type Pattern = readonly PatternElement[];

export type WordClasses = Readonly<Record<string, readonly string[]>>;

const GAPS: ReadonlyMap<string, number> = new Map([
  ['..', 3],
  ['...', 7],
]);

/** The compiled pattern, or what is wrong with it. */
export function compilePattern(phrase: string, classes: WordClasses): Pattern | string {
  const elements: PatternElement[] = [];
  for (const part of phrase.trim().split(/\s+/)) {
    const gap = GAPS.get(part);
    const number = /^<(?:n|(\d+)\+|-(\d+))>$/.exec(part);
    if (gap !== undefined) elements.push({ gap });
    else if (number?.[2] !== undefined) elements.push({ from: 0, to: Number(number[2]) });
    else if (number !== null) elements.push({ from: Number(number[1] ?? Number.NEGATIVE_INFINITY) });
    else {
      const optional = part.endsWith('?') && part.length > 1;
      const any: string[][] = [];
      for (const alternative of (optional ? part.slice(0, -1) : part).split('|')) {
        if (!alternative.startsWith('$')) any.push(keysOf(alternative));
        else {
          const name = alternative.slice(1);
          const entries = Object.hasOwn(classes, name) ? classes[name] : undefined;
          if (entries === undefined) return `there is no class "${alternative}"`;
          any.push(...entries.map(keysOf));
        }
      }
      if (any.some((keys) => keys.length === 0)) return `"${part}" has no word in it`;
      elements.push(optional ? { any, optional: true } : { any });
    }
  }
  const first = elements[0];
  if (first === undefined) return 'the phrase is empty';
  if ('gap' in first || 'optional' in first) return 'a phrase begins with a word that has to be there';
  if ('gap' in (elements.at(-1) ?? first)) return 'a phrase ends with a word';
  return elements.map((element) => ('from' in element && element.from < 0 ? { from: -1 } : element));
}

/** What stands for a figure in the rules about figures, and the comma, which is no word elsewhere. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['<time>', '<bytes>', '<rate>', '<count>', ',']);

/** `=waits` is kept as written, every other word is looked up by its stem. */
function keysOf(alternative: string): string[] {
  if (PLACEHOLDERS.has(alternative)) return [alternative];
  return alternative.split(/[-\s]+/).flatMap((word) =>
    word.startsWith('=')
      ? tokenize(word.slice(1)).map((token) => `=${token.word}`)
      : tokenize(word)
          .filter((token) => token.kind !== 'mark')
          .map((token) => (token.kind === 'number' ? `=${token.word}` : token.stem)),
  );
}

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

/** Keys of alternatives by the first of them. */
type Alternatives = ReadonlyMap<number, readonly (readonly number[])[]>;

/**
 * A place of a pattern ready to be matched: keys are numbers, alternatives are found by their first one. All kinds have
 * the same fields, because matching spends most of its time looking at these, and places alike are one object.
 */
interface ReadyElement {
  readonly id: number;
  readonly kind: 'any' | 'number' | 'gap';
  readonly any: Alternatives;
  readonly optional: boolean;
  readonly from: number;
  readonly to: number;
  readonly gap: number;
}

/** A word of the message as the matcher sees it: the numbers of its stem and of its letters, -1 where no pattern has them. */
interface KeyedWord {
  readonly stem: number;
  readonly exact: number;
  readonly begins: boolean;
  readonly isNumber: boolean;
  /** NaN for words. */
  readonly value: number;
  /** Gaps skip neither figures nor denials. */
  readonly endsGap: boolean;
}

/** The patterns that may begin with one key. */
interface Beginning {
  readonly patterns: readonly number[];
  /** For each of them the place that is least likely to be filled, -1 where nothing else has to be there. */
  readonly rarest: readonly number[];
  /** For each of them the keys one of which comes second; null where that is not certain. */
  readonly next: readonly (ReadonlySet<number> | null)[];
}

/** "Need not get faster" does not say "need … faster". */
const DENIALS = new Set(
  "not never no don't doesn't didn't isn't aren't wasn't won't can't cannot couldn't nothing without".split(
    ' ',
  ),
);

/** The first key of patterns that begin with a number. */
const NUMBER = '#';

/** Finds all patterns in a message. Each word is tried only with patterns that begin with it. */
export function createMatcher(
  patterns: readonly Pattern[],
): (words: readonly PlacedWord[]) => PatternMatch[] {
  // Two maps, so that no key has to be put together for a word of a message.
  const stems = new Map<string, number>();
  const forms = new Map<string, number>();
  const keyOf = (key: string): number => {
    const isForm = key.startsWith('=');
    const keys = isForm ? forms : stems;
    const name = isForm ? key.slice(1) : key;
    const known = keys.get(name) ?? stems.size + forms.size;
    keys.set(name, known);
    return known;
  };
  const number = keyOf(NUMBER);
  const places: ReadyElement[] = [];
  const elements = shareEqual((element: PatternElement) => {
    const made = makeReady(element, places.length, keyOf);
    places.push(made);
    return made;
  });
  const ready = patterns.map((pattern) => pattern.map(elements));
  const findPresent = createPresence(places);
  const sets = shareEqual((keys: readonly number[]): ReadonlySet<number> => new Set(keys));
  const needs = ready.map((pattern) =>
    pattern
      .slice(1)
      .filter(({ kind, optional }) => kind !== 'gap' && !optional)
      .sort((one, other) => breadth(one) - breadth(other))
      .map(({ id }) => id),
  );
  const begun: number[][] = [];
  ready.forEach(([first], index) => {
    if (first === undefined || first.kind === 'gap') return;
    for (const key of first.kind === 'number' ? [number] : first.any.keys()) {
      const known = begun[key] ?? [];
      known.push(index);
      begun[key] = known;
    }
  });
  const byFirst = begun.map(
    (indexes, key): Beginning => ({
      patterns: indexes,
      rarest: indexes.map((index) => needs[index]?.[0] ?? -1),
      next: indexes.map((index) => {
        const keys = nextKeys(ready[index] ?? [], key);
        return keys === null ? null : sets(keys);
      }),
    }),
  );

  return (words) => {
    const keyed: KeyedWord[] = [];
    for (const word of words) {
      const isNumber = word.kind === 'number';
      keyed.push({
        stem: stems.get(word.stem) ?? -1,
        exact: forms.get(word.word) ?? -1,
        begins: word.begins,
        isNumber,
        value: isNumber ? word.value : Number.NaN,
        endsGap: PLACEHOLDERS.has(word.stem) || DENIALS.has(word.word),
      });
    }
    const { filled, message } = findPresent(keyed);
    const canBeFilled = (places: readonly number[] | undefined) =>
      places === undefined || places.every((place) => filled[place] === message);
    const found: PatternMatch[] = [];
    const tryAt = (key: number, from: number) => {
      const beginning = byFirst[key];
      if (beginning === undefined) return;
      const { patterns, rarest, next } = beginning;
      const second = wordAt(keyed, from + 1);
      for (let each = 0; each < patterns.length; each += 1) {
        // Nearly all patterns end here, so this is looked at before anything else.
        const place = rarest[each] ?? -1;
        if (place >= 0 && filled[place] !== message) continue;
        const keys = next[each] ?? null;
        if (keys !== null && (second === undefined || !(keys.has(second.stem) || keys.has(second.exact))))
          continue;
        const pattern = patterns[each] ?? 0;
        if (!canBeFilled(needs[pattern])) continue;
        const to = matchAt(ready[pattern] ?? [], 0, keyed, from);
        if (to > from) found.push({ pattern, from, to });
      }
    };
    keyed.forEach(({ stem, exact, isNumber }, from) => {
      // Numbers are looked up as written, words by their stem as well.
      const first = isNumber ? number : stem;
      if (first >= 0) tryAt(first, from);
      if (exact >= 0 && exact !== first) tryAt(exact, from);
    });
    return found;
  };
}

/** How many ways there are to fill a place. */
function breadth({ kind, any }: ReadyElement): number {
  return kind === 'number' ? Number.POSITIVE_INFINITY : any.size;
}

/**
 * Tells which places of patterns any word of a message could fill: those whose number in `filled` is that of the
 * message. Most patterns need a word that the message does not have, which is told sooner by this than by looking for
 * it after each beginning.
 */
function createPresence(places: readonly ReadyElement[]) {
  const placesOf: number[][] = [];
  const numbers: number[] = [];
  for (const { id, kind, any } of places) {
    if (kind === 'number') numbers.push(id);
    for (const key of any.keys()) {
      const ids = placesOf[key] ?? [];
      ids.push(id);
      placesOf[key] = ids;
    }
  }
  // Numbered messages, so that nothing has to be cleared between two of them.
  const filled = new Float64Array(places.length);
  const seen = new Float64Array(placesOf.length);
  let message = 0;
  const fill = (ids: readonly number[] | undefined) => {
    if (ids !== undefined) for (let at = 0; at < ids.length; at += 1) filled[ids[at] ?? 0] = message;
  };
  const see = (key: number) => {
    if (key < 0 || seen[key] === message) return;
    seen[key] = message;
    fill(placesOf[key]);
  };
  return (words: readonly KeyedWord[]) => {
    message += 1;
    for (const { stem, exact, isNumber } of words) {
      if (isNumber) fill(numbers);
      see(stem);
      see(exact);
    }
    return { filled, message };
  };
}

/** Makes one thing of all that is alike: the same class of words stands in many patterns. */
function shareEqual<From, To>(make: (from: From) => To): (from: From) => To {
  const made = new Map<string, To>();
  return (from) => {
    const text = JSON.stringify(from);
    const one = made.get(text) ?? make(from);
    made.set(text, one);
    return one;
  };
}

/** The keys one of which has to come second where the first word has that key; null where that is not certain. */
function nextKeys(pattern: readonly ReadyElement[], key: number): readonly number[] | null {
  const keys = new Set<number>();
  const alternatives = pattern[0]?.any.get(key) ?? [];
  if (pattern[0]?.kind === 'any') {
    for (const alternative of alternatives) {
      if (alternative.length > 1) keys.add(alternative[1] ?? -1);
    }
    if (keys.size === alternatives.length && keys.size > 0) return [...keys];
  }
  for (const element of pattern.slice(1)) {
    if (element.kind !== 'any') return null;
    for (const other of element.any.keys()) keys.add(other);
    if (!element.optional) return [...keys];
  }
  return null;
}

const NO_WORDS: Alternatives = new Map();
/** Most alternatives are one word, found by its key already. */
const ONE_WORD: readonly (readonly number[])[] = [[-1]];

function makeReady(element: PatternElement, id: number, keyOf: (key: string) => number): ReadyElement {
  const base = { id, any: NO_WORDS, optional: false, from: 0, to: 0, gap: 0 };
  if ('gap' in element) return { ...base, kind: 'gap', gap: element.gap };
  if ('from' in element) {
    return { ...base, kind: 'number', from: element.from, to: element.to ?? Number.POSITIVE_INFINITY };
  }
  const any = new Map<number, readonly (readonly number[])[]>();
  for (const alternative of element.any) {
    const keys = alternative.map(keyOf);
    const first = keys[0] ?? -1;
    any.set(first, keys.length === 1 && !any.has(first) ? ONE_WORD : [...(any.get(first) ?? []), keys]);
  }
  return { ...base, kind: 'any', any, optional: element.optional === true };
}

/** Where the rest of the pattern ends when it begins at that word; -1 when it does not fit. */
function matchAt(
  pattern: readonly ReadyElement[],
  place: number,
  words: readonly KeyedWord[],
  at: number,
): number {
  const element = place < pattern.length ? pattern[place] : undefined;
  if (element === undefined) return at;
  if (element.kind === 'gap') {
    for (let skipped = 0; skipped <= element.gap; skipped += 1) {
      const passed = skipped > 0 ? wordAt(words, at + skipped - 1) : undefined;
      if (passed !== undefined && (passed.begins || passed.endsGap)) return -1;
      const end = matchAt(pattern, place + 1, words, at + skipped);
      if (end >= 0) return end;
    }
    return -1;
  }
  const word = wordAt(words, at);
  if (word === undefined || (place > 0 && word.begins)) {
    return element.optional ? matchAt(pattern, place + 1, words, at) : -1;
  }
  if (element.kind === 'number') {
    const fits =
      (element.from < 0 && !Number.isNaN(word.value)) ||
      (word.value >= element.from && word.value <= element.to);
    return fits ? matchAt(pattern, place + 1, words, at + 1) : -1;
  }
  const end = matchAny(pattern, place, words, at, word.stem, element.any);
  if (end >= 0) return end;
  const exact = matchAny(pattern, place, words, at, word.exact, element.any);
  if (exact >= 0) return exact;
  return element.optional ? matchAt(pattern, place + 1, words, at) : -1;
}

/** Arrays read beyond their end are slow to read from then on. */
function wordAt(words: readonly KeyedWord[], at: number): KeyedWord | undefined {
  return at < words.length ? words[at] : undefined;
}

function matchAny(
  pattern: readonly ReadyElement[],
  place: number,
  words: readonly KeyedWord[],
  at: number,
  key: number,
  any: Alternatives,
): number {
  const alternatives = key < 0 ? undefined : any.get(key);
  if (alternatives === undefined) return -1;
  for (const keys of alternatives) {
    if (keys.length > 1 && !keysFit(keys, words, at)) continue;
    const end = matchAt(pattern, place + 1, words, at + keys.length);
    if (end >= 0) return end;
  }
  return -1;
}

function keysFit(keys: readonly number[], words: readonly KeyedWord[], at: number): boolean {
  for (let index = 1; index < keys.length; index += 1) {
    const word = wordAt(words, at + index);
    if (word === undefined || word.begins) return false;
    if (keys[index] !== word.stem && keys[index] !== word.exact) return false;
  }
  return true;
}
