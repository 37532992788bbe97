import { type Amount, isNoun, isTime, MACHINES } from './amount.ts';
import { readClockWindows } from './clock-windows.ts';
import { elidedAt } from './elided-units.ts';
import { bytesAt, timeAt } from './measured-amounts.ts';
import { periodAt } from './periods.ts';
import { roundTripAt } from './round-trips.ts';
import { spelledAmountAt } from './spelled-amounts.ts';
import type { Token } from './tokens.ts';
import { RATE_UNITS, TIME_UNITS } from './units.ts';

/** The amounts of a message, in order. */
export function readAmounts(tokens: readonly Token[]): Amount[] {
  const amounts: Amount[] = [];
  const windows = new Map(readClockWindows(tokens).map((window) => [window.from, window]));
  for (let index = 0; index < tokens.length; ) {
    const amount =
      windows.get(index) ??
      roundTripAt(tokens, index) ??
      elidedAt(tokens, index, amounts.at(-1)) ??
      amountAt(tokens, index);
    if (amount !== null) addAmount(amounts, tokens, amount);
    index = amount === null ? index + 1 : amount.to;
  }
  return amounts;
}

/** "40 customers x 250 invoices" is one count, of invoices; "1920 x 1080" is a size. */
function addAmount(amounts: Amount[], tokens: readonly Token[], amount: Amount): void {
  const last = amounts.at(-1);
  const isProduct =
    last?.kind === 'count' &&
    amount.kind === 'count' &&
    last.to + 1 === amount.from &&
    /^(x|×|\*|times)$/.test(tokens[last.to]?.word ?? '') &&
    amount.nouns.length > 0 &&
    ![...last.nouns, ...amount.nouns].some((noun) => NO_PRODUCT.has(noun)) &&
    (last.nouns.length > 0 || last.value < 100 || amount.value < 100);
  // "3 x 16-core machines", "two 12 core servers"
  const isBefore =
    last?.to === amount.from || (last?.to === amount.from - 1 && tokens[last.to]?.word === 'x');
  if (last?.nouns.length === 0 && isBefore && amount.nouns.some((noun) => MACHINES.has(noun))) {
    amounts[amounts.length - 1] = { ...last, nouns: ['machines'] };
  }
  // "500 ms to 2 s" is one figure, "10 s to 15 min" says too little to be one.
  const isTimeRange =
    last?.kind === 'time' &&
    amount.kind === 'time' &&
    last.to + 1 === amount.from &&
    /^(to|-|–)$/.test(tokens[last.to]?.word ?? '') &&
    amount.value > last.value;
  if (last !== undefined && isTimeRange) {
    const isWide = amount.value > 20 * last.value;
    const value = (last.value + amount.value) / 2;
    amounts[amounts.length - 1] = { ...amount, value, nouns: isWide ? ['bare'] : [], from: last.from };
    return;
  }
  if (last === undefined || !isProduct) amounts.push(amount);
  else {
    const value = last.value * amount.value;
    amounts[amounts.length - 1] = { ...amount, value, nouns: ['items'], from: last.from };
  }
}

/** "4 x 8 cores" are machines or processors, "3 x 2 workers" says nothing of the work. */
const NO_PRODUCT = new Set(
  'core cores vcpu vcpus cpu cpus worker workers thread threads process processes px pixel pixels'.split(' '),
);

function amountAt(tokens: readonly Token[], from: number): Amount | null {
  const spelled = spelledAmountAt(tokens, from);
  if (spelled !== null) return spelled;
  const first = tokens[from];
  if (first?.word === 'pair' && tokens[from + 1]?.word === 'of') return countAt(tokens, from, from + 2, 2);
  if (first?.kind !== 'number' || Number.isNaN(first.value)) return null;
  if (isNoFigure(tokens, from, first)) return null;
  const before = tokens[from - 1]?.word ?? '';
  const range = rangeAt(tokens, from);
  const isAndHalf = [0, 1, 2].map((offset) => tokens[range.next + offset]?.word).join(' ') === 'and a half';
  const value = isAndHalf ? range.value + 0.5 : range.value;
  let at = isAndHalf ? range.next + 3 : range.next;
  // "200-ish ms"
  const ish = tokens[at]?.word === '-' ? at + 1 : at;
  if (tokens[ish]?.word === 'ish') at = ish + 1;
  if (`${tokens[at]?.word} ${tokens[at + 1]?.word}` === 'or so') at += 2;
  // "8-core", "5 - 10": the hyphen before a unit says nothing.
  if (tokens[at]?.word === '-' && tokens[at]?.glued && tokens[at + 1]?.glued) at += 1;
  // "4+ cores"
  if (tokens[at]?.word === '+' && tokens[at]?.glued) at += 1;
  const unit = tokens[at];
  // "10x the load", but "50 x 300 dishes"
  const isFactor =
    unit?.word === 'x' && tokens[at + 1]?.word !== '-' && (unit.glued || tokens[at + 1]?.kind !== 'number');
  const isPerCent = unit?.word === 'per' && tokens[at + 1]?.word === 'cent';
  if (unit?.word === '%' || isFactor || unit?.word === 'percent' || isPerCent) return null;
  const amount =
    bytesAt(tokens, from, at, value) ?? timeAt(tokens, from, at, value) ?? countAt(tokens, from, at, value);
  // "1-3 s" says too little to be one figure.
  if (amount?.kind === 'time' && before !== 'between' && range.high > WIDE * (2 * range.value - range.high)) {
    return { ...amount, nouns: ['bare'] };
  }
  // "from 100 to 1000 rps" and "from 8 to 64 cores" are growth.
  const isGrowth = before === 'from' && (amount?.kind === 'rate' || amount?.kind === 'count');
  return amount !== null && isGrowth
    ? { ...amount, value: (amount.value * range.high) / range.value }
    : amount;
}

/** The longer of two times is at most so many times the shorter where their middle is a figure. */
const WIDE = 2.2;

/** A part of a name, a time of day, a price, an ordinal, an answer of a server. */
function isNoFigure(tokens: readonly Token[], from: number, first: Token): boolean {
  // "py3.10", "t3.2xlarge": the end of a name.
  if (first.glued && tokens[from - 1]?.word === '.' && tokens[from - 1]?.glued) return true;
  const before = tokens[from - 1]?.word ?? '';
  // "10:00"
  const isClock = (colon: number, digits: number) =>
    tokens[colon]?.word === ':' && tokens[colon]?.glued === true && tokens[digits]?.kind === 'number';
  if (isClock(from + 1, from + 2) || isClock(from - 1, from - 2)) return true;
  if ('$€£#'.includes(before) && before !== '') return true;
  // "2^20", "1080p"
  if (before === '^' || tokens[from + 1]?.word === '^') return true;
  if (tokens[from + 1]?.word === 'p' && tokens[from + 1]?.glued) return true;
  // "Thread-17", "DIGI-3391"
  if (before === '-' && first.glued && tokens[from - 1]?.glued && tokens[from - 2]?.kind === 'word')
    return true;
  // "404s" are answers of a server.
  const last = tokens[from + 1];
  if (/^[45]\d\d$/.test(first.word) && last?.word === 's' && last.glued) return true;
  // "the 95th percentile", "the 2nd worker"
  if (last?.glued && /^(st|nd|rd|th)$/.test(last.word)) return true;
  if (/^[ap]m$/.test(last?.word ?? '')) return true;
  if (/^[ap]$/.test(last?.word ?? '') && tokens[from + 2]?.word === '.' && tokens[from + 3]?.word === 'm')
    return true;
  // "at 22h"
  return /^(at|until|before)$/.test(before) && last?.word === 'h' && first.value >= 13;
}

/** "5-10", "5 to 10", "between 5 and 10": the middle. */
function rangeAt(tokens: readonly Token[], from: number): { value: number; high: number; next: number } {
  const low = tokens[from]?.value ?? Number.NaN;
  const isBetween = tokens[from - 1]?.word === 'between';
  let at = from + 1;
  // "200ms-2s" keeps its first unit; only "200-300ms" is read as a range.
  const joint = tokens[at]?.word ?? '';
  const isJoint = joint === '-' || joint === '–' || joint === 'to' || (isBetween && joint === 'and');
  const high = tokens[at + 1];
  if (isJoint && high?.kind === 'number' && high.value > low) {
    at += 2;
    // "3-5k" and "3 to 5 thousand" mean 3000 to 5000.
    const magnitude = high.value / Number.parseFloat(high.word);
    const factor = low < 1000 && high.value / low > 20 && magnitude > 1 ? magnitude : 1;
    return { value: (low * factor + high.value) / 2, high: high.value, next: at };
  }
  return { value: low, high: low, next: at };
}

/** A count with its noun phrase, or a rate when "per second" follows. */
function countAt(tokens: readonly Token[], from: number, at: number, value: number): Amount | null {
  const short = tokens[at]?.word ?? '';
  if (Object.hasOwn(RATE_UNITS, short)) {
    const nouns = /^(hz|fps)$/.test(short) ? [short] : [];
    return { value: value * (RATE_UNITS[short] ?? 1), kind: 'rate', nouns, from, to: at + 1 };
  }
  // "90 cpu seconds", "40 wall seconds"
  const secondAt = tokens[at + 1]?.word === '-' ? at + 2 : at + 1;
  const second = tokens[secondAt];
  if (/^(cpu|core|wall|compute|python)$/.test(short) && isTime(second)) {
    return {
      value: value * (TIME_UNITS[second?.word ?? ''] ?? 1),
      kind: 'time',
      nouns: [short],
      from,
      to: secondAt + 1,
    };
  }
  const nouns: string[] = [];
  let end = at;
  while (nouns.length < 5 && (isNoun(tokens[end]) || isJoinedX(tokens, end))) {
    nouns.push(tokens[end]?.word ?? '');
    end += 1;
    if (tokens[end]?.word === '-' && tokens[end]?.glued) end += 1;
  }
  // "8 million events daily"
  const adverb = nouns.length > 1 ? ADVERBS.get(nouns.at(-1) ?? '') : undefined;
  if (adverb !== undefined)
    return { value: value / adverb, kind: 'rate', nouns: nouns.slice(0, -1), from, to: end };
  // "5 of those a minute"
  const isOfThose = tokens[end]?.word === 'of' && /^(those|them|these)$/.test(tokens[end + 1]?.word ?? '');
  if (isOfThose && periodAt(tokens, end + 2) !== null) end += 2;
  const ofEach = tokens[end]?.word === 'per' && isNoun(tokens[end + 1]) ? tokens[end + 1]?.word : undefined;
  const period = periodAt(tokens, end) ?? (ofEach === undefined ? null : periodAt(tokens, end + 2));
  // "1 request per courier every 10 s"
  if (period !== null && tokens[end]?.word === 'per' && ofEach !== undefined && !isTime(tokens[end + 1]))
    nouns.push('per', ofEach);
  if (period !== null) {
    return { value: value / period.seconds, kind: 'rate', nouns, from, to: period.to };
  }
  return { value, kind: 'count', nouns, from, to: Math.max(end, from + 1) };
}

/** "400 x-rays" counts rays; "2 x 16 cores" counts no x. */
function isJoinedX(tokens: readonly Token[], at: number): boolean {
  const [hyphen, noun] = [tokens[at + 1], tokens[at + 2]];
  return tokens[at]?.word === 'x' && hyphen?.word === '-' && hyphen.glued && noun?.kind === 'word';
}

const ADVERBS: ReadonlyMap<string, number> = new Map([
  ['hourly', 3600],
  ['daily', 86_400],
]);
