import { beforeEach, describe, expect, test } from 'vitest';
import { ACTIONS } from '../../../adapters/slack/action-ids.ts';
import { encodeMeaning } from '../../../adapters/slack/button-value.ts';
import { createFormMetadata } from '../../../adapters/slack/form-metadata.ts';
import type { Message } from './fake-slack.ts';
import {
  CHANNEL,
  command,
  mention,
  message,
  press,
  pressOn,
  shortcut,
  submission,
  TEAM,
} from './payloads.ts';
import { eventually, type Rig, rigsOfTests } from './running-slack.ts';
import { createTalk, FULL } from './talk.ts';

/** What comes from a client is no proof of anything, and what people write calls nobody. */

let rig: Rig;
const { open } = rigsOfTests();
beforeEach(async () => {
  rig = await open();
});

const { event, act, called, messageNumber, lastOf, asked, advised } = createTalk(() => rig);
const conversation = (thread: string, channel = CHANNEL, team = TEAM) => `slack:${team}:${channel}:${thread}`;

describe('a button that says something else than Slack wrote on it', () => {
  test.each([
    ['another channel', (ts: string) => conversation(ts, 'C0000000009')],
    ['another workspace', (ts: string) => conversation(ts, CHANNEL, 'T0000000009')],
    ['another thread', () => conversation('1690000000.000100')],
    ['what only one person sees', () => conversation('command-U0000000009')],
    ['no conversation', () => 'slack'],
  ])('leads to %s as little as anybody', async (_, conversationId) => {
    const { ts, question } = await asked();
    const value = encodeMeaning({ conversationId: conversationId(ts), decision: 'TaskType', option: 'cpu' });
    const on = { blocks: question.blocks, message: question };
    for (const action of ['choose:0', 'restart', 'feedback', 'numbers', 'code', 'share', 'correct']) {
      await act(pressOn(rig.slack, { action_id: `gilbert:${action}`, value }, on));
    }
    await rig.stop();
    expect(rig.turns).toHaveLength(1);
    expect(called('views.open')).toEqual([]);
    expect(await rig.store.feedback()).toEqual([]);
    for (const { args } of called('chat.postEphemeral')) {
      expect(args).toMatchObject({
        channel: CHANNEL,
        thread_ts: ts,
        text: expect.stringContaining('Begin again'),
      });
    }
  });

  test.each([
    ['no question of the chart', { decision: '<!channel>', option: 'cpu' }],
    ['no answer to the question', { decision: 'TaskType', option: '<!here>' }],
    ['no question at all', {}],
  ])('and stands for %s changes nothing', async (_, meaning) => {
    const { ts, question } = await asked();
    const value = encodeMeaning({ conversationId: conversation(ts), ...meaning });
    for (const action_id of [`${ACTIONS.choose}:0`, ACTIONS.change]) {
      await act(pressOn(rig.slack, { action_id, value }, { blocks: question.blocks, message: question }));
    }
    await rig.stop();
    expect((await rig.store.load(conversation(ts)))?.conversation.entries).toEqual([]);
  });
});

describe('a form', () => {
  test.each<[string, (metadata: string, ts: string) => [string, string?]]>([
    ['for another conversation', (metadata, ts) => [metadata.replace(ts, '1690000000.000100')]],
    ['for another channel', (metadata) => [metadata.replace(CHANNEL, 'C0000000009')]],
    ['of another person', (metadata) => [metadata, 'U0000000009']],
    ['without a seal', (_, ts) => [encodeMeaning({ conversationId: conversation(ts) })]],
    ['that carries nothing', () => ['']],
  ])('%s is not taken', async (_, forge) => {
    const { ts, answer } = await advised();
    await act(press(rig.slack, 'Enter numbers', { blocks: answer.blocks, message: answer }));
    const { view } = (await lastOf('views.open', 1)) as { view: { private_metadata: string } };
    const turns = rig.turns.length;
    const [metadata, user] = forge(view.private_metadata, ts);
    await act(submission('gilbert:form:numbers', metadata, { cores: '4' }, user));
    await act(submission('gilbert:form:what-if', metadata, { change: 'it computes' }, user));
    await rig.stop();
    expect(rig.turns).toHaveLength(turns);
  });

  test('goes on after a restart, and in every copy of the program', () => {
    const { write } = createFormMetadata('a token');
    expect(createFormMetadata('a token').read(write('slack:T:C:1.1', 'U1'), 'U1')).toBe('slack:T:C:1.1');
    expect(createFormMetadata('another').read(write('slack:T:C:1.1', 'U1'), 'U1')).toBeNull();
  });
});

describe('live tokens in what people write', () => {
  const LIVE =
    '<!channel> <!here|here> <@U0000000009|<!channel>> <!subteam^S1|@ops> <https://evil.example|bank>';
  /** Nothing in it calls or links; groups are not even named with an at. */
  async function expectHarmless(words: string) {
    await eventually(() => expect(JSON.stringify(rig.slack.calls)).toContain(words));
    await rig.stop();
    const shown = rig.slack.calls.filter(({ method }) => /^chat\.|^response$/.test(method));
    expect(JSON.stringify(shown)).not.toMatch(/<!|<@|evil\.example/);
  }

  test('in a mention and a reply', async () => {
    const { ts } = await asked(`we call Gemini ${LIVE} from FastAPI`);
    await event(message({ text: `what is ${LIVE} the GIL?`, thread: ts }));
    await messageNumber(2);
    await expectHarmless('FastAPI');
  });

  test('in a command', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, `we call Gemini ${LIVE} from FastAPI`));
    await expectHarmless('FastAPI');
  });

  test('in a message that is asked about', async () => {
    await act(shortcut(rig.slack, `we call Gemini ${LIVE} from FastAPI`));
    await expectHarmless('FastAPI');
  });

  test('in a form, where they come unescaped', async () => {
    const { answer } = await advised();
    await act(press(rig.slack, 'What if…', { blocks: answer.blocks, message: answer }));
    const { view } = (await lastOf('views.open', 1)) as {
      view: { private_metadata: string; callback_id: string };
    };
    const change = 'each call took <!channel> 6 s <@U0000000009>';
    await act(submission(view.callback_id, view.private_metadata, { change }));
    await expectHarmless('What if');
  });

  test('in what is shared with the channel', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, `${FULL} <!channel>`));
    let { blocks } = (await lastOf('response', 1)) as unknown as Message;
    for (let count = 2; !JSON.stringify(blocks).includes('Share to channel'); count += 1) {
      const words = /"text":"([^"]+)","emoji"/.exec(JSON.stringify(blocks))?.[1] ?? '';
      await act(press(rig.slack, words, { blocks }));
      blocks = ((await lastOf('response', count)) as unknown as Message).blocks;
    }
    await act(press(rig.slack, 'Share to channel', { blocks }));
    await messageNumber(1);
    await expectHarmless('Shared from a private answer');
  });

  test('as the name of the one who answered', async () => {
    await event(mention({ text: 'it is CPU bound', user: 'U0000000003' }));
    const question = await messageNumber(1);
    const value = encodeMeaning({
      conversationId: conversation(question.thread ?? ''),
      decision: 'TaskType',
      option: 'io',
    });
    await act(
      pressOn(
        rig.slack,
        { action_id: `${ACTIONS.choose}:1`, value },
        { blocks: question.blocks, message: question },
      ),
    );
    // To one person a mention shows the name, and calls nobody.
    expect((await lastOf('chat.postEphemeral', 1)).text).not.toContain('<@');
  });
});
