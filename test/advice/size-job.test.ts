import { describe, expect, test } from 'vitest';
import { sizeJob } from '../../src/advice/size-job.ts';
import { formatBytes, formatNumber, formatRange, formatSeconds } from '../../src/advice/units.ts';

describe('an estimate from what people said', () => {
  test('names the rate, the memory, the command line, what was assumed and what to measure', () => {
    const { sizing, sizingText } = sizeJob('Coroutines', { requestsPerSecond: 50, latencySeconds: 3 });
    expect(sizing).toMatchObject({ leaf: 'Coroutines', feasible: true });
    for (const words of [
      '151 on average',
      'Memory',
      'uvicorn app:app',
      'Assumed: CPU time',
      'time.thread_time',
    ]) {
      expect(sizingText.toLowerCase()).toContain(words.toLowerCase());
    }
  });

  test('takes a time nobody called waiting as computing where the outcome computes', () => {
    const { sizing } = sizeJob('ProcessPoolIndependent', {
      jobsTotal: 40_000,
      deadlineSeconds: 3600,
      latencySeconds: 0.5,
      cores: 16,
    });
    expect(sizing?.cpuCores.likely).toBeGreaterThan(5);
  });

  test('says when the hosts at hand are too few', () => {
    const quantities = { requestsPerSecond: 5000, ioWaitSeconds: 0.1, cpuSeconds: 0.02, cores: 8, hosts: 2 };
    expect(sizeJob('Coroutines', quantities).sizingText).toContain('you have 2, which is too few');
  });

  test('says what the limit is where it does not fit', () => {
    const quantities = { requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.01 };
    expect(sizeJob('SingleThread', quantities).sizingText).toContain('does not fit');
  });

  test('shows why a number cannot be right', () => {
    const quantities = { requestsPerSecond: 50, ioWaitSeconds: 800_000 };
    const { sizing, sizingText } = sizeJob('Coroutines', quantities);
    expect(sizing).toBeNull();
    expect(sizingText).toMatch(/cannot size that: waiting time per task 800000 .*milliseconds/);
  });

  test.each([
    [{}, ['how much there is to do', 'how long one takes']],
    [{ jobsTotal: 100 }, ['by when it must be done', 'how long one takes']],
    [{ cpuSeconds: 1 }, ['how much there is to do']],
  ])('%j: says what is missing', (quantities, missing) => {
    const { sizing, sizingText } = sizeJob('ProcessPoolIndependent', quantities);
    expect(sizing).toBeNull();
    for (const words of missing) expect(sizingText).toContain(words);
  });

  test('is not there where there is nothing to size', () => {
    expect(sizeJob(null, { requestsPerSecond: 50 })).toEqual({
      sizing: null,
      sizingInput: null,
      sizingText: '',
    });
  });
});

test.each([
  [formatNumber(12_345), '12,345'],
  [formatNumber(0.456), '0.46'],
  [formatBytes(1.5 * 2 ** 30), '1.5 GiB'],
  [formatBytes(180 * 2 ** 20), '180 MiB'],
  [formatBytes(256 * 2 ** 10), '256 KiB'],
  [formatSeconds(0.25), '250 ms'],
  [formatSeconds(3.14), '3.1 s'],
  [formatSeconds(720), '12 min'],
  [formatSeconds(9000), '2.5 h'],
  [formatRange({ low: 1, likely: 2, high: 4 }), '2 (1–4)'],
  [formatRange({ low: 2, likely: 2, high: 2 }), '2'],
  [formatRange({ low: 2 ** 27, likely: 2 ** 28, high: 2 ** 29 }, formatBytes), '256 MiB (128–512 MiB)'],
])('%s', (text, expected) => {
  expect(text).toBe(expected);
});
