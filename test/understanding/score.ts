import type { Understand } from '../../src/understanding/understand.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';

/** A labelled message as in `test/phrases/*.jsonl`. */
export interface LabelledMessage {
  readonly id: string;
  readonly text: string;
  readonly context: string | null;
  readonly intent: string;
  readonly answers: Readonly<Record<string, string>>;
  /** Values that may or may not be asserted. */
  readonly optional: Readonly<Record<string, readonly string[]>>;
  readonly topics: readonly string[];
  readonly quantities: Quantities;
}

/** What an answer entails counts neither as right nor as wrong. */
const ENTAILED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LockType: { SyncStrategy: 'locks', ResourceSharing: 'yes' },
  SyncStrategy: { ResourceSharing: 'yes' },
  Safety: { DataSharing: 'yes' },
  CPUScale: { TaskType: 'cpu' },
  IOScale: { TaskType: 'io' },
};
/** Nor does what must have been said before the question could be asked. */
const PATH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  CPUScale: { TaskType: 'cpu' },
  IOScale: { TaskType: 'io' },
  ConcurrencyType: { TaskType: 'io', IOScale: 'yes' },
  GIL: { TaskType: 'io', IOScale: 'yes', ConcurrencyType: 'thread-based' },
  ResourceSharing: { TaskType: 'io', IOScale: 'yes', ConcurrencyType: 'thread-based', GIL: 'no' },
  CPUParallel: { TaskType: 'cpu', CPUScale: 'yes' },
  DataSharing: { TaskType: 'cpu', CPUScale: 'yes', CPUParallel: 'yes' },
  Safety: { TaskType: 'cpu', CPUScale: 'yes', CPUParallel: 'yes', DataSharing: 'yes' },
  SyncStrategy: { TaskType: 'io', IOScale: 'yes', ConcurrencyType: 'thread-based', ResourceSharing: 'yes' },
  LockType: { TaskType: 'io', IOScale: 'yes', ConcurrencyType: 'thread-based', ResourceSharing: 'yes' },
};

class Tally {
  private right = 0;
  private wrong = 0;
  private missed = 0;

  count(outcome: 'right' | 'wrong' | 'missed'): void {
    this[outcome] += 1;
  }
  get precision(): number {
    return this.right / Math.max(1, this.right + this.wrong);
  }
  get recall(): number {
    return this.right / Math.max(1, this.right + this.missed);
  }
  get f1(): number {
    return (2 * this.right) / Math.max(1, 2 * this.right + this.wrong + this.missed);
  }
}

const SLOT_INTENTS = new Set(['workload', 'sizing']);
const TOPIC_INTENTS = new Set(['explain', 'compare', 'memory']);

/** Reads every message and compares with its labels. */
export function score(messages: readonly LabelledMessage[], understand: Understand) {
  const slots = new Tally();
  const topics = new Tally();
  const offTopic = new Tally();
  const quantities = new Tally();
  let intents = 0;
  let contradictions = 0;
  let spurious = 0;
  let others = 0;
  let replies = 0;
  let repliesRight = 0;
  for (const message of messages) {
    const reading = understand(message.text, message.context);
    const isIntentRight = reading.intent === message.intent;
    if (isIntentRight) intents += 1;
    if (message.intent === 'offtopic') offTopic.count(isIntentRight ? 'right' : 'missed');
    else if (reading.intent === 'offtopic') offTopic.count('wrong');

    const judged = judge(message, reading.answers);
    if (judged.contradicts) contradictions += 1;
    if (SLOT_INTENTS.has(message.intent)) for (const outcome of judged.outcomes) slots.count(outcome);
    else {
      others += 1;
      if (judged.outcomes.includes('wrong')) spurious += 1;
    }
    if (message.context !== null) {
      replies += 1;
      if (isIntentRight && judged.outcomes.every((outcome) => outcome === 'right')) repliesRight += 1;
    }
    if (TOPIC_INTENTS.has(message.intent) && message.topics.length > 0) {
      compareSets(topics, message.topics, reading.topics);
    }
    const asPairs = (values: Quantities) => Object.entries(values).map(([name, value]) => `${name}=${value}`);
    compareSets(quantities, asPairs(message.quantities), asPairs(reading.quantities));
  }
  return {
    intentAccuracy: intents / messages.length,
    contradictionRate: contradictions / messages.length,
    spuriousRate: spurious / Math.max(1, others),
    replyAccuracy: repliesRight / Math.max(1, replies),
    slots,
    topics,
    offTopic,
    quantities,
  };
}

function judge(message: LabelledMessage, answers: Readonly<Record<string, string>>) {
  const outcomes: ('right' | 'wrong' | 'missed')[] = [];
  let contradicts = false;
  const ignored = Object.assign(
    {},
    ...Object.keys(message.answers).map((slot) => ENTAILED[slot] ?? {}),
    PATH[message.context ?? ''] ?? {},
  );
  for (const [slot, option] of Object.entries(answers)) {
    const expected = message.answers[slot];
    if (expected === option) outcomes.push('right');
    else if (expected !== undefined) {
      outcomes.push('wrong');
      contradicts = true;
    } else if (!message.optional[slot]?.includes(option) && ignored[slot] !== option) outcomes.push('wrong');
  }
  for (const [slot, option] of Object.entries(message.answers)) {
    if (answers[slot] !== option) outcomes.push('missed');
  }
  return { outcomes, contradicts };
}

function compareSets(tally: Tally, expected: readonly string[], found: readonly string[]): void {
  for (const each of found) tally.count(expected.includes(each) ? 'right' : 'wrong');
  for (const each of expected) if (!found.includes(each)) tally.count('missed');
}
