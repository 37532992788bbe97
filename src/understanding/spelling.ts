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
export function createSpelling(terms: readonly string[], ordinary: readonly string[]): Spelling {
  const isKnown = new Set([...terms, ...ordinary]);
  const alike = new Map<string, string[]>();
  for (const term of terms) {
    if (term.length < SHORTEST) continue;
    const others = alike.get(`${term[0]}${term.length}`);
    if (others === undefined) alike.set(`${term[0]}${term.length}`, [term]);
    else others.push(term);
  }

  const correct = (word: string): string | null => {
    if (isKnown.has(stem(word))) return null;
    const close: string[] = [];
    for (const length of [word.length - 1, word.length, word.length + 1]) {
      for (const term of alike.get(`${word[0]}${length}`) ?? []) {
        if (isNear(word, term) && isSlip(word, term) && editDistance(word, term) === 1) close.push(term);
      }
    }
    return close.sort()[0] ?? null;
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

/** Whether what the words have in common at both ends leaves no more than a swap of two letters between. */
function isNear(word: string, term: string): boolean {
  const shorter = Math.min(word.length, term.length);
  let begin = 0;
  while (begin < shorter && word[begin] === term[begin]) begin += 1;
  let end = 0;
  while (end < shorter && word[word.length - 1 - end] === term[term.length - 1 - end]) end += 1;
  return begin + end >= shorter - 2;
}
