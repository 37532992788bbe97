import { describe, expect, test } from 'vitest';
import { encodeMeaning } from '../../../adapters/slack/button-value.ts';
import { conversationIdOf, placeOf } from '../../../adapters/slack/conversation-id.ts';
import { readCommand } from '../../../adapters/slack/read-command.ts';
import { readMessage, readShortcut } from '../../../adapters/slack/read-event.ts';
import { inputOf, readPress } from '../../../adapters/slack/read-press.ts';
import { BOT_USER } from './fake-slack.ts';
import { CHANNEL, DIRECT, mention, mentionAsMessage, message, TEAM } from './payloads.ts';

const around = { team: TEAM, botUserId: BOT_USER, at: 5 };
const read = (body: { event: object }) => readMessage(body.event, around);
const said = { ts: '1700.1', text: 'a &lt; b' };

describe('a message', () => {
  test('that mentions Gilbert is a turn of the thread below it', () => {
    expect(read(mention(said))).toEqual({
      place: { team: TEAM, channel: CHANNEL, thread: '1700.1' },
      ts: '1700.1',
      kind: 'addressed',
      isUnderOwnMessage: false,
      incoming: {
        conversationId: `slack:${TEAM}:${CHANNEL}:1700.1`,
        user: 'U0000000001',
        at: 5,
        eventId: 'message:1700.1',
        input: { type: 'say', text: 'a < b' },
      },
    });
  });

  test('is the same turn however it is delivered', () => {
    expect(read(mentionAsMessage(said))).toEqual(read(mention(said)));
  });

  test('in a thread may be a follow-up, in a direct message it always is for Gilbert', () => {
    expect(read(message({ text: 'yes', thread: '1699.9' }))).toMatchObject({
      kind: 'follow-up',
      place: { thread: '1699.9' },
    });
    expect(read(message({ text: 'yes', channel: DIRECT }))).toMatchObject({ kind: 'addressed' });
    expect(read(message({ text: 'yes', channel: DIRECT, thread: '1699.9' }))).toMatchObject({
      kind: 'direct reply',
    });
  });

  test.each([
    ['talk in the channel', message({ text: 'lunch?' })],
    ['a bot', message({ text: 'x', thread: '1.1' }, { bot_id: 'B1' })],
    ['an edit', message({ text: 'x', channel: DIRECT }, { subtype: 'message_changed' })],
    ['Gilbert himself', message({ text: 'x', channel: DIRECT, user: BOT_USER })],
    ['Slackbot', message({ text: 'x', channel: DIRECT, user: 'USLACKBOT' })],
    ['a word to somebody else', message({ text: '<@U0000000007> what do you think?', thread: '1.1' })],
    ['a picture in a thread', message({ text: '', thread: '1.1' }, { subtype: 'file_share' })],
    ['nobody', message({ text: 'x', channel: DIRECT }, { user: undefined })],
    ['no message at all', { event: { type: 'reaction_added' } }],
  ])('from %s is not for Gilbert', (_, body) => {
    expect(read(body)).toBeNull();
  });

  test('with a file or sent to the channel as well still counts', () => {
    expect(read(message({ text: 'x', channel: DIRECT }, { subtype: 'file_share' }))).not.toBeNull();
  });
});

test('a command is a turn of a conversation of one person', () => {
  const command = { channel_id: CHANNEL, user_id: 'U1', text: '', trigger_id: 't1' };
  expect(readCommand(command, TEAM, 5)).toMatchObject({
    incoming: {
      conversationId: `slack:${TEAM}:${CHANNEL}:command-U1`,
      eventId: 'command:t1',
      input: { text: 'help' },
    },
  });
  expect(readCommand({}, TEAM, 5)).toBeNull();
});

test('the shortcut asks what the message says', () => {
  const body = {
    channel: { id: CHANNEL },
    user: { id: 'U1' },
    message: { ts: '1.1', text: 'a &amp; b' },
    trigger_id: 't',
  };
  expect(readShortcut(body, TEAM, 5)).toMatchObject({
    place: { thread: '1.1' },
    incoming: { user: 'U1', input: { text: 'a & b' } },
  });
});

describe('a press', () => {
  const place = { team: TEAM, channel: CHANNEL, thread: '1700.1' };
  const value = encodeMeaning({
    conversationId: conversationIdOf(place),
    decision: 'TaskType',
    option: 'io',
  });
  const body = {
    team: { id: TEAM },
    user: { id: 'U1' },
    channel: { id: CHANNEL },
    message: { ts: '1701.1', thread_ts: '1700.1' },
    actions: [{ action_id: 'gilbert:choose:1', action_ts: '9.9', value, text: { text: 'It waits' } }],
  };

  test('says what was chosen, where and by whom', () => {
    const press = readPress(body, TEAM);
    expect(press).toMatchObject({
      place,
      user: 'U1',
      label: 'It waits',
      eventId: 'press:9.9:U1:gilbert:choose:1',
    });
    expect(press && inputOf(press)).toEqual({ type: 'choose', decision: 'TaskType', option: 'io' });
  });

  test.each([
    ['another channel', { ...body, channel: { id: 'C0000000002' } }],
    ['another thread', { ...body, message: { ts: '1.2', thread_ts: '1.1' } }],
    ['an older version', { ...body, actions: [{ action_id: 'gilbert:choose:1', value: '{"v":0,"c":"x"}' }] }],
    ['no version', { ...body, actions: [{ action_id: 'gilbert:choose:1', value: 'io' }] }],
  ])('from %s means nothing', (_, changed) => {
    const press = readPress(changed, TEAM);
    expect(press?.meaning).toBeNull();
  });

  test('from another workspace means nothing', () => {
    expect(readPress({ ...body, team: { id: 'T0000000002' } }, 'T0000000002')?.meaning).toBeNull();
  });

  test('on a button that is not known any more means nothing', () => {
    const old = { ...body, actions: [{ action_id: 'gilbert:vote:1', value }] };
    expect(readPress(old, TEAM)).toMatchObject({ action: 'outdated', meaning: null, place });
  });

  test('on something of another app is none', () => {
    expect(readPress({ ...body, actions: [{ action_id: 'other' }] }, TEAM)).toBeNull();
    expect(readPress({}, TEAM)).toBeNull();
  });

  test('on what one person sees is that person’s only', () => {
    const own = encodeMeaning({ conversationId: `slack:${TEAM}:${CHANNEL}:command-U2` });
    const foreign = { ...body, message: undefined, actions: [{ action_id: 'gilbert:restart', value: own }] };
    expect(readPress(foreign, TEAM)?.meaning).toBeNull();
    expect(readPress({ ...foreign, user: { id: 'U2' } }, TEAM)?.meaning).not.toBeNull();
  });
});

test('an id leads back to its place, and nothing else does', () => {
  const place = { team: TEAM, channel: CHANNEL, thread: '1.1' };
  expect(placeOf(conversationIdOf(place))).toEqual(place);
  for (const id of ['', 'terminal', 'slack:T:C', 'slack:T:C:x', 'slack:T:C:1.1:2'])
    expect(placeOf(id)).toBeNull();
});
