import type { Observation } from './observe.ts';

/** Where a reply tells what was so and no longer is, and whether that is certain or only likely. */
interface Former {
  readonly from: number;
  readonly to: number;
  readonly isCertain: boolean;
}

/** A reply without what it says is no longer so. */
export interface Current {
  readonly text: string;
  /** Whether what is left out certainly no longer holds; otherwise only if the rest answers the question. */
  readonly isCertain: boolean;
}

/**
 * "It was threads until October, then Priya moved it to aiohttp", "low? no, …": what is told of the past, or asked back
 * only to be denied, is no answer. Null where nothing of the kind is said. Marks and places stay as they are.
 */
export function withoutFormer(observation: Observation): Current | null {
  const { text, words } = observation;
  const spans = [
    ...echoes(observation),
    ...pastHabits(observation),
    ...removals(observation),
    ...changes(observation),
  ];
  if (spans.length === 0) return null;
  const isLeftOut = new Array<boolean>(words.length).fill(false);
  for (const { from, to } of spans) for (let at = from; at < to; at += 1) isLeftOut[at] = true;
  let kept = '';
  let end = 0;
  words.forEach((word, at) => {
    if (!isLeftOut[at]) return;
    kept += text.slice(end, word.start) + ' '.repeat(word.end - word.start);
    end = word.end;
  });
  return { text: kept + text.slice(end), isCertain: spans.some(({ isCertain }) => isCertain) };
}

/** "Low? No, …", "shared? nothing at all". */
function echoes({ words, asked }: Observation): Former[] {
  if (!asked[0]) return [];
  const end = words.findIndex(({ begins }) => begins);
  if (end < 1 || end > LONGEST_ECHO || ASKS.has(words[0]?.word ?? '')) return [];
  return DENIES.has(words[end]?.word ?? '') ? [{ from: 0, to: end, isCertain: true }] : [];
}
const LONGEST_ECHO = 4;
const ASKS = new Set('what which why how who when where is are do does can should would'.split(' '));
const DENIES = new Set('no nope nah nay not never nothing none hardly nobody neither'.split(' '));

/** "There used to be a shared cache", "it was one core until spring". */
function pastHabits(observation: Observation): Former[] {
  const { words } = observation;
  return words.flatMap(({ word }, at): Former[] => {
    const before = words[at - 1]?.word ?? '';
    if (isFormerly(observation, at)) {
      return [{ from: clauseStart(observation, at), to: clauseEnd(observation, at), isCertain: true }];
    }
    const isHabit = word === 'used' && words[at + 1]?.word === 'to' && !IS.has(before);
    if (isHabit)
      return [{ from: clauseStart(observation, at), to: turnAfter(observation, at), isCertain: true }];
    if (word !== 'until' && word !== 'till') return [];
    const from = clauseStart(observation, at - 1);
    const isPast = words.slice(from, at).some((each) => WAS.has(each.word));
    if (!isPast) return [];
    return [{ from, to: clauseEnd(observation, at), isCertain: true }];
  });
}
/** "At first", "back then", "in the old setup", "when we had". */
function isFormerly({ words }: Observation, at: number): boolean {
  const [first, second, third] = words.slice(at, at + 3).map(({ word }) => word);
  if (first === 'formerly' || first === 'originally' || first === 'previously') return true;
  if (first === 'at') return second === 'first';
  if (first === 'back') return second === 'then';
  if (first === 'in') return second === 'the' && (third === 'old' || third === 'past');
  return first === 'when' && (second === 'we' || second === 'i') && (third === 'had' || third === 'were');
}
/** A lock "is used to guard" something still. */
const IS = new Set("is are was were be been being get gets it's that's they're i'm we're still".split(' '));
const WAS = new Set("was were had ran wasn't weren't".split(' '));

/** "The Condition was thrown out", "we ripped out the locks", "we replaced the threads with asyncio". */
function removals(observation: Observation): Former[] {
  const { words } = observation;
  return words.flatMap(({ word }, at): Former[] => {
    const before = words.slice(Math.max(0, at - 3), at).map((each) => each.word);
    const isRemoved = REMOVED.has(word) && before.some((each) => REMOVERS.has(each));
    const isTried =
      word === 'tried' && words.slice(at, at + LONGEST_SENTENCE).some((each) => FAILED.has(each.word));
    if (isTried || (word === 'rid' && words[at + 1]?.word === 'of')) {
      return [{ from: clauseStart(observation, at), to: clauseEnd(observation, at), isCertain: true }];
    }
    const isGone = word === 'gone' && before.some((each) => IS.has(each));
    if (!isRemoved && !isGone) return [];
    const end = clauseEnd(observation, at);
    const substitute = words.slice(at + 1, end).findIndex((each) => BY.has(each.word));
    const to = word === 'replaced' && substitute >= 0 ? at + 1 + substitute : end;
    return [{ from: clauseStart(observation, at), to, isCertain: true }];
  });
}
const REMOVED = new Set(
  'thrown threw removed ripped scrapped retired reverted abandoned replaced deleted dumped ditched'.split(
    ' ',
  ),
);
const REMOVERS = new Set('was were got get been has have we they i he she had'.split(' '));
const FAILED = new Set('reverted failed tears abandoned disaster nightmare mess rolled gave'.split(' '));
const BY = new Set(['by', 'with']);

/** "It was too slow, now it is fine", "I thought they were independent, turns out …". */
function changes(observation: Observation): Former[] {
  const { words, clauses, asked } = observation;
  const turn = words.findIndex(
    ({ word }, at) =>
      at > 0 &&
      !asked[at] &&
      ((NOW.has(word) && !NOT_SINCE.has(words[at - 1]?.word ?? '')) ||
        ((word === 'turns' || word === 'turned') && words[at + 1]?.word === 'out')),
  );
  if (turn < 0) return [];
  const spans: Former[] = [];
  for (let from = 0; from < turn; ) {
    let to = from + 1;
    while (to < turn && clauses[to] === clauses[from]) to += 1;
    if (clauses[from] !== clauses[turn] && isPast(observation, from, to)) {
      const isCertain = words.slice(from, to).some(({ word }) => BELIEVED.has(word) || WAS.has(word));
      spans.push({ from, to, isCertain });
    }
    from = to;
  }
  return spans;
}
const NOW = new Set('now nowadays today meanwhile'.split(' '));
const BELIEVED = new Set('thought believed assumed figured'.split(' '));
/** "For now" and "right now" tell of no change. */
const NOT_SINCE = new Set('for right until till by from as even just'.split(' '));

/** Whether a clause tells of the past only. */
function isPast({ words }: Observation, from: number, to: number): boolean {
  const clause = words.slice(from, to).map(({ word }) => word);
  return (
    clause.some((word) => PAST.has(word)) && !clause.some((word) => PRESENT.has(word) || word.endsWith("'s"))
  );
}
const PAST = new Set(
  "was were had wasn't weren't hadn't did didn't needed waited thought believed assumed figured ran took kept tried used put moved wrote shared queued locked".split(
    ' ',
  ),
);
const PRESENT = new Set("is are am has have do does isn't aren't don't doesn't can will must".split(' '));

/** Sentences are short; the bound keeps a message without full stops linear. */
const LONGEST_SENTENCE = 40;

function clauseStart({ words, clauses }: Observation, at: number): number {
  let from = Math.max(0, at);
  while (
    from > 0 &&
    at - from < LONGEST_SENTENCE &&
    !words[from]?.begins &&
    clauses[from - 1] === clauses[at]
  )
    from -= 1;
  return from;
}

/** The end of the sentence, or where it goes on to what is so today. */
function turnAfter({ words }: Observation, at: number): number {
  let to = at + 1;
  while (
    to < words.length &&
    to - at < LONGEST_SENTENCE &&
    !words[to]?.begins &&
    !TURNS.has(words[to]?.word ?? '')
  )
    to += 1;
  return to;
}
const TURNS = new Set('but now since then today nowadays until till however meanwhile'.split(' '));

function clauseEnd({ words, clauses }: Observation, at: number): number {
  let to = at + 1;
  while (to < words.length && to - at < LONGEST_SENTENCE && clauses[to] === clauses[at] && !words[to]?.begins)
    to += 1;
  return to;
}
