import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMeaning } from '../../../adapters/slack/button-value.ts';
import { renderCode, renderMore, renderShared } from '../../../adapters/slack/render-recommendation.ts';
import { renderReplies } from '../../../adapters/slack/render-reply.ts';
import { packMessages } from '../../../adapters/slack/rendered.ts';
import type { Reply } from '../../../src/reply/reply.ts';
import { faultsOf } from './check-payload.ts';
import { COMPARISON, QUESTION, RECOMMENDATION, SOURCE } from './samples.ts';

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

describe('a question', () => {
  test('has its options as buttons that say what they mean', () => {
    const [message] = messagesOf([QUESTION]);
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
    const [message] = messagesOf([{ ...QUESTION, options }]);
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
    messagesOf([{ ...QUESTION, options }]);
  });

  test('does not repeat a reason that was just explained', () => {
    const explained: Reply = {
      type: 'explanation',
      topics: [],
      text: `${QUESTION.why}\n- more`,
      sources: [],
      offers: [],
    };
    const [message] = messagesOf([explained, QUESTION]);
    expect(JSON.stringify(message?.blocks).split(QUESTION.why)).toHaveLength(2);
  });

  test('repeats what people wrote without calling anybody', () => {
    const understood = [{ decision: 'TaskType', option: 'io', label: 'It waits', words: nasty, said: true }];
    const [message] = messagesOf([{ ...QUESTION, understood }]);
    expect(JSON.stringify(message)).toContain('&lt;!channel&gt;');
  });
});

describe('a recommendation', () => {
  test('shows what and how many first, and the rest behind buttons', () => {
    const [message, ...more] = messagesOf([RECOMMENDATION]);
    expect(more).toEqual([]);
    const shown = JSON.stringify(message);
    for (const words of [
      'Async/Await',
      'call Gemini',
      'uvicorn',
      'It waits → Async/Await',
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

  test('puts figures before the long how-to, which may be folded up, and a missing figure after it', () => {
    const places = (reply: Reply) => {
      const shown = JSON.stringify(messagesOf([reply])[0]?.blocks);
      return ['*How many*', 'TaskGroup'].map((words) => shown.indexOf(words));
    };
    const [figures = 0, how = 0] = places({ ...RECOMMENDATION, sizing: {} });
    expect(figures).toBeLessThan(how);
    const [missing = 0, howFirst = 0] = places(RECOMMENDATION);
    expect(missing).toBeGreaterThan(howFirst);
  });

  test('gives code as it is', () => {
    const [message] = packMessages([renderCode(RECOMMENDATION)]);
    expect(JSON.stringify(message?.blocks)).toContain(
      JSON.stringify(RECOMMENDATION.code.trimEnd()).slice(1, -1),
    );
  });

  test('offers to share only what one person sees', () => {
    const [shared] = renderReplies([RECOMMENDATION], { ...setting, isForOnePerson: true });
    expect(JSON.stringify(shared)).toContain('Share to channel');
    expect(JSON.stringify(messagesOf([RECOMMENDATION]))).not.toContain('Share to channel');
    const others = JSON.stringify(renderShared(RECOMMENDATION));
    expect(others).not.toContain('"button"');
    expect(others).toContain('asyncio, Queues (3.11)');
  });

  test.each([
    ['the longest texts', 'word & more < '.repeat(3000)],
    ['one endless word', '&'.repeat(30_000)],
    ['many lines of code', `\`\`\`\n${'x = a < b\n'.repeat(3000)}\`\`\``],
  ])('splits %s at block borders', (_, long) => {
    const huge = {
      ...RECOMMENDATION,
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
    const [message] = messagesOf([COMPARISON]);
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
    const [message] = messagesOf([{ ...COMPARISON, columns: ['now', 'what if'], rows }]);
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
    expect(messagesOf([{ ...COMPARISON, rows }]).length).toBeGreaterThan(1);
  });

  test('never shares a message with another table', () => {
    expect(messagesOf([COMPARISON, COMPARISON])).toHaveLength(2);
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
    sources: [SOURCE],
    offers: [],
  };
  const [message, ...more] = messagesOf([explanation, QUESTION]);
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
          ...QUESTION,
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
        { ...RECOMMENDATION, title: one, text: two, sizingText: three },
        { ...COMPARISON, title: one, rows: [{ name: two, cells: [three, one] }] },
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
