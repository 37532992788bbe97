import { describe, expect, test } from 'vitest';
import { readQuantities } from '../../src/understanding/quantities.ts';
import { tokenize } from '../../src/understanding/tokens.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';

const read = (text: string) => readQuantities({ text, tokens: tokenize(text) });

const cases: Readonly<Record<string, readonly (readonly [string, Quantities])[]>> = {
  'rates are per second': [
    ['we get 30k req/min', { requestsPerSecond: 500 }],
    ['about 50 rps', { requestsPerSecond: 50 }],
    ['2,000 events per second', { requestsPerSecond: 2000 }],
    ['7200 orders an hour', { requestsPerSecond: 2 }],
    ['600 readings every 5 minutes', { requestsPerSecond: 2 }],
    ['200-300 requests/s', { requestsPerSecond: 250 }],
  ],
  'batches and budgets': [
    ['1M images in 4 hours, must be done by then', { jobsTotal: 1e6, deadlineSeconds: 14_400 }],
    ['two million rows, 5ms of cpu per row', { jobsTotal: 2e6, cpuSeconds: 0.005 }],
    ['60k webhooks have to go out within half an hour', { jobsTotal: 60_000, deadlineSeconds: 1800 }],
    ['we have a 6 hour window for 900 reports', { jobsTotal: 900, deadlineSeconds: 21_600 }],
    ['40 thousand PDFs', { jobsTotal: 40_000 }],
  ],
  'times of one task': [
    ['each call takes ~3 s', { latencySeconds: 3 }],
    ['every request waits 800ms for the database', { ioWaitSeconds: 0.8 }],
    ['each frame needs 40 ms of cpu', { cpuSeconds: 0.04 }],
    ['a page takes 1.5 seconds, 200 pages', { jobsTotal: 200, latencySeconds: 1.5 }],
    ['20 req/s, 250ms round trip', { requestsPerSecond: 20, ioWaitSeconds: 0.25 }],
    ['100 requests per second at 2-3 s each', { requestsPerSecond: 100, latencySeconds: 2.5 }],
  ],
  'machines and memory': [
    ['8-core box with 16 GB ram', { cores: 8, memoryBytes: 16e9 }],
    ['16 vcpu', { cores: 16 }],
    ['quad core', { cores: 4 }],
    ['a single vcpu droplet', { cores: 1 }],
    ['the pod has 2 GiB', { memoryBytes: 2 ** 31 }],
    ['12 workers of 180 MB each', { memoryPerWorkerBytes: 180e6 }],
    ['3 machines, 32 cores each', { hosts: 3, cores: 32 }],
    ['container limited to 512m ram', { memoryBytes: 512e6 }],
  ],
  'people and connections': [
    ['20k websockets open', { concurrentUsers: 20_000 }],
    ['5000 concurrent users', { concurrentUsers: 5000 }],
    ['100k devices connected over mqtt', { concurrentUsers: 100_000 }],
  ],
  'latency targets and versions': [
    ['p95 under 300ms', { p95TargetSeconds: 0.3 }],
    ['we run python 3.12', { pythonVersion: '3.12' }],
    ['on 3.13t now', { pythonVersion: '3.13t' }],
    ['python 3.14 free-threaded', { pythonVersion: '3.14t' }],
    ['python3.11', { pythonVersion: '3.11' }],
  ],
  'what is no quantity of the job': [
    ['gunicorn with 4 workers', {}],
    ['timeout of 30 s', {}],
    ['it takes 4 hours now', {}],
    ['a 2 TB archive', {}],
    ['django 5.1', {}],
    ['10x faster', {}],
    ['20% of the time', {}],
    ['we get 429s all day', {}],
    ['pegs one core', {}],
    ['pool of 20 connections', {}],
    ['retry 3 times', {}],
    ['every 5 minutes', {}],
  ],
};

describe.each(Object.entries(cases))('%s', (_, table) => {
  test.each(table)('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

test('a bare number is what the open question asks for', () => {
  const text = '8 of them';
  expect(readQuantities({ text, tokens: tokenize(text) }, 'cores')).toEqual({ cores: 8 });
  expect(readQuantities({ text, tokens: tokenize(text) })).toEqual({});
});
