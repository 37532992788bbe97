import { beforeEach, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../adapters/slack/action-ids.ts';
import type { Message } from './fake-slack.ts';
import { CHANNEL, DIRECT, happening, mention, message, press, timestamp } from './payloads.ts';
import { eventually, type Rig, rigsOfTests } from './running-slack.ts';
import { createTalk, wordsOn } from './talk.ts';

/** Which talk in a channel is Gilbert's business, and what he does when he does not remember it. */

let rig: Rig;
const { open } = rigsOfTests();
beforeEach(async () => {
  rig = await open();
});

const { event, act, called, messageNumber, lastOf, asked, advised } = createTalk(() => rig);
const shownCalls = () => rig.slack.calls.filter(({ method }) => /^chat\.|^response$/.test(method));

/** A thread Gilbert answered in long ago. */
async function expired(): Promise<{ ts: string; question: Message }> {
  const begun = await asked();
  await rig.store.deleteConversation(`slack:T0000000001:${CHANNEL}:${begun.ts}`);
  return begun;
}

describe('a reply in a thread that has expired', () => {
  test('is told so kindly, once, with a way to begin again', async () => {
    const { ts } = await expired();
    await event(message({ text: 'it computes', thread: ts }));
    const notice = await lastOf('chat.postEphemeral', 1);
    expect(notice).toMatchObject({ channel: CHANNEL, thread_ts: ts, user: 'U0000000001' });
    expect(notice.text).toContain('a while ago');
    await event(message({ text: 'anybody?', thread: ts }));
    await act(press(rig.slack, 'Begin again', { blocks: notice.blocks as Message['blocks'] }));
    expect((await messageNumber(2)).thread).toBe(ts);
    expect(called('chat.postEphemeral')).toHaveLength(1);
  });

  test('is told so under Messages too, and the next word begins anew', async () => {
    const ts = timestamp();
    await event(message({ text: 'hello', channel: DIRECT, ts }));
    await messageNumber(1);
    await rig.store.deleteConversation(`slack:T0000000001:${DIRECT}:${ts}`);
    await event(message({ text: '8 of them', channel: DIRECT, thread: ts }));
    const { text } = await lastOf('chat.postEphemeral', 1);
    expect(text).toMatch(/a while ago.*describe the job here/);
    expect(rig.slack.messages).toHaveLength(1);
    await event(message({ text: 'a job that computes', channel: DIRECT, thread: ts }));
    expect((await messageNumber(2)).thread).toBe(ts);
    expect(called('chat.postEphemeral')).toHaveLength(1);
  });

  test('goes unnoticed where Gilbert never spoke, and the thread is looked into once', async () => {
    const thread = timestamp();
    for (const text of ['shall we go?', 'yes', 'now?']) await event(message({ text, thread }));
    await eventually(() => expect(called('conversations.replies')).toHaveLength(1));
    await rig.stop();
    expect(called('conversations.replies')).toHaveLength(1);
    expect(shownCalls()).toEqual([]);
  });

  test('is not looked for in a thread that is young', async () => {
    const thread = `${Math.floor(Date.now() / 1000)}.000100`;
    await event(message({ text: 'shall we go?', thread }));
    await rig.stop();
    expect(called('conversations.replies')).toEqual([]);
    expect(shownCalls()).toEqual([]);
  });

  test('can begin again by a mention', async () => {
    const { ts } = await expired();
    await event(mention({ text: 'a job that computes', thread: ts }));
    expect((await messageNumber(2)).thread).toBe(ts);
    expect(called('chat.postEphemeral')).toEqual([]);
  });
});

describe('events out of order', () => {
  test('a reply that comes before its mention is answered after it', async () => {
    const before = timestamp();
    const ts = timestamp();
    const [first, second] = [timestamp(), timestamp()];
    await event(message({ text: 'everybody can hear me?', thread: before }));
    await event(message({ text: 'yes, more at once', thread: ts, ts: second }));
    await event(message({ text: 'it is CPU bound', thread: ts, ts: first }));
    await event(mention({ text: 'hello', ts }));
    await messageNumber(3);
    await rig.stop();
    expect(rig.turns.map(({ incoming }) => incoming.eventId)).toEqual(
      [ts, first, second].map((each) => `message:${each}`),
    );
    expect(rig.turns.at(-1)?.outgoing.replies).toMatchObject([{ decision: 'CPUParallel' }]);
    expect(rig.slack.messages.every(({ thread }) => thread === ts)).toBe(true);
  });

  test('what people said in a thread before they called Gilbert is no answer to him', async () => {
    const thread = timestamp();
    await event(message({ text: 'it is CPU bound', thread, ts: timestamp() }));
    await event(mention({ text: 'hello', thread, ts: timestamp() }));
    await messageNumber(1);
    await rig.stop();
    expect(rig.turns).toHaveLength(1);
    expect(rig.slack.messages).toMatchObject([{ thread }]);
  });

  test('the message copy of a mention may be the first to come', async () => {
    const ts = timestamp();
    const mentioned = { text: 'hello', ts };
    await event(message({ text: '<@U0GILBERT00> hello', ts }));
    await event(mention(mentioned));
    await rig.stop();
    expect(rig.slack.messages).toMatchObject([{ thread: ts }]);
  });
});

describe('what is no person’s new word', () => {
  test.each([
    ['another bot', { bot_id: 'B0000000009' }],
    ['an edit, also of Gilbert’s own message', { subtype: 'message_changed', hidden: true }],
    ['a message that was taken away', { subtype: 'message_deleted', hidden: true }],
    ['a bot’s message of the old kind', { subtype: 'bot_message', user: undefined, bot_id: 'B0000000009' }],
    ['Gilbert himself', { user: 'U0GILBERT00' }],
  ])('%s gets no answer', async (_, more) => {
    const { ts } = await asked();
    await event(message({ text: 'it is CPU bound', thread: ts }, more));
    await event(message({ text: 'it waits', thread: ts }));
    await messageNumber(2);
    await rig.stop();
    expect(rig.turns).toHaveLength(2);
    expect(rig.slack.messages).toHaveLength(2);
  });

  test('the assistant’s own events say nothing', async () => {
    const assistant_thread = {
      user_id: 'U0000000001',
      channel_id: 'D0000000001',
      thread_ts: '1.2',
      context: {},
    };
    await event(happening({ type: 'assistant_thread_context_changed', assistant_thread, event_ts: '1.3' }));
    await rig.stop();
    expect(shownCalls()).toEqual([]);
  });
});

test('a double click advances the conversation once', async () => {
  const { question } = await asked();
  const on = { blocks: question.blocks, message: question };
  const click = () => act(press(rig.slack, 'It computes (CPU)', on));
  await Promise.all([click(), click()]);
  await lastOf('chat.postEphemeral', 1);
  await rig.stop();
  expect(rig.slack.messages).toHaveLength(2);
  expect(called('chat.update')).toHaveLength(1);
  expect(wordsOn(called('chat.postEphemeral')[0]?.args.blocks)).toEqual([]);
  expect(JSON.stringify(rig.slack.messages[1]?.blocks)).toContain(ACTIONS.choose);
});

describe('where several people write in a thread', () => {
  const BEN = 'U0000000002';
  const chat = ['thanks Ana!', 'lol', 'how about lunch?'];

  test('what they say to each other gets no answer, what they say of the job does', async () => {
    const { ts } = await asked();
    for (const text of chat) await event(message({ text, thread: ts, user: BEN }));
    await event(message({ text: 'it is CPU bound', thread: ts, user: BEN }));
    await messageNumber(2);
    await event(message({ text: 'nice, thanks', thread: ts }));
    await event(message({ text: 'yes, on 8 cores', thread: ts }));
    await messageNumber(3);
    await rig.stop();
    expect(rig.turns).toHaveLength(4 + chat.length);
    expect(rig.slack.messages).toHaveLength(3);
  });

  test('neither "sure" nor a link brings the recommendation again', async () => {
    const { ts } = await advised();
    const count = rig.slack.messages.length;
    const words = [
      'sure',
      'agreed',
      'looks good to me',
      '<https://tickets.example/GIL-1>',
      'Ben can you open a ticket',
    ];
    for (const text of words) await event(message({ text, thread: ts, user: BEN }));
    await event(message({ text: 'so what was it?', thread: ts, user: BEN }));
    expect((await messageNumber(count + 1)).text).toContain('asyncio');
    await rig.stop();
    expect(rig.slack.messages).toHaveLength(count + 1);
  });

  test('a fault in code somebody pastes is told, and so is what an "ok" leads to', async () => {
    const { ts } = await asked('it is CPU bound');
    const code = '```import asyncio, time\nasync def main():\n    time.sleep(1)\nasyncio.run(main())```';
    await event(message({ text: code, thread: ts, user: BEN }));
    expect((await messageNumber(2)).text).toContain('Line 3');
    await event(message({ text: 'not sure', thread: ts }));
    await messageNumber(3);
    await event(message({ text: 'ok', thread: ts, user: BEN }));
    await messageNumber(4);
  });

  test('a mention is always answered, and so is one person who writes alone', async () => {
    const { ts } = await asked();
    await event(message({ text: 'thanks', thread: ts }));
    expect((await messageNumber(2)).text).toContain('Tell me about the job');
    await event(mention({ text: 'how do I bake bread?', thread: ts, user: BEN }));
    expect((await messageNumber(3)).text).toContain('outside what I know');
  });
});
