import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTIONS, FORMS } from '../../adapters/slack/action-ids.ts';
import { encodeMeaning } from '../../adapters/slack/button-value.ts';
import { conversationIdOf } from '../../adapters/slack/conversation-id.ts';
import { createFormMetadata } from '../../adapters/slack/form-metadata.ts';
import { renderReplies } from '../../adapters/slack/render-reply.ts';
import type { Incoming } from '../../src/gilbert.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import {
  CHANNEL,
  mention,
  message,
  pressOn,
  submission,
  TEAM,
  timestamp,
} from '../adapters/slack/payloads.ts';
import { BOT_TOKEN, eventually, type Rig, startRig } from '../adapters/slack/running-slack.ts';
import { expectReplies, scenarios, type Turn } from '../support/scenarios.ts';
import { gilbertOn } from '../support/understand.ts';

/** The same conversations as in the terminal, held through Slack: mentions, replies in threads, presses. */

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());

describe.each(scenarios)('$name', (scenario) => {
  test('in Slack', async () => {
    const withoutSlack = gilbertOn(createMemoryStore());
    const thread = timestamp();
    const place = { team: TEAM, channel: CHANNEL, thread };
    const setting = { conversationId: conversationIdOf(place), isForOnePerson: false };
    // A thread begins with words; these are none of the scenario.
    const [first] = scenario.turns;
    if (first?.input.type !== 'say') await beginWith(thread, setting.conversationId, first?.user);

    for (const [index, turn] of scenario.turns.entries()) {
      const posted = messagesIn(thread).length;
      const whispered = whispersIn(thread).length;
      const taken = turnsOf(setting.conversationId).length;
      await hand(turn, thread, index === 0 && turn.input.type === 'say');
      const { outgoing } = await eventually(() => {
        const next = turnsOf(setting.conversationId)[taken];
        if (next === undefined) throw new Error('not taken yet');
        return next;
      });
      expectReplies(scenario, turn, outgoing.replies);
      const { user, input } = turn;
      const alone = await withoutSlack.take({ conversationId: thread, user, at: Date.now(), input });
      expect(outgoing.replies).toEqual(alone.replies);

      const isPrivate = (reply: (typeof outgoing.replies)[number]) =>
        reply.type === 'notice' && reply.private;
      const open = renderReplies(
        outgoing.replies.filter((reply) => !isPrivate(reply)),
        setting,
      );
      const secret = renderReplies(outgoing.replies.filter(isPrivate), setting);
      await eventually(() => {
        const seen = messagesIn(thread)
          .slice(posted)
          .map(({ text, blocks }) => ({ text, blocks }));
        expect(seen).toEqual(JSON.parse(JSON.stringify(open)));
        const told = whispersIn(thread)
          .slice(whispered)
          .map(({ args: { text, blocks } }) => ({ text, blocks }));
        expect(told).toEqual(JSON.parse(JSON.stringify(secret)));
      });
    }
    expect(rig.slack.messages.every((each) => each.thread !== undefined)).toBe(true);
    expect(rig.slack.faults).toEqual([]);
  });
});

const messagesIn = (place: string) => rig.slack.messages.filter(({ thread }) => thread === place);
const turnsOf = (id: string) => rig.turns.filter(({ incoming }) => incoming.conversationId === id);
const whispersIn = (place: string) =>
  rig.slack.calls.filter(({ method, args }) => method === 'chat.postEphemeral' && args.thread_ts === place);

async function beginWith(thread: string, conversationId: string, user = 'Ana') {
  await rig.slack.send('events_api', mention({ text: '', ts: thread, user }));
  await eventually(() => expect(messagesIn(thread)).toHaveLength(1));
  expect((await rig.store.load(conversationId))?.conversation.entries).toEqual([]);
}

/** Writes, presses, or says "what if" in its form. */
function hand({ user, input }: Turn, thread: string, isFirst: boolean): Promise<unknown> {
  const supposed = input.type === 'say' ? /^what if (.+)$/.exec(input.text)?.[1] : undefined;
  if (supposed !== undefined) {
    const conversationId = conversationIdOf({ team: TEAM, channel: CHANNEL, thread });
    const metadata = createFormMetadata(BOT_TOKEN).write(conversationId, user);
    return rig.slack.send('interactive', submission(FORMS.whatIf, metadata, { change: supposed }, user));
  }
  if (input.type === 'say') {
    const said = isFirst
      ? mention({ text: escaped(input.text), user, ts: thread })
      : message({ text: escaped(input.text), user, thread });
    return rig.slack.send('events_api', said);
  }
  const conversationId = conversationIdOf({ team: TEAM, channel: CHANNEL, thread });
  const body = pressOn(
    rig.slack,
    { action_id: actionOf(input), value: encodeMeaning({ conversationId, ...choiceIn(input) }) },
    { blocks: [], user },
  );
  const shown = { ts: timestamp(), thread_ts: thread, text: 'a question', blocks: [] };
  return rig.slack.send('interactive', { ...body, container: { is_ephemeral: false }, message: shown });
}

/** As Slack escapes what people type. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function actionOf({ type }: Incoming['input']): string {
  if (type === 'choose') return `${ACTIONS.choose}:0`;
  if (type === 'say' || type === 'fill') throw new Error(`${type} is no press`);
  return ACTIONS[type];
}

function choiceIn(input: Incoming['input']) {
  return input.type === 'choose' || input.type === 'change'
    ? { decision: input.decision, option: input.option }
    : {};
}
