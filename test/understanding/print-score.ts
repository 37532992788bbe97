import { INTENTS } from '../../src/understanding/understanding.ts';
import { confusions, judge, type Measured, type ReadMessage } from './score.ts';
import type { Tally } from './tally.ts';

type Print = (line: string) => void;

/** Prints all measures, then those of each intent and each decision; numbers as scored on messages labelled with them. */
export function printScore(measured: Measured, print: Print, numbers?: Measured): void {
  const { slots, offTopic, topics } = measured;
  const line = (name: string, ...figures: readonly (readonly [string, number])[]) =>
    print(`  ${name.padEnd(28)}${figures.map(([what, share]) => `${what} ${percent(share)}`).join('   ')}`);
  line('intents', ['right', measured.intentAccuracy], ['macro-F1', measured.intentMacroF1]);
  line('off topic', ...threeShares(offTopic));
  line('answers', ...threeShares(slots), ['whole message', measured.slotsExact]);
  line('contradictions', ['of all messages', measured.contradictionRate]);
  line('answers where none belong', ['of those messages', measured.spuriousRate]);
  line('replies', ['right', measured.replyAccuracy]);
  line('topics', ...threeShares(topics), ['any right', measured.topicsAnyHit]);
  if (numbers !== undefined) {
    line(
      'numbers',
      ['exact', numbers.numbersExact],
      ['precision', numbers.numbers.precision],
      ['as any time of a task', numbers.numbersUnderAnyName],
      ['whole message', numbers.numbersWholeMessage],
    );
  }

  print(`\n  ${'intent'.padEnd(18)}count    precision  recall     F1`);
  for (const [intent, tally] of measured.intents)
    if (tally.expected > 0) print(`  ${tallyLine(intent, tally)}`);
  print(`\n  ${'decision'.padEnd(18)}count    precision  recall     F1      contradictions`);
  for (const [decision, tally] of [...measured.decisions].sort(([a], [b]) => (a < b ? -1 : 1))) {
    print(`  ${tallyLine(decision, tally)}  ${String(tally.contradictions).padStart(6)}`);
  }
}

/** One line with the main measures of some messages. */
export function printInShort(name: string, measured: Measured, print: Print): void {
  const { messages, intentAccuracy, slots, contradictionRate, replyAccuracy, topics, numbersExact } =
    measured;
  const shares = [intentAccuracy, slots.f1, contradictionRate, replyAccuracy, topics.f1, numbersExact];
  print(`  ${name.padEnd(32)}${String(messages).padStart(5)}  ${shares.map(percent).join('  ')}`);
}

/** What `printInShort` prints, above its lines. */
export function printHeadOfShort(print: Print): void {
  const heads = ['intents', 'answers', 'contrad.', 'replies', 'topics', 'numbers'];
  print(`  ${''.padEnd(32)}count  ${heads.map((head) => head.padStart(7)).join('  ')}`);
}

/** A table of what was written (rows) and what it was read as (columns). */
export function printConfusions(messages: readonly ReadMessage[], print: Print): void {
  const counts = confusions(messages);
  const width = Math.max(...INTENTS.map((intent) => intent.length)) + 4;
  print(`\n  written (rows), read as (columns)`);
  print(`${''.padEnd(width)}${INTENTS.map((intent) => intent.slice(0, 6).padStart(7)).join('')}`);
  for (const written of INTENTS) {
    const cells = INTENTS.map((read) => counts.find(([a, b]) => a === written && b === read)?.[2] ?? 0);
    print(
      `  ${written.padEnd(width - 2)}${cells.map((count) => (count === 0 ? '·' : String(count)).padStart(7)).join('')}`,
    );
  }
}

/** The messages read worst: contradictions first, then wrong intents with wrong answers. */
export function printWorst(messages: readonly ReadMessage[], count: number, print: Print): void {
  const badness = (each: ReadMessage) => {
    const { contradicted, wrong, missed } = judge(each);
    const isIntentWrong = each.reading.intent !== each.message.intent;
    return 5 * contradicted.length + wrong.length + (isIntentWrong ? 1.5 : 0) + 0.2 * missed.length;
  };
  const worst = messages
    .map((each) => ({ each, bad: badness(each) }))
    .filter(({ bad }) => bad >= 1)
    .sort((a, b) => b.bad - a.bad)
    .slice(0, count);
  const answers = (values: Readonly<Record<string, string>>) =>
    Object.entries(values)
      .map(([decision, option]) => `${decision}=${option}`)
      .join(' ');
  for (const { each } of worst) {
    const { message, reading } = each;
    const context = message.context === null ? '' : ` [${message.context}?]`;
    print(`\n  "${message.text.replaceAll('\n', ' ').slice(0, 150)}"${context}`);
    print(`    should be ${message.intent} ${answers(message.answers)}`);
    print(`    was read  ${reading.intent} ${answers(reading.answers)}`);
  }
}

function threeShares({ precision, recall, f1 }: Tally): (readonly [string, number])[] {
  return [
    ['F1', f1],
    ['precision', precision],
    ['recall', recall],
  ];
}

function tallyLine(name: string, { expected, precision, recall, f1 }: Tally): string {
  return `${name.padEnd(18)}${String(expected).padStart(5)}   ${[precision, recall, f1].map(percent).join('   ')}`;
}

function percent(share: number): string {
  return Number.isNaN(share) ? '    –  ' : `${(100 * share).toFixed(1).padStart(5)} %`;
}
