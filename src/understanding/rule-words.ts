import type { Amount } from './amount.ts';
import type { PlacedWord } from './matcher.ts';
import { stem } from './natural.ts';
import type { Token } from './tokens.ts';

/** A word of the message as the rules for figures see it: figures stand for themselves, most marks are left out. */
export interface RuleWord extends PlacedWord {
  readonly amount: Amount | null;
  readonly beginsSentence: boolean;
}

/** The mark that stands for the end of a line. */
export const LINE_END = '\n';
const SEPARATORS = ',()[]—–|+';
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['/', 'per'],
  ['@', 'at'],
  ['&', 'and'],
  ['×', 'times'],
  ['*', 'times'],
  ['=', 'is'],
  ['<', 'under'],
  ['≤', 'under'],
]);

/** Rules know one word for all of these. */
const SAME: ReadonlyMap<string, string> = new Map([
  ...['approx', 'approximately', 'aprox', 'circa', 'ca', 'abt', 'roundabout'].map(
    (word) => [word, 'about'] as const,
  ),
  ['sub', 'under'],
  ['ppl', 'people'],
  ['folks', 'people'],
]);

export function ruleWords(tokens: readonly Token[], amounts: readonly Amount[]): RuleWord[] {
  const words: RuleWord[] = [];
  const byStart = new Map(amounts.map((amount) => [amount.from, amount]));
  let begins = false;
  let beginsSentence = false;
  const push = (token: Token, word: string, amount: Amount | null = null) => {
    const { start, end, value, glued } = token;
    // The stem of a word is known; numbers written as words have to be read like words here.
    const isKnown = token.kind === 'word' && token.word === word;
    const stemmed = amount !== null ? word : isKnown ? token.stem : stem(word);
    words.push({
      kind: 'word',
      start,
      end,
      word,
      stem: stemmed,
      value,
      glued,
      amount,
      begins,
      beginsSentence,
    });
    begins = false;
    beginsSentence = false;
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const amount = byStart.get(at);
    if (amount !== undefined) {
      push(token, `<${amount.kind}>`, amount);
      for (const noun of amount.nouns) push(token, SAME.get(noun) ?? noun);
      at = amount.to - 1;
    } else if (token.word === 'w' && tokens[at + 1]?.word === '/') {
      push(token, 'with');
      at += 1;
    } else if (token.kind !== 'mark') push(token, SAME.get(token.word) ?? token.word);
    else if ('.!?…'.includes(token.word) && tokens[at + 1]?.glued !== true) begins = beginsSentence = true;
    else if (token.word === LINE_END) begins = true;
    else if (token.word === ';') begins = beginsSentence = true;
    else if (SIGNS.has(token.word)) push(token, SIGNS.get(token.word) ?? '');
    else if (SEPARATORS.includes(token.word)) push(token, ',');
  }
  return words;
}
