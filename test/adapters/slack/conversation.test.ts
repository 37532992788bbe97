import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeMeaning } from '../../../adapters/slack/button-value.ts';
import type { Message } from './fake-slack.ts';
import {
  CHANNEL,
  command,
  DIRECT,
  happening,
  mention,
  mentionAsMessage,
  message,
  press,
  pressables,
  shortcut,
  submission,
  timestamp,
} from './payloads.ts';
import { eventually, type Rig, startRig } from './running-slack.ts';

/** What people meet, with a real Bolt app on Socket Mode. */

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await rig.stop();
  expect(rig.slack.faults).toEqual([]);
});

const FULL =
  'we call Gemini from FastAPI with async clients, about 50 req/s, each call takes 3 s. how many workers?';
const event = (payload: object) => rig.slack.send('events_api', payload);
const act = (payload: object) => rig.slack.send('interactive', payload);
const called = (method: string) => rig.slack.calls.filter((call) => call.method === method);
const messageNumber = (count: number): Promise<Message> =>
  eventually(() => {
    const found = rig.slack.messages[count - 1];
    expect(found).toBeDefined();
    return found as Message;
  });
const lastOf = (method: string, count: number) =>
  eventually(() => {
    expect(called(method).length).toBe(count);
    return called(method).at(-1)?.args ?? {};
  });
const wordsOn = (blocks: unknown) => pressables(blocks as Message['blocks']).map(({ words }) => words);

/** A mention and the question it is answered with. */
async function asked(text = 'hello', ts = timestamp()): Promise<{ ts: string; question: Message }> {
  await event(mention({ text, ts }));
  return { ts, question: await messageNumber(1) };
}

/** A conversation that has come to its recommendation, pressed through. */
async function advised(): Promise<{ ts: string; answer: Message }> {
  const ts = timestamp();
  await event(mention({ text: FULL, ts }));
  await messageNumber(1);
  for (let count = 1; count < 8; count += 1) {
    const latest = await messageNumber(count);
    if (wordsOn(latest.blocks).includes('Show code')) return { ts, answer: latest };
    const [first] = wordsOn(latest.blocks);
    await act(press(rig.slack, first ?? '', { blocks: latest.blocks, message: latest }));
    await messageNumber(count + 1);
  }
  throw new Error('no recommendation');
}

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
    expect(changed.text).toContain('Changed TaskType');
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
    rig = await startRig();
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

describe('a recommendation', () => {
  test('has code, pitfalls and alternatives behind buttons, for whoever presses', async () => {
    const { answer } = await advised();
    for (const [index, words] of [
      'Show code',
      'Watch out for…',
      'When something else?',
      'Change an answer',
    ].entries()) {
      await act(press(rig.slack, words, { blocks: answer.blocks, message: answer }));
      await lastOf('chat.postEphemeral', index + 1);
    }
    const shown = called('chat.postEphemeral').map(({ args }) => JSON.stringify(args.blocks));
    expect(shown[0]).toContain('rich_text_preformatted');
    expect(shown[3]).toContain('static_select');
    const menu = called('chat.postEphemeral').at(-1)?.args.blocks as Message['blocks'];
    const before = rig.slack.messages.length;
    await act(press(rig.slack, wordsOn(menu)[0] ?? '', { blocks: menu }));
    expect((await messageNumber(before + 1)).text).toContain('Changed');
  });

  test('takes feedback once and says thanks in private', async () => {
    const { answer } = await advised();
    const helpful = () => press(rig.slack, 'Helpful', { blocks: answer.blocks, message: answer });
    await act(helpful());
    expect(await lastOf('chat.postEphemeral', 1)).toMatchObject({
      text: expect.stringContaining('Thank you'),
    });
    await act(helpful());
    await act(press(rig.slack, 'Not helpful', { blocks: answer.blocks, message: answer }));
    await lastOf('chat.postEphemeral', 2);
    expect(await rig.store.feedback()).toMatchObject([{ verdict: 'helpful' }, { verdict: 'unhelpful' }]);
  });

  test('opens the form for numbers, refuses bad ones by field, and sizes good ones in the thread', async () => {
    const { ts, answer } = await advised();
    await act(press(rig.slack, 'Enter numbers', { blocks: answer.blocks, message: answer }));
    const { view } = (await lastOf('views.open', 1)) as {
      view: { private_metadata: string; callback_id: string };
    };
    const send = (values: object) => act(submission(view.callback_id, view.private_metadata, { ...values }));

    const refused = (values: object, field: string) =>
      expect(send(values)).resolves.toMatchObject({
        response_action: 'errors',
        errors: { [field]: expect.any(String) },
      });
    await refused({ ioWaitSeconds: 'soon' }, 'ioWaitSeconds');
    await refused({ cores: '-1' }, 'cores');
    await refused({ hosts: '1.5' }, 'hosts');
    await refused({ requestsPerSecond: '5', jobsTotal: '5' }, 'jobsTotal');
    await refused({}, 'requestsPerSecond');

    const count = rig.slack.messages.length;
    await expect(send({ requestsPerSecond: '50', ioWaitSeconds: '3000', cpuSeconds: '5' })).resolves.toEqual(
      {},
    );
    const sized = await messageNumber(count + 1);
    expect(sized.thread).toBe(ts);
    expect(rig.turns.at(-1)?.incoming.input).toEqual({
      type: 'fill',
      quantities: { requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.005 },
    });
  });

  test('a form for a conversation that does not exist is not taken', async () => {
    const foreign = JSON.stringify({ v: 1, c: 'slack:T0000000002:C0000000002:1.1' });
    await act(submission('gilbert:form:numbers', foreign, { cores: '4' }));
    await rig.stop();
    expect(rig.turns).toEqual([]);
    rig = await startRig();
  });

  test('compares what if', async () => {
    const { ts, answer } = await advised();
    await act(press(rig.slack, 'What if…', { blocks: answer.blocks, message: answer }));
    const { view } = (await lastOf('views.open', 1)) as {
      view: { private_metadata: string; callback_id: string };
    };
    await expect(
      act(submission(view.callback_id, view.private_metadata, { change: ' ' })),
    ).resolves.toMatchObject({
      response_action: 'errors',
    });
    const count = rig.slack.messages.length;
    await act(submission(view.callback_id, view.private_metadata, { change: 'each call takes 6 s' }));
    expect((await messageNumber(count + 1)).thread).toBe(ts);
    expect(rig.turns.at(-1)?.incoming.input).toMatchObject({ text: 'what if each call takes 6 s' });
  });
});

describe('/gilbert', () => {
  test('answers one person, and the answer can be shared and gone on with', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, FULL));
    let count = 1;
    let answer = await lastOf('response', count);
    while (!wordsOn(answer.blocks).includes('Share to channel')) {
      expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: count > 1 });
      const blocks = answer.blocks as Message['blocks'];
      await act(press(rig.slack, wordsOn(blocks)[0] ?? '', { blocks }));
      count += 1;
      answer = await lastOf('response', count);
    }
    expect(rig.slack.messages).toEqual([]);
    const blocks = answer.blocks as Message['blocks'];
    const share = press(rig.slack, 'Share to channel', { blocks });
    await Promise.all([act(share), act(share)]);
    const shared = await messageNumber(1);
    expect(shared.thread).toBeUndefined();
    await eventually(() =>
      expect(rig.store.load(`slack:T0000000001:${CHANNEL}:${shared.ts}`)).resolves.not.toBeNull(),
    );
    await event(message({ text: 'so what was it?', thread: shared.ts }));
    expect((await messageNumber(2)).thread).toBe(shared.ts);
  });

  test('takes its numbers from the form, and the estimate is for that person too', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, FULL));
    await lastOf('response', 1);
    const conversationId = `slack:T0000000001:${CHANNEL}:command-U0000000001`;
    await act(submission('gilbert:form:numbers', encodeMeaning({ conversationId }), { cores: '4' }));
    expect(await lastOf('response', 2)).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
    });
    await act(
      submission('gilbert:form:numbers', encodeMeaning({ conversationId }), { cores: '4' }, 'U0000000002'),
    );
    await rig.stop();
    expect(rig.turns).toHaveLength(2);
    rig = await startRig();
  });

  test.each(['', 'help'])('%j explains itself', async (text) => {
    await rig.slack.send('slash_commands', command(rig.slack, text));
    expect(JSON.stringify(await lastOf('response', 1))).toContain('For example');
  });

  test('says how to invite where Gilbert may not post', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, FULL));
    let answer = await lastOf('response', 1);
    for (let count = 2; !wordsOn(answer.blocks).includes('Share to channel'); count += 1) {
      const blocks = answer.blocks as Message['blocks'];
      await act(press(rig.slack, wordsOn(blocks)[0] ?? '', { blocks }));
      answer = await lastOf('response', count);
    }
    rig.slack.disturb((method) => (method === 'chat.postMessage' ? { error: 'not_in_channel' } : null));
    await act(press(rig.slack, 'Share to channel', { blocks: answer.blocks as Message['blocks'] }));
    await eventually(() => expect(String(called('response').at(-1)?.args.text)).toContain('/invite'));
  });
});

describe('the message shortcut', () => {
  test('answers in the thread of that message', async () => {
    const ts = timestamp();
    await act(shortcut(rig.slack, FULL, ts));
    expect((await messageNumber(1)).thread).toBe(ts);
  });

  test('says in private that Gilbert must be invited', async () => {
    rig.slack.disturb((method) => (method === 'chat.postMessage' ? { error: 'not_in_channel' } : null));
    await act(shortcut(rig.slack, FULL));
    expect(await lastOf('response', 1)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('/invite'),
    });
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
    expect(prompts).toHaveLength(4);
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
    expect(JSON.stringify(await lastOf('views.publish', 2))).toContain('1 of your conversations');
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
  rig = await startRig();
});
