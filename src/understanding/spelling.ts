import { editDistance, stem } from './natural.ts';
import type { Token } from './tokens.ts';

/** Puts a misspelt term right and leaves every other token alone. */
export type Spelling = (token: Token) => Token;

/** Shorter words have too many neighbours. */
const SHORTEST = 5;

/**
 * Only terms of the domain are put right, and only words that are no known word themselves: a spelling corrector with
 * a general vocabulary turns names of libraries into ordinary words.
 */
export function createSpelling(terms: readonly string[], known: readonly string[]): Spelling {
  const isKnown = new Set([...known, ...terms].flatMap((word) => [word, stem(word)]));
  const byShortened = new Map<string, string[]>();
  for (const term of terms) {
    if (term.length < SHORTEST) continue;
    for (const key of shortened(term)) {
      const others = byShortened.get(key);
      if (others === undefined) byShortened.set(key, [term]);
      else if (!others.includes(term)) others.push(term);
    }
  }

  const correct = (word: string): string | null => {
    const candidates = new Set(shortened(word).flatMap((key) => byShortened.get(key) ?? []));
    const close = [...candidates].filter(
      (term) => isSlip(word, term) && editDistance(word, term) === 1 && !isKnown.has(stem(word)),
    );
    return close.length > 0 ? (close.sort()[0] ?? null) : null;
  };

  return (token) => {
    const { word } = token;
    const isCandidate = token.kind === 'word' && word.length >= SHORTEST && word.length <= 30;
    if (!isCandidate || isKnown.has(word) || isKnown.has(token.stem)) return token;
    const term = correct(word);
    return term === null ? token : { ...token, word: term, stem: stem(term) };
  };
}

/** Fingers rarely slip on the first letter, and one letter of a short word is the difference to another word. */
function isSlip(word: string, term: string): boolean {
  if (word[0] !== term[0]) return false;
  // A letter too few in the middle is a slip, at the end another form of the word.
  const lacksOne = word.length === term.length - 1 && word.at(-1) === term.at(-1);
  return isSwap(word, term) || (term.length >= 6 && lacksOne) || term.length >= 7;
}

function isSwap(word: string, term: string): boolean {
  return word.length === term.length && [...word].sort().join('') === [...term].sort().join('');
}

/** The word, and the word with any one letter left out: words one slip apart share one of these. */
function shortened(word: string): string[] {
  const keys = [word];
  for (let index = 0; index < word.length; index += 1)
    keys.push(word.slice(0, index) + word.slice(index + 1));
  return keys;
}
