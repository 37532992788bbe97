import { describe, expect, test } from 'vitest';
import { quantitiesText } from '../../src/advice/quantity-text.ts';
import { scaleQuantities } from '../../src/advice/scale-quantities.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';

const nothing = { assumptions: [] };

describe('a change in proportion', () => {
  test.each([
    ['a rate', { load: 10 }, { requestsPerSecond: 50 }, { requestsPerSecond: 500 }],
    ['users, who stay whole', { load: 0.3 }, { concurrentUsers: 5 }, { concurrentUsers: 2 }],
    ['jobs', { load: 2 }, { jobsTotal: 300 }, { jobsTotal: 600 }],
    ['a wait', { taskSeconds: 0.5 }, { ioWaitSeconds: 3, cpuSeconds: 1 }, { ioWaitSeconds: 1.5 }],
    ['a time nobody called a wait', { taskSeconds: 0.1 }, { latencySeconds: 3 }, { latencySeconds: 0.3 }],
  ])('of %s', (_, factors, stated: Quantities, after) => {
    expect(scaleQuantities(factors, stated, nothing)).toMatchObject({ after });
  });

  test('counts from what was assumed where nothing was said', () => {
    const sizing = { assumptions: [{ input: 'coresPerHost', value: 4 }] };
    expect(scaleQuantities({ cores: 2 }, {}, sizing)).toEqual({ before: { cores: 4 }, after: { cores: 8 } });
  });

  test('of something unknown says what is missing', () => {
    expect(scaleQuantities({ load: 2, memoryBytes: 2 }, {}, nothing)).toEqual({
      unknown: 'how much there is to do and how much memory a host has',
    });
  });
});

test('numbers are said in words that differ for one and many', () => {
  expect(quantitiesText({ requestsPerSecond: 1, cores: 1, hosts: 2 })).toBe(
    '1 request per second, 1 core, 2 hosts',
  );
  expect(quantitiesText({ requestsPerSecond: 12.5, cpuSeconds: 0.0025, pythonVersion: '3.14t' })).toBe(
    '12.5 requests per second, each takes 2.5 ms of CPU, Python 3.14t',
  );
});

test('sizes are said in the units they were stated in', () => {
  expect(quantitiesText({ memoryBytes: 16e9, memoryPerWorkerBytes: 250 * 2 ** 20 })).toBe(
    '16 GB of RAM on each host, 250 MiB per worker',
  );
});
