import { expect, test } from 'vitest';
import { openTopics, trainTopics } from '../../src/understanding/topic-model.ts';

const lock = { features: ['asks explain', 'mutex', 'hold'], topics: ['Locking'] };
const queue = { features: ['asks explain', 'producer', 'hand'], topics: ['MessageQueue'] };
const either = { features: ['asks compare', 'mutex', 'producer'], topics: ['Locking', 'MessageQueue'] };
const neither = { features: ['asks memory', 'leak', 'grow'], topics: ['MemMgmt'] };
// What is seen seldom is left out, and a handful of examples is soon told apart.
const examples = Array.from({ length: 30 }, () => [lock, queue, either, neither]).flat();
const judge = openTopics(structuredClone(trainTopics(examples)));

test('a question may be about several topics, each for itself', () => {
  expect(judge(either.features).Locking).toBeGreaterThan(0.5);
  expect(judge(either.features).MessageQueue).toBeGreaterThan(0.5);
  expect(judge(lock.features).Locking).toBeGreaterThan(0.5);
  expect(judge(lock.features).MessageQueue).toBeLessThan(0.5);
});

test('each topic of the examples is judged, those not meant as unlikely', () => {
  const shares = judge(neither.features);
  expect(Object.keys(shares)).toEqual(['Locking', 'MemMgmt', 'MessageQueue']);
  expect(shares.Locking).toBeLessThan(0.5);
  expect(shares.MemMgmt).toBeGreaterThan(0.5);
});
