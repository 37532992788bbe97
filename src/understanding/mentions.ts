import type { Words } from './words.ts';

/** Ways to mention something without stating it. */
export const MENTIONS = ['quoted', 'proposed', 'theirs'] as const;
/**
 * `quoted`: somebody else's word for it ("image service", "network bound" says the admin); `proposed`: asked about
 * ("threads?"); `theirs`: of somebody else's machine.
 */
export type Mention = (typeof MENTIONS)[number];

/** Whether the words `from` up to `to` are mentioned in that way only. */
export function isMentioned(words: Words, mention: Mention, from: number, to: number): boolean {
  if (mention === 'quoted') return isQuoted(words, from, to) || isHearsay(words, from, to);
  if (mention === 'theirs') return isTheirs(words, from, to);
  return isProposed(words, from, to) || isHearsay(words, from, to, ADVISERS);
}

/** A name or catchword in quotation marks is short; what is longer quotes a message or a log. */
const LONGEST_NAME = 4;
const QUOTES = new Set('"“”„«»\'‘’');

function isQuoted({ text, words }: Words, from: number, to: number): boolean {
  let first = from;
  while (first > to - LONGEST_NAME && first >= 0 && !opensQuote(text, words[first]?.start ?? 0)) first -= 1;
  if (first < 0 || first <= to - LONGEST_NAME - 1) return false;
  if (!opensQuote(text, words[first]?.start ?? 0)) return false;
  for (let last = to - 1; last < first + LONGEST_NAME; last += 1) {
    const end = words[last]?.end;
    if (end === undefined) return false;
    if (closesQuote(text, end)) return true;
  }
  return false;
}

function opensQuote(text: string, start: number): boolean {
  return QUOTES.has(text[start - 1] ?? '') && !/\w/.test(text[start - 2] ?? '');
}

function closesQuote(text: string, end: number): boolean {
  const at = /[.,!?]/.test(text[end] ?? '') ? end + 1 : end;
  return QUOTES.has(text[at] ?? '') && !/\w/.test(text[at + 1] ?? '');
}

const SAYS = new Set(
  'say says said claim claims claimed insist insists insisted told tells thinks swears preaches'.split(' '),
);
const OTHERS = new Set(
  'it boss colleague coworker teammate friend everyone everybody people they consultant vendor teacher prof professor blog forum admin manager guy he she name label title docs'.split(
    ' ',
  ),
);
/** Those whose advice binds nobody. */
const ADVISERS = new Set(
  'colleague coworker teammate friend everyone everybody people consultant blog forum they'.split(' '),
);
const RUMOURS = new Set('reading hearing'.split(' '));
/** Clauses of hearsay are short. */
const CLAUSE_REACH = 12;

/** "Network bound, says IT", "everyone says it is the disk", "I keep reading that it is the GIL". */
function isHearsay({ words, clauses }: Words, from: number, to: number, others = OTHERS): boolean {
  const clause = clauses[from];
  const isWithin = (at: number) => at >= 0 && at < words.length && clauses[at] === clause;
  for (let at = Math.max(0, from - CLAUSE_REACH); at < to + 3; at += 1) {
    if (!isWithin(at) || !isWithin(at + 1)) continue;
    const [word, next] = [words[at]?.word ?? '', words[at + 1]?.word ?? ''];
    if (SAYS.has(word) && others.has(next) && at >= to) return true;
    if (others.has(word) && SAYS.has(next) && at < from) return true;
    if (/^(keep|kept)$/.test(word) && RUMOURS.has(next) && at < from) return true;
  }
  return false;
}

const LONGEST_PROPOSAL = 5;
const OWN = new Set('my our the these those both which that'.split(' '));
const ASKS = new Set('should could can would shall must do'.split(' '));
const WHO = new Set('i we you one'.split(' '));

/** "Threads?", "Should I go async?", "How many threads …?": what is asked about need not be so. */
function isProposed({ words, asked }: Words, from: number, to: number): boolean {
  if (!asked[from]) return false;
  let start = from;
  while (start > 0 && from - start < LONGEST_PROPOSAL && !words[start]?.begins) start -= 1;
  let end = to;
  while (end < words.length && end - start <= LONGEST_PROPOSAL && !words[end]?.begins) end += 1;
  const sentence = words.slice(start, end).map(({ word }) => word);
  if (sentence.some((word) => OWN.has(word))) return false;
  for (let at = from - 1; at < to; at += 1) {
    if (words[at - 1]?.word === 'how' && words[at]?.word === 'many') return true;
  }
  if (sentence.some((word, at) => ASKS.has(word) && WHO.has(sentence[at + 1] ?? ''))) return true;
  return sentence.length <= LONGEST_PROPOSAL && (start === 0 || words[start]?.begins === true);
}

const THEIR = new Set(
  "his her their theirs whose colleague colleague's vendor vendor's university's customer's supplier's partner's provider's neighbour's".split(
    ' ',
  ),
);
const BEFORE = 6;
const AFTER = 8;

/** "Their cluster has 96 cores", "16 cores each, not ours". */
function isTheirs({ words, clauses }: Words, from: number, to: number): boolean {
  for (let at = from - 1; at >= from - BEFORE && at >= 0 && clauses[at] === clauses[from]; at -= 1) {
    const { word } = words[at] ?? { word: '' };
    if (word === 'our' || word === 'my') break;
    if (THEIR.has(word)) return true;
  }
  for (let at = from; at < to + AFTER && at + 1 < words.length; at += 1) {
    if (words[at]?.word === 'not' && /^(ours|mine)$/.test(words[at + 1]?.word ?? '')) return true;
    if (clauses[at] === clauses[to - 1] && /^(his|her|their)$/.test(words[at]?.word ?? '')) return true;
  }
  return false;
}
