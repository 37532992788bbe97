import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFactors } from '../../src/understanding/factors.ts';

describe('a factor is read with what it multiplies', () => {
  test.each([
    ['what if 10x traffic', { load: 10 }],
    ['10 x the traffic', { load: 10 }],
    ['ten times the requests', { load: 10 }],
    ['traffic x3', { load: 3 }],
    ['twice the load', { load: 2 }],
    ['what if traffic doubles?', { load: 2 }],
    ['three times as many users', { load: 3 }],
    ['half as many jobs', { load: 0.5 }],
    ['20% more traffic', { load: 1.2 }],
    ['traffic goes up 50%', { load: 1.5 }],
    ['traffic drops by 30 percent', { load: 0.7 }],
    ['10x fewer requests', { load: 0.1 }],
    ['an order of magnitude more users', { load: 10 }],
    ['a quarter of the traffic', { load: 0.25 }],
    ['a tenfold load', { load: 10 }],
    ['1.5x the load', { load: 1.5 }],
    ['half the latency', { taskSeconds: 0.5 }],
    ['each call took half as long', { taskSeconds: 0.5 }],
    ['latency drops by half', { taskSeconds: 0.5 }],
    ['the API is twice as fast', { taskSeconds: 0.5 }],
    ['5 times slower', { taskSeconds: 5 }],
    ['double the cores', { cores: 2 }],
    ['twice as many vCPUs', { cores: 2 }],
    ['half the CPU time', { cpuSeconds: 0.5 }],
    ['half the memory', { memoryBytes: 0.5 }],
    ['twice the memory per worker', { memoryPerWorkerBytes: 2 }],
    ['double the machines', { hosts: 2 }],
    ['half the deadline', { deadlineSeconds: 0.5 }],
    ['10x traffic and half the latency', { load: 10, taskSeconds: 0.5 }],
    ['10x?', { load: 10 }],
    ['how about 100x', { load: 100 }],
    ['and twice that?', { load: 2 }],
  ])('"%s"', (text, factors) => {
    const read = readFactors(text);
    expect(Object.keys(read)).toEqual(Object.keys(factors));
    for (const [thing, factor] of Object.entries(factors)) {
      expect(read[thing as keyof typeof read]).toBeCloseTo(factor, 9);
    }
  });

  test.each([
    'we call Gemini from FastAPI, about 50 req/s, each call takes ~3 s',
    'half a second each',
    'only half of them are slow',
    'twice as many workers',
    'double the threads',
    'it is 3.14t',
    'an x86 machine',
    'we run 2 x 8 core boxes',
    '0x traffic',
    'there are two of them',
    '',
  ])('"%s" has none', (text) => {
    expect(readFactors(text)).toEqual({});
  });

  test('any text is read, quickly, and every factor is a positive number', () => {
    const words = fc.constantFrom(
      '10x',
      'half',
      'twice',
      'traffic',
      '%',
      'more',
      'by',
      '5',
      'a',
      ',',
      'of',
      'fold',
      'x',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(words, { maxLength: 60 }).map((each) => each.join(' ')),
    );
    fc.assert(
      fc.property(text, (given) => {
        for (const factor of Object.values(readFactors(given))) {
          expect(factor > 0 && Number.isFinite(factor)).toBe(true);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
