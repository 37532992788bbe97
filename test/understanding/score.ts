import {
  INTENTS,
  type Intent,
  type Quantities,
  type Understanding,
} from '../../src/understanding/understanding.ts';
import { Tally } from './tally.ts';

/** A labelled message as in `test/phrases/*.jsonl`. */
export interface LabelledMessage {
  readonly id: string;
  readonly text: string;
  readonly context: string | null;
  readonly intent: string;
  readonly answers: Readonly<Record<string, string>>;
  /** Values that would be plainly wrong. */
  readonly forbidden: Readonly<Record<string, readonly string[]>>;
  /** Values that may or may not be asserted. */
  readonly optional: Readonly<Record<string, readonly string[]>>;
  readonly topics: readonly string[];
  readonly quantities: Quantities;
}

/** A message, and what was read in it. */
export interface ReadMessage {
  readonly message: LabelledMessage;
  readonly reading: Pick<Understanding, 'intent' | 'answers' | 'topics' | 'quantities'>;
}

/** What an answer entails counts neither as right nor as wrong. */
const ENTAILED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LockType: { SyncStrategy: 'locks', ResourceSharing: 'yes' },
  SyncStrategy: { ResourceSharing: 'yes' },
  Safety: { DataSharing: 'yes' },
  CPUScale: { TaskType: 'cpu' },
  IOScale: { TaskType: 'io' },
};
const WAITING = { TaskType: 'io', IOScale: 'yes' };
const COMPUTING = { TaskType: 'cpu', CPUScale: 'yes' };
const THREADS = { ...WAITING, ConcurrencyType: 'thread-based' };
/** Nor does what must have been said before the question could be asked. */
const PATH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CPUScale: { TaskType: 'cpu' },
  IOScale: { TaskType: 'io' },
  ConcurrencyType: WAITING,
  GIL: THREADS,
  ResourceSharing: { ...THREADS, GIL: 'no' },
  SyncStrategy: { ...THREADS, GIL: 'no', ResourceSharing: 'yes' },
  LockType: { ...THREADS, GIL: 'no', ResourceSharing: 'yes', SyncStrategy: 'locks' },
  CPUParallel: COMPUTING,
  DataSharing: { ...COMPUTING, CPUParallel: 'yes' },
  Safety: { ...COMPUTING, CPUParallel: 'yes', DataSharing: 'yes' },
};
/** Times of one task: which of the three is meant may be open to debate. */
const TASK_TIMES = ['ioWaitSeconds', 'cpuSeconds', 'latencySeconds'];
const SLOT_INTENTS = new Set(['workload', 'sizing']);
const TOPIC_INTENTS = new Set(['explain', 'compare', 'memory']);

/** A value counted for one message: right, in doubt or wrong, and what was missed. */
export interface Judged {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
  /** Decisions answered otherwise than labelled, or with a value that is plainly wrong. */
  readonly contradicted: readonly string[];
}

/** Compares the answers read with those labelled; all lists name decisions. */
export function judge({ message, reading }: ReadMessage): Judged {
  const ignored = Object.assign(
    {},
    ...Object.keys(message.answers).map((decision) => ENTAILED[decision] ?? {}),
    PATH[message.context ?? ''] ?? {},
  );
  const right: string[] = [];
  const wrong: string[] = [];
  const contradicted: string[] = [];
  for (const [decision, option] of Object.entries(reading.answers)) {
    const expected = message.answers[decision];
    if (expected === option) right.push(decision);
    else if (expected !== undefined || message.forbidden[decision]?.includes(option)) {
      wrong.push(decision);
      contradicted.push(decision);
    } else if (!message.optional[decision]?.includes(option) && ignored[decision] !== option) {
      wrong.push(decision);
    }
  }
  const missed = Object.keys(message.answers).filter((decision) => !right.includes(decision));
  return { right, wrong, missed, contradicted };
}

/** All measures of how well messages were read. Shares are from 0 to 1; one without a case is NaN. */
export function score(messages: readonly ReadMessage[]) {
  const intents = new Map<string, Tally>(INTENTS.map((intent) => [intent, new Tally()]));
  const decisions = new Map<string, Tally & { contradictions: number }>();
  const decisionTally = (decision: string) => {
    const known = decisions.get(decision) ?? Object.assign(new Tally(), { contradictions: 0 });
    decisions.set(decision, known);
    return known;
  };
  const slots = new Tally();
  const topics = new Tally();
  const numbers = new Tally();
  const exact = { intents: 0, slots: 0, replies: 0, numbers: 0, timesUnderAnyName: 0, topics: 0 };
  const of = { slots: 0, others: 0, replies: 0, numbers: 0, topics: 0 };
  let contradictions = 0;
  let spurious = 0;

  for (const each of messages) {
    const { message, reading } = each;
    const isIntentRight = reading.intent === message.intent;
    if (isIntentRight) {
      exact.intents += 1;
      intents.get(message.intent)?.count('right');
    } else {
      intents.get(message.intent)?.count('missed');
      intents.get(reading.intent)?.count('wrong');
    }

    const judged = judge(each);
    const isClean = judged.wrong.length === 0 && judged.missed.length === 0;
    if (judged.contradicted.length > 0) contradictions += 1;
    for (const decision of judged.contradicted) decisionTally(decision).contradictions += 1;
    const isSlotMessage = SLOT_INTENTS.has(message.intent) || Object.keys(message.answers).length > 0;
    if (isSlotMessage) {
      of.slots += 1;
      if (isClean) exact.slots += 1;
      for (const outcome of ['right', 'wrong', 'missed'] as const) {
        for (const decision of judged[outcome]) {
          slots.count(outcome);
          decisionTally(decision).count(outcome);
        }
      }
    } else {
      of.others += 1;
      if (judged.wrong.length > 0) spurious += 1;
    }
    if (message.context !== null) {
      of.replies += 1;
      if (isIntentRight && isClean) exact.replies += 1;
    }
    if (TOPIC_INTENTS.has(message.intent) && message.topics.length > 0) {
      of.topics += 1;
      topics.compare(message.topics, reading.topics);
      if (message.topics.some((topic) => reading.topics.includes(topic))) exact.topics += 1;
    }
    if (SLOT_INTENTS.has(message.intent)) {
      const read = compareNumbers(message.quantities, reading.quantities);
      for (const outcome of read.outcomes) numbers.count(outcome);
      exact.timesUnderAnyName += read.underAnotherName;
      if (Object.keys(message.quantities).length > 0) {
        of.numbers += 1;
        if (read.outcomes.every((outcome) => outcome === 'right')) exact.numbers += 1;
      }
    }
  }

  const present = [...intents].filter(([, tally]) => tally.expected > 0);
  return {
    messages: messages.length,
    intentAccuracy: exact.intents / messages.length,
    intentMacroF1: present.reduce((sum, [, tally]) => sum + tally.f1, 0) / present.length,
    offTopic: intents.get('offtopic') ?? new Tally(),
    slots,
    slotsExact: exact.slots / of.slots,
    contradictionRate: contradictions / messages.length,
    contradictions,
    spuriousRate: spurious / of.others,
    replies: of.replies,
    replyAccuracy: exact.replies / of.replies,
    numbers,
    /** Of the labelled numbers, those read under the right name, and those read as a time of one task at least. */
    numbersExact: numbers.recall,
    numbersUnderAnyName: (numbers.right + exact.timesUnderAnyName) / numbers.expected,
    numbersWholeMessage: exact.numbers / of.numbers,
    topics,
    topicsAnyHit: exact.topics / of.topics,
    intents,
    decisions,
  };
}
export type Measured = ReturnType<typeof score>;

function compareNumbers(expected: Quantities, found: Quantities) {
  const isEqual = (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 0.01 * Math.abs(a) : a === b;
  const labelled = Object.entries(expected);
  const read = new Map<string, unknown>(Object.entries(found));
  const outcomes: ('right' | 'wrong' | 'missed')[] = [];
  let underAnotherName = 0;
  for (const [name, value] of labelled) {
    if (isEqual(value, read.get(name))) {
      outcomes.push('right');
      continue;
    }
    outcomes.push('missed');
    const isTask = TASK_TIMES.includes(name);
    if (isTask && TASK_TIMES.some((other) => !(other in expected) && isEqual(value, read.get(other)))) {
      underAnotherName += 1;
    }
  }
  for (const [name, value] of read) {
    if (!labelled.some(([other, known]) => other === name && isEqual(known, value))) outcomes.push('wrong');
  }
  return { outcomes, underAnotherName };
}

/** How often messages of one intent were read as another, most frequent first. */
export function confusions(messages: readonly ReadMessage[]): readonly (readonly [Intent, Intent, number])[] {
  return INTENTS.flatMap((written) => {
    const own = messages.filter(({ message }) => message.intent === written);
    return INTENTS.map((read) => {
      const count = own.filter(({ reading }) => reading.intent === read).length;
      return [written, read, count] as const;
    });
  }).filter(([, , count]) => count > 0);
}
