import { expect, test } from 'vitest';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { knowledge } from '../support/knowledge.ts';
import { readAll, readHeldOut } from './held-out.ts';
import { language } from './language.ts';
import { score } from './score.ts';

/** Labelled messages that were kept out of the example messages, a fifth of all that were written. */

const { messages, hard, numbers } = readHeldOut(new URL('../phrases/', import.meta.url).pathname);
const understand = createUnderstand(language);

test('labels name what exists', () => {
  for (const { id, answers, topics } of [...messages, ...hard, ...numbers]) {
    for (const [decision, option] of Object.entries(answers)) {
      const options = knowledge.decisions[decision]?.options.map((each) => each.id);
      expect(options, id).toContain(option);
    }
    for (const topic of topics) expect(Object.keys(knowledge.topics), id).toContain(topic);
  }
});

test('the held-out messages are read about as well as measured', () => {
  const measured = score(readAll(messages, understand));
  expect(messages.length).toBeGreaterThan(5000);
  expect(measured.intentAccuracy).toBeGreaterThan(0.94);
  expect(measured.slots.f1).toBeGreaterThan(0.895);
  expect(measured.slots.precision).toBeGreaterThan(0.93);
  expect(measured.contradictionRate).toBeLessThanOrEqual(0.015);
  expect(measured.spuriousRate).toBeLessThanOrEqual(0.03);
  expect(measured.replyAccuracy).toBeGreaterThan(0.885);
  expect(measured.offTopic.f1).toBeGreaterThan(0.92);
  expect(measured.topics.f1).toBeGreaterThan(0.825);
});

test('messages written to be misread are seldom read as the opposite of what they say', () => {
  const measured = score(readAll(hard, understand));
  expect(hard.length).toBeGreaterThan(400);
  expect(measured.contradictionRate).toBeLessThanOrEqual(0.045);
  expect(measured.slots.f1).toBeGreaterThan(0.84);
  expect(measured.spuriousRate).toBeLessThanOrEqual(0.035);
});

test('numbers in held-out messages are read about as well as measured', () => {
  const measured = score(readAll(numbers, understand));
  expect(measured.numbersExact).toBeGreaterThan(0.89);
  expect(measured.numbers.precision).toBeGreaterThan(0.89);
});
