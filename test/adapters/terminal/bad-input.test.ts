import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LineProcess, startCommand } from '../../support/chat-process.ts';

/** Whatever comes in gets a clear line, and the conversation goes on. */

let chat: LineProcess;
beforeAll(() => {
  chat = startCommand(['chat', '--jsonl']);
});
afterAll(() => chat.stop());

const said = (text: string) => ({ conversation: 'bad', user: 'u1', text });

test.each([
  ['broken JSON', '{"conversation":', 'not JSON'],
  ['no JSON at all', 'hello', 'not JSON'],
  ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'not valid UTF-8'],
  ['a list', '[1,2]', 'expected {"conversation"'],
  ['no conversation', { user: 'u1', text: 'hi' }, 'expected {"conversation"'],
  ['text and choice at once', { ...said('hi'), action: 'back' }, 'expected {"conversation"'],
  ['an unknown action', { conversation: 'bad', user: 'u1', action: 'dance' }, 'back|restart|unsure|why'],
  ['a number for text', { conversation: 'bad', user: 'u1', text: 7 }, 'expected {"conversation"'],
  ['a line beyond all measure', 'x'.repeat(5 * 2 ** 20), 'longer than'],
])('%s is refused with what is accepted', async (_, line, complaint) => {
  expect(await chat.ask(line)).toEqual({ error: expect.stringContaining(complaint) });
});

test.each([
  ['nothing', ''],
  ['blanks', ' \n\t '],
  ['100 kB of one letter', 'a'.repeat(100_000)],
  ['100 kB of words', 'threads and locks '.repeat(5_600)],
  ['control characters', '\u0000\u0007\u001b[31m\u009b'],
  ['emoji only', '🔥🐍🔥'],
  ['half a character', '\ud83d'],
  ['Zalgo', 'h̷̢̧̛e̸l̶p̵'],
  ['a message beyond all measure', 'x'.repeat(300_000)],
])('%s gets replies', async (_, text) => {
  const { replies } = (await chat.ask(said(text))) as { replies: { text: string }[] };
  expect(replies.length).toBeGreaterThan(0);
  for (const reply of replies) expect(reply.text).not.toBe('');
});

describe('after all that', () => {
  test('the conversation goes on', async () => {
    const choose = { decision: 'TaskType', option: 'cpu' };
    await chat.ask({ conversation: 'bad', user: 'u1', action: 'restart' });
    expect(await chat.ask({ conversation: 'bad', user: 'u1', choose })).toMatchObject({
      conversation: 'bad',
      replies: [{ type: 'question', decision: 'CPUScale' }],
    });
  });

  test('an event delivered again changes nothing and gets the same replies', async () => {
    const choose = { decision: 'TaskType', option: 'io' };
    const event = { conversation: 'again', user: 'u1', event: 'e1', choose };
    const first = await chat.ask(event);
    await chat.ask({
      conversation: 'again',
      user: 'u1',
      event: 'e2',
      choose: { decision: 'IOScale', option: 'yes' },
    });
    expect(await chat.ask(event)).toEqual(first);
    expect(await chat.ask({ conversation: 'again', user: 'u1', action: 'why' })).toMatchObject({
      replies: [{ type: 'explanation' }, { type: 'question', decision: 'ConcurrencyType' }],
    });
  });
});

test('classify reads lines and refuses what it cannot', async () => {
  const classify = startCommand(['classify', '--jsonl']);
  expect(await classify.ask({ id: 'a', text: 'yep', context: 'IOScale' })).toMatchObject({
    id: 'a',
    intent: 'workload',
    answers: { IOScale: 'yes' },
    topics: [],
    quantities: {},
    evidence: expect.arrayContaining([
      { slot: 'IOScale', option: 'yes', text: 'yep', confidence: expect.any(Number) },
    ]),
  });
  expect(await classify.ask({ id: 'b', text: 'yep', context: 'Nonsense' })).toMatchObject({
    id: 'b',
    error: expect.stringContaining('TaskType'),
  });
  expect(await classify.ask({ text: 'yep' })).toEqual({ error: expect.stringContaining('"id"') });
  await classify.stop();
});

test('size answers lines and refuses what it cannot', async () => {
  const size = startCommand(['size', '--json']);
  expect(await size.ask({ requestsPerSecond: 20, ioWaitSeconds: 3, cpuSeconds: 0.02 })).toMatchObject({
    feasible: true,
    processes: { likely: expect.any(Number) },
  });
  expect(await size.ask({ requestsPerSecond: 'many' })).toEqual({
    error: expect.stringContaining('requestsPerSecond'),
  });
  await size.stop();
});
