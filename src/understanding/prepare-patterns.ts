import type { Pattern, PatternElement } from './pattern.ts';

/** Keys of alternatives by the first of them. */
export type Alternatives = ReadonlyMap<number, readonly (readonly number[])[]>;

/**
 * A place of a pattern ready to be matched: keys are numbers, alternatives are found by their first one. All kinds have
 * the same fields, because matching spends most of its time looking at these, and places alike are one object.
 */
export interface ReadyElement {
  readonly id: number;
  readonly kind: 'any' | 'number' | 'gap';
  readonly any: Alternatives;
  readonly optional: boolean;
  readonly from: number;
  readonly to: number;
  readonly gap: number;
}

/** The first key of patterns that begin with a number. */
const NUMBER = '#';

/** Patterns ready to be matched. */
export interface Prepared {
  /** The numbers of stems, and of words as written. */
  readonly stems: ReadonlyMap<string, number>;
  readonly forms: ReadonlyMap<string, number>;
  /** The number of the key that stands for any number. */
  readonly number: number;
  readonly ready: readonly (readonly ReadyElement[])[];
  /** All places that occur in patterns, by their number. */
  readonly places: readonly ReadyElement[];
  /** For each pattern the places beside the first that have to be filled, the rarest first. */
  readonly needs: readonly (readonly number[])[];
  /** For each key, where in `tries` those patterns are that may begin with it; nought where there are none. */
  readonly triesOf: Int32Array;
  /**
   * How many patterns to try, and three numbers for each of them: the pattern; the place that is least likely to be
   * filled, -1 where nothing else has to be there; and the place that the second word has to fill, -1 where that is not
   * certain. Side by side, because nearly all of them are looked at and given up.
   */
  readonly tries: Int32Array;
}

/** Numbers all keys, and finds out what can be told of patterns before any message. */
export function prepare(patterns: readonly Pattern[]): Prepared {
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
  // A place of its own for each choice of second words, to be filled like those of the patterns.
  const second = shareEqual((keys: readonly number[]) => {
    const any = new Map(keys.map((key) => [key, ONE_WORD]));
    return places.push({ ...EMPTY, id: places.length, kind: 'any', any }) - 1;
  });
  const secondOf = (keys: readonly number[] | null) => (keys === null ? -1 : second(keys));
  // The same for every beginning of one word, and worked out once: classes of hundreds of words begin many patterns.
  const after = ready.map((pattern) => secondOf(keysAfterFirst(pattern)));
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
  const tries = [0];
  const alike = new Map<string, number>();
  const triesOf = Int32Array.from({ length: stems.size + forms.size }, (_, key) => {
    const indexes = begun[key];
    if (indexes === undefined) return 0;
    const next = indexes.map((index) => {
      const pattern = ready[index] ?? [];
      const isWord = (pattern[0]?.any.get(key) ?? ONE_WORD) === ONE_WORD;
      return isWord ? (after[index] ?? -1) : secondOf(keysSecond(pattern, key));
    });
    // Words of one class begin the same patterns.
    const text = `${indexes} ${next}`;
    const known = alike.get(text);
    if (known !== undefined) return known;
    const at = tries.push(indexes.length) - 1;
    indexes.forEach((index, each) => {
      tries.push(index, needs[index]?.[0] ?? -1, next[each] ?? -1);
    });
    alike.set(text, at);
    return at;
  });

  return { stems, forms, number, ready, places, needs, triesOf, tries: Int32Array.from(tries) };
}

/** How many ways there are to fill a place. */
function breadth({ kind, any }: ReadyElement): number {
  return kind === 'number' ? Number.POSITIVE_INFINITY : any.size;
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

/** The keys one of which comes second where the first word has that key; null where that is not certain. */
function keysSecond(pattern: readonly ReadyElement[], key: number): readonly number[] | null {
  const alternatives = pattern[0]?.any.get(key) ?? ONE_WORD;
  const within = alternatives.flatMap((alternative) => alternative[1] ?? []);
  if (within.length === alternatives.length) return [...new Set(within)];
  const after = keysAfterFirst(pattern);
  return after === null ? null : [...new Set([...within, ...after])];
}

/** The keys one of which has to follow a first place of one word; null where that is not certain. */
function keysAfterFirst(pattern: readonly ReadyElement[]): readonly number[] | null {
  const keys = new Set<number>();
  for (const element of pattern.slice(1)) {
    if (element.kind !== 'any') return null;
    for (const other of element.any.keys()) keys.add(other);
    if (!element.optional) return [...keys];
  }
  return null;
}

const NO_WORDS: Alternatives = new Map();
const EMPTY = { any: NO_WORDS, optional: false, from: 0, to: 0, gap: 0 };
/** Most alternatives are one word, found by its key already. */
const ONE_WORD: readonly (readonly number[])[] = [[-1]];

function makeReady(element: PatternElement, id: number, keyOf: (key: string) => number): ReadyElement {
  const base = { ...EMPTY, id };
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
