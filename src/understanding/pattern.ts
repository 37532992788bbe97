import { type Token, tokenize } from './tokens.ts';

/*
 * The notation of phrases in `knowledge/lexicon/`:
 *
 *   wait          the word and its inflections (waits, waiting)      =waits     only this form
 *   api|server    one or the other                                   really?    may be left out
 *   $network      any entry of the class `network`                   <n> <2+>   a number, a number from 2 on
 *   ..            up to three words between                          ...        up to seven words between
 *   wait-for|eat  a hyphen joins the words of one alternative
 */

/** One place of a pattern: alternatives (each one or more keys in a row), a number, or a gap. */
export type PatternElement =
  | { readonly any: readonly (readonly string[])[]; readonly optional?: true }
  | { readonly from: number }
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
    const number = /^<(?:n|(\d+)\+)>$/.exec(part);
    if (gap !== undefined) elements.push({ gap });
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

/** `=waits` is kept as written, every other word is looked up by its stem. */
function keysOf(alternative: string): string[] {
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

/** Finds all patterns in a message. Each word is tried only with patterns that begin with it. */
export function createMatcher(
  patterns: readonly Pattern[],
): (words: readonly PlacedWord[]) => PatternMatch[] {
  const byFirst = new Map<string, number[]>();
  const add = (key: string, index: number) => {
    const known = byFirst.get(key);
    if (known === undefined) byFirst.set(key, [index]);
    else if (known.at(-1) !== index) known.push(index);
  };
  patterns.forEach((pattern, index) => {
    const first = pattern[0];
    if (first === undefined || 'gap' in first) return;
    if ('from' in first) add('#', index);
    else for (const keys of first.any) add(keys[0] ?? '', index);
  });

  return (words) => {
    const found: PatternMatch[] = [];
    words.forEach((word, from) => {
      const keys = word.kind === 'number' ? ['#', `=${word.word}`] : new Set([word.stem, `=${word.word}`]);
      for (const key of keys) {
        for (const index of byFirst.get(key) ?? []) {
          const to = matchAt(patterns[index] ?? [], 0, words, from);
          if (to > from) found.push({ pattern: index, from, to });
        }
      }
    });
    return found;
  };
}

/** Where the rest of the pattern ends when it begins at that word; -1 when it does not fit. */
function matchAt(pattern: Pattern, place: number, words: readonly PlacedWord[], at: number): number {
  const element = pattern[place];
  if (element === undefined) return at;
  if ('gap' in element) {
    for (let skipped = 0; skipped <= element.gap; skipped += 1) {
      if (skipped > 0 && words[at + skipped - 1]?.begins) return -1;
      const end = matchAt(pattern, place + 1, words, at + skipped);
      if (end >= 0) return end;
    }
    return -1;
  }
  if (place > 0 && words[at]?.begins)
    return 'optional' in element ? matchAt(pattern, place + 1, words, at) : -1;
  if ('from' in element) {
    const word = words[at];
    const fits = word?.kind === 'number' && (element.from < 0 || word.value >= element.from);
    return fits ? matchAt(pattern, place + 1, words, at + 1) : -1;
  }
  for (const keys of element.any) {
    if (!keysFit(keys, words, at)) continue;
    const end = matchAt(pattern, place + 1, words, at + keys.length);
    if (end >= 0) return end;
  }
  return element.optional ? matchAt(pattern, place + 1, words, at) : -1;
}

function keysFit(keys: readonly string[], words: readonly PlacedWord[], at: number): boolean {
  return keys.every((key, index) => {
    const word = words[at + index];
    if (word === undefined || (index > 0 && word.begins)) return false;
    return key === word.stem || key === `=${word.word}`;
  });
}
