import { expect, test } from 'vitest';
import { renderReplies } from '../../../adapters/slack/render-reply.ts';
import type { Incoming } from '../../../src/gilbert.ts';
import type { Message } from './fake-slack.ts';
import { command, mention, mentionAsMessage, message, press, pressables, timestamp } from './payloads.ts';
import { eventually, type Rig, startRig } from './running-slack.ts';

/** Many conversations at once on a bad day: redeliveries, doubles, refusals for the rate, errors. */

const CONVERSATIONS = 50;
/** After the mention. */
const TURNS = 4;
const REDELIVERED = 0.1;
const TOO_MANY = 0.03;
const FAILED = 0.1;
/** Of the messages: done, and the answer says otherwise or never arrives. */
const DONE_AND_FAILED = 0.05;
const LOST = 0.03;
const NASTY = 'we call <!channel> <@U0000000009> &lt;!here&gt; from FastAPI, 50 req/s';

/** The same numbers in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const threadOf = ({ conversationId }: Incoming) => conversationId.split(':')[3] ?? '';

async function converse({ slack }: Rig, number: number, chance: () => number): Promise<string> {
  const ts = timestamp();
  const user = `U10000000${String(number).padStart(2, '0')}`;
  const inThread = () => slack.messages.filter(({ thread }) => thread === ts);
  const deliver = async (type: 'events_api' | 'interactive' | 'slash_commands', payload: object) => {
    await slack.send(type, payload);
    if (chance() < REDELIVERED) await slack.send(type, payload);
  };
  const answerTo = async (send: () => Promise<unknown>): Promise<Message> => {
    const before = inThread().length;
    await send();
    return eventually(() => {
      const latest = inThread().at(-1);
      expect(inThread().length).toBeGreaterThan(before);
      return latest as Message;
    }, 50_000);
  };

  const said = { text: NASTY, ts, user };
  const asked = deliver('slash_commands', command(slack, NASTY, user));
  let latest = await answerTo(() =>
    Promise.all([deliver('events_api', mention(said)), deliver('events_api', mentionAsMessage(said))]),
  );
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [words] = pressables(latest.blocks).map((each) => each.words);
    const isPress = chance() < 0.5 && words !== undefined && words !== 'Show code';
    latest = await answerTo(() =>
      isPress
        ? deliver('interactive', press(slack, words, { blocks: latest.blocks, message: latest, user }))
        : deliver('events_api', message({ text: 'what is <!channel> the GIL?', thread: ts, user })),
    );
  }
  await asked;
  return ts;
}

test('50 conversations with redeliveries, 429 and 500: every turn is answered once, in its thread', async () => {
  const rig = await startRig();
  const { slack, turns } = rig;
  const chance = random(7);
  slack.disturb((method) => {
    if (method === 'apps.connections.open') return null;
    const fate = chance();
    if (fate < TOO_MANY) return { status: 429, retryAfter: 1 };
    if (fate < TOO_MANY + FAILED) return { status: 500 };
    if (method !== 'chat.postMessage') return null;
    if (fate > 1 - LOST) return { lost: true };
    return fate > 1 - LOST - DONE_AND_FAILED ? { status: 500, done: true } : null;
  });
  const threads = await Promise.all(
    Array.from({ length: CONVERSATIONS }, (_, number) => converse(rig, number, chance)),
  );
  await rig.running.stop();

  const taken = turns.filter(({ outgoing }) => !outgoing.redelivered);
  const eventIds = taken.map(({ incoming }) => incoming.eventId);
  expect(new Set(eventIds).size).toBe(eventIds.length);
  expect(taken.filter(({ incoming }) => threads.includes(threadOf(incoming)))).toHaveLength(
    CONVERSATIONS * (1 + TURNS),
  );
  const expected = taken
    .filter(({ incoming }) => threads.includes(threadOf(incoming)))
    .flatMap(({ incoming, outgoing }) => {
      const { conversationId } = incoming;
      const open = outgoing.replies.filter((reply) => reply.type !== 'notice' || !reply.private);
      return renderReplies(open, { conversationId, isForOnePerson: false }).map(() => threadOf(incoming));
    });
  const keys = slack.messages.map(({ metadata }) => JSON.stringify(metadata));
  expect(new Set(keys).size).toBe(keys.length);
  expect(slack.messages.map(({ thread }) => thread).sort()).toEqual(expected.sort());
  expect(new Set(slack.messages.map(({ thread }) => thread))).toEqual(new Set(threads));
  expect(turns.filter(({ outgoing }) => outgoing.redelivered).length).toBeGreaterThan(20);
  expect(slack.calls.filter(({ done }) => !done).length).toBeGreaterThan(20);
  expect(slack.calls.filter(({ method, done }) => method === 'response' && done)).toHaveLength(CONVERSATIONS);
  expect(slack.faults).toEqual([]);
  expect(Math.max(...slack.ackMilliseconds)).toBeLessThan(3000);
  await slack.stop();
}, 120_000);
