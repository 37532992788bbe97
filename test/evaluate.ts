import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKnowledge } from '../adapters/open-knowledge.ts';
import { endWithReader } from '../adapters/report-problem.ts';
import { projectFolder, readSettings } from '../adapters/settings.ts';
import { createUnderstand } from '../src/understanding/understand.ts';
import { INTENTS } from '../src/understanding/understanding.ts';
import { countText } from './measurements/corpus.ts';
import { type LabelledMessage, score } from './understanding/score.ts';

/**
 * How well the labelled messages in `test/phrases/` are read, none of which the models were trained on: scores, and a
 * table of what each intent was taken for.
 */
endWithReader();
const understand = createUnderstand(openKnowledge(readSettings()).language);
const folder = join(projectFolder, 'test', 'phrases');
const read = (file: string): LabelledMessage[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));

// Numbers are labelled in a file of their own, where nothing else is.
const NUMBERS = 'quantities.jsonl';
const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl') && file !== NUMBERS);
const messages = files.flatMap(read);
const measured = score(messages, understand);
const { quantities } = score(read(NUMBERS), understand);
const percent = (share: number) => `${(100 * share).toFixed(1).padStart(5)} %`;
const print = (line: string) => process.stdout.write(`${line}\n`);
const figures: readonly [string, number][] = [
  ['intents right', measured.intentAccuracy],
  ['off-topic F1', measured.offTopic.f1],
  ['answers precision', measured.slots.precision],
  ['answers recall', measured.slots.recall],
  ['answers F1', measured.slots.f1],
  ['contradictions', measured.contradictionRate],
  ['answers where none belong', measured.spuriousRate],
  ['replies right', measured.replyAccuracy],
  ['topics F1', measured.topics.f1],
  ['numbers precision', quantities.precision],
  ['numbers recall', quantities.recall],
];
print(`${messages.length} held-out messages`);
for (const [name, share] of figures) print(`  ${name.padEnd(27)}${percent(share)}`);

print('\nWhat was written (rows) and what it was read as (columns)');
const width = Math.max(...INTENTS.map((intent) => intent.length)) + 2;
print(`${''.padEnd(width)}${INTENTS.map((intent) => intent.slice(0, 6).padStart(7)).join('')}`);
for (const written of INTENTS) {
  const counts = INTENTS.map((read) => {
    const count = messages.filter(
      ({ intent, text, context }) => intent === written && understand(text, context).intent === read,
    ).length;
    return (count === 0 ? '·' : String(count)).padStart(7);
  });
  print(`${written.padEnd(width)}${counts.join('')}`);
}

print('');
for (const part of ['corpus', 'held-back'] as const) print(countText(understand, part));
