import { beforeEach, describe, expect, test } from 'vitest';
import type { Message } from './fake-slack.ts';
import {
  CHANNEL,
  DIRECT,
  happening,
  mention,
  mentionAsMessage,
  message,
  press,
  timestamp,
} from './payloads.ts';
import { eventually, type Rig, rigsOfTests } from './running-slack.ts';
import { createTalk, wordsOn } from './talk.ts';

/** What people meet, with a real Bolt app on Socket Mode. */

let rig: Rig;
const { open } = rigsOfTests();
beforeEach(async () => {
  rig = await open();
});

const { event, act, called, messageNumber, lastOf, asked } = createTalk(() => rig);

describe('in a channel', () => {
  test('a mention is answered with one question in its thread', async () => {
    const { ts, question } = await asked();
    expect(question).toMatchObject({ channel: CHANNEL, thread: ts });
    expect(wordsOn(question.blocks)).toContain('Not sure');
    expect(called('chat.postMessage')).toHaveLength(1);
  });

  test('replies in the thread are answers; other talk is none of Gilbert’s business', async () => {
    const { ts } = await asked();
    await event(message({ text: 'lunch?' }));
    await event(message({ text: 'it is CPU bound', thread: timestamp() }));
    await event(message({ text: 'it is CPU bound', thread: ts }));
    await messageNumber(2);
    expect(rig.turns.map(({ incoming }) => incoming.input)).toHaveLength(2);
    expect(rig.turns.at(-1)?.outgoing.replies[0]).toMatchObject({ decision: 'CPUScale' });
    // The question that was answered in words has lost its buttons.
    await eventually(() => expect(wordsOn(rig.slack.messages[0]?.blocks)).toEqual([]));
  });

  test('a press shows the choice in the question and asks on', async () => {
    const { question } = await asked();
    await act(press(rig.slack, 'It computes (CPU)', { blocks: question.blocks, message: question }));
    await messageNumber(2);
    const [answered, next] = rig.slack.messages;
    expect(wordsOn(answered?.blocks)).toEqual([]);
    expect(JSON.stringify(answered?.blocks)).toContain('✓ It computes (CPU)');
    expect(next?.thread).toBe(question.thread);
    expect(called('chat.update')).toHaveLength(1);
  });

  test.each(['Not sure', 'Why do you ask?', 'Back', 'Start over'])('%s is available', async (words) => {
    const { question } = await asked();
    await act(press(rig.slack, words, { blocks: question.blocks, message: question }));
    const answer = await messageNumber(2);
    expect(wordsOn(answer.blocks)).toContain('It computes (CPU)');
  });

  test('what people wrote calls nobody when it is repeated', async () => {
    await asked('we call <!channel> <@U0000000009> from FastAPI, 50 req/s &lt;!here&gt;');
    expect(rig.turns[0]?.incoming.input).toMatchObject({
      text: 'we call channel somebody from FastAPI, 50 req/s <!here>',
    });
  });
});

describe('a late press', () => {
  test('is told in private, with the change as a button that then counts', async () => {
    const { question } = await asked();
    await act(press(rig.slack, 'It computes (CPU)', { blocks: question.blocks, message: question }));
    await messageNumber(2);
    const ben = 'U0000000002';
    await act(
      press(rig.slack, 'It waits (network, disk, database)', {
        blocks: question.blocks,
        message: question,
        user: ben,
      }),
    );
    const notice = await lastOf('chat.postEphemeral', 1);
    expect(notice).toMatchObject({ user: ben, channel: CHANNEL, thread_ts: question.thread });
    expect(String(JSON.stringify(notice.blocks))).toContain('by <@U0000000001>');
    expect(rig.slack.messages).toHaveLength(2);

    const [change] = wordsOn(notice.blocks);
    await act(press(rig.slack, change ?? '', { blocks: notice.blocks as Message['blocks'], user: ben }));
    const changed = await messageNumber(3);
    expect(changed.thread).toBe(question.thread);
    expect(changed.text).toContain('Changed: It');
    expect(called('response').at(-1)?.args).toEqual({ delete_original: true });
  });

  test('two people at once advance the conversation once', async () => {
    const { question } = await asked();
    const on = { blocks: question.blocks, message: question };
    await Promise.all([
      act(press(rig.slack, 'It computes (CPU)', on)),
      act(press(rig.slack, 'It waits (network, disk, database)', { ...on, user: 'U0000000002' })),
    ]);
    await lastOf('chat.postEphemeral', 1);
    await rig.stop();
    expect(rig.slack.messages).toHaveLength(2);
  });

  test('in a conversation that is not known any more offers to begin again', async () => {
    const { ts, question } = await asked();
    await rig.store.deleteConversation(`slack:T0000000001:${CHANNEL}:${ts}`);
    await act(press(rig.slack, 'It computes (CPU)', { blocks: question.blocks, message: question }));
    const notice = await lastOf('chat.postEphemeral', 1);
    expect(wordsOn(notice.blocks)).toEqual(['Begin again']);
    await act(press(rig.slack, 'Begin again', { blocks: notice.blocks as Message['blocks'] }));
    expect((await messageNumber(2)).thread).toBe(ts);
  });
});

describe('directly', () => {
  test('a message is answered in its thread, and so is the next', async () => {
    const ts = timestamp();
    await event(message({ text: 'hello', channel: DIRECT, ts }));
    expect(await messageNumber(1)).toMatchObject({ channel: DIRECT, thread: ts });
    await event(message({ text: 'it is CPU bound', channel: DIRECT, thread: ts }));
    expect(await messageNumber(2)).toMatchObject({ thread: ts });
  });

  test('opening the pane suggests something to begin with', async () => {
    await event(
      happening({
        type: 'app_home_opened',
        tab: 'messages',
        user: 'U0000000001',
        channel: DIRECT,
        event_ts: '1.1',
      }),
    );
    const { prompts, thread_ts } = await lastOf('assistant.threads.setSuggestedPrompts', 1);
    const titles = (prompts as { title: string }[]).map(({ title }) => title);
    expect(titles).toHaveLength(4);
    expect(titles).toContain('resizing 40k photos with Pillow takes all night on a 16-core…');
    for (const title of titles) expect(title.length).toBeLessThanOrEqual(61);
    expect(thread_ts).toBeUndefined();
    const assistant_thread = { user_id: 'U0000000001', channel_id: DIRECT, thread_ts: '1.2', context: {} };
    await event(happening({ type: 'assistant_thread_started', assistant_thread, event_ts: '1.3' }));
    expect(await lastOf('assistant.threads.setSuggestedPrompts', 2)).toMatchObject({ thread_ts: '1.2' });
  });

  test('the Home tab tells what it does and deletes one’s data', async () => {
    await event(mention({ text: 'hello', user: 'U0000000003' }));
    await messageNumber(1);
    await event(
      happening({
        type: 'app_home_opened',
        tab: 'home',
        user: 'U0000000003',
        channel: DIRECT,
        event_ts: '1.1',
      }),
    );
    const { view } = (await lastOf('views.publish', 1)) as { view: { blocks: Message['blocks'] } };
    expect(JSON.stringify(view)).toContain('Privacy');
    const body = press(rig.slack, 'Delete my data', { blocks: view.blocks, user: 'U0000000003' });
    await act({ ...body, channel: undefined, container: { type: 'view' } });
    expect(JSON.stringify(await lastOf('views.publish', 2))).toContain('Conversations of yours removed: 1.');
  });

  test('pressing stop is taken note of', async () => {
    await event(
      happening({
        type: 'agent_session_stopped',
        channel: DIRECT,
        user: 'U0000000001',
        thread_ts: '1.2',
        event_ts: '1.3',
        streaming_message_ts: [],
      }),
    );
    expect(await lastOf('assistant.threads.setStatus', 1)).toMatchObject({ status: '' });
  });
});

test('a mention that arrives twice, twice over, is answered once', async () => {
  const said = { text: 'hello', ts: timestamp() };
  await Promise.all([mention, mentionAsMessage, mentionAsMessage, mention].map((make) => event(make(said))));
  await messageNumber(1);
  await rig.stop();
  expect(rig.slack.messages).toHaveLength(1);
});
