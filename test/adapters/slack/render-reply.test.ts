import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMeaning } from '../../../adapters/slack/button-value.ts';
import { renderCode, renderMore, renderShared } from '../../../adapters/slack/render-recommendation.ts';
import { renderReplies } from '../../../adapters/slack/render-reply.ts';
import { packMessages } from '../../../adapters/slack/rendered.ts';
import type { Reply, ReplyOf } from '../../../src/reply/reply.ts';
import { faultsOf } from './check-payload.ts';

const setting = { conversationId: 'slack:T0000000001:C0000000001:1700000000.000100', isForOnePerson: false };
const nasty =
  'a < b & c > d <!channel> <@U0123456789> <https://evil.example|bank> `x` ```y``` **z** *q* &lt;';

function messagesOf(replies: readonly Reply[]) {
  const messages = renderReplies(replies, setting);
  const faults = messages.flatMap((message) =>
    faultsOf('chat.postMessage', { ...message, unfurl_links: false, unfurl_media: false }),
  );
  expect(faults).toEqual([]);
  return messages;
}

const source = {
  page: 'asyncio',
  section: 'Queues',
  version: '3.11',
  url: 'https://docs.python.org/3/a?b=1&c=2',
};
const question: ReplyOf<'question'> = {
  type: 'question',
  decision: 'TaskType',
  text: 'What does it do?',
  why: 'Everything follows from this.',
  options: [
    { id: 'cpu', label: 'It computes' },
    { id: 'io', label: 'It waits' },
  ],
  offers: [{ decision: 'TaskType', option: 'both', label: 'It does both', say: 'both' }],
  understood: [],
};
const recommendation: ReplyOf<'recommendation'> = {
  type: 'recommendation',
  outcomes: ['Coroutines'],
  path: ['Start', 'TaskType', 'Coroutines'],
  answers: { TaskType: 'io' },
  title: 'Async/Await',
  text: 'Because it **waits** (“call Gemini”).\n\n- use `TaskGroup`\n- use *timeouts*',
  pitfalls: ['Blocking calls stop `everything`.'],
  otherwise: ['It computes.'],
  versions: ['3.11 has TaskGroup.'],
  sources: [source],
  understood: [{ decision: 'TaskType', option: 'io', label: 'It waits', words: 'call Gemini', said: true }],
  sizing: null,
  sizingInput: null,
  sizingText: '- Processes: **2**\n```\nuvicorn app:app --workers 2 < in > out && true\n```\nAssumed: 5 ms.',
  parts: [],
  excerpt: 'print("""```""")',
  code: 'if a < b and c & d:\n    print("""```""")\n',
  offers: [{ decision: 'MemMgmt', option: 'MemMgmt', label: 'Memory of the workers', say: 'memory' }],
};
const comparison: ReplyOf<'comparison'> = {
  type: 'comparison',
  title: 'Threads or **asyncio**',
  columns: ['Good for', 'Cost'],
  rows: [
    { name: 'threads', cells: ['blocking `calls`', '8 MiB'] },
    { name: 'asyncio', cells: ['many waits', ''] },
  ],
  sources: [source],
};

describe('a question', () => {
  test('has its options as buttons that say what they mean', () => {
    const [message] = messagesOf([question]);
    const rows = (message?.blocks ?? []).flatMap((block) =>
      block.type === 'actions' ? [block.elements] : [],
    );
    const values = rows.flat().map((element) => ('value' in element ? element.value : undefined));
    expect(decodeMeaning(values[1] ?? '')).toEqual({
      ...setting,
      isForOnePerson: undefined,
      decision: 'TaskType',
      option: 'io',
    });
    expect(message?.text).toContain('2. It waits');
  });

  test('has a menu where there are many, within every limit', () => {
    const options = Array.from({ length: 25 }, (_, index) => ({
      id: `option-${index}-${'x'.repeat(120)}`,
      label: `${'A long label '.repeat(10)}${index}`,
    }));
    const [message] = messagesOf([{ ...question, options }]);
    const menus = (message?.blocks ?? []).flatMap((block) =>
      block.type === 'actions' ? block.elements.filter(({ type }) => type === 'static_select') : [],
    );
    expect(menus).toHaveLength(1);
  });

  test('keeps its buttons apart by their words', () => {
    const options = [
      { id: 'a', label: 'Not sure' },
      { id: 'b', label: 'same' },
      { id: 'c', label: 'same' },
    ];
    messagesOf([{ ...question, options }]);
  });

  test('repeats what people wrote without calling anybody', () => {
    const understood = [{ decision: 'TaskType', option: 'io', label: 'It waits', words: nasty, said: true }];
    const [message] = messagesOf([{ ...question, understood }]);
    expect(JSON.stringify(message)).toContain('&lt;!channel&gt;');
  });
});

describe('a recommendation', () => {
  test('shows what and how many first, and the rest behind buttons', () => {
    const [message, ...more] = messagesOf([recommendation]);
    expect(more).toEqual([]);
    const shown = JSON.stringify(message);
    for (const words of [
      'Async/Await',
      'call Gemini',
      'uvicorn',
      'TaskType: It waits',
      'Blocking calls',
      'print(',
      'Show code',
      'More',
      'Why',
      'Memory of the workers',
      'Helpful',
    ]) {
      expect(shown).toContain(words);
    }
    expect(shown).not.toContain('It computes.');
    expect(message?.text).toContain('Async/Await');
  });

  test('gives code as it is', () => {
    const [message] = packMessages([renderCode(recommendation)]);
    expect(JSON.stringify(message?.blocks)).toContain(
      JSON.stringify(recommendation.code.trimEnd()).slice(1, -1),
    );
  });

  test('offers to share only what one person sees', () => {
    const [shared] = renderReplies([recommendation], { ...setting, isForOnePerson: true });
    expect(JSON.stringify(shared)).toContain('Share to channel');
    expect(JSON.stringify(messagesOf([recommendation]))).not.toContain('Share to channel');
    expect(JSON.stringify(renderShared(recommendation))).not.toContain('"button"');
  });

  test.each([
    ['the longest texts', 'word & more < '.repeat(3000)],
    ['one endless word', '&'.repeat(30_000)],
    ['many lines of code', `\`\`\`\n${'x = a < b\n'.repeat(3000)}\`\`\``],
  ])('splits %s at block borders', (_, long) => {
    const huge = {
      ...recommendation,
      title: long,
      text: long,
      sizingText: long,
      code: long,
      excerpt: long,
      pitfalls: [long],
      otherwise: [long],
    };
    expect(messagesOf([huge]).length).toBeGreaterThan(1);
    const rest = [renderCode(huge), renderMore(huge), renderShared(huge)];
    for (const message of packMessages(rest)) {
      expect(faultsOf('chat.postMessage', { ...message, unfurl_links: false, unfurl_media: false })).toEqual(
        [],
      );
    }
  });
});

describe('a comparison', () => {
  test('is a table with the things side by side', () => {
    const [message] = messagesOf([comparison]);
    const table = message?.blocks.find((block) => block.type === 'table');
    expect(table).toMatchObject({
      rows: [
        [{}, { text: 'threads' }, { text: 'asyncio' }],
        [{ text: 'Good for' }, {}, {}],
        [{}, {}, {}],
      ],
    });
  });

  test('of many figures stays as long as it is', () => {
    const rows = ['Processes', 'Cores', 'Memory'].map((name) => ({ name, cells: ['1', '2'] }));
    const [message] = messagesOf([{ ...comparison, columns: ['now', 'what if'], rows }]);
    const table = message?.blocks.find((block) => block.type === 'table');
    expect(table).toMatchObject({
      rows: [[{}, { text: 'now' }, { text: 'what if' }], [{ text: 'Processes' }, {}, {}], {}, {}],
    });
  });

  test('is told in sections where no table takes it', () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({
      name: `row ${index}`,
      cells: [nasty, 'x'.repeat(900)],
    }));
    expect(messagesOf([{ ...comparison, rows }]).length).toBeGreaterThan(1);
  });

  test('never shares a message with another table', () => {
    expect(messagesOf([comparison, comparison])).toHaveLength(2);
  });
});

describe('a notice', () => {
  test('carries its correction as a button', () => {
    const offer = { decision: 'TaskType', option: 'cpu', label: 'Change to: It computes' };
    const [message] = messagesOf([{ type: 'notice', text: 'Already answered.', private: false, offer }]);
    expect(JSON.stringify(message)).toContain('Change to: It computes');
  });

  test('names a person only in private', () => {
    const text = 'Already answered: yes, by U0123456789.';
    const inPrivate = renderReplies([{ type: 'notice', text, private: true, offer: null }], setting);
    expect(JSON.stringify(inPrivate)).toContain('by <@U0123456789>');
    const inPublic = messagesOf([{ type: 'notice', text, private: false, offer: null }]);
    expect(JSON.stringify(inPublic)).not.toContain('<@');
  });
});

test('a turn is as few messages as possible, in order', () => {
  const explanation: Reply = {
    type: 'explanation',
    topics: ['GIL'],
    text: 'The **GIL** is a lock.',
    sources: [source],
    offers: [],
  };
  const [message, ...more] = messagesOf([explanation, question]);
  expect(more).toEqual([]);
  expect(message?.text.indexOf('GIL')).toBeLessThan(message?.text.indexOf('What does it do?') ?? 0);
});

test('whatever the texts are, no limit is broken and nobody is called', () => {
  const piece = fc.constantFrom(
    nasty,
    '<',
    '&',
    '`',
    '```',
    '**',
    '*',
    '\n',
    '\n\n',
    '- ',
    ' ',
    '<!here>',
    '@channel',
    '👩‍👩‍👧‍👦',
    '|',
    '>',
    'x'.repeat(2990),
    '[a](https://b.example)',
    'call Gemini',
    '\uE000',
    '&lt;',
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => `x${pieces.join('')}`);
  fc.assert(
    fc.property(text, text, text, (one, two, three) => {
      messagesOf([
        {
          ...question,
          text: one,
          why: two,
          understood: [{ decision: 'TaskType', option: 'io', label: three, words: one, said: false }],
        },
      ]);
      messagesOf([
        {
          type: 'explanation',
          topics: [],
          text: three,
          sources: [{ page: one, url: 'https://docs.python.org/' }],
          offers: [{ decision: 'MemMgmt', option: 'GC', label: three, say: one }],
        },
      ]);
      messagesOf([
        { ...recommendation, title: one, text: two, sizingText: three },
        { ...comparison, title: one, rows: [{ name: two, cells: [three, one] }] },
        {
          type: 'notice',
          text: two,
          private: false,
          offer: { decision: 'TaskType', option: 'io', label: three },
        },
        { type: 'error', text: one },
      ]);
    }),
    { numRuns: 300 },
  );
});
