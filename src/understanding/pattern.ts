import { tokenize } from './tokens.ts';

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
export const PLACEHOLDERS: ReadonlySet<string> = new Set(['<time>', '<bytes>', '<rate>', '<count>', ',']);

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
