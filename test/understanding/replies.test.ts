import { describe, expect, test } from 'vitest';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { language } from './language.ts';

const understand = createUnderstand(language);

const replies: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  TaskType: {
    cpu: ['cpu', 'the first one', 'not io', 'number crunching', '1', 'real 0m40s user 0m39s sys 0m0.4s'],
    io: ['io', 'I/O', 'waiting', 'second', 'the network mostly', 'real 1m10s user 0m2s sys 0m1s'],
  },
  CPUScale: {
    yes: ['yep', 'yes please', 'definitely', 'it is way too slow', 'must be faster'],
    no: ['no', 'nah', 'not really', 'fast enough', 'no hurry'],
  },
  CPUParallel: {
    yes: ['8 of them', 'yes', '16', 'quad core', 'two'],
    no: ['no', 'just one', '1', 'single core', 'nope, one vcpu'],
  },
  DataSharing: {
    yes: ['yes', 'they share a dict', 'a common table'],
    no: ['nothing shared', 'independent', 'no'],
  },
  Safety: {
    high: ['high', 'it is patient data', 'the strictest'],
    medium: ['medium', 'a retry is fine'],
    low: ['low', 'best effort', 'nobody cares if one is lost'],
  },
  IOScale: { yes: ['yes', 'thousands at a time', 'many in parallel'], no: ['no', 'one at a time is fine'] },
  ConcurrencyType: {
    'event-driven': ['async', 'asyncio', 'not threads', "it's all fastapi"],
    'thread-based': ['threads', 'no async', 'the driver blocks'],
  },
  GIL: { yes: ['yes', 'pure python in the threads'], no: ['no', 'they only wait', 'free-threaded build'] },
  ResourceSharing: { yes: ['yes', 'they append to one list'], no: ['no', 'each thread has its own'] },
  SyncStrategy: {
    queues: ['queue', 'not locks', 'hand over'],
    locks: ['lock', 'guard it in place', 'no queues'],
  },
  LockType: {
    simple: ['simple', 'plain lock', 'rlock'],
    complex: ['complex', 'semaphore', 'they wait for a signal'],
  },
};

describe.each(Object.entries(replies))('a reply to %s', (decision, byOption) => {
  const cases = Object.entries(byOption).flatMap(([option, texts]) =>
    texts.map((text) => ({ option, text })),
  );
  test.each(cases)('"$text" means $option', ({ option, text }) => {
    const { answers, intent, evidence, understood } = understand(text, decision);
    expect(answers[decision]).toBe(option);
    expect(intent).toBe('workload');
    expect(understood).toBe(true);
    expect(evidence.some(({ slot }) => slot === decision)).toBe(true);
  });

  test.each([
    'no idea',
    'not sure',
    'it depends',
    'yes and no',
    'it hinges on the vendor',
    'neither yes nor no',
    'dunno',
    'I have no clue',
  ])('"%s" answers nothing', (text) => {
    expect(understand(text, decision)).toMatchObject({ intent: 'unsure', answers: {}, understood: true });
  });

  test.each([
    ['why do you ask?', 'why'],
    ['why', 'why'],
    ['go back', 'back'],
    ['undo', 'back'],
    ['start over', 'restart'],
    ['help', 'help'],
  ])('"%s" steers', (text, intent) => {
    expect(understand(text, decision)).toMatchObject({ intent, answers: {}, understood: true });
  });
});

test.each([
  ["wait, it's cpu bound", 'ConcurrencyType', { TaskType: 'cpu' }],
  ['actually it mostly waits for the network', 'CPUParallel', { TaskType: 'io' }],
])('"%s" corrects another decision', (text, open, expected) => {
  const { answers } = understand(text, open);
  expect(answers).toMatchObject(expected);
  expect(answers[open]).toBeUndefined();
});

test('"both" is no answer where there are two', () => {
  expect(understand('both tbh', 'TaskType')).toMatchObject({ intent: 'unsure', answers: {} });
});

test.each([
  ['+1', 'GIL', 'yes'],
  [':-1:', 'GIL', 'no'],
  ['2nd', 'TaskType', 'io'],
  ['option one', 'SyncStrategy', 'queues'],
  ['the last one is fine for us', 'Safety', 'low'],
  ['> Is there more than one core?\nyes', 'CPUParallel', 'yes'],
  ["I don't think it needs that", 'CPUScale', 'no'],
  ['we have all night', 'CPUScale', 'no'],
  ['one at a time is not enough', 'CPUScale', 'yes'],
  ['90% waiting', 'TaskType', 'io'],
])('"%s" in answer to %s means %s', (text, decision, option) => {
  expect(understand(text, decision).answers[decision]).toBe(option);
});

test.each([
  ['yes, and we want threads', 'IOScale', { IOScale: 'yes', ConcurrencyType: 'thread-based' }],
  ['locks, a semaphore of 8 to be exact', 'SyncStrategy', { SyncStrategy: 'locks', LockType: 'complex' }],
  ['yes please, the server has 24 cores', 'CPUScale', { CPUScale: 'yes', CPUParallel: 'yes' }],
])('"%s" answers two questions', (text, open, expected) => {
  expect(understand(text, open).answers).toMatchObject(expected);
});

test.each([
  ["let's use queues instead", 'LockType', { SyncStrategy: 'queues' }],
  ['oh actually there are no threads, it is all async', 'GIL', { ConcurrencyType: 'event-driven' }],
])('"%s" takes an earlier answer back and gives none', (text, open, expected) => {
  const { answers } = understand(text, open);
  expect(answers).toMatchObject(expected);
  expect(answers[open]).toBeUndefined();
});

test.each([
  ['how many threads then?', 'ConcurrencyType', 'sizing'],
  ['is writing a file waiting?', 'TaskType', 'explain'],
  ['what would low be, for example', 'Safety', 'explain'],
])('"%s" asks in turn and answers nothing', (text, open, intent) => {
  const reading = understand(text, open);
  expect(reading.intent).toBe(intent);
  expect(reading.answers[open]).toBeUndefined();
});

test.each([
  ['ConcurrencyType', 'it was threads until October, Priya moved the lot to aiohttp', 'event-driven'],
  ['CPUParallel', 'was one core until spring; now a twelve-core', 'yes'],
  ['CPUParallel', 'the box has 8 cores, it used to have one', 'yes'],
  ['CPUScale', 'it was too slow; then we put a cache in front and now everybody is content', 'no'],
  ['Safety', 'low? no, this decides who gets a kidney', 'high'],
  ['SyncStrategy', 'we replaced the locks with a queue', 'queues'],
  [
    'LockType',
    'the Condition was thrown out because nobody ever notified it; what remains is a plain Lock',
    'simple',
  ],
  ['ConcurrencyType', 'asyncio is banned here', 'thread-based'],
])('what no longer holds is no answer to %s: "%s"', (open, text, option) => {
  expect(understand(text, open).answers[open]).toBe(option);
});

test.each([
  ['LockType', 'used to have a lock, gone since march'],
  ['ConcurrencyType', 'we tried asyncio, it ended in tears, reverted'],
  ['DataSharing', 'there used to be a shared cache, I think'],
  ['CPUParallel', 'lambda with 1024 MB'],
  ['CPUParallel', 'we deploy with helm, two replicas'],
])('a reply to %s that settles nothing: "%s"', (open, text) => {
  expect(understand(text, open).answers[open]).toBeUndefined();
});

test.each([
  ['ResourceSharing', 'For the desktop version yes, for the server version no.', 'unsure'],
  ['ConcurrencyType', 'some parts async, some sync', 'unsure'],
  [
    'CPUScale',
    "It was fine with one customer, but whether it stays so with forty I really don't know.",
    'unsure',
  ],
  ['DataSharing', 'Do you mean the object or the name? All threads use the variable.', 'explain'],
  ['Safety', 'can you say that in simpler words', 'explain'],
  ['CPUParallel', 'why does the number of cores matter?', 'why'],
  ['GIL', "I'd like to understand the point of the question", 'why'],
])('a reply to %s that answers nothing: "%s"', (open, text, intent) => {
  expect(understand(text, open)).toMatchObject({ intent, answers: {} });
});

test('what a reply tells beside not knowing is read', () => {
  const { answers, intent } = understand(
    "I can't tell you how many. It's an aiohttp server with async SQLAlchemy.",
    'IOScale',
  );
  expect(intent).toBe('workload');
  expect(answers.ConcurrencyType).toBe('event-driven');
});

test('cores are read beside the answer to another question', () => {
  expect(understand('critical. Also I checked, there are 18 cores.', 'Safety').answers).toMatchObject({
    Safety: 'high',
    CPUParallel: 'yes',
  });
});

test.each([
  ['1) please', 'yes', {}],
  ['#1', 'yes', {}],
  ['(2)', 'no', {}],
  ['option 2', 'no', {}],
  ['1', 'no', { cores: 1 }],
  ['16', 'yes', { cores: 16 }],
])(
  'asked how many cores there are, "%s" is a place or a number as it is written',
  (text, option, quantities) => {
    const reading = understand(text, 'CPUParallel');
    expect(reading.answers.CPUParallel).toBe(option);
    expect(reading.quantities).toEqual(quantities);
  },
);

test.each(['the second one', 'second one please', 'number 2', '2)'])(
  'the place of an option begins no other job: "%s"',
  (text) => {
    const reading = understand(text, 'TaskType');
    expect(reading.answers).toEqual({ TaskType: 'io' });
    expect(reading.act).toBeNull();
  },
);

test('who counts wrong and names another option means the one that is named', () => {
  expect(understand('the second one, cpu', 'TaskType').answers).toEqual({ TaskType: 'cpu' });
});

test.each(['TaskType', 'ConcurrencyType', 'SyncStrategy', 'LockType', 'Safety'])(
  '"yes" and "no" answer nothing where %s is asked',
  (decision) => {
    for (const text of ['yes', 'yep', 'Yes, please', 'no', 'nope']) {
      expect(understand(text, decision).answers, text).toEqual({});
    }
  },
);
