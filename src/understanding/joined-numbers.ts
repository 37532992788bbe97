import type { Token } from './tokens.ts';
import { TIME_UNITS } from './units.ts';

/** Numbers written as one word. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    zero: 0,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  }),
);

const MULTIPLIERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    dozen: 12,
    hundred: 100,
    thousand: 1e3,
    thousands: 1e3,
    thou: 1e3,
    grand: 1e3,
    k: 1e3,
    lakh: 1e5,
    lakhs: 1e5,
    lac: 1e5,
    crore: 1e7,
    crores: 1e7,
    million: 1e6,
    mil: 1e6,
    mln: 1e6,
    bn: 1e9,
    millions: 1e6,
    mio: 1e6,
    billion: 1e9,
  }),
);

/** `40 million`, `a hundred`, `two dozen` become one number. */
export function joinNumbers(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    const last = joined.at(-1);
    if (last !== undefined && isGroupOf(last, token, tokens[index + 1])) {
      joined[joined.length - 1] = {
        ...last,
        end: token.end,
        word: `${last.word} ${token.word}`,
        value: last.value * 1000 + token.value,
      };
      continue;
    }
    const power = powerAt(joined, token);
    if (power !== null) {
      joined.splice(-power.tokens, power.tokens, { ...power.base, end: token.end, value: power.value });
      continue;
    }
    if (isSpelled(token) && joinSpelled(joined, token)) continue;
    const factor = token.kind === 'word' ? MULTIPLIERS.get(token.word) : undefined;
    const many = factor !== undefined && token.word.endsWith('s') && last?.kind !== 'number';
    if (factor === undefined || last === undefined || many) joined.push(token);
    else if (last.kind === 'number') {
      joined[joined.length - 1] = { ...last, end: token.end, value: last.value * factor };
    } else {
      const share = shareBefore(joined);
      if (share === null) joined.push(token);
      else {
        const first = joined.at(-share.words) ?? last;
        const value = share.value * factor;
        joined.splice(-share.words, share.words, {
          ...first,
          kind: 'number',
          end: token.end,
          word: token.word,
          value,
        });
      }
    }
  }
  return joined;
}

/** "18 000", and "3 800 labels", but not "2 500 ms calls". */
function isGroupOf(last: Token, token: Token, next: Token | undefined): boolean {
  if (token.glued || !/^\d{3}$/.test(token.word) || !/^[1-9]\d{0,2}( \d{3})*$/.test(last.word)) return false;
  if (token.word === '000') return true;
  return (
    next?.kind === 'word' && !next.glued && next.word.length > 3 && !Object.hasOwn(TIME_UNITS, next.word)
  );
}

/** "10^6", "10**6" and "10^-3": what the last tokens and this one come to; null for none. */
function powerAt(
  joined: readonly Token[],
  token: Token,
): { base: Token; tokens: number; value: number } | null {
  if (token.kind !== 'number' || !token.glued || !/^\d{1,2}$/.test(token.word)) return null;
  const isNegative = joined.at(-1)?.word === '-' && joined.at(-1)?.glued === true;
  const sign = isNegative ? 2 : 1;
  const isStars = joined.at(-sign)?.word === '*' && joined.at(-sign - 1)?.word === '*';
  const tokens = sign + (isStars ? 2 : 1);
  const base = joined.at(-tokens);
  if (base?.word !== '10' || !(isStars || joined.at(-sign)?.word === '^')) return null;
  return { base, tokens, value: 10 ** (isNegative ? -token.value : token.value) };
}

/** How many millions or dozens it is by the words before: "half a", "three quarters of a", "two and a half". */
function shareBefore(joined: readonly Token[]): { value: number; words: number } | null {
  const last = joined.at(-1)?.word ?? '';
  const lastTwo = `${joined.at(-2)?.word} ${last}`;
  const lastThree = `${joined.at(-3)?.word} ${lastTwo}`;
  const number = joined.at(-4);
  if (number?.kind === 'number' && lastThree === 'and a half') return { value: number.value + 0.5, words: 4 };
  if (number?.kind === 'number' && lastThree === 'quarters of a')
    return { value: number.value / 4, words: 4 };
  if (lastThree === 'quarter of a') return { value: 0.25, words: 3 };
  if (lastTwo === 'half a') return { value: 0.5, words: 2 };
  if (lastTwo === 'couple of') return { value: 2, words: 2 };
  const value = new Map([
    ['couple', 2],
    ['quarter', 0.25],
    ['half', 0.5],
    ['a', 1],
    ['one', 1],
  ]).get(last);
  return value === undefined ? null : { value, words: 1 };
}

function isSpelled({ kind, word }: Token): boolean {
  return (kind === 'number' && NUMBER_WORDS.has(word)) || word === 'one';
}

/** "forty-eight" and "two hundred and fifty": adds the number to the one before it, if it is part of that. */
function joinSpelled(joined: Token[], token: Token): boolean {
  const value = token.word === 'one' ? 1 : token.value;
  const isJoint = /^(-|and)$/.test(joined.at(-1)?.word ?? '');
  const before = joined.at(isJoint ? -2 : -1);
  if (before === undefined || !/^[a-z]+$/.test(before.word) || !(before.value >= 20)) return false;
  const isTens = before.value < 100 && before.value % 10 === 0 && value < 10;
  const isHundreds = before.value >= 100 && before.value % 100 === 0 && value < 100;
  const joint = joined.at(-1)?.word;
  const isPart = isTens
    ? joint !== 'and' && (joint === '-' || token.word !== 'one')
    : isHundreds && joint === 'and';
  if (!isPart) return false;
  joined.splice(isJoint ? -2 : -1, isJoint ? 2 : 1, {
    ...before,
    end: token.end,
    value: before.value + value,
  });
  return true;
}
