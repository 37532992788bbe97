import { beforeEach, describe, expect, test } from 'vitest';
import { BOT_USER, type Message } from './fake-slack.ts';
import { CHANNEL, command, DIRECT, mention, message, press, pressOn, timestamp } from './payloads.ts';
import { eventually, type Rig, rigsOfTests } from './running-slack.ts';
import { createTalk } from './talk.ts';

/** What people and clients send that is out of the ordinary, but allowed. */

let rig: Rig;
const { open } = rigsOfTests();
beforeEach(async () => {
  rig = await open();
});

const { event, act, called, messageNumber, lastOf, asked } = createTalk(() => rig);

describe('a message', () => {
  test.each([
    ['of 40,000 characters without a blank', 'x'.repeat(40_000)],
    ['of 40,000 characters that mean something', 'we call an API from FastAPI and wait. '.repeat(1050)],
    ['of 40,000 marks', '&lt;`*_~&gt;&amp;'.repeat(2500)],
  ])('%s is answered in a few, within every limit', async (_, text) => {
    const ts = timestamp();
    await event(mention({ text, ts }));
    expect((await messageNumber(1)).thread).toBe(ts);
    await rig.stop();
    expect(rig.slack.messages.length).toBeLessThan(4);
  });

  test('with code is read as it was typed', async () => {
    const code = [
      'import asyncio, requests',
      'async def main():',
      '    if 1 &lt; 2 and "&amp;" != "&gt;":',
      '        requests.get("<https://example.com/a?b=1&amp;c=2>")',
      'asyncio.run(main())',
    ].join('\n');
    await event(mention({ text: `why does this hang? \`\`\`${code}\`\`\` any idea?` }));
    expect((await messageNumber(1)).text).toContain('requests.get blocks the event loop');
  });

  test('that comes with a file is read for its words', async () => {
    const ts = timestamp();
    const text = `<@${BOT_USER}> it is CPU bound`;
    await event(message({ text, ts }, { subtype: 'file_share', files: [{ id: 'F1' }] }));
    expect(await messageNumber(1)).toMatchObject({ thread: ts });
    expect(rig.turns[0]?.outgoing.replies).toMatchObject([{ decision: 'CPUScale' }]);
  });

  test('that is nothing but a file is asked for words', async () => {
    await event(message({ text: '', channel: DIRECT }, { subtype: 'file_share', files: [{ id: 'F1' }] }));
    expect((await messageNumber(1)).text).toContain('in a sentence');
  });

  test('that a reply in a thread shows to the channel too is an answer like others', async () => {
    const { ts } = await asked();
    await event(message({ text: 'it is CPU bound', thread: ts }, { subtype: 'thread_broadcast' }));
    expect((await messageNumber(2)).thread).toBe(ts);
  });

  test('whose author corrects it later is answered once', async () => {
    const ts = timestamp();
    await event(mention({ text: 'hello', ts }));
    await messageNumber(1);
    await event(mention({ text: 'hello, it is CPU bound', ts }));
    const edited = { message: { ts, text: 'hello, it is CPU bound', user: 'U0000000001' } };
    await event(
      message({ text: '' }, { subtype: 'message_changed', user: undefined, hidden: true, ...edited }),
    );
    await rig.stop();
    expect(rig.slack.messages).toHaveLength(1);
  });
});

describe('a press', () => {
  test('on a button of an older version says so, and how to go on', async () => {
    const { ts, question } = await asked();
    const on = { blocks: question.blocks, message: question };
    await act(pressOn(rig.slack, { action_id: 'gilbert:vote:1', value: 'yes' }, on));
    const notice = await lastOf('chat.postEphemeral', 1);
    expect(notice).toMatchObject({ channel: CHANNEL, thread_ts: ts });
    expect(notice.text).toContain('older version');
    await act(press(rig.slack, 'Begin again', { blocks: notice.blocks as Message['blocks'] }));
    expect((await messageNumber(2)).thread).toBe(ts);
  });

  test('on something nobody made is acknowledged all the same', async () => {
    const { question } = await asked();
    const on = { blocks: question.blocks, message: question };
    await expect(act(pressOn(rig.slack, { action_id: 'somebody:else' }, on))).resolves.toBeDefined();
    await rig.stop();
    expect(rig.slack.messages).toHaveLength(1);
    expect(called('chat.postEphemeral')).toEqual([]);
  });
});

test('a command whose conversation is gone says how to begin again', async () => {
  await rig.slack.send('slash_commands', command(rig.slack, 'it is CPU bound'));
  const { blocks } = (await lastOf('response', 1)) as unknown as Message;
  await rig.store.deleteConversation(`slack:T0000000001:${CHANNEL}:command-U0000000001`);
  await act(press(rig.slack, 'Yes, faster or more at once', { blocks }));
  await eventually(() => expect(called('response')).toHaveLength(2));
  expect(called('response')[1]?.args.text).toMatch(/a while ago.*\/gilbert/);
});
