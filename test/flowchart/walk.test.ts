import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  couldReach,
  decisionsOf,
  eachWay,
  findNode,
  reachable,
  walk,
  ways,
} from '../../src/flowchart/walk.ts';
import { CONCURRENCY, DATABASE, flowchartOf } from './read-chart.ts';

const concurrency = flowchartOf(CONCURRENCY);
const database = flowchartOf(DATABASE);

describe('walk', () => {
  it('stops at the first open decision', () => {
    expect(walk(concurrency, {})).toEqual({
      path: ['Start', 'TaskType'],
      taken: [],
      open: 'TaskType',
      outcomes: [],
    });
  });

  it('follows the answers to an outcome', () => {
    expect(walk(concurrency, { TaskType: 'cpu-intensive', CPUScale: 'no' })).toEqual({
      path: ['Start', 'TaskType', 'CPUBound', 'CPUScale', 'SingleThread'],
      taken: [
        { decision: 'TaskType', option: 'cpu-intensive' },
        { decision: 'CPUScale', option: 'no' },
      ],
      open: null,
      outcomes: ['SingleThread'],
    });
  });

  it('takes all exits of a step', () => {
    const answers = { TaskType: 'i-o-operations', IOScale: 'yes', ConcurrencyType: 'event-driven' };
    expect(walk(concurrency, answers)).toMatchObject({ outcomes: ['Coroutines', 'Streams'], open: null });
  });

  it('goes through a join', () => {
    const answers = {
      TaskType: 'i-o-operations',
      IOScale: 'yes',
      ConcurrencyType: 'thread-based',
      GIL: 'yes',
      DataSharing: 'no',
    };
    const { path, outcomes } = walk(concurrency, answers);
    expect(path.slice(-5)).toEqual(['GIL', 'MultiProc', 'ProcessPool', 'DataSharing', 'Independent']);
    expect(outcomes).toEqual(['Independent']);
  });

  it('counts an answer without an exit as none', () => {
    expect(walk(concurrency, { TaskType: 'mixed' })).toEqual(walk(concurrency, {}));
  });

  it('begins at a side entrance when told so', () => {
    expect(walk(concurrency, {}, 'MemMgmt')).toEqual({
      path: ['MemMgmt', 'ObjectLifecycle', 'GC'],
      taken: [],
      open: null,
      outcomes: ['GC'],
    });
  });

  it.each(['nowhere', '__proto__', 'constructor', ''])('goes nowhere from the unknown node "%s"', (from) => {
    expect(walk(concurrency, {}, from)).toEqual({ path: [], taken: [], open: null, outcomes: [] });
  });

  it('reads own properties only', () => {
    const inherited = Object.create({ TaskType: 'cpu-intensive' });
    expect(walk(concurrency, inherited).open).toBe('TaskType');
    expect(walk(concurrency, Object.assign(Object.create(null), { TaskType: 'cpu-intensive' })).open).toBe(
      'CPUScale',
    );
  });
});

describe('ways', () => {
  it('finds the 17 ways of the chart about concurrency', () => {
    const outcomes = ways(concurrency).map(({ outcome }) => outcome);
    expect(outcomes).toHaveLength(17);
    expect(new Set(outcomes)).toEqual(
      new Set([
        ...['Immutable', 'Atomic', 'Locking', 'Independent', 'SingleThread', 'Coroutines', 'Streams'],
        ...['MessageQueue', 'SimpleLock', 'AdvLock', 'SyncIO'],
      ]),
    );
  });

  it('makes two ways with the same answers of the two exits of a step', () => {
    const event = ways(concurrency).filter(({ path }) => path.includes('AsyncIO'));
    expect(event.map(({ outcome }) => outcome)).toEqual(['Coroutines', 'Streams']);
    expect(event[0]?.answers).toEqual(event[1]?.answers);
    expect(event[0]?.path).not.toContain('Streams');
  });

  it('finds the ways of another chart', () => {
    expect(ways(database).map(({ outcome }) => outcome)).toEqual([
      ...['ColumnStore', 'Postgres', 'SQLite'],
      ...['ColumnStore', 'Postgres', 'DocumentStore'],
      ...['Cache', 'SQLite'],
    ]);
    expect(ways(database, 'Upkeep')).toEqual([
      { answers: {}, path: ['Upkeep', 'Backups'], outcome: 'Backups' },
    ]);
  });

  it('gives the first ways of a chart with more of them than anyone could list', () => {
    const steps = Array.from(
      { length: 150 },
      (_, at) => `D${at}{q} -->|a| D${at + 1}{q}\nD${at} -->|b| D${at + 1}`,
    );
    const chart = flowchartOf(`graph TD\n${steps.join('\n')}\nD150 -->|a| X\nD150 -->|b| Y`);
    const first = eachWay(chart).next().value;
    expect(first?.path).toHaveLength(152);
    expect(decisionsOf(chart)).toHaveLength(151);
    expect(couldReach(chart, {}, 'D150')).toBe(true);
  });
});

describe('what lies ahead', () => {
  it('lists the decisions in walking order', () => {
    expect(decisionsOf(concurrency)).toEqual([
      ...[
        'TaskType',
        'CPUScale',
        'CPUParallel',
        'DataSharing',
        'Safety',
        'IOScale',
        'ConcurrencyType',
        'GIL',
      ],
      ...['ResourceSharing', 'SyncStrategy', 'LockType'],
    ]);
    expect(decisionsOf(database)).toEqual(['Shape', 'Writers', 'Reports', 'Joins', 'Survive']);
  });

  it('knows whether a decision can still come', () => {
    expect(couldReach(concurrency, {}, 'Safety')).toBe(true);
    expect(couldReach(concurrency, { TaskType: 'i-o-operations' }, 'Safety')).toBe(true);
    expect(couldReach(concurrency, { TaskType: 'i-o-operations', IOScale: 'no' }, 'Safety')).toBe(false);
    expect(couldReach(concurrency, { TaskType: 'cpu-intensive' }, 'GIL')).toBe(false);
    expect(couldReach(concurrency, {}, 'Start')).toBe(false);
    expect(couldReach(concurrency, {}, '__proto__')).toBe(false);
  });

  it('finds nodes by id, and nothing by an unknown one', () => {
    expect(findNode(concurrency, 'GIL')?.label).toBe('GIL Impact Significant?');
    expect(findNode(concurrency, 'toString')).toBeNull();
    expect(reachable(concurrency, 'Threading')).toContain('Independent');
  });
});

describe.each([
  ['concurrency', concurrency],
  ['database', database],
])('every walk of the %s chart', (_name, chart) => {
  const decisions = decisionsOf(chart);
  const options = [
    ...new Set(
      Object.values(chart.nodes).flatMap(({ exits }) => exits.flatMap(({ option }) => option ?? [])),
    ),
    'none of these',
  ];
  const answers = fc.dictionary(fc.constantFrom(...decisions), fc.constantFrom(...options));

  it('is told by its answers alone', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const first = walk(chart, given);
        expect(walk(chart, { ...given })).toEqual(first);
        for (const { decision, option } of first.taken) {
          expect(given[decision]).toBe(option);
          expect(first.path).toContain(decision);
        }
        expect(new Set(first.path).size).toBe(first.path.length);
        if (first.open !== null) expect(first.path).toContain(first.open);
        expect(first.open === null && first.outcomes.length === 0).toBe(false);
        const needed = Object.fromEntries(first.taken.map(({ decision, option }) => [decision, option]));
        expect(walk(chart, needed)).toEqual(first);
      }),
    );
  });

  it('does not mind answers off its path', () => {
    fc.assert(
      fc.property(answers, answers, fc.dictionary(fc.string(), fc.string()), (given, more, noise) => {
        const first = walk(chart, given);
        const offPath = Object.entries({ ...noise, ...more }).filter(([id]) => !first.path.includes(id));
        expect(walk(chart, { ...Object.fromEntries(offPath), ...given })).toEqual(first);
      }),
    );
  });

  it('takes any object for answers', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...decisions, '__proto__'), fc.anything()), (given) => {
        expect(() => walk(chart, given as Record<string, string>)).not.toThrow();
      }),
    );
  });

  it('comes back along each way', () => {
    for (const way of ways(chart)) {
      const { outcomes, open, path } = walk(chart, way.answers);
      expect(outcomes).toContain(way.outcome);
      expect(open).toBeNull();
      expect(path).toEqual(expect.arrayContaining([...way.path]));
    }
  });
});
