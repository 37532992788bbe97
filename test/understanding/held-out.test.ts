import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { knowledge } from '../support/knowledge.ts';
import { language } from './language.ts';
import { type LabelledMessage, score } from './score.ts';

/** Labelled messages that were kept out of the example messages, a fifth of all that were written. */

const folder = new URL('../phrases/', import.meta.url);
const read = (file: string): LabelledMessage[] =>
  readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
const messages = files.filter((file) => file !== 'quantities.jsonl').flatMap(read);
const understand = createUnderstand(language);

test('labels name what exists', () => {
  for (const { id, answers, topics } of [...messages, ...read('quantities.jsonl')]) {
    for (const [decision, option] of Object.entries(answers)) {
      const options = knowledge.decisions[decision]?.options.map((each) => each.id);
      expect(options, id).toContain(option);
    }
    for (const topic of topics) expect(Object.keys(knowledge.topics), id).toContain(topic);
  }
});

test('the held-out messages are read about as well as measured', () => {
  const measured = score(messages, understand);
  expect(messages.length).toBeGreaterThan(350);
  expect(measured.intentAccuracy).toBeGreaterThan(0.9);
  expect(measured.slots.f1).toBeGreaterThan(0.85);
  expect(measured.slots.precision).toBeGreaterThan(0.93);
  expect(measured.contradictionRate).toBeLessThanOrEqual(0.01);
  expect(measured.spuriousRate).toBeLessThanOrEqual(0.04);
  expect(measured.replyAccuracy).toBeGreaterThan(0.83);
  expect(measured.offTopic.f1).toBeGreaterThan(0.87);
  expect(measured.topics.f1).toBeGreaterThan(0.88);
});

test('numbers in held-out messages are read about as well as measured', () => {
  const { quantities } = score(read('quantities.jsonl'), understand);
  expect(quantities.recall).toBeGreaterThan(0.8);
  expect(quantities.precision).toBeGreaterThan(0.8);
});
