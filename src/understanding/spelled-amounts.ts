import { type Amount, isNoun, isTime, MACHINES } from './amount.ts';
import { coresInFigures } from './cores-in-figures.ts';
import { periodAt } from './periods.ts';
import type { Token } from './tokens.ts';
import { TIME_UNITS } from './units.ts';

/** Amounts that are not simply a number and its unit: "an hour", "one request per second", "quad core", "8c/16t". */
export function spelledAmountAt(tokens: readonly Token[], from: number): Amount | null {
  const { kind = 'mark', word = '' } = tokens[from] ?? {};
  if (kind !== 'number' && !BEGINS.has(word) && !word.startsWith('x')) return null;
  return (
    oneOfCores(tokens, from) ??
    oneRate(tokens, from) ??
    articleAmount(tokens, from) ??
    coreWordAmount(tokens, from) ??
    copiesAt(tokens, from) ??
    partOfCore(tokens, from) ??
    (kind === 'number' ? coresInFigures(tokens, from) : null)
  );
}

/** "droplet x3" */
function copiesAt(tokens: readonly Token[], from: number): Amount | null {
  const copies = /^x(\d{1,3})$/.exec(tokens[from]?.word ?? '')?.[1];
  if (copies === undefined || !MACHINES.has(tokens[from - 1]?.word ?? '')) return null;
  return { value: Number(copies), kind: 'count', nouns: ['machines'], from, to: from + 1 };
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
    ) &&
    !(tokens[at]?.word === 'each' && isTime(tokens[at + 1]))
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
  // "three quarters of a second"
  const number = tokens[from];
  if (number?.kind === 'number' && `${second} ${third}` === 'quarters of') {
    return measured(number.value / 4, tokens[from + 4]?.word ?? '', 5);
  }
  const isOneAndHalf = first === 'one' && `${second} ${third} ${tokens[from + 3]?.word}` === 'and a half';
  if (isOneAndHalf) return measured(1.5, tokens[from + 4]?.word ?? '', 5);
  const isHalf = first === 'half' && /^(a|an)$/.test(second);
  // "half a cpu second", which leaves "cpu" to tell what it is
  if (isHalf && /^(cpu|compute|python)$/.test(third)) {
    const half = measured(0.5, tokens[from + 3]?.word ?? '', 4);
    return half === null ? null : { ...half, nouns: [third] };
  }
  if (isHalf) return measured(0.5, third, 3);
  // "a quarter second", "half minute", "a half-hour"
  const part =
    from > 0 && /^(every|each|per)$/.test(tokens[from - 1]?.word ?? '') ? undefined : PARTS.get(first);
  const isJoined = second === '-' && tokens[from + 1]?.glued === true;
  const inPart = part === undefined ? null : measured(part, isJoined ? third : second, isJoined ? 3 : 2);
  if (inPart !== null) return /s$/.test(isJoined ? third : second) ? null : inPart;
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
  // "need a second box" is one more of them.
  if (
    second === 'second' &&
    isNoun(tokens[from + 2]) &&
    !AFTER_SECOND.has(third) &&
    !isTime(tokens[from + 2])
  )
    return null;
  // "a good hour", "a full minute"
  const isQualified = /^(good|full|whole|single)$/.test(second);
  const unit = measured(1, isQualified ? third : second, isQualified ? 3 : 2);
  const half = [0, 1, 2].map((offset) => tokens[(unit?.to ?? 0) + offset]?.word ?? '').join(' ');
  return unit !== null && half === 'and a half'
    ? { ...unit, value: unit.value * 1.5, to: unit.to + 3 }
    : unit;
}

/** After "a second" these do not count it. */
const AFTER_SECOND = new Set(
  'later apart tops max maximum delay pause wait latency apiece long long-ish ago budget each between'.split(
    ' ',
  ),
);

/** Words after which "a minute" is an amount of time. */
const BEFORE_A = new Set(
  'take takes taking took need needs within in inside under over about around roughly almost nearly for lasts last is waits wait of least most than until and or like only just every per once twice half have has had got costs spend spends spent idles sleeps blocks between to up after be quite maybe say'.split(
    ' ',
  ),
);

const CORE_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    single: 1,
    lone: 1,
    lonely: 1,
    only: 1,
    sole: 1,
    solitary: 1,
    one: 1,
    dual: 2,
    quad: 4,
    hexa: 6,
    octa: 8,
    octo: 8,
  }),
);

/** Such words in one. */
const WHOLE_CORE_WORDS: ReadonlyMap<string, number> = new Map([
  ...[...CORE_WORDS].map(([word, cores]) => [`${word}core`, cores] as const),
  ['uniprocessor', 1],
]);

/** What all of these begin with, beside numbers and "x3"; most words begin none. */
const BEGINS: ReadonlySet<string> = new Set([
  ...['a', 'an', 'half', 'quarter'],
  ...CORE_WORDS.keys(),
  ...WHOLE_CORE_WORDS.keys(),
  ...Object.keys(TIME_UNITS),
]);

/** "quad core", "a single vcpu", "one physical core". */
function coreWordAmount(tokens: readonly Token[], from: number): Amount | null {
  const whole = WHOLE_CORE_WORDS.get(tokens[from]?.word ?? '');
  if (whole !== undefined) return { value: whole, kind: 'count', nouns: ['core'], from, to: from + 1 };
  const value = CORE_WORDS.get(tokens[from]?.word ?? '');
  if (value === undefined) return null;
  let at = from + 1;
  while (
    tokens[at]?.word === '-' ||
    /^(physical|virtual|cpu|real|slow|logical|lonely|measly|arm|x86)$/.test(tokens[at]?.word ?? '')
  )
    at += 1;
  const core = tokens[at]?.word ?? '';
  // Two processors may have any number of cores.
  const isCore = /^(cores?|vcpus?|cpus?)$/.test(core) || (value === 1 && core === 'processor');
  if (!isCore && !/^cpus?$/.test(tokens[at - 1]?.word ?? '')) return null;
  const to = isCore ? at + 1 : at;
  return { value, kind: 'count', nouns: ['core'], from, to };
}

/** "One core is red, the other seven are bored": eight of them. */
function oneOfCores(tokens: readonly Token[], from: number): Amount | null {
  const number = tokens[from];
  const first = /^(other|while|and)$/.test(tokens[from - 1]?.word ?? '');
  if (number?.kind !== 'number' || !first || !Number.isInteger(number.value)) return null;
  const isCore = CORE.test(tokens[from + 1]?.word ?? '');
  const at = isCore ? from + 2 : from + 1;
  const rest = /^(are|sit|stay)$/.test(tokens[at]?.word ?? '') ? at + 1 : at;
  if (!IDLE.has(tokens[rest]?.word ?? '')) return null;
  const before = tokens.slice(Math.max(0, from - 14), from);
  const one = before.findLastIndex(({ word }) => /^(one|single|1)$/.test(word));
  const speaksOfOne = one >= 0 && (isCore || before.slice(one).some(({ word }) => CORE.test(word)));
  if (!speaksOfOne) return null;
  return { value: number.value + 1, kind: 'count', nouns: ['cores'], from, to: at };
}

const CORE = /^v?(cores?|cpus?)$/;
const IDLE = new Set('idle idling sleep asleep sleeping bored nothing doing unused resting'.split(' '));

/** "half a core", "a quarter of a vcpu", "half of one": less than a processor. */
function partOfCore(tokens: readonly Token[], from: number): Amount | null {
  const part = PARTS.get(tokens[from]?.word ?? '');
  if (part === undefined) return null;
  let at = from + 1;
  while (at < from + 3 && /^(of|a|an|one|single)$/.test(tokens[at]?.word ?? '')) at += 1;
  const isCore = /^(core|vcpu|cpu|processor)$/.test(tokens[at]?.word ?? '');
  // "The node has 64 cores, we get half of one."
  const isOfOne = tokens[from + 1]?.word === 'of' && tokens[from + 2]?.word === 'one' && at === from + 3;
  const speaksOfCores = () =>
    tokens.slice(Math.max(0, from - 12), from).some(({ word }) => /^v?(cores?|cpus?)$/.test(word));
  if (!isCore && !(isOfOne && speaksOfCores())) return null;
  return { value: part, kind: 'count', nouns: ['core'], from, to: isCore ? at + 1 : at };
}

const PARTS: ReadonlyMap<string, number> = new Map([
  ['half', 0.5],
  ['quarter', 0.25],
]);
