import { describe, expect, test } from 'vitest';
import type { DiscordMessage } from '../../../adapters/discord/message.ts';
import { packMessages } from '../../../adapters/discord/message.ts';
import type { Place } from '../../../adapters/discord/place.ts';
import { renderCode } from '../../../adapters/discord/render-code.ts';
import { renderDetails, renderTurn } from '../../../adapters/discord/render-reply.ts';
import { advance } from '../../../src/conversation/advance.ts';
import { askAbout } from '../../../src/conversation/ask.ts';
import { newConversation } from '../../../src/conversation/conversation.ts';
import { compare, explain, help } from '../../../src/conversation/digression.ts';
import { ways } from '../../../src/flowchart/walk.ts';
import type { Reply } from '../../../src/reply/reply.ts';
import { knowledge } from '../../support/knowledge.ts';
import { expectRequest, expectWithinLimits } from './payload.ts';
import { LONGEST_SNOWFLAKE, place, question, recommendation } from './samples.ts';
import { componentsOf, labelsOf, type SentMessage, textOf } from './sent-message.ts';

const COMPONENTS_V2 = 1 << 15;

/** The messages of a turn as sent, each checked. */
function sent(messages: readonly DiscordMessage[]): SentMessage[] {
  return messages.map((message) => {
    const body = { flags: COMPONENTS_V2, components: message.components } as unknown as SentMessage;
    expectWithinLimits(body);
    expectRequest('MessageCreateRequest', body);
    for (const { url } of componentsOf(body.components).flatMap((node) => node.file ?? [])) {
      expect(message.files.map(({ name }) => `attachment://${name}`)).toContain(url);
    }
    return body;
  });
}

function render(replies: readonly Reply[], where: Place = place()) {
  const { open, closed } = renderTurn(replies, where);
  return { open: sent(open), closed: sent(closed) };
}

const only = (messages: readonly SentMessage[]): SentMessage => {
  expect(messages).toHaveLength(1);
  return messages[0] ?? {};
};

/** A phone shows so much of a button. */
function expectShownWhole(message: SentMessage): void {
  for (const label of labelsOf(message)) expect([...label].length, label).toBeLessThanOrEqual(38);
}

describe('a question', () => {
  test('shows its options and the ways around it', () => {
    const message = only(render([question()]).open);
    expect(textOf(message)).toContain('### Does the time go into waiting or computing?');
    expect(labelsOf(message)).toEqual([
      'Computing',
      'Waiting',
      'Not sure',
      'Why?',
      'Back',
      'Start over',
      'In my own words',
      'Continue in a thread',
    ]);
  });

  test.each([2, 5, 6, 25])('has room for %d options', (count) => {
    const options = Array.from({ length: count }, (_, index) => ({ id: `o${index}`, label: 'x'.repeat(60) }));
    const message = only(render([question({ options })]).open);
    const menus = componentsOf(message.components).filter(({ type }) => type === 3);
    expect(menus).toHaveLength(count > 5 ? 1 : 0);
  });

  test.each(Object.keys(knowledge.decisions))('%s has buttons that a phone shows whole', (decision) => {
    const { open } = render([askAbout(knowledge, decision)]);
    expectShownWhole(only(open));
  });

  test('keeps ids of any length within a custom id', () => {
    const decision = 'D'.repeat(300);
    const options = [1, 2].map((each) => ({ id: `${'o'.repeat(300)}${each}`, label: 'x' }));
    const key = `${'z'.repeat(13)}-${'z'.repeat(13)}`;
    const where = place({ key, owner: LONGEST_SNOWFLAKE });
    render([question({ decision, options })], where);
    const offer = { decision, option: options[0]?.id ?? '', label: 'y'.repeat(200) };
    render([{ type: 'notice', text: 'no', private: true, offer }], where);
  });

  test('says how words are heard in a thread', () => {
    const message = only(render([question()], place({ isThread: true, canThread: false })).open);
    expect(textOf(message)).toContain('Mention me');
    expect(labelsOf(message)).not.toContain('Continue in a thread');
  });

  test("shows somebody's words as they stand", () => {
    const words = '@everyone <@&5> ```py\n# big` [x](https://evil.example) **b**';
    const understood = [{ decision: 'TaskType', option: 'io', label: 'I/O', words, said: true }];
    const shown = textOf(only(render([question({ understood })]).open));
    expect(shown).not.toContain('```');
    expect(shown).not.toContain('](');
    expect(shown).not.toMatch(/(?<!\\)<@/);
    const advised = recommendation({ text: `Because it waits (“${words}”).`, understood, excerpt: '' });
    expect(textOf(only(render([advised]).open))).not.toMatch(/```py/);
  });
});

describe('a recommendation', () => {
  test('fits into one message, its long parts behind buttons', () => {
    const message = only(render([recommendation()]).open);
    expect(textOf(message)).toMatch(/## asyncio with a limit[\s\S]*In flight[\s\S]*Watch out/);
    expect(textOf(message)).not.toContain('import asyncio');
    expect(labelsOf(message)).toEqual(
      expect.arrayContaining([
        'What if…',
        'Change an answer',
        'Show code',
        'More',
        'Why',
        'Memory of the workers',
        'Helpful',
      ]),
    );
  });

  test('tells in small letters what its figures rest on', () => {
    const sizingText =
      '- Processes: **2**\n```\nuvicorn app:app --workers 2\n```\n- Measure `cpu` first\nAssumed: 4 cores';
    const shown = textOf(only(render([recommendation({ sizingText })]).open));
    expect(shown).toContain('--workers 2\n```\n-# • Measure `cpu` first\n-# Assumed: 4 cores');
  });

  test('names the pages it rests on, without their previews', () => {
    const shown = textOf(only(render([recommendation()]).open));
    expect(shown).toContain('-# Read on: [asyncio](<https://docs.python.org/3/library/asyncio-task.html>)');
  });

  test('goes on in another message when it is too long', () => {
    const text = Array.from({ length: 200 }, (_, index) => `Paragraph ${index} with some words.`).join(
      '\n\n',
    );
    const { open } = render([recommendation({ text })]);
    expect(open.length).toBeGreaterThan(1);
    expect(open.map(textOf).join('\n')).toContain('Paragraph 199');
    expect(labelsOf(open.at(-1) ?? {})).toContain('Show code');
  });

  test('carries pictures below the words, which they come after, with words for them', () => {
    const data = Buffer.from('x');
    const pictures = [
      { kind: 'path', name: 'path.png', data, altText: 'é'.repeat(3000) },
      { kind: 'sizing', name: 'sizing.png', data, altText: 'The plot' },
    ] as const;
    const { open } = renderTurn([recommendation()], place(), pictures);
    const [message] = sent(open);
    const order = [
      'Because the time',
      'How many',
      'Watch out',
      'attachment://path.png',
      'attachment://sizing.png',
      'What if…',
    ];
    const places = order.map((words) => JSON.stringify(message).indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(open[0]?.files).toHaveLength(2);
    const without = renderTurn([recommendation()], place({ canAttach: false }), pictures);
    expect(without.open[0]?.files).toHaveLength(0);
  });

  test.each(ways(knowledge.flowchart).map((way) => ({ way, name: way.path.join(' → ') })))(
    '$name',
    ({ way }) => {
      let conversation = newConversation('c', knowledge.version);
      let replies: readonly Reply[] = [];
      for (const [decision, option] of Object.entries(way.answers)) {
        const event = { user: '<@1>', at: 0, type: 'choose', decision, option } as const;
        ({ conversation, replies } = advance(knowledge, conversation, event));
        render(replies);
      }
      const last = replies.at(-1);
      expect(last?.type).toBe('recommendation');
      if (last?.type !== 'recommendation') return;
      expectShownWhole(only(render([last]).open));
      sent(packMessages([renderDetails(last)]));
      if (last.code !== '') sent(packMessages([renderCode(last, true)]));
    },
  );
});

describe('code', () => {
  test('is a block', () => {
    const [message] = sent(packMessages([renderCode(recommendation(), true)]));
    expect(textOf(message ?? {})).toBe('```py\nimport asyncio\n\nasyncio.run(main())\n```');
  });

  test.each([
    ['too long for a message', 'x = 1  # a comment\n'.repeat(1000)],
    ['with a fence in it', '"""\n```\nexample\n```\n"""\n'],
  ])('%s is a file beside its beginning', (_, code) => {
    const messages = packMessages([renderCode(recommendation({ code }), true)]);
    expect(sent(messages)).toHaveLength(1);
    expect(messages[0]?.files[0]?.data.toString()).toBe(code);
    expect(messages[0]?.files[0]?.name).toBe('coroutines.py');
  });

  test('where files are not allowed goes on over messages', () => {
    const code = Array.from({ length: 1000 }, (_, index) => `x = ${index}`).join('\n');
    const messages = sent(packMessages([renderCode(recommendation({ code }), false)]));
    const lines = messages.flatMap((message) => textOf(message).split('\n'));
    expect(lines.filter((line) => !line.startsWith('```')).join('\n')).toBe(code);
  });
});

describe('other replies', () => {
  test.each([
    {
      type: 'explanation',
      text: 'Why? **Waiting** (“calls <@5> `x`”).',
      topics: [],
      sources: [],
      offers: [],
    },
    { type: 'notice', text: 'I read “<@5> `x`” (waiting).', private: false, offer: null },
  ] as const)("a $type shows somebody's words as they stand", (reply) => {
    const shown = textOf(only(render([{ ...reply, topics: [], sources: [], offers: [] } as Reply]).open));
    expect(shown).toContain('\\<@5\\> \\`x\\`');
  });

  test('every topic, every pair of the tables and the help stay within the limits', () => {
    for (const topic of Object.keys(knowledge.topics)) render([explain(knowledge, [topic])]);
    render([explain(knowledge, Object.keys(knowledge.topics))]);
    const rows = knowledge.comparisons.flatMap((table) => table.rows.flatMap(({ topics }) => topics));
    render([compare(knowledge, rows)]);
    render([help(knowledge)]);
  });

  test('a long table is split between its rows', () => {
    const row = (name: string) => ({ name, cells: Array.from({ length: 8 }, () => 'c'.repeat(120)) });
    const rows = Array.from({ length: 20 }, (_, index) => row(`Row ${index}`));
    const columns = Array.from({ length: 8 }, (_, index) => `aspect ${index}`);
    const { open } = render([{ type: 'comparison', title: 'All', columns, rows, sources: [] }]);
    expect(open.length).toBeGreaterThan(3);
    for (const message of open.slice(1)) expect(textOf(message)).toMatch(/^\*\*Row/);
  });

  test('a private line is for one person, its offer said aloud', () => {
    const offer = { decision: 'TaskType', option: 'io', label: 'Change to: Waiting' };
    const { open, closed } = render([{ type: 'notice', text: 'Already answered.', private: true, offer }]);
    expect(open).toEqual([]);
    expect(labelsOf(only(closed))).toEqual(['Change to: Waiting']);
    expect(JSON.stringify(closed)).toContain('TaskType:io:aloud');
  });

  test('a line without buttons gets one that leads on', () => {
    const message = only(render([{ type: 'error', text: 'There is no question "X".' }]).open);
    expect(labelsOf(message)).toEqual(['In my own words']);
  });

  test('many replies share a message as long as they fit', () => {
    const notice: Reply = { type: 'notice', text: 'n', private: false, offer: null };
    expect(render([notice, question()]).open).toHaveLength(1);
    expect(render([...Array.from({ length: 100 }, () => notice), question()]).open.length).toBeGreaterThan(1);
  });
});
