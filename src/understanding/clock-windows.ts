import { type Amount, isNoun } from './amount.ts';
import type { Token } from './tokens.ts';

/** A time of day as written. */
interface Clock {
  /** Hours since midnight. */
  readonly hour: number;
  /** Whether it may as well be twelve hours later: `2`, but not `2 pm`. */
  readonly isHalfDay: boolean;
  readonly from: number;
  readonly to: number;
}

const NAMED_HOURS: ReadonlyMap<string, number> = new Map([
  ['noon', 12],
  ['midnight', 0],
]);
const BEGINS = new Set(
  "it's now cron start starts started starting begin begins beginning kick kicks kicked ready available arrive arrives arriving come comes land lands close closes open opens from after launch launches launched fire fires".split(
    ' ',
  ),
);
const ENDS = new Set('by before until till latest'.split(' '));
/** "Opens at 23:30, closes at 4:30"; but what closes may as well be what the work waits for. */
const CLOSES = new Set('closes close ends end leaves leave departs depart'.split(' '));
const OPENS = new Set("opens open starts start begins begin kicks kick it's now".split(' '));
const AT = new Set(['at', 'from']);
/** What is told by the clock without saying so: "a nightly slot from 1 to 3". */
const SLOTS = new Set('slot window slots windows night nightly'.split(' '));
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const PAST = new Set('ran runs running took takes lasted was went goes currently yesterday'.split(' '));
/** The beginning and the end of one window stand so many tokens apart at most, and the words that say which is which so many. */
const APART = 30;
const BESIDE = 4;

/**
 * The windows a message states by the clock, as amounts of time with the noun `clockspan`: "between 1 and 5 am", "by 6 am,
 * starts at 2". Where a half of the day is left open, the shorter window is meant.
 */
export function readClockWindows(tokens: readonly Token[]): Amount[] {
  const tellsTime = tokens.some(
    (token, at) =>
      SLOTS.has(token.word) || clockAt(tokens, at) !== null || hourAfter(ENDS, tokens, at) !== null,
  );
  if (!tellsTime) return [];
  return tokens.flatMap((_, at) => {
    const window = rangeAt(tokens, at) ?? endAt(tokens, at);
    return window === null ? [] : [window];
  });
}

/** "1 am - 5 am", "from 22:00 to 6", "between 1 and 5 am". */
function rangeAt(tokens: readonly Token[], at: number): Amount | null {
  const first = clockAt(tokens, at) ?? bareHourAt(tokens, at);
  if (first === null) return null;
  const joint = tokens[first.to]?.word ?? '';
  const isBetween = tokens[at - 1]?.word === 'between';
  if (!/^([-–—]|to|until|till)$/.test(joint) && !(isBetween && joint === 'and')) return null;
  const second = clockAt(tokens, first.to + 1) ?? bareHourAt(tokens, first.to + 1);
  const before = wordsBefore(tokens, at);
  const isSlot = before.some((word) => SLOTS.has(word)) && /^(from|between)$/.test(before.at(-1) ?? '');
  const isClock = clockAt(tokens, at) !== null || clockAt(tokens, first.to + 1) !== null;
  if (second === null || !(isClock || isSlot)) return null;
  // "1:00 - 2:00" must not begin again with its minutes.
  const isMinutes = tokens[at - 1]?.word === ':' && tokens[at]?.glued === true;
  if (isMinutes || before.some((word) => PAST.has(word))) return null;
  return windowOf(first, second, at, second.to);
}

/** "by 6 am", with the beginning somewhere near. */
function endAt(tokens: readonly Token[], at: number): Amount | null {
  const words = wordsBefore(tokens, at);
  const closes = words.some((word) => CLOSES.has(word));
  const end =
    clockAt(tokens, at) ?? hourAfter(ENDS, tokens, at) ?? (closes ? hourAfter(AT, tokens, at) : null);
  const isDue = /(^| )(be|get) .*(done|finished|over|through|ready|complete) at$/.test(words.join(' '));
  if (end === null || !(closes || isDue || words.some((word) => ENDS.has(word)))) return null;
  // "Starts at 22:00 and is done by 22:20" tells how long it takes now.
  if (/(^| )(is|it's) (done|finished|over|through|ready) by/.test(words.join(' '))) return null;
  for (let near = Math.max(0, at - APART); near < at + APART && near < tokens.length; near += 1) {
    if (near >= end.from && near < end.to) continue;
    const before = wordsBefore(tokens, near);
    const opens =
      before.some((word) => (closes ? OPENS : BEGINS).has(word)) || before.join(' ').endsWith('it is');
    if (
      !opens ||
      before.findLastIndex((word) => ENDS.has(word)) >
        before.findLastIndex((word) => BEGINS.has(word) || OPENS.has(word))
    )
      continue;
    const isSure = clockAt(tokens, at) !== null;
    const start = clockAt(tokens, near) ?? (isSure ? bareHourAt(tokens, near) : hourAfter(AT, tokens, near));
    if (start === null) continue;
    const seconds = secondsOverDays(tokens, start, end);
    return seconds === null
      ? windowOf(start, end, at, end.to)
      : { value: seconds, kind: 'time', nouns: ['clockspan'], from: at, to: end.to };
  }
  return null;
}

/** "by 6 and we start at 5": an hour if nothing is counted by it. */
function hourAfter(words: ReadonlySet<string>, tokens: readonly Token[], at: number): Clock | null {
  const next = tokens[at + 1];
  const countsNothing = !isNoun(next) || next?.word === 'tomorrow' || next?.word === 'sharp';
  const isHour = words.has(tokens[at - 1]?.word ?? '') && next?.kind !== 'number' && countsNothing;
  return isHour && !/^[%/$€-]$/.test(next?.word ?? '') ? bareHourAt(tokens, at) : null;
}

/** "It's thursday 5 pm, till friday 5 pm": the time between, if the days are told; null otherwise. */
function secondsOverDays(tokens: readonly Token[], start: Clock, end: Clock): number | null {
  const opens = dayBefore(tokens, start.from);
  const closes = dayBefore(tokens, end.from);
  if (opens < 0 || closes < 0 || start.isHalfDay || end.isHalfDay) return null;
  const hours = ((closes - opens + 7) % 7) * 24 + end.hour - start.hour;
  return (hours > 0 ? hours : hours + 7 * 24) * 3600;
}

/** The number of the day of the week right before, as in "friday at 5 pm"; -1 for none. */
function dayBefore(tokens: readonly Token[], at: number): number {
  const near = [tokens[at - 1], tokens[at - 2]].map((token) => DAYS.indexOf(token?.word.slice(0, 3) ?? ''));
  return Math.max(...near);
}

function windowOf(start: Clock, end: Clock, from: number, to: number): Amount | null {
  const openings = start.isHalfDay ? [start.hour, start.hour + 12] : [start.hour];
  const closings = end.isHalfDay ? [end.hour, end.hour + 12] : [end.hour];
  const lengths = openings.flatMap((one) => closings.map((other) => (other - one + 48) % 24));
  const hours = Math.min(...lengths.filter((length) => length > 0));
  return Number.isFinite(hours)
    ? { value: Math.round(hours * 3600), kind: 'time', nouns: ['clockspan'], from, to }
    : null;
}

function wordsBefore(tokens: readonly Token[], at: number): string[] {
  return tokens
    .slice(Math.max(0, at - BESIDE), at)
    .map(({ word }) => word)
    .filter((word) => word !== ',');
}

/** What is certainly a time of day: "6 am", "22:00", "5:30pm", "midnight". */
function clockAt(tokens: readonly Token[], at: number): Clock | null {
  const token = tokens[at];
  if (token === undefined) return null;
  const named = NAMED_HOURS.get(token.word);
  if (named !== undefined) return { hour: named, isHalfDay: false, from: at, to: at + 1 };
  if (bareHourAt(tokens, at) === null) return null;
  const minutes = tokens[at + 2];
  const hasMinutes =
    tokens[at + 1]?.word === ':' &&
    tokens[at + 1]?.glued === true &&
    /^[0-5]\d$/.test(minutes?.word ?? '') &&
    minutes?.glued === true;
  const next = at + (hasMinutes ? 3 : 1);
  // "6 am", "6 a.m."
  const isDotted = tokens[next + 1]?.word === '.' && tokens[next + 2]?.word === 'm';
  const half = isDotted ? `${tokens[next]?.word}m` : (tokens[next]?.word ?? '');
  const isHalf = half === 'am' || half === 'pm';
  if ((!hasMinutes && !isHalf && half !== "o'clock") || tokens[next]?.word === ':') return null;
  const hour = token.value + (hasMinutes ? (minutes?.value ?? 0) / 60 : 0);
  if (isHalf && token.value > 12) return null;
  return {
    hour: isHalf ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour,
    isHalfDay: half === "o'clock",
    from: at,
    to: isHalf && isDotted ? next + 3 : isHalf || half === "o'clock" ? next + 1 : next,
  };
}

/** A number that may be an hour where a clock is spoken of. */
function bareHourAt(tokens: readonly Token[], at: number): Clock | null {
  const token = tokens[at];
  if (token?.kind !== 'number' || !/^\d\d?$/.test(token.word) || token.value > 24) return null;
  return { hour: token.value, isHalfDay: token.value <= 12, from: at, to: at + 1 };
}
