import { describe, expect, test } from 'vitest';
import { knowledge } from '../support/knowledge.ts';

/** Common advice that was true once. Each sentence of the knowledge is searched for it. */

interface Outdated {
  readonly claim: string;
  readonly says: RegExp;
  /** What a sentence must also hold to be right after all. */
  readonly unless?: RegExp;
}

const OUTDATED: readonly Outdated[] = [
  {
    claim: 'multiprocessing forks on Linux, or on macOS',
    says: /forks? by default|fork.{0,20}\bdefault on|default.{0,30}\bis `?fork`?\b|inherits? the parent/i,
    unless: /no longer|no default|since 3\.(8|14)|Only `fork`|With `fork`/,
  },
  {
    claim: 'ThreadPoolExecutor takes 5 x cores',
    says: /\b5 ?[x*×] ?(the )?(cores|cpus)|(cores|cpus) ?[x*×] ?5\b/i,
  },
  {
    claim: 'size pools by cpu_count()',
    says: /(?<!process_)cpu_count\(\)/,
    unless: /host|quota/,
  },
  {
    claim: 'Python cannot run threads in parallel',
    says: /threads (can ?not|cannot|can't|never|do not|don't) run (in parallel|at the same time|side by side)/i,
    unless: /ordinary|GIL build|free-threaded/i,
  },
  {
    claim: 'pure Python never gets faster by threads',
    says: /threads do not speed up/i,
    unless: /ordinary build/,
  },
  { claim: 'free-threading is experimental', says: /experimental/i, unless: /3\.13/ },
  { claim: 'free-threading costs 40 %', says: /40 ?%/, unless: /3\.13/ },
  { claim: '3.14 has an incremental collector', says: /incremental/i, unless: /3\.14\.0.*3\.14\.4/ },
  {
    claim: 'Python sees the limit of a container by itself',
    says: /(python|3\.13\+?|pool|default).{0,40}\b(sees|knows|respects|honou?rs|detects) the (container|quota|cgroup|limit)/i,
    unless: /neither/,
  },
  { claim: 'built-ins are thread-safe thanks to the GIL', says: /(thanks to|because of) the GIL|GIL makes/i },
  { claim: 'use gather', says: /use `?(asyncio\.)?gather/i },
  { claim: 'get_event_loop()', says: /get_event_loop\(\)/, unless: /raises/ },
  { claim: 'loop= parameters', says: /\bloop=/ },
  { claim: 'deprecated names', says: /\b(setDaemon|isSet|notifyAll|currentThread|activeCount)\b/ },
  { claim: 'Cloud Run takes 80', says: /cloud run.{0,40}\b80\b/i, unless: /console/ },
  { claim: 'gunicorn takes 2n+1', says: /\b2 ?n ?\+ ?1\b|2 ?[x*×] ?cores ?\+ ?1/i, unless: /sync/ },
  { claim: 'daemon threads clean up', says: /daemon threads?.{0,20}clean/i, unless: /without/ },
  {
    claim: 'iscoroutinefunction of asyncio, policies',
    says: /asyncio\.iscoroutinefunction|set_event_loop_policy/,
  },
];

/** Every text people read, by where it stands. */
const texts: [string, string][] = [
  ...collect('outcomes', knowledge.outcomes),
  ...collect('decisions', knowledge.decisions),
  ...collect('topics', knowledge.topics),
  ...collect('comparisons', knowledge.comparisons),
  ...collect('voice', knowledge.voice),
];

function collect(place: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => collect(`${place}.${key}`, inner));
}

/** Sentences, bullets and lines of code; a claim and what puts it right stand in the same paragraph. */
const paragraphs = texts.flatMap(([place, text]) =>
  text.split(/\n\n|\n(?=- )/).map((part) => [place, part] as const),
);

test('there is something to search', () => {
  expect(paragraphs.length).toBeGreaterThan(700);
});

test.each(OUTDATED)('nowhere: $claim', ({ says, unless }) => {
  const found = paragraphs.filter(([, text]) => says.test(text) && !(unless?.test(text) ?? false));
  expect(found.map(([place, text]) => `${place}: ${text}`)).toEqual([]);
});

describe('the search finds', () => {
  test.each([
    'Linux forks by default.',
    'The default on Linux is `fork`.',
    'The pool takes 5 x cores.',
    'Use os.cpu_count() workers.',
    'Free-threading is experimental.',
    '3.14 has an incremental collector.',
    'Python 3.13+ sees the container limit.',
    'Use `gather` for that.',
    'Call asyncio.get_event_loop() first.',
    'thread.setDaemon(True)',
    'Dicts are safe thanks to the GIL.',
  ])('%s', (sentence) => {
    const caught = OUTDATED.filter(
      ({ says, unless }) => says.test(sentence) && !(unless?.test(sentence) ?? false),
    );
    expect(caught).not.toEqual([]);
  });
});

describe('no example does what common examples do wrong', () => {
  test.each(Object.entries(knowledge.code))('%s', (_, { text }) => {
    expect(text).not.toMatch(/while not \w+\.empty\(\)/);
    expect(text).not.toMatch(/\bgather\(|get_event_loop\(|setDaemon|notifyAll|\.isSet\(/);
    expect(text).not.toMatch(/max_workers=os\.cpu_count\(\)/);
    if (/ProcessPoolExecutor\(/.test(text)) expect(text).toContain('if __name__ == "__main__":');
  });
});
