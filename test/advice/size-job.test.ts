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

  test('gives the figures and the command first, then why, in one order', () => {
    const { sizingText } = sizeJob('Coroutines', { requestsPerSecond: 50, latencySeconds: 3 });
    const order = [
      'Processes:',
      'Cores:',
      'Hosts:',
      'uvicorn',
      'In flight:',
      'Most used:',
      'Response time:',
      'Twice the load',
      'Measure first:',
      'Assumed:',
    ];
    const places = order.map((words) => sizingText.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    expect(sizingText.length).toBeLessThan(1500);
  });

  test('lists the CPU time nobody stated as assumed, and as what to measure first', () => {
    const { sizing } = sizeJob('Coroutines', { requestsPerSecond: 50, latencySeconds: 3 });
    expect(sizing?.assumptions).toContainEqual({ input: 'cpuSeconds', value: 0.005 });
    expect(sizing?.sensitivity[0]).toMatchObject({ input: 'cpuSeconds', low: 0.001, high: 0.03 });
    const measured = sizeJob('Coroutines', { requestsPerSecond: 50, latencySeconds: 3, cpuSeconds: 0.01 });
    expect(measured.sizing?.assumptions.map(({ input }) => input)).not.toContain('cpuSeconds');
  });

  test.each([
    [{ requestsPerSecond: 20, concurrentUsers: 500, latencySeconds: 1 }, '500 concurrent users'],
    [{ requestsPerSecond: 20, deadlineSeconds: 7200, latencySeconds: 1 }, 'a deadline of 2 h'],
    [{ jobsTotal: 500, deadlineSeconds: 7200, latencySeconds: 1, p95TargetSeconds: 3 }, 'p95 under 3 s'],
  ])('%j: names the number that plays no part', (quantities, unused) => {
    expect(sizeJob('Coroutines', quantities).sizingText).toContain(`Not used here: ${unused}.`);
  });

  test('takes jobs at a rate as jobs with a deadline', () => {
    const { sizing } = sizeJob('Coroutines', { jobsTotal: 3000, requestsPerSecond: 10, latencySeconds: 1 });
    expect(sizing).toMatchObject({ shape: 'batch', feasible: true, requestsPerSecondPeak: 10 });
  });

  test('takes the rest of a task as waiting where its CPU time is known', () => {
    const quantities = { requestsPerSecond: 5, latencySeconds: 2, cpuSeconds: 0.5, cores: 16 };
    const { sizing } = sizeJob('ProcessPoolIndependent', quantities);
    expect(sizing?.assumptions.map(({ input }) => input)).not.toContain('ioWaitSeconds');
    expect(sizing?.processes.likely).toBeGreaterThan(15);
  });

  test('warns of what many small hosts cost synchronous code', () => {
    const quantities = { requestsPerSecond: 8, ioWaitSeconds: 1.5, cpuSeconds: 0.02, cores: 0.5 };
    expect(sizeJob('SyncIO', quantities).sizingText).toContain('is counted with one process');
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
