import { readClockWindows } from './clock-windows.ts';
import type { Token } from './tokens.ts';
import { BYTE_UNITS, RATE_UNITS, TIME_UNITS } from './units.ts';

/** A number with what it counts or measures. */
export interface Amount {
  /** In seconds, bytes or per second; plain for counts. */
  readonly value: number;
  readonly kind: 'time' | 'bytes' | 'rate' | 'count';
  /** For counts and rates: the words counted, such as `product`, `photos`. */
  readonly nouns: readonly string[];
  /** Tokens from the number up to, not including, the first one after the unit. */
  readonly from: number;
  readonly to: number;
}

/** The amounts of a message, in order. */
export function readAmounts(tokens: readonly Token[]): Amount[] {
  const amounts: Amount[] = [];
  const windows = new Map(readClockWindows(tokens).map((window) => [window.from, window]));
  for (let index = 0; index < tokens.length; ) {
    const amount = windows.get(index) ?? amountAt(tokens, index);
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
  // "3 x 16-core machines"
  const isMachines = last?.to === amount.from - 1 && amount.nouns.some((noun) => MACHINES.has(noun));
  if (last !== undefined && last.nouns.length === 0 && isMachines && tokens[last.to]?.word === 'x') {
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

const MACHINES = new Set(
  'machine machines box boxes server servers node nodes vm vms host hosts droplet droplets instance instances vps'.split(
    ' ',
  ),
);
/** "4 x 8 cores" are machines or processors, "3 x 2 workers" says nothing of the work. */
const NO_PRODUCT = new Set(
  'core cores vcpu vcpus cpu cpus worker workers thread threads process processes px pixel pixels'.split(' '),
);

function amountAt(tokens: readonly Token[], from: number): Amount | null {
  const wordy = oneRate(tokens, from) ?? articleAmount(tokens, from) ?? coreWordAmount(tokens, from);
  if (wordy !== null) return wordy;
  const first = tokens[from];
  // "droplet x3"
  const copies = /^x(\d{1,3})$/.exec(first?.word ?? '')?.[1];
  if (copies !== undefined && MACHINES.has(tokens[from - 1]?.word ?? '')) {
    return { value: Number(copies), kind: 'count', nouns: ['machines'], from, to: from + 1 };
  }
  if (first?.word === 'pair' && tokens[from + 1]?.word === 'of') return countAt(tokens, from, from + 2, 2);
  if (first?.kind !== 'number' || Number.isNaN(first.value)) return null;
  // "py3.10", "t3.2xlarge": the end of a name.
  if (first.glued && tokens[from - 1]?.word === '.' && tokens[from - 1]?.glued) return null;
  const before = tokens[from - 1]?.word ?? '';
  // "10:00"
  const isClock = (colon: number, digits: number) =>
    tokens[colon]?.word === ':' && tokens[colon]?.glued === true && tokens[digits]?.kind === 'number';
  if (isClock(from + 1, from + 2) || isClock(from - 1, from - 2)) return null;
  if ('$€£#'.includes(before) && before !== '') return null;
  // "Thread-17", "DIGI-3391"
  if (before === '-' && first.glued && tokens[from - 1]?.glued && tokens[from - 2]?.kind === 'word')
    return null;
  // "404s" are answers of a server.
  const last = tokens[from + 1];
  if (/^[45]\d\d$/.test(first.word) && last?.word === 's' && last.glued) return null;
  // "the 95th percentile", "the 2nd worker"
  if (last?.glued && /^(st|nd|rd|th)$/.test(last.word)) return null;
  if (/^[ap]m$/.test(last?.word ?? '')) return null;
  if (/^[ap]$/.test(last?.word ?? '') && tokens[from + 2]?.word === '.' && tokens[from + 3]?.word === 'm')
    return null;
  // "at 22h"
  if (/^(at|until|before)$/.test(before) && last?.word === 'h' && first.value >= 13) return null;
  const cores = coresAndThreads(tokens, from);
  if (cores !== null) return cores;
  const range = rangeAt(tokens, from);
  const isAndHalf = [0, 1, 2].map((offset) => tokens[range.next + offset]?.word).join(' ') === 'and a half';
  const value = isAndHalf ? range.value + 0.5 : range.value;
  let at = isAndHalf ? range.next + 3 : range.next;
  // "200-ish ms"
  const ish = tokens[at]?.word === '-' ? at + 1 : at;
  if (tokens[ish]?.word === 'ish') at = ish + 1;
  // "8-core", "5 - 10": the hyphen before a unit says nothing.
  if (tokens[at]?.word === '-' && tokens[at]?.glued && tokens[at + 1]?.glued) at += 1;
  const unit = tokens[at];
  // "10x the load", but "50 x 300 dishes"
  const isFactor =
    unit?.word === 'x' && tokens[at + 1]?.word !== '-' && (unit.glued || tokens[at + 1]?.kind !== 'number');
  const isPerCent = unit?.word === 'per' && tokens[at + 1]?.word === 'cent';
  if (unit?.word === '%' || isFactor || unit?.word === 'percent' || isPerCent) return null;
  const amount =
    bytesAt(tokens, from, at, value) ?? timeAt(tokens, from, at, value) ?? countAt(tokens, from, at, value);
  // "from 100 to 1000 rps" and "from 8 to 64 cores" are growth.
  const isGrowth = before === 'from' && (amount?.kind === 'rate' || amount?.kind === 'count');
  return amount !== null && isGrowth
    ? { ...amount, value: (amount.value * range.high) / range.value }
    : amount;
}

/** "one request per second", "a job every 2 seconds": a rate without a number. */
function oneRate(tokens: readonly Token[], from: number): Amount | null {
  if (!/^(a|an|one)$/.test(tokens[from]?.word ?? '')) return null;
  const nouns: string[] = [];
  let at = from + 1;
  while (nouns.length < 3 && isNoun(tokens[at]) && !isTime(tokens[at])) nouns.push(tokens[at++]?.word ?? '');
  while (
    /^(comes?|arrives?|lands?|in|up|each|apiece|about|roughly|approximately|once)$/.test(
      tokens[at]?.word ?? '',
    )
  )
    at += 1;
  // "a message a minute" says as much about a protocol as about a load.
  const article = /^(a|an)$/.test(tokens[at]?.word ?? '');
  const period = article || /^(per|every|each)$/.test(tokens[at]?.word ?? '') ? periodAt(tokens, at) : null;
  if (article && !/^(from|each|apiece)$/.test(tokens[at + 2]?.word ?? '')) return null;
  if (period === null || nouns.length === 0) return null;
  return { value: 1 / period.seconds, kind: 'rate', nouns: ['one', ...nouns], from, to: period.to };
}

/** "an hour", "half a second", "a minute": amounts without a digit. */
function articleAmount(tokens: readonly Token[], from: number): Amount | null {
  const words = [0, 1, 2].map((offset) => tokens[from + offset]?.word ?? '');
  const [first = '', second = '', third = ''] = words;
  const measured = (value: number, unit: string, length: number): Amount | null => {
    const size = Object.hasOwn(TIME_UNITS, unit) && unit.length > 2 ? TIME_UNITS[unit] : undefined;
    return size === undefined
      ? null
      : { value: value * size, kind: 'time', nouns: [], from, to: from + length };
  };
  if (first === 'quarter' && second === 'of' && /^an?$/.test(third)) {
    return measured(0.25, tokens[from + 3]?.word ?? '', 4);
  }
  const isOneAndHalf = first === 'one' && `${second} ${third} ${tokens[from + 3]?.word}` === 'and a half';
  if (isOneAndHalf) return measured(1.5, tokens[from + 4]?.word ?? '', 5);
  const isHalf = first === 'half' && /^(a|an)$/.test(second);
  if (isHalf) return measured(0.5, third, 3);
  // "50 a second" and "one message a minute" are rates.
  const before = tokens[from - 1];
  // "every minute", "per second"
  const isPeriod =
    (!/s$|^night$/.test(first) && /^(every|each|per|pro)$/.test(before?.word ?? '')) ||
    (/^(in|first|last|past|busiest|final)$/.test(before?.word ?? '') && /^(second|minute|hour)$/.test(first));
  if (before?.word === 'the' && /^(within|inside)$/.test(tokens[from - 2]?.word ?? ''))
    return measured(1, first, 1);
  if (isPeriod) {
    // "20 s per day"
    const period = isTime(tokens[from - 2]) ? null : measured(1, first, 1);
    return period === null ? null : { ...period, nouns: ['bare'] };
  }
  const isAmount =
    first === 'one' || before === undefined || before.kind === 'mark' || BEFORE_A.has(before.word);
  if (!/^(a|an|one)$/.test(first) || !isAmount) return null;
  // "a good hour", "a full minute"
  const isQualified = /^(good|full|whole|single)$/.test(second);
  const unit = measured(1, isQualified ? third : second, isQualified ? 3 : 2);
  const half = [0, 1, 2].map((offset) => tokens[(unit?.to ?? 0) + offset]?.word ?? '').join(' ');
  return unit !== null && half === 'and a half'
    ? { ...unit, value: unit.value * 1.5, to: unit.to + 3 }
    : unit;
}

/** Words after which "a minute" is an amount of time. */
const BEFORE_A = new Set(
  'take takes taking took need needs within in inside under over about around roughly almost nearly for lasts last is waits wait of least most than until and or like only just every per once twice half have has had got costs spend spends spent idles sleeps blocks between to up after be quite maybe'.split(
    ' ',
  ),
);

const CORE_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({ single: 1, one: 1, dual: 2, quad: 4, hexa: 6, octa: 8, octo: 8 }),
);

/** "quad core", "a single vcpu", "one physical core". */
function coreWordAmount(tokens: readonly Token[], from: number): Amount | null {
  const value = CORE_WORDS.get(tokens[from]?.word ?? '');
  if (value === undefined) return null;
  let at = from + 1;
  while (
    tokens[at]?.word === '-' ||
    /^(physical|virtual|cpu|real|slow|logical)$/.test(tokens[at]?.word ?? '')
  )
    at += 1;
  const core = tokens[at]?.word ?? '';
  const isCore = /^(cores?|vcpus?|cpus?)$/.test(core);
  if (!isCore && !/^cpus?$/.test(tokens[at - 1]?.word ?? '')) return null;
  const to = isCore ? at + 1 : at;
  return { value, kind: 'count', nouns: ['core'], from, to };
}

/** "8c/16t", "8c16t": so many cores and threads of the processor. */
function coresAndThreads(tokens: readonly Token[], from: number): Amount | null {
  const joined = tokens[from + 1];
  if (joined?.glued && /^c\d+t$/.test(joined.word)) {
    return { value: tokens[from]?.value ?? 0, kind: 'count', nouns: ['cores'], from, to: from + 2 };
  }
  // "8c, 32 GB"
  const isBeside = /^[,/]$/.test(tokens[from + 2]?.word ?? '') && tokens[from + 3]?.kind === 'number';
  if (
    joined?.word === 'c' &&
    joined.glued &&
    isBeside &&
    BYTE_UNITS[tokens[from + 4]?.word ?? ''] !== undefined
  ) {
    return { value: tokens[from]?.value ?? 0, kind: 'count', nouns: ['cores'], from, to: from + 2 };
  }
  const words = [1, 2, 4].map((offset) => tokens[from + offset]?.word ?? '');
  const isPair =
    words.join(' ') === 'c / t' && tokens[from + 1]?.glued && tokens[from + 3]?.kind === 'number';
  const value = tokens[from]?.value ?? Number.NaN;
  return isPair ? { value, kind: 'count', nouns: ['cores'], from, to: from + 5 } : null;
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

function timeAt(tokens: readonly Token[], from: number, at: number, value: number): Amount | null {
  const token = tokens[at];
  const number = tokens[from];
  if (number === undefined) return null;
  // "61m2s", "3m12.5s", "2h30m"
  const joined = /^([hm])(\d+)([ms]?)$/.exec(token?.glued ? token.word : '');
  if (joined !== null) {
    const [, unit = '', more = ''] = joined;
    const seconds = unit === 'h' ? value * 3600 + Number(more) * 60 : value * 60 + Number(more);
    return { value: seconds, kind: 'time', nouns: [], from, to: at + 1 };
  }
  const rest = tokens[at];
  if (/^\d+m$/.test(number.word) && rest?.kind === 'number' && rest.glued && tokens[at + 1]?.word === 's') {
    return { value: (value / 1e6) * 60 + rest.value, kind: 'time', nouns: [], from, to: at + 2 };
  }
  // "10m" is ten minutes unless it counts something, or half a core: "cpu: 500m".
  const setting = /^[:=]$/.test(tokens[from - 1]?.word ?? '')
    ? tokens[from - 2]?.word
    : tokens[from - 1]?.word;
  if (setting === 'cpu' && /^\d+m$/.test(number.word)) return null;
  if (/^\d+m$/.test(number.word) && !isNoun(token) && !/^(ram|memory|mem|of)$/.test(token?.word ?? '')) {
    return { value: (value / 1e6) * 60, kind: 'time', nouns: [], from, to: at };
  }
  const unit =
    token?.kind === 'word' && Object.hasOwn(TIME_UNITS, token.word) ? TIME_UNITS[token.word] : undefined;
  if (token === undefined || unit === undefined) return null;
  // "90 cpu seconds" is read below; "5 s3 calls" never gets here, `s3` is one word.
  const more = compound(tokens, at + 1, unit);
  return { value: value * unit + more.value, kind: 'time', nouns: [], from, to: more.to };
}

/** The minutes in "1h 30m" or "2 min 15 s". */
function compound(tokens: readonly Token[], at: number, larger: number): { value: number; to: number } {
  const number = tokens[at];
  const unit = tokens[at + 1]?.word ?? '';
  const size = Object.hasOwn(TIME_UNITS, unit) ? TIME_UNITS[unit] : undefined;
  if (number?.kind !== 'number' || size === undefined || size >= larger || number.word.endsWith('m')) {
    return { value: 0, to: at };
  }
  return { value: number.value * size, to: at + 2 };
}

/** Before these settings' values "512m" is memory, not minutes. */
const MEMORY_KEYS = new Set('mem memory ram mem_limit memory_limit limit xmx'.split(' '));

function bytesAt(tokens: readonly Token[], from: number, at: number, value: number): Amount | null {
  const token = tokens[at];
  const number = tokens[from];
  if (number === undefined) return null;
  const label = tokens[from - 2]?.word ?? '';
  const isLimit = /^[:=]$/.test(tokens[from - 1]?.word ?? '') && MEMORY_KEYS.has(label);
  if (/^\d+m$/.test(number.word) && (isLimit || /^(ram|memory|mem)$/.test(token?.word ?? ''))) {
    return { value, kind: 'bytes', nouns: [], from, to: at };
  }
  if (token === undefined) return null;
  const unit = Object.hasOwn(BYTE_UNITS, token.word) ? BYTE_UNITS[token.word] : undefined;
  if (unit === undefined || (token.word.length === 1 && !token.glued)) return null;
  const isPerTime = /^(\/|per)$/.test(tokens[at + 1]?.word ?? '') && isTime(tokens[at + 2]);
  // Throughput of a disk or a line is no figure of the job.
  if (isPerTime) return { value, kind: 'count', nouns: ['bytes'], from, to: at + 3 };
  if (token.word === 'gbit' || token.word === 'mbit') return null;
  return { value: value * unit, kind: 'bytes', nouns: [], from, to: at + 1 };
}

/** A count with its noun phrase, or a rate when "per second" follows. */
function countAt(tokens: readonly Token[], from: number, at: number, value: number): Amount | null {
  const short = tokens[at]?.word ?? '';
  if (Object.hasOwn(RATE_UNITS, short)) {
    const nouns = /^(hz|fps)$/.test(short) ? [short] : [];
    return { value: value * (RATE_UNITS[short] ?? 1), kind: 'rate', nouns, from, to: at + 1 };
  }
  // "90 cpu seconds", "40 wall seconds"
  const second = tokens[at + 1];
  if (/^(cpu|core|wall|compute|python)$/.test(short) && isTime(second)) {
    return {
      value: value * (TIME_UNITS[second?.word ?? ''] ?? 1),
      kind: 'time',
      nouns: [short],
      from,
      to: at + 2,
    };
  }
  const nouns: string[] = [];
  let end = at;
  while (nouns.length < 5 && isNoun(tokens[end])) {
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

const ADVERBS: ReadonlyMap<string, number> = new Map([
  ['hourly', 3600],
  ['daily', 86_400],
]);

/** "per second", "/min", "a day", "every 10 minutes", "each hour", "in one second". */
function periodAt(tokens: readonly Token[], at: number): { seconds: number; to: number } | null {
  const word = tokens[at]?.word ?? '';
  if (word === 'in') return innerPeriodAt(tokens, at + 1);
  if (!/^(per|pro|\/|a|an|every|each)$/.test(word)) return null;
  const next = tokens[at + 1];
  // What is there "per night" is a batch.
  if (next?.word === 'night') return null;
  if (isTime(next)) return { seconds: TIME_UNITS[next?.word ?? ''] ?? 1, to: at + 2 };
  const unit = tokens[at + 2];
  if (/^(every|each|per|pro|\/)$/.test(word) && next?.kind === 'number' && isTime(unit)) {
    return { seconds: next.value * (TIME_UNITS[unit?.word ?? ''] ?? 1), to: at + 3 };
  }
  return null;
}

/** "in second", "in one minute", "in each 5 seconds"; "in an hour" is more likely a budget. */
function innerPeriodAt(tokens: readonly Token[], at: number): { seconds: number; to: number } | null {
  const word = tokens[at]?.word ?? '';
  if (/^(each|every)$/.test(word)) return periodAt(tokens, at);
  const unitAt = /^(one|a)$/.test(word) ? at + 1 : at;
  const unit = tokens[unitAt]?.word ?? '';
  return /^(second|minute)$/.test(unit) ? { seconds: TIME_UNITS[unit] ?? 1, to: unitAt + 1 } : null;
}

function isTime(token: Token | undefined): boolean {
  return token?.kind === 'word' && Object.hasOwn(TIME_UNITS, token.word);
}

const ENDS_NOUNS = new Set(
  "a an and are as at be because but by can could do does each every for from has have i if in into is it its my need needs no not of off on one or our over per plus pro should so takes take than that the their them then they this to under until up via want wants was we were what when where which while who will with within without you your more less total altogether apiece at once i'd it's we're must may might all how x running waiting takes took now currently already about around before after during between open-ended ok okay fine enough please would feels looks seems works gets goes makes means happens fails crashes hangs dies stops waits helps becomes stays keeps uses wants says gives sends sits lasts".split(
    ' ',
  ),
);

function isNoun(token: Token | undefined): boolean {
  return token?.kind === 'word' && !ENDS_NOUNS.has(token.word);
}
