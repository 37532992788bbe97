import { describe, expect, test } from 'vitest';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { language } from './language.ts';

const understand = createUnderstand(language);

describe('negation and traps', () => {
  test.each([
    ['zstd on 3 TB of dumps: the disks are asleep, compression takes all the time', 'cpu'],
    ['downloading is quick, it is the parsing that burns the cpu', 'cpu'],
    ['no network involved, just tight loops', 'cpu'],
    ['I thought it was the parsing but it turns out we wait for the database', 'io'],
    ['the cpu is idle, everything waits for the api', 'io'],
  ])('%s', (text, expected) => {
    expect(understand(text, null).answers.TaskType).toBe(expected);
  });

  test.each([
    'we download the scans and then run OCR on them, half of the time each',
    'should I use threads or asyncio?',
    'our app hangs sometimes',
  ])('"%s" does not settle the kind of work or of concurrency', (text) => {
    const { answers } = understand(text, null);
    expect(answers.ConcurrencyType).toBeUndefined();
  });

  test('numbers tell that one at a time is too few', () => {
    const { answers } = understand('we call an llm api 50 times per second, each call takes 3 s', null);
    expect(answers).toMatchObject({ TaskType: 'io', IOScale: 'yes' });
  });
});

describe('what is mentioned and not stated', () => {
  test.each([
    ['threads?', 'ConcurrencyType'],
    ['we read 80 x-rays from the NAS, each read blocks 400 ms. Threads?', 'ConcurrencyType'],
    ['our importer calls an api 200 times. Should I use asyncio?', 'ConcurrencyType'],
    ['their cluster has 96 cores, we only send it jobs and wait', 'CPUParallel'],
    ['we wait for a cassandra cluster (3 nodes, 16 cores each, not ours)', 'CPUParallel'],
  ])('%s: %s stays open', (text, decision) => {
    expect(understand(text, null).answers).not.toHaveProperty(decision);
  });

  test.each([
    ['"Image processing service": it hands the url to a vendor and waits for the answer', 'io'],
    ['it is "network bound", says IT. Loading takes a second, the parsing in pure Python takes hours', 'cpu'],
  ])('%s', (text, expected) => {
    expect(understand(text, null).answers.TaskType).toBe(expected);
  });
});

describe('how long it takes against what is wanted', () => {
  test.each([
    ['the api is called 2 times a minute, each call waits 1 s', { IOScale: 'no' }],
    ['8 requests per second, each waits 250 ms for the database', { IOScale: 'yes' }],
  ])('%s', (text, expected) => {
    expect(understand(text, null).answers).toMatchObject(expected);
  });
});

describe('tools of the event loop', () => {
  test.each([
    ['our coroutines change one dict under an asyncio.Lock', { SyncStrategy: 'locks', LockType: 'simple' }],
    ['handlers hand events to one writer coroutine through an asyncio.Queue', { SyncStrategy: 'queues' }],
    ['httpx everywhere, asyncio.Semaphore(8) around the calls', { LockType: 'complex' }],
  ])('%s', (text, expected) => {
    expect(understand(text, null).answers).toMatchObject({ ConcurrencyType: 'event-driven', ...expected });
  });
});

describe('what is supposed of the job is no question about Python', () => {
  test.each([
    ['what if it mostly waits', { TaskType: 'io' }],
    ['what if it was cpu-bound', { TaskType: 'cpu' }],
  ])('%s', (text, answers) => {
    expect(understand(text, null)).toMatchObject({ intent: 'workload', act: 'hypothetical', answers });
  });

  test('unless it is one', () => {
    expect(understand('what if python had no GIL', null).intent).toBe('explain');
  });
});

describe('names of libraries', () => {
  test.each(['bleak', 'aiosqlite', 'litestar', 'telethon'])('%s is written for the event loop', (library) => {
    expect(understand(`our service uses ${library} for this`, null).answers.ConcurrencyType).toBe(
      'event-driven',
    );
  });

  test.each(['requests', 'boto3', 'django', 'celery'])(
    '%s by itself settles nothing about threads',
    (library) => {
      expect(understand(`we have a service with ${library}`, null).answers.ConcurrencyType).toBeUndefined();
    },
  );
});

describe('denials after what they deny', () => {
  test.each([
    ["I don't think there is anything they share", 'ResourceSharing', 'no'],
    ['python code is hardly involved', 'GIL', 'no'],
    ['not just one', 'CPUParallel', 'yes'],
    ['a queue makes no sense here, they all edit one record', 'SyncStrategy', 'locks'],
  ])('"%s" to %s means %s', (text, open, option) => {
    expect(understand(text, open).answers[open]).toBe(option);
  });
});

describe('acts', () => {
  test.each([
    ['so what was it?', 'repeat'],
    ['say that again', 'repeat'],
    ['what if we had 10x traffic', 'hypothetical'],
    ['suppose we had 64 cores', 'hypothetical'],
    ['both', 'both'],
    ['a bit of both tbh', 'both'],
    ['half and half', 'both'],
    ['more', 'more'],
    ['tell me more please', 'more'],
    ['show me the code', 'code'],
    ['next', 'next'],
    ['another job: resizing 5000 images', 'new-job'],
    ['different question: we scrape 3k pages', 'new-job'],
    ['ok', 'accept'],
    ['go with that', 'accept'],
    ['the default is fine', 'accept'],
    ['sure', 'accept'],
    ['our job is cpu bound', null],
    ['what is the GIL?', null],
  ])('"%s" is %s', (text, act) => {
    expect(understand(text, null).act).toBe(act);
  });
});

describe('topics', () => {
  test.each([
    ['what is the GIL?', 'explain', ['GIL']],
    ['asyncio vs threads', 'compare', ['AsyncIO', 'Threading']],
    ['does calling gc.collect() by hand help', 'memory', ['GC']],
    ['our celery workers grow to 4 GB overnight', 'memory', ['MemMgmt']],
    // Threads are only where it happens.
    ['how can two threads end up in a deadlock?', 'explain', ['Deadlock']],
    // Told by what it does.
    ["why can't I send a lambda to a worker process?", 'explain', ['Pickling']],
  ])('"%s"', (text, intent, topics) => {
    expect(understand(text, null)).toMatchObject({ intent, topics, answers: {} });
  });

  test.each([
    ['what happens when two threads take two locks in opposite order?', 'explain', ['Deadlock']],
    ['why does a shared counter end up lower than expected with two threads?', 'explain', ['RaceCondition']],
    ['what does writer.drain() do?', 'explain', ['Streams']],
    [
      'ProcessPoolExecutor vs InterpreterPoolExecutor: startup, memory',
      'compare',
      ['ProcessPool', 'Subinterpreters'],
    ],
    ['why does it matter whether my job is cpu bound or io bound?', 'explain', ['TaskType']],
  ])('"%s" names what it is about, and where it happens', (text, intent, topics) => {
    expect(understand(text, null)).toMatchObject({ intent, topics });
  });

  test.each([
    'there is a memory leak in my brain today',
    'how many workers does the works council represent?',
  ])('"%s" only sounds like it', (text) => {
    expect(understand(text, null).intent).toBe('offtopic');
  });

  test('a question about the meaning of the open question is about that question', () => {
    expect(understand('what do you mean?', 'Safety')).toMatchObject({
      intent: 'explain',
      topics: ['Safety'],
    });
  });
});

test.each([
  'how do I make sourdough bread',
  'goroutines vs channels, when to use which',
  'what is a decorator in python',
  'our slack thread about lunch',
  'how do i sort a dict by value',
])('"%s" is off topic', (text) => {
  expect(understand(text, null)).toMatchObject({ intent: 'offtopic', answers: {}, quantities: {} });
});

test.each(['', '   ', '…', '🙃🙃', '```', 'xqzzt brrrp flomp'])('%j is not understood', (text) => {
  expect(understand(text, null)).toMatchObject({ understood: false, answers: {} });
});

test('a slip in a term is read, a name of a library is not "corrected"', () => {
  expect(understand('asynico vs threding', null).topics).toEqual(['AsyncIO', 'Threading']);
});

describe('taking something back while another question is open', () => {
  test.each([
    ['wait, actually the code is async', { ConcurrencyType: 'event-driven' }],
    ['actually zeep has AsyncClient and we could use it', {}],
  ])('%s', (text, expected) => {
    const { answers } = understand(text, 'SyncStrategy');
    expect(answers).toMatchObject(expected);
    expect(answers).not.toHaveProperty('SyncStrategy');
  });
});

describe('work that waits and computes', () => {
  test.each([
    [
      'we download 10k pdfs and then run heavy parsing on them in pure python',
      'sequence',
      ['download', 'parsing'],
    ],
    ['scrape pages, then NLP with spaCy on each one', 'sequence', ['scrape pages', 'NLP']],
    ['a mix of api calls and matrix math', 'both', ['api calls', 'matrix']],
    ["it's both i/o bound and cpu bound", 'both', ['i/o bound', 'cpu bound']],
  ] as const)('%s', (text, joined, words) => {
    const { answers, rivals, ...reading } = understand(text, null);
    expect(answers.TaskType).toBeUndefined();
    expect(reading.joined).toBe(joined);
    const signs = rivals.filter(({ slot }) => slot === 'TaskType');
    expect(signs.map(({ text: sign }) => sign)).toEqual(words);
    expect(new Set(signs.map(({ option }) => option))).toEqual(new Set(['cpu', 'io']));
  });

  test.each([
    'threads read from the serial port and another writes to the db',
    'both of our servers wait for the database',
    'we call an api and then save the result',
  ])('%s: no sign of the other kind', (text) => {
    const { rivals } = understand(text, null);
    expect(rivals.filter(({ slot }) => slot === 'TaskType')).toEqual([]);
  });
});
