import { joinNumbers, NUMBER_WORDS } from './joined-numbers.ts';
import { stem } from './natural.ts';

/** A word, number or sign of a message. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark';
  /** Where it stands in the message: `text.slice(start, end)` are the letters as written. */
  readonly start: number;
  readonly end: number;
  /** Lower case, one form of apostrophe, missing apostrophes put in. */
  readonly word: string;
  readonly stem: string;
  /** The value of a number, `NaN` for everything else. */
  readonly value: number;
  /** Whether no blank stands before it. */
  readonly glued: boolean;
}

/** More than this is a pasted file; its beginning says what it is about. */
const LONGEST = 120_000;

// ".5 s" is a number, "done.5" is none.
// Every alternative begins with a different kind of character and repeats one class only: linear in the text.
const PIECE =
  /(https?:\/\/[^\s>|]+)|<[@#!][^>\s]{1,60}>|((?:(?<![^\s(])\.)?\d+(?:[,_]\d+|['’]\d{3}(?!\d))*(?:\.\d+)*(?:[eE]-\d{1,2}(?!\d))?)|([\p{L}_][\p{L}\p{N}_]*(?:['’][\p{L}]+)?[+#]{0,2})|(:[+-]1:)|([^\s])/gu;

// Maps, not objects: messages contain words such as `constructor`, which every object has.
const MAGNITUDES: ReadonlyMap<string, number> = new Map(
  Object.entries({ k: 1e3, m: 1e6, mln: 1e6, mio: 1e6, mil: 1e6, bn: 1e9, b: 1e9 }),
);
/** What people answer with instead of words. */
const EMOJI: ReadonlyMap<string, string> = new Map([
  ['👍', 'thumbsup'],
  ['👎', 'thumbsdown'],
  ['🤷', 'shrug'],
  ['✅', 'yes'],
  ['❌', 'no'],
  ['🙏', 'thanks'],
  ['👋', 'hello'],
  ['👌', 'okay'],
  ['🎉', 'tada'],
  ['😂', 'haha'],
  ['😅', 'haha'],
  ['🤔', 'hmm'],
]);
/** "+1" by itself, and as Slack writes it. */
const VOTES: ReadonlyMap<string, string> = new Map([
  [':+1:', 'thumbsup'],
  [':-1:', 'thumbsdown'],
]);
/** Contractions people write without the apostrophe (`were`, `well` and `hell` are left alone). */
const APOSTROPHES: ReadonlyMap<string, string> = new Map(
  "don't doesn't didn't isn't aren't wasn't weren't won't can't couldn't shouldn't wouldn't haven't hasn't hadn't it's that's what's i'm i've they're there's let's ain't"
    .split(' ')
    .map((word) => [word.replace("'", ''), word]),
);

/** The words, numbers and signs of a message, in order. Addresses and mentions are left out. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const source = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  let end = -1;
  for (const match of source.matchAll(PIECE)) {
    const start = match.index;
    const glued = start === end;
    end = start + match[0].length;
    const word = match[3];
    if (word !== undefined) pushWord(tokens, word, start, end, glued);
    else if (match[5] !== undefined) pushMark(tokens, match[5], start, end, glued);
    else if (match[2] !== undefined) tokens.push(numberToken(match[2], start, glued));
    else if (match[4] !== undefined) pushWord(tokens, VOTES.get(match[4]) ?? match[4], start, end, false);
  }
  const [sign, one] = tokens;
  const vote = tokens.length === 2 && one?.glued ? VOTES.get(`:${sign?.word}${one.word}:`) : undefined;
  return vote === undefined ? joinNumbers(tokens) : [place(formOf(vote), 0, source.length, false)];
}

/** What a word as written stands for, in whichever message. */
type Form = Pick<Token, 'kind' | 'word' | 'stem' | 'value'>;

function formOf(written: string): Form {
  const known = forms.get(written);
  if (known !== undefined) return known;
  const lower = written.toLowerCase().replace('’', "'");
  const word = APOSTROPHES.get(lower) ?? lower;
  const value = NUMBER_WORDS.get(word);
  const form: Form =
    value === undefined
      ? { kind: 'word', word, stem: stem(word), value: Number.NaN }
      : { kind: 'number', word, stem: word, value };
  if (written.length > LONGEST_FORM) return form;
  // Words repeat; what is kept is bounded, because people can write anything.
  if (forms.size >= MOST_FORMS) forms.clear();
  forms.set(written, form);
  return form;
}
const forms = new Map<string, Form>();
const MOST_FORMS = 20_000;
const LONGEST_FORM = 30;

function place({ kind, word, stem, value }: Form, start: number, end: number, glued: boolean): Token {
  return { kind, start, end, word, stem, value, glued };
}

function pushMark(tokens: Token[], mark: string, start: number, end: number, glued: boolean): void {
  const emoji = EMOJI.get(mark);
  if (emoji !== undefined) pushWord(tokens, emoji, start, end, false);
  else tokens.push(place({ kind: 'mark', word: mark, stem: mark, value: Number.NaN }, start, end, glued));
}

function numberToken(written: string, start: number, glued: boolean): Token {
  // "10.000 urls" is ten thousand to half of the world; nobody writes three noughts behind a decimal point.
  const isGrouped = /^[1-9]\d{0,2}(\.000)+$/.test(written);
  // "0,4 s" and "2,5 GB" have a decimal comma, "1,500" has not.
  const isDecimal = /^(\d+,\d{1,2}|0,\d+)$/.test(written);
  const plainDigits = isGrouped
    ? written.replaceAll('.', '')
    : written.replace(/[,_'’]/g, isDecimal ? '.' : '');
  const dots = plainDigits.split('.').length - 1;
  const value = dots > 1 ? Number.NaN : Number(plainDigits);
  return place({ kind: 'number', word: written, stem: written, value }, start, start + written.length, glued);
}

function pushWord(tokens: Token[], written: string, start: number, end: number, glued: boolean): void {
  const form = formOf(written);
  const { word } = form;
  const last = glued ? tokens.at(-1) : undefined;
  if (last?.word === '/' && word === 'o') {
    const slashed = tokens.at(-2);
    if (slashed?.word === 'i') {
      tokens.splice(-2, 2, place(formOf('io'), slashed.start, end, slashed.glued));
      return;
    }
  }
  if (last?.kind === 'number') {
    const power = /^e(\d{1,2})$/.exec(word)?.[1];
    const magnitude = power === undefined ? MAGNITUDES.get(word) : 10 ** Number(power);
    if (magnitude !== undefined) {
      tokens[tokens.length - 1] = { ...last, end, word: last.word + word, value: last.value * magnitude };
      return;
    }
  }
  // "1.2 M files": a capital by itself behind a number is no word.
  const number = tokens.at(-1);
  if (
    written === 'M' &&
    !glued &&
    number?.kind === 'number' &&
    start - number.end === 1 &&
    number.value < 1000
  ) {
    tokens[tokens.length - 1] = { ...number, end, word: `${number.word} m`, value: number.value * 1e6 };
    return;
  }
  tokens.push(place(form, start, end, glued));
}
