import { describe, expect, test } from 'vitest';
import { type Way, ways } from '../../src/flowchart/walk.ts';
import { BOTH } from '../../src/knowledge/knowledge.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';
import { adviseOn } from '../support/advise.ts';
import { knowledge } from '../support/knowledge.ts';

/** What people read at the end of every way of the chart, mixed work included. */

const all = ways(knowledge.flowchart);
const waiting = all.filter(({ answers }) => answers.TaskType === 'io' && answers.GIL !== 'yes');
const computing = all.filter(({ answers }) => answers.TaskType === 'cpu');
const mixed = waiting.flatMap((one) =>
  computing.map((other) => ({
    name: `${one.path.slice(-1)} and ${other.path.slice(-1)}`,
    answers: { ...one.answers, ...other.answers, TaskType: BOTH },
  })),
);
const every = [
  ...all.map((way: Way) => ({ name: way.path.join(' → '), answers: way.answers })),
  ...mixed.map(({ name, answers }) => ({ name: `both: ${name}`, answers })),
];

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /[A-Za-z0-9]/.test(word)).length;

/** Answers read from two words each, as people mostly put it. */
const advise = (answers: Way['answers'], quantities: Quantities = {}) =>
  adviseOn(answers, quantities, 'two words');

describe.each(every)('$name', ({ answers }) => {
  const advice = advise(answers);

  test('is read in under a minute: title, why, how and pitfalls in at most 180 words', () => {
    const before = [advice.title, advice.text, ...advice.pitfalls].join(' ');
    expect(wordsIn(before), before).toBeLessThanOrEqual(180);
  });

  test('has pitfalls, alternatives, versions, sources and code', () => {
    expect(advice.pitfalls.length).toBeGreaterThanOrEqual(2);
    expect(advice.pitfalls.length).toBeLessThanOrEqual(3);
    expect(advice.otherwise).not.toEqual([]);
    expect(advice.versions.join(' ')).toMatch(/\b3\.1[1-5]\b/);
    expect(advice.sources).not.toEqual([]);
    expect(advice.code).toContain(advice.excerpt.split('\n')[0]?.trim());
    expect(advice.excerpt.split('\n').length).toBeLessThanOrEqual(20);
  });

  test('gives the answers as the reason', () => {
    const said = Object.entries(answers).filter(([decision]) => advice.path.includes(decision));
    const quoted = advice.text.split('two words').length - 1;
    expect(quoted).toBe(said.filter(([decision]) => decision !== 'GIL' || !isMixed(answers)).length);
  });
});

const isMixed = (answers: Way['answers']) => answers.TaskType === BOTH;

describe('honest where the chart is rough', () => {
  const at = (outcome: string, ...nodes: string[]) => {
    const way = all.find(
      ({ outcome: end, path }) => end === outcome && nodes.every((node) => path.includes(node)),
    );
    return advise(way?.answers ?? {});
  };

  test('atomic between processes', () => {
    expect(at('Atomic').text).toMatch(/Python has none between processes.*under its own lock/);
  });
  test('locks are not the unsafe end of the ladder, copies are not free', () => {
    expect(at('Locking').text).toMatch(/no less safe/);
    expect(at('Immutable').text).toMatch(/a copy in each: that buys safety, not memory/);
  });
  test('streams sit on coroutines', () => {
    expect(at('Coroutines')).toMatchObject({ outcomes: ['Coroutines', 'Streams'] });
    expect(at('Coroutines').text).toMatch(/sit on top of coroutines/);
    expect(at('Coroutines').parts[0]?.code).toContain('start_server');
  });
  test('independent by processes, by threads and by threads that compute are three things', () => {
    expect(at('Independent', 'CPUParallel').title).toBe('Process pool, independent jobs');
    expect(at('Independent', 'ThreadPool').title).toBe('Thread pool, independent tasks');
    expect(at('Independent', 'GIL', 'ProcessPool').title).toBe('Threads wait, a process pool computes');
  });
});

describe('mixed work', () => {
  const answers = mixed.find(({ name }) => name === 'Coroutines and Independent')?.answers ?? {};

  test('is sized by its waiting and by its computing, each for itself', () => {
    const job = { jobsTotal: 10_000, deadlineSeconds: 3600 };
    const { parts, sizing, sizingText } = advise(answers, {
      ...job,
      ioWaitSeconds: 2,
      cpuSeconds: 0.5,
      cores: 16,
    });
    expect(sizing).toBeNull();
    const [waits, computes] = parts;
    expect([waits?.name, computes?.name]).toEqual(['Waiting', 'Computing']);
    const alone = adviseOn({ ...answers, TaskType: 'io' }, { ...job, ioWaitSeconds: 2, cores: 16 });
    expect(waits?.sizing).toEqual(alone.sizing);
    const other = adviseOn({ ...answers, TaskType: 'cpu' }, { ...job, cpuSeconds: 0.5, cores: 16 });
    expect(computes?.sizing).toEqual({ ...other.sizing, commandLine: computes?.sizing?.commandLine });
    expect(sizingText).toContain('ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn"))');
    expect(sizingText).not.toContain('get_context("fork")');
  });

  test('a time that is neither called waiting nor computing is given to no part', () => {
    const { parts, sizingText } = advise(answers, { jobsTotal: 100, deadlineSeconds: 60, latencySeconds: 3 });
    expect(parts.map(({ sizing }) => sizing)).toEqual([null, null]);
    expect(sizingText).toMatch(/how long one waits and computes/);
  });

  test('asks nothing about the GIL, and tells what each part comes to', () => {
    const advice = advise({ ...answers, ConcurrencyType: 'thread-based', GIL: 'yes', ResourceSharing: 'no' });
    expect(advice.parts.map(({ outcomes }) => outcomes)).toEqual([['Independent'], ['Independent']]);
    expect(advice.title).toBe('Threads wait, a process pool computes');
    expect(advice.text).toMatch(/Waiting: \*\*Thread pool.*\n- Computing: \*\*Process pool/);
  });
});

test('memory is one word away from everything that multiplies processes, and from nothing else', () => {
  for (const { answers, name } of every) {
    const { path, offers } = advise(answers);
    const words = offers.map(({ say }) => say);
    expect(words, name).toEqual(path.includes('MultiProc') ? ['memory'] : []);
  }
});
