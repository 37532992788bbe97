import { expect, test } from 'vitest';
import { createUnderstand } from '../../src/understanding/understand.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';
import { language } from './language.ts';

const understand = createUnderstand(language);

const cases: readonly (readonly [string, Quantities])[] = [
  ['for each of 3,202 samples we run an aligner, 40 s of cpu', { jobsTotal: 3202, cpuSeconds: 40 }],
  [
    '650 harbour cranes, each waits 2 s for its plc, all within a minute. how many threads?',
    { jobsTotal: 650, ioWaitSeconds: 2, deadlineSeconds: 60 },
  ],
  ['900 church bells, 3 s cpu per bell, 8 cores', { jobsTotal: 900, cpuSeconds: 3, cores: 8 }],
  ['48 beehives, one call each waits 700 ms', { jobsTotal: 48, ioWaitSeconds: 0.7 }],
];

test.each(cases)('whatever the tasks are called, their number is read: %s', (text, expected) => {
  const { quantities } = understand(text, null);
  expect(Object.keys(quantities).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected))
    expect(quantities).toHaveProperty(name, expect.closeTo(value as number));
});

test('no figure is named that the message does not state', () => {
  const text = 'gunicorn 23 on debian 12, workers 4, threads 8, timeout 30. every third request hangs. why?';
  expect(understand(text, null).quantities).toEqual({});
});

test('a figure is never what its unit rules out', () => {
  const { quantities } = understand('it needs 3 GB and 40 s, 12 times', null);
  expect(Object.values(quantities)).not.toContain(3);
  for (const [name, value] of Object.entries(quantities)) {
    expect(name.endsWith('Bytes')).toBe(value === 3e9);
    expect(name.endsWith('Seconds')).toBe(value === 40);
  }
});
