import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createReadQuantities } from '../../src/understanding/quantities.ts';
import { tokenize } from '../../src/understanding/tokens.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';
import { language } from './language.ts';
import { score } from './score.ts';

const readQuantities = createReadQuantities(language.lexicon);
const read = (text: string) => readQuantities({ text, tokens: tokenize(text) });

const cases: Readonly<Record<string, readonly (readonly [string, Quantities])[]>> = {
  'rates are per second': [
    ['we get 30k req/min', { requestsPerSecond: 500 }],
    ['about 50 rps', { requestsPerSecond: 50 }],
    ['2,000 events per second', { requestsPerSecond: 2000 }],
    ['7200 orders an hour', { requestsPerSecond: 2 }],
    ['600 readings every 5 minutes', { requestsPerSecond: 2 }],
    ['200-300 requests/s', { requestsPerSecond: 250 }],
    ['144k readings a day come in', { requestsPerSecond: 144_000 / 86_400 }],
    ['45 rpm of orders, sorry, I mean 45 orders per minute', { requestsPerSecond: 0.75 }],
    ['half a million clicks per hour', { requestsPerSecond: 500_000 / 3600 }],
    ['the topic carries 12k msgs/sec', { requestsPerSecond: 12_000 }],
    ['1.5k qps at noon', { requestsPerSecond: 1500 }],
    ['a dozen uploads per minute', { requestsPerSecond: 0.2 }],
  ],
  'batches and budgets': [
    ['1M images in 4 hours, must be done by then', { jobsTotal: 1e6, deadlineSeconds: 14_400 }],
    ['two million rows, 5ms of cpu per row', { jobsTotal: 2e6, cpuSeconds: 0.005 }],
    ['60k webhooks have to go out within half an hour', { jobsTotal: 60_000, deadlineSeconds: 1800 }],
    ['we have a 6 hour window for 900 reports', { jobsTotal: 900, deadlineSeconds: 21_600 }],
    ['40 thousand PDFs', { jobsTotal: 40_000 }],
    ['a dozen spreadsheets, due in 10 minutes', { jobsTotal: 12, deadlineSeconds: 600 }],
    [
      '3.2 million invoices have to be archived in one and a half hours',
      { jobsTotal: 3_200_000, deadlineSeconds: 5400 },
    ],
    ['25,000 letters, and we have two days for them', { jobsTotal: 25_000, deadlineSeconds: 172_800 }],
    ['500 to 700 contracts, finished in less than 30 min', { jobsTotal: 600, deadlineSeconds: 1800 }],
  ],
  'times of one task': [
    ['each call takes ~3 s', { latencySeconds: 3 }],
    ['every request waits 800ms for the database', { ioWaitSeconds: 0.8 }],
    ['each frame needs 40 ms of cpu', { cpuSeconds: 0.04 }],
    ['a page takes 1.5 seconds, 200 pages', { jobsTotal: 200, latencySeconds: 1.5 }],
    ['20 req/s, 250ms round trip', { requestsPerSecond: 20, ioWaitSeconds: 0.25 }],
    ['100 requests per second at 2-3 s each', { requestsPerSecond: 100, latencySeconds: 2.5 }],
    ['the lookup blocks for half a second', { ioWaitSeconds: 0.5 }],
    ['per page 400 ms of python time', { cpuSeconds: 0.4 }],
    ['an export waits two minutes for the warehouse', { ioWaitSeconds: 120 }],
    ['0.05s cpu and 1.2s waiting per order', { cpuSeconds: 0.05, ioWaitSeconds: 1.2 }],
    ['one conversion takes between 4 and 6 seconds', { latencySeconds: 5 }],
    ['every letter costs 700 µs of cpu', { cpuSeconds: 0.0007 }],
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
    ['a pair of nodes with 20 cores each', { hosts: 2, cores: 20 }],
    ['32GiB of RAM and 10 cores', { memoryBytes: 32 * 2 ** 30, cores: 10 }],
    ['each process needs 1.5 GiB', { memoryPerWorkerBytes: 1.5 * 2 ** 30 }],
    ['dual core atom, 2 GB memory', { cores: 2, memoryBytes: 2e9 }],
    ['250 MB per worker, 6 GB free on the box', { memoryPerWorkerBytes: 250e6, memoryBytes: 6e9 }],
    ['we rent five servers', { hosts: 5 }],
    ['a 24-thread xeon, 12 cores', { cores: 12 }],
  ],
  'people and connections': [
    ['20k websockets open', { concurrentUsers: 20_000 }],
    ['5000 concurrent users', { concurrentUsers: 5000 }],
    ['100k devices connected over mqtt', { concurrentUsers: 100_000 }],
    ['3k tcp connections stay open', { concurrentUsers: 3000 }],
    ['eight hundred users at a time', { concurrentUsers: 800 }],
    ['25 000 idle websockets', { concurrentUsers: 25_000 }],
  ],
  'latency targets and versions': [
    ['p95 under 300ms', { p95TargetSeconds: 0.3 }],
    ['we run python 3.12', { pythonVersion: '3.12' }],
    ['on 3.13t now', { pythonVersion: '3.13t' }],
    ['python 3.14 free-threaded', { pythonVersion: '3.14t' }],
    ['python3.11', { pythonVersion: '3.11' }],
    ['95th percentile below 1.2 s', { p95TargetSeconds: 1.2 }],
    ['95 % of the calls must be answered within 400 ms', { p95TargetSeconds: 0.4 }],
    ['py3.10 in production', { pythonVersion: '3.10' }],
    ['Python 3.13.1 on debian 12', { pythonVersion: '3.13' }],
  ],
  'numbers in words and parts': [
    ['a quarter million geocodes a day', { requestsPerSecond: 250_000 / 86_400 }],
    ['two and a half million scans', { jobsTotal: 2_500_000 }],
    ['three quarters of a million letters', { jobsTotal: 750_000 }],
    ['our 95th percentile has to be below three quarters of a second', { p95TargetSeconds: 0.75 }],
    ['.09 s of cpu per item', { cpuSeconds: 0.09 }],
    ['400 x-rays an hour', { requestsPerSecond: 400 / 3600 }],
    ['half a core', { cores: 0.5 }],
    ['limits.cpu: 500m, memory: 256Mi', { cores: 0.5, memoryBytes: 2 ** 28 }],
    ['the node has 64 cores, but the pod has a quarter of one', { cores: 0.25 }],
    ['cpu.max is 200000 100000', { cores: 2 }],
    ['a 2x16 cores machine', { cores: 32 }],
    ['laptops with 4+ cores', { cores: 4 }],
  ],
  'waits in two parts': [
    ['200 ms there and 300 back per call', { ioWaitSeconds: 0.5 }],
    ['30 ms out, 30 back, 45 in their queue', { ioWaitSeconds: 0.105 }],
  ],
  'windows by the clock': [
    [
      '1,600 labels to go, it is 4:30 pm now, the truck leaves at 5:15 pm',
      { jobsTotal: 1600, deadlineSeconds: 2700 },
    ],
    ['90 simulations till friday 5pm, it’s thursday 5pm', { jobsTotal: 90, deadlineSeconds: 86_400 }],
    ['500 reports have to be out by 6 and we start at 5', { jobsTotal: 500, deadlineSeconds: 3600 }],
    ['it starts at 22:00 and is finished by 22:20', {}],
  ],
  'units said before': [
    ['takes 5 hours now, they want it in two', { deadlineSeconds: 7200 }],
    ['we are at 300 tx/s, need 2,000', { requestsPerSecond: 2000 }],
    ['4 GB per process, the box has 64', { memoryPerWorkerBytes: 4e9, memoryBytes: 64e9 }],
    ['30 requests/sec on average and 90 at peak', { requestsPerSecond: 90 }],
  ],
  'budgets however told': [
    ['300 hospitals, the whole may last max 1 minute', { jobsTotal: 300, deadlineSeconds: 60 }],
    ['18,400 letters, 1 h allowed', { jobsTotal: 18_400, deadlineSeconds: 3600 }],
    ['3,800 pictures, would be nice over lunch (45 min)', { jobsTotal: 3800, deadlineSeconds: 2700 }],
    ['half an hour is okay, four hours is not', { deadlineSeconds: 1800 }],
    ['10k files. Two hours, not more.', { jobsTotal: 10_000, deadlineSeconds: 7200 }],
    ['600 tests in an hour, how?', { jobsTotal: 600, deadlineSeconds: 3600 }],
  ],
  'whose memory and whose cores': [
    ['8 cores, 3 GB each, 20 GB total', { cores: 8, memoryPerWorkerBytes: 3e9, memoryBytes: 20e9 }],
    ['4 instances with 2 GB each', { hosts: 4, memoryBytes: 2e9 }],
    ['limit 2 cpu, the node itself is a 96 core beast', { cores: 2 }],
    ['exactly one of the 8 cores burns', { cores: 8 }],
    ['their server has 64 cores', {}],
    ['each worker uses half a core', {}],
    ['never more than one core', {}],
  ],
  'numbers however written': [
    ['10^6 paths, 2 ms cpu each', { jobsTotal: 1e6, cpuSeconds: 0.002 }],
    ['3 800 wine labels, 0,35 s each', { jobsTotal: 3800, latencySeconds: 0.35 }],
    ['half a cpu second for each of 900 grids', { jobsTotal: 900, cpuSeconds: 0.5 }],
    ['900 grids, each takes a quarter second of cpu', { jobsTotal: 900, cpuSeconds: 0.25 }],
    ['one core is red and the other seven are bored', { cores: 8 }],
    ['a server with 2 x 24 cores', { cores: 48 }],
    ['limits.cpu 3500m', { cores: 3.5 }],
    ['6 req/s now, should do 60', { requestsPerSecond: 60 }],
    ['he wants the nogil build 3.13t to make it faster', { pythonVersion: '3.13t' }],
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
    ['connect_timeout=3 and read_timeout=20', {}],
    ['--threads 8 --workers 2', {}],
    ['postgres 16, redis 7.2, celery 5.3', {}],
    ['the csv has 40 columns and weighs 900 MB', {}],
    ['max_connections = 100 on the database', {}],
    ['it ran for 3 h and then died with exit code 137', {}],
    ['error 504 after 60 seconds', {}],
    ['prefetch 4, retry after 300 s', {}],
    ['done in under a minute, nobody cares', {}],
    ['it already finishes in 3 min', {}],
    ['we used to have 10000 req/s', {}],
    ['if it ever grows to 300 rps', {}],
    ['single process: 40 s, pool of 4: 38 s', {}],
    ['lost 12 orders last week', {}],
    ['thread 5 writes what the others bring', {}],
    ['one feed with 800 symbols', {}],
    ['the first request after a deploy takes 40 s', {}],
    ['a common table of 3 million rows', {}],
    ['every night since 2016', {}],
    ['only 7 of 12 workers do anything', {}],
    ['since the 14th we see twice the latency', {}],
  ],
};

describe.each(Object.entries(cases))('%s', (_, table) => {
  test.each(table)('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

test.each(['nproc → 4', 'we have 4 here', 't3.xlarge, so 4', 'yes, all 4', '4 physical', 'only 4 though'])(
  'a reply about cores: %s',
  (text) => {
    expect(readQuantities({ text, tokens: tokenize(text) }, 'cores')).toEqual({ cores: 4 });
  },
);

test.each([
  ['the node has 64 but ops capped our pod at one', 1],
  ['nproc says 32, the cgroup allows 4', 4],
  ['64 on the host, yet slurm limits me to 6 cores', 6],
  ['just the one', 1],
])('cores that are left of more: %s', (text, cores) => {
  expect(readQuantities({ text, tokens: tokenize(text) }, 'cores')).toEqual({ cores });
});

test('a bare number is what the open question asks for', () => {
  const text = '8 of them';
  expect(readQuantities({ text, tokens: tokenize(text) }, 'cores')).toEqual({ cores: 8 });
  expect(readQuantities({ text, tokens: tokenize(text) })).toEqual({});
});

/** Messages of one file, and what share of their figures has to be read, and of those read has to be right. */
const files = [
  { file: 'figures.jsonl', messages: 500, exact: 0.92, precision: 0.93 },
  // Written and labelled by people who had not seen how figures are read.
  { file: 'figures-by-others.jsonl', messages: 150, exact: 0.82, precision: 0.82 },
];

test.each(files)(
  'figures of messages from many trades are read about as well as measured: $file',
  (floor) => {
    const messages: readonly { text: string; context?: string; quantities: Quantities }[] = readFileSync(
      new URL(`./${floor.file}`, import.meta.url),
      'utf8',
    )
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const job = { intent: 'workload', answers: {}, topics: [] } as const;
    const unlabelled = { id: '', context: null, forbidden: {}, optional: {} };
    const measured = score(
      messages.map(({ text, context, quantities }) => ({
        message: { ...unlabelled, ...job, text, quantities },
        reading: {
          ...job,
          quantities: readQuantities(
            { text, tokens: tokenize(text) },
            context === 'CPUParallel' ? 'cores' : null,
          ),
        },
      })),
    );
    expect(messages.length).toBeGreaterThan(floor.messages);
    expect(measured.numbersExact).toBeGreaterThan(floor.exact);
    expect(measured.numbers.precision).toBeGreaterThan(floor.precision);
  },
);
