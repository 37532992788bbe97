import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Understand } from '../../src/understanding/understand.ts';
import type { LabelledMessage, ReadMessage } from './score.ts';

/** Files whose messages carry no labels for numbers, and those whose messages carry no others. */
const WITHOUT_NUMBERS = new Set([
  'more',
  'neighbours-lending-library',
  'neighbours-observatory',
  'offtopic',
  'other',
  'replies',
  'symptoms',
  'workload',
]);
const NUMBERS_ONLY = new Set(['quantities', 'quantities-airport']);

/** Files of messages that were written to be misread; they are measured by themselves. */
const HARD = /^hard-/;

/** The labelled messages of one file. */
export interface HeldOutFile {
  readonly name: string;
  readonly messages: LabelledMessage[];
}

/** The labelled messages in a folder, which the models were not trained on. */
export function readHeldOut(folder: string): {
  readonly files: readonly HeldOutFile[];
  /** Labelled with all but numbers. */
  readonly messages: LabelledMessage[];
  /** The like, written to be misread. */
  readonly hard: LabelledMessage[];
  /** Labelled with numbers. */
  readonly numbers: LabelledMessage[];
} {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .map((file) => ({ name: file.replace(/\.jsonl$/, ''), messages: readLines(join(folder, file)) }));
  const pick = (isMeant: (name: string) => boolean) =>
    files.flatMap(({ name, messages }) => (isMeant(name) ? messages : []));
  return {
    files,
    messages: pick((name) => !HARD.test(name) && !NUMBERS_ONLY.has(name)),
    hard: pick((name) => HARD.test(name)),
    numbers: pick((name) => !HARD.test(name) && !WITHOUT_NUMBERS.has(name)),
  };
}

function readLines(file: string): LabelledMessage[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));
}

export function readAll(messages: readonly LabelledMessage[], understand: Understand): ReadMessage[] {
  return messages.map((message) => ({ message, reading: understand(message.text, message.context) }));
}
