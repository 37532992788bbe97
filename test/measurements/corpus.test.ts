import { expect, test } from 'vitest';
import { readPaste } from '../../src/measurements/measurement.ts';
import { TOOLS } from '../../src/measurements/read-measurements.ts';
import { understand } from '../support/understand.ts';
import { count, samplesOf } from './corpus.ts';

test('the corpus tells how each measurement was made, and a third of it is held back', () => {
  const [seen, heldBack] = [samplesOf('corpus'), samplesOf('held-back')];
  expect([...seen, ...heldBack].every(({ made }) => made.length > 3)).toBe(true);
  expect(new Set([...seen, ...heldBack].map(({ id }) => id)).size).toBeGreaterThanOrEqual(80);
  expect(heldBack.length / (seen.length + heldBack.length)).toBeGreaterThan(0.3);
});

test('the measurements worked with: no fact is wrong, nearly all are found', () => {
  const { facts, found, wrong } = count(understand, samplesOf('corpus'));
  expect(wrong).toEqual([]);
  expect(found / facts).toBeGreaterThan(0.95);
});

test('the measurements held back: most facts are found, none is wrong', () => {
  const { facts, found, wrong } = count(understand, samplesOf('held-back'));
  // Told by number only, so that nobody tunes on them by accident.
  expect(wrong.length).toBe(0);
  expect(found / facts).toBeGreaterThan(0.9);
});

test('whatever a tool is read from shows its sign, so that nothing is passed over', () => {
  const texts = [...samplesOf('corpus'), ...samplesOf('held-back')].map(({ text }) => text);
  const isRead = TOOLS.map(({ sign, read }) => {
    const measured = texts.filter((text) => read(readPaste(text)).length > 0);
    expect(measured.filter((text) => !sign.test(text))).toEqual([]);
    return measured.length > 0;
  });
  expect(isRead.filter((each) => each).length).toBeGreaterThanOrEqual(18);
});
