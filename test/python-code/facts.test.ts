import { expect, test } from 'vitest';
import { understand } from '../support/understand.ts';
import { samples } from './samples.ts';

const fenced = (code: string) => `\`\`\`python\n${code}\n\`\`\``;

function sample(name: string): string {
  const found = samples.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no sample "${name}"`);
  return fenced(found.code);
}

test.each([
  ['discord command with aiohttp', { TaskType: 'io', ConcurrencyType: 'event-driven' }],
  ['pages one after the other', { TaskType: 'io', ConcurrencyType: 'event-driven' }],
  ['scraper in threads', { TaskType: 'io', ConcurrencyType: 'thread-based' }],
  ['primes in processes', { TaskType: 'cpu', DataSharing: 'no' }],
  ['primes in threads', { TaskType: 'cpu' }],
  ['the counter of a global, guarded', { ResourceSharing: 'yes', SyncStrategy: 'locks', LockType: 'simple' }],
  ['workers until the sentinel', { ResourceSharing: 'yes', SyncStrategy: 'queues' }],
  ['a cache in a script without threads', { TaskType: 'io' }],
  // Neither the numbers of workers nor a mixture of work settle anything.
  ['password hashing in the event loop', {}],
  ['simulation in a process', {}],
])('%s answers %j', (name, answers) => {
  expect(understand(sample(name), null).answers).toEqual(answers);
});

test('numbers in code are no numbers of the job', () => {
  for (const { code } of samples.filter(({ file }) => file === 'scripts.py'))
    expect(understand(fenced(code), null).quantities).toEqual({});
});

test('requests alone says that the job waits, and not how it should', () => {
  const text = fenced('import requests\nfor url in urls:\n    save(requests.get(url, timeout=10).json())');
  expect(understand(text, null)).toMatchObject({
    intent: 'workload',
    answers: { TaskType: 'io' },
    findings: [],
  });
});

test('what people say outranks what their code shows', () => {
  const text = `it is cpu bound, the responses take hours to parse in pure python\n${sample('scraper in threads')}`;
  expect(understand(text, null).answers.TaskType).not.toBe('io');
});

test('a message with code is read with its words', () => {
  const text = `50 requests per second, how many workers?\n${sample('discord command with aiohttp')}`;
  expect(understand(text, null)).toMatchObject({
    intent: 'sizing',
    answers: { TaskType: 'io', ConcurrencyType: 'event-driven' },
    quantities: { requestsPerSecond: 50 },
    findings: [],
  });
});

test('code that has nothing to do with concurrency answers nothing', () => {
  const text = `why is this wrong?\n${fenced('def add(items=[]):\n    items.append(1)\n    return items')}`;
  expect(understand(text, null)).toMatchObject({ answers: {}, findings: [] });
});

test('a message without code has no findings at all', () => {
  expect(understand('we call an API from FastAPI', null)).not.toHaveProperty('findings');
});

test('a comparison with the code of the job beside it is about the job', () => {
  const text = `threads or asyncio for this?\n${fenced('import requests\nfor url in urls:\n    requests.get(url)')}`;
  expect(understand(text, null)).toMatchObject({ intent: 'workload', answers: { TaskType: 'io' } });
});

test('the words kept of code hold no arguments', () => {
  const text = fenced('import requests\nrequests.get("https://x.example?key=secret")');
  const { evidence } = understand(text, null);
  expect(evidence.map((each) => each.text)).toEqual(['requests.get']);
});
