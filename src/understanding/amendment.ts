import type { Words } from './words.ts';

/** Whether a reply corrects what was said before: it begins so, or says so. */
export function isAmending({ words, text }: Words): boolean {
  return (
    TAKES_BACK.has(words[0]?.word ?? '') || AMENDMENT.test(text.slice(0, LONGEST_CORRECTION).toLowerCase())
  );
}
const AMENDMENT =
  /\b(?:no,? wait|second thought|come to think|thinking about it|after all|my (?:mistake|bad)|was wrong|i meant|mixed (?:it|that|this) up|turns out|i said|earlier|instead|rather)\b/;
const LONGEST_CORRECTION = 300;

/** Words with which people begin when they correct something said before. */
export const TAKES_BACK = new Set('actually wait sorry oh rather correction scratch'.split(' '));
const AMENDS = new Set('actually but wait no sorry oh rather correction instead hm hmm well'.split(' '));
const LONGEST_AMENDMENT = 9;

/**
 * "Actually it has to get faster" amends a job told before: which of two questions it answers follows from that, so
 * it answers either.
 */
export function isAmendment({ words }: Words): boolean {
  return words.length <= LONGEST_AMENDMENT && AMENDS.has(words[0]?.word ?? '');
}
