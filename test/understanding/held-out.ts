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

/** The labelled messages in a folder, which the models were not trained on. */
export function readHeldOut(folder: string): {
  /** Labelled with all but numbers. */
  readonly messages: LabelledMessage[];
  /** Labelled with numbers. */
  readonly numbers: LabelledMessage[];
} {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => ({ name: file.replace(/\.jsonl$/, ''), messages: readLines(join(folder, file)) }));
  return {
    messages: files.flatMap(({ name, messages }) => (NUMBERS_ONLY.has(name) ? [] : messages)),
    numbers: files.flatMap(({ name, messages }) => (WITHOUT_NUMBERS.has(name) ? [] : messages)),
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
