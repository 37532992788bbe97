import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../adapters/slack/action-ids.ts';
import { encodeMeaning } from '../../../adapters/slack/button-value.ts';
import type { FakeSlack } from './fake-slack.ts';
import { CHANNEL, mention, message, press, pressOn, TEAM, timestamp } from './payloads.ts';
import { eventually, rigsOfTests } from './running-slack.ts';

/** What happens when Slack, the network or this process is not well. */

const { open, openSlack } = rigsOfTests();
const say = (slack: FakeSlack, text: string, thread?: string) =>
  slack.send('events_api', thread ? message({ text, thread }) : mention({ text }));
const shown = (slack: FakeSlack, count: number) =>
  eventually(() => expect(slack.messages).toHaveLength(count));
/** The first calls of a method meet that mishap. */
function first(slack: FakeSlack, times: number, method: string, mishap: object) {
  let left = times;
  slack.disturb((called) => {
    if (called !== method || left === 0) return null;
    left -= 1;
    return mishap;
  });
}

test('a form that does not open in time says so', async () => {
  const { slack } = await open();
  await say(slack, 'hello');
  await shown(slack, 1);
  const [question] = slack.messages;
  if (!question) throw new Error('no question');
  slack.disturb((method) => (method === 'views.open' ? { error: 'expired_trigger_id' } : null));
  const value = encodeMeaning({ conversationId: `slack:${TEAM}:${CHANNEL}:${question.thread}` });
  const on = { blocks: question.blocks, message: question };
  await slack.send('interactive', pressOn(slack, { action_id: ACTIONS.numbers, value }, on));
  await eventually(() => expect(slack.calls.at(-1)?.method).toBe('chat.postEphemeral'));
});

describe('the connection', () => {
  test('that is refused for good says so once, and what to do', async () => {
    const { slack, running, logLines } = await open();
    slack.disturb((method) => (method === 'apps.connections.open' ? { error: 'token_revoked' } : null));
    slack.cutSockets();
    const asked = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
    await eventually(() => expect(asked()).toBeGreaterThan(3));
    const said = logLines.filter((line) => line.includes('Slack refuses SLACK_APP_TOKEN (token_revoked)'));
    expect(said).toHaveLength(1);
    await expect(running.health()).resolves.toMatchObject({ ok: false, detail: 'socket reconnecting' });
  });

  test.each([
    ['is asked to be renewed', (slack: FakeSlack) => slack.refreshSockets()],
    ['is cut', (slack: FakeSlack) => slack.cutSockets()],
  ])('%s and comes back', async (_, disturb) => {
    const { slack, running } = await open();
    const opened = () => slack.calls.filter(({ method }) => method === 'apps.connections.open').length;
    disturb(slack);
    await eventually(() => expect(opened()).toBe(2));
    await eventually(() => expect(running.health()).resolves.toMatchObject({ ok: true }));
    await say(slack, 'hello');
    await shown(slack, 1);
  });

  test('comes back even when Slack cannot be reached at first', async () => {
    const { slack, running } = await open();
    first(slack, 2, 'apps.connections.open', { lost: true });
    slack.cutSockets();
    await eventually(() => expect(running.health()).resolves.toMatchObject({ ok: false }));
    await eventually(() => expect(running.health()).resolves.toMatchObject({ ok: true }));
    await say(slack, 'hello');
    await shown(slack, 1);
  });

  test('brings an event again that was answered: nothing is said twice', async () => {
    const { slack } = await open();
    const event = mention({ text: 'hello' });
    await slack.send('events_api', event);
    await shown(slack, 1);
    slack.cutSockets();
    await eventually(() => expect(slack.connections()).toBe(1));
    await eventually(() => slack.send('events_api', event));
    await say(slack, 'hello');
    await shown(slack, 2);
  });

  test('brings a press again: nothing is done twice', async () => {
    const { slack, store } = await open();
    await say(slack, 'hello');
    await shown(slack, 1);
    const [question] = slack.messages;
    if (!question) throw new Error('no question');
    const body = press(slack, 'It computes (CPU)', { blocks: question.blocks, message: question });
    await slack.send('interactive', body);
    await shown(slack, 2);
    await slack.send('interactive', body);
    await slack.send('interactive', press(slack, 'Back', { blocks: question.blocks, message: question }));
    await shown(slack, 3);
    expect(slack.calls.filter(({ method }) => method === 'chat.postEphemeral')).toEqual([]);
    expect(
      (await store.load(`slack:T0000000001:${CHANNEL}:${question.thread}`))?.conversation.entries,
    ).toEqual([]);
  });
});

test('an answer that takes a while says so, and the status goes', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { slack } = await open({
    wrap: (gilbert) => ({
      take: async (incoming) => {
        await gate;
        return gilbert.take(incoming);
      },
    }),
  });
  await say(slack, 'hello');
  const statuses = () => slack.calls.filter(({ method }) => method === 'assistant.threads.setStatus');
  await eventually(() => expect(statuses()).toHaveLength(1));
  expect(slack.messages).toEqual([]);
  release();
  await shown(slack, 1);
  await eventually(() => expect(statuses().at(-1)?.args.status).toBe(''));
});

test('a fault of our own is one polite sentence in the thread, and nothing of it in the logs', async () => {
  const { slack, logLines } = await open({
    wrap: () => ({ take: () => Promise.reject(new Error('secret words of a person')) }),
  });
  await say(slack, 'hello');
  await shown(slack, 1);
  expect(slack.messages[0]?.text).toMatch(/went wrong.*again/);
  expect(slack.messages[0]?.thread).toBeDefined();
  expect(logLines.join()).not.toContain('secret words');
});

test('a press works after a restart and on another copy of the program', async () => {
  const slack = await openSlack();
  const before = await open({ slack });
  await say(slack, 'hello');
  await shown(slack, 1);
  await before.running.stop();
  await eventually(() => expect(slack.connections()).toBe(0));
  await open({ slack, store: before.store });
  const [question] = slack.messages;
  if (!question) throw new Error('no question');
  await slack.send(
    'interactive',
    press(slack, 'It computes (CPU)', { blocks: question.blocks, message: question }),
  );
  await shown(slack, 2);
  expect(slack.messages[1]?.thread).toBe(question.thread);
  await say(slack, 'back', question.thread);
  await shown(slack, 3);
});

test('turns that arrive at once in a thread are answered in order, one at a time', async () => {
  const { slack, turns } = await open();
  const ts = timestamp();
  await slack.send('events_api', mention({ text: 'hello', ts }));
  const words = ['it is CPU bound', 'what is the GIL?', 'start over', 'it waits for the network'];
  await Promise.all(words.map((text) => slack.send('events_api', message({ text, thread: ts }))));
  await shown(slack, 5);
  expect(turns.map(({ incoming }) => (incoming.input.type === 'say' ? incoming.input.text : ''))).toEqual([
    'hello',
    ...words,
  ]);
});

test('stopping in the middle of a turn finishes it, and takes nothing new', async () => {
  let isTaken = false;
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const rig = await open({
    wrap: (gilbert) => ({
      take: async (incoming) => {
        isTaken = true;
        await gate;
        return gilbert.take(incoming);
      },
    }),
  });
  await say(rig.slack, 'hello');
  await eventually(() => expect(isTaken).toBe(true));
  const stopping = rig.stop();
  await eventually(() => expect(rig.slack.connections()).toBe(0));
  release();
  await stopping;
  expect(rig.slack.messages).toHaveLength(1);
  await expect(rig.running.health()).resolves.toMatchObject({ ok: false });
});

test('neither tokens nor words of people are in the logs', async () => {
  const { slack, logLines } = await open();
  first(slack, 2, 'chat.postMessage', { status: 500 });
  await say(slack, 'we call pomegranate from FastAPI');
  await shown(slack, 1);
  slack.cutSockets();
  await eventually(() => expect(logLines.join()).toContain('reconnecting'));
  expect(logLines.join()).not.toMatch(/pomegranate|xoxb|xapp|test-secret/);
});
