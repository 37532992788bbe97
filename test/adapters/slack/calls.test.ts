import { describe, expect, test } from 'vitest';
import type { FakeSlack, Mishap } from './fake-slack.ts';
import { command, mention, timestamp } from './payloads.ts';
import { eventually, rigsOfTests } from './running-slack.ts';

/** Calls of the Web API that are refused, fail, or whose answer never arrives. */

const { open, openSlack } = rigsOfTests();
const say = (slack: FakeSlack, text: string) => slack.send('events_api', mention({ text }));
const shown = (slack: FakeSlack, count: number) =>
  eventually(() => expect(slack.messages).toHaveLength(count), 15_000);
const callsOf = (slack: FakeSlack, name: string) => slack.calls.filter(({ method }) => method === name);
/** The first calls of a method meet that mishap. */
function first(slack: FakeSlack, times: number, method: string, mishap: Mishap) {
  let left = times;
  slack.disturb((called) => {
    if (called !== method || left === 0) return null;
    left -= 1;
    return mishap;
  });
}

describe('a call that Slack does not take', () => {
  test('for the rate is made again after the time Slack says', async () => {
    const { slack } = await open();
    first(slack, 1, 'chat.postMessage', { status: 429, retryAfter: 1 });
    await say(slack, 'hello');
    await shown(slack, 1);
    const [refused, taken] = slack.calls.filter(({ method }) => method === 'chat.postMessage');
    expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThan(990);
  });

  test('for an error of its own is made again', async () => {
    const { slack } = await open();
    first(slack, 3, 'chat.postMessage', { status: 500 });
    await say(slack, 'hello');
    await shown(slack, 1);
  });

  test('for good leaves one line for the operator and takes nobody else down', async () => {
    const { slack, logLines, running } = await open();
    first(slack, 1, 'chat.postMessage', { error: 'missing_scope', needed: 'chat:write' });
    await say(slack, 'hello');
    await eventually(() => expect(logLines.join()).toContain('lacks a scope (chat:write)'));
    await expect(running.health()).resolves.toMatchObject({ ok: true });
    await say(slack, 'hello');
    await shown(slack, 1);
  });

  test('for what is in it leaves a polite sentence in the thread', async () => {
    const { slack } = await open();
    first(slack, 1, 'chat.postMessage', { error: 'invalid_blocks' });
    await say(slack, 'hello');
    await shown(slack, 1);
    expect(slack.messages[0]).toMatchObject({
      thread: expect.any(String),
      text: expect.stringMatching(/went wrong.*again/),
    });
  });

  test('for longer than a person waits is left alone for that time', async () => {
    const { slack, logLines } = await open();
    slack.disturb((method) => (method === 'chat.postMessage' ? { status: 429, retryAfter: 90 } : null));
    await say(slack, 'hello');
    await eventually(() => expect(logLines.join()).toContain('ratelimited'));
    await say(slack, 'help');
    await eventually(() => expect(callsOf(slack, 'chat.postMessage')).toHaveLength(2));
    expect(logLines.filter((line) => line.includes('an apology'))).toEqual([]);
  });

  test('because the token was revoked shows in the health', async () => {
    const { slack, logLines, running } = await open();
    slack.disturb((method) => (method === 'chat.postMessage' ? { error: 'token_revoked' } : null));
    await say(slack, 'hello');
    await eventually(() => expect(logLines.join()).toContain('no longer valid (token_revoked)'));
    await expect(running.health()).resolves.toMatchObject({ ok: false });
  });

  test('and that never arrived is made again', async () => {
    const { slack } = await open();
    first(slack, 1, 'chat.postMessage', { status: 504 });
    await say(slack, 'hello');
    await shown(slack, 1);
  });
});

test('what only one person sees is tried again too', async () => {
  const { slack } = await open();
  first(slack, 2, 'response', { status: 500 });
  await slack.send('slash_commands', command(slack, 'help'));
  await eventually(() =>
    expect(slack.calls.filter(({ method, done }) => method === 'response' && done)).toHaveLength(1),
  );
});

test.each<[string, Mishap]>([
  ['an internal error', { error: 'internal_error' }],
  ['an error page', { status: 500 }],
  ['a rate without a time', { status: 429 }],
  ['a rate in an ordinary answer', { error: 'ratelimited' }],
])('after %s the answer is given all the same', async (_, mishap) => {
  const { slack } = await open();
  first(slack, 1, 'chat.postMessage', mishap);
  await say(slack, 'hello');
  await shown(slack, 1);
});

test.each<[string, Mishap]>([
  ['an internal error', { error: 'internal_error', done: true }],
  ['an error page', { status: 500, done: true }],
  ['a lost connection', { lost: true }],
])('after %s of a call that was done the answer is not given twice', async (_, mishap) => {
  const { slack } = await open();
  let failing = 2;
  slack.disturb((method) => {
    if (method === 'chat.postMessage' && callsOf(slack, method).length === 0) return mishap;
    // Looking whether it was done is not easy either.
    if (method !== 'conversations.replies' || failing === 0) return null;
    failing -= 1;
    return { status: 500 };
  });
  await say(slack, 'hello');
  await eventually(() => expect(callsOf(slack, 'conversations.replies')).toHaveLength(3));
  await say(slack, 'hello');
  await shown(slack, 2);
  expect(new Set(slack.messages.map(({ thread }) => thread)).size).toBe(2);
});

test('a channel that takes few messages a second gets all of them, without a storm of calls', async () => {
  const { slack } = await open();
  const CONVERSATIONS = 24;
  let second = 0;
  let taken = 0;
  slack.disturb((method) => {
    if (method !== 'chat.postMessage') return null;
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, taken] = [now, 0];
    taken += 1;
    return taken > 6 ? { status: 429, retryAfter: 1 } : null;
  });
  const threads = Array.from({ length: CONVERSATIONS }, () => timestamp());
  await Promise.all(threads.map((ts) => slack.send('events_api', mention({ text: 'hello', ts }))));
  await shown(slack, CONVERSATIONS);
  expect(slack.messages.map(({ thread }) => thread).sort()).toEqual(threads.sort());
  expect(callsOf(slack, 'chat.postMessage').length).toBeLessThan(2 * CONVERSATIONS);
});

test.each<[string, string, Mishap]>([
  ['the token is tested', 'auth.test', { status: 500 }],
  ['the socket is asked for', 'apps.connections.open', { status: 500 }],
  ['the socket is asked for too often', 'apps.connections.open', { status: 429, retryAfter: 1 }],
])('a mishap while %s does not end the start', async (_, method, mishap) => {
  const slack = await openSlack();
  first(slack, 2, method, mishap);
  await open({ slack });
  await say(slack, 'hello');
  await shown(slack, 1);
});
