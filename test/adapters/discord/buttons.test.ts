import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERBS, writeCustomId } from '../../../adapters/discord/custom-id.ts';
import { answerTo, callbackOf, type Person, personIn, pressOn } from './person.ts';
import {
  componentsOf,
  customIdOf,
  EPHEMERAL,
  isPrivate,
  labelsOf,
  type SentMessage,
  textOf,
} from './sent-message.ts';
import { expectSoundCalls } from './sound-calls.ts';
import { type Started, startBot } from './start.ts';
import { ANA, APPLICATION, BEN, JOB } from './world.ts';

const HAS_THREAD = 1 << 5;

/** Buttons, menus and forms, with the real client against a loopback Discord. */

/** The first answers of each question pressed until there is a recommendation. */
async function recommendationFor(person: Person): Promise<SentMessage> {
  const { fake } = started;
  let message = await answerTo(
    fake,
    person.ask('size', { 'requests-per-second': 50, 'wait-milliseconds': 3000, 'cpu-milliseconds': 5 }),
  );
  while (!labelsOf(message).includes('Helpful')) {
    message = await answerTo(fake, pressOn(person, message, labelsOf(message)[1] ?? ''));
  }
  return message;
}

let started: Started;
beforeAll(async () => {
  started = await startBot();
});
afterAll(async () => {
  expectSoundCalls(started.fake.calls);
  await started.stop();
});

describe('buttons', () => {
  test('lead through the questions in the place of the message', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const first = await answerTo(fake, ana.ask('ask'));
    const pressed = pressOn(ana, first, labelsOf(first)[0] ?? '');
    const { body } = await callbackOf(fake, pressed);
    expect(body.type).toBe(7);
    expect(textOf(body.data)).not.toBe(textOf(first));
    const back = await callbackOf(fake, pressOn(ana, body.data, 'Back'));
    expect(textOf(back.body.data)).toContain('Took back');
    const unsure = await answerTo(fake, pressOn(ana, back.body.data, 'Not sure'));
    expect(labelsOf(unsure)).toContain('Not sure');
  });

  test('of a recommendation show, rate and change', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await recommendationFor(ana);
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Show code')))).toContain('```py');
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'More')))).toContain('Something else when');
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Helpful')))).toContain('Noted');
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Helpful')))).toContain('Noted: helpful');
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Not helpful')))).toContain('Noted');
    const mine = (await started.store.feedback()).filter(({ user }) => user === `<@${ANA}>`);
    expect(mine.map(({ verdict }) => verdict)).toEqual(['unhelpful']);

    const answers = await answerTo(fake, pressOn(ana, message, 'Change an answer'));
    const menu = componentsOf(answers.components).find(({ type }) => type === 3)?.custom_id ?? '';
    const picked = await callbackOf(fake, ana.press(menu, { ...answers, flags: EPHEMERAL }, ['TaskType']));
    expect(picked.body.type).toBe(7);
    const options: SentMessage = picked.body.data;
    const change = labelsOf(options).find((label) => /cpu|comput/i.test(label)) ?? '';
    const changed = await answerTo(fake, pressOn(ana, { ...options, flags: EPHEMERAL }, change));
    expect(textOf(changed)).toContain('Changed: It');
    expect(isPrivate(changed)).toBe(false);
    const stale = await answerTo(fake, pressOn(ana, message, 'Show code'));
    expect(textOf(stale)).toMatch(/no longer|has changed/);
  });

  test('What if and In my own words open forms', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await recommendationFor(ana);
    const form = await callbackOf(fake, pressOn(ana, message, 'What if…'));
    expect(form.body.type).toBe(9);
    const words = { words: 'we had 500 requests per second' };
    const supposed = await callbackOf(fake, ana.submit(form.body.data.custom_id, words, message));
    expect(supposed.body.type).toBe(4);
    expect(textOf(supposed.body.data)).toContain('what if');

    const question = await answerTo(fake, ana.ask('ask'));
    const own = await callbackOf(fake, pressOn(ana, question, 'In my own words'));
    const said = await callbackOf(fake, ana.submit(own.body.data.custom_id, { words: JOB }, question));
    expect(said.body.type).toBe(7);
    expect(textOf(said.body.data)).toContain('call Gemini');
  });

  test('show a private conversation to everybody', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(fake, ana.ask('ask', { private: true }));
    expect(isPrivate(message)).toBe(true);
    const next = await answerTo(fake, pressOn(ana, message, labelsOf(message)[0] ?? ''));
    expect(labelsOf(next)).toContain('Show to everybody');
    const shown = await callbackOf(fake, pressOn(ana, { ...next, flags: EPHEMERAL }, 'Show to everybody'));
    expect(shown.body.type).toBe(4);
    expect(isPrivate(shown.body.data)).toBe(false);
    expect(labelsOf(shown.body.data)).not.toContain('Show to everybody');
  });

  test('of somebody else are told whose they are, and offer an own question', async () => {
    const { fake } = started;
    const message = await answerTo(fake, personIn(fake, 'guild', ANA).ask('ask'));
    const ben = personIn(fake, 'guild', BEN);
    const told = await answerTo(fake, pressOn(ben, message, 'Not sure'));
    expect(textOf(told)).toContain(`<@${ANA}>'s question`);
    expect(isPrivate(told)).toBe(true);
    const own = await answerTo(fake, pressOn(ben, { ...told, flags: EPHEMERAL }, 'Ask my own'));
    expect(customIdOf(own, 'Not sure')).not.toBe(customIdOf(message, 'Not sure'));
  });

  test.each(['nonsense', 'g0:choose:abc:_:TaskType:io', 'g1:choose', ''])(
    'that are unknown (%s) get a kind line and a way to begin again',
    async (customId) => {
      const { fake } = started;
      const ana = personIn(fake, 'guild');
      const message = await answerTo(fake, ana.press(customId));
      expect(textOf(message)).toContain('do not know that button');
      const begun = await answerTo(fake, pressOn(ana, message, 'Begin anew'));
      expect(labelsOf(begun)).toContain('Not sure');
    },
  );

  test('of a menu answer the question', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const question = await answerTo(fake, ana.ask('ask'));
    const [, , key = ''] = customIdOf(question, 'Not sure').split(':');
    const menu = writeCustomId({ verb: 'pick', key, owner: ANA, parts: ['TaskType'] });
    const next = await answerTo(fake, ana.press(menu, question, ['io']));
    expect(textOf(next)).toContain('many waits');
  });

  test('of an answer the chart has no more leave the conversation where it is', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const question = await answerTo(fake, ana.ask('ask', { question: 'we wait for a lot of downloads' }));
    const removed = customIdOf(question, labelsOf(question)[0] ?? '').replace(/[^:]+$/, 'removed');
    const told = await answerTo(fake, ana.press(removed, question));
    expect(isPrivate(told)).toBe(true);
    expect(textOf(told)).toContain('do not know that button');
    await answerTo(fake, pressOn(ana, { ...told, flags: EPHEMERAL }, 'Begin anew'));
    const next = await answerTo(fake, pressOn(ana, question, labelsOf(question)[0] ?? ''));
    expect(textOf(next)).toContain('Is the code async');
  });

  test('of advice that no longer holds say that a question is open', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const advice = await recommendationFor(ana);
    await answerTo(fake, pressOn(ana, advice, 'Start over'));
    for (const label of ['Show code', 'More', 'Change an answer']) {
      expect(textOf(await answerTo(fake, pressOn(ana, advice, label)))).toContain('a question is open again');
    }
  });

  test('with an empty form ask for a number in private', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const advice = await recommendationFor(ana);
    const form = await callbackOf(fake, pressOn(ana, advice, 'Numbers…'));
    const empty = { 'load-kind': 'users', load: '', 'wait-milliseconds': '', 'cpu-milliseconds': '' };
    const told = await answerTo(fake, ana.submit(form.body.data.custom_id, empty, advice));
    expect(isPrivate(told)).toBe(true);
    expect(textOf(told)).toBe('The form was empty. One number is enough to begin with.');
    expect(labelsOf(told)).toEqual(['Open the form again']);
  });

  test.each(VERBS)('%s on a conversation nobody remembers is answered', async (verb) => {
    const { fake } = started;
    const customId = writeCustomId({ verb, key: 'zzz', owner: null, parts: [] });
    const { body } = await callbackOf(fake, personIn(fake, 'guild').press(customId, undefined, ['x']));
    expect([4, 6, 7, 9]).toContain(body.type);
  });

  test('open a thread that goes on with the conversation', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(fake, ana.ask('ask'));
    const pressed = pressOn(ana, message, 'Continue in a thread');
    expect((await callbackOf(fake, pressed)).body.type).toBe(6);
    const key = `:${customIdOf(message, 'Not sure').split(':')[2]}:`;
    const posted = await fake.call(
      ({ path, body }) => path.endsWith('/messages') && JSON.stringify(body).includes(key),
    );
    expect(textOf(posted.body)).toContain('Mention me');
    const threadId = posted.path.split('/')[2] ?? '';
    const opened = fake.calls.find(({ path }) => path.endsWith(`/${threadId}/threads`));
    expect(opened?.body.name).toMatch(/^What does the job mostly do/);
  });

  test.each([
    ['may not open', 403, 50013, /cannot open a thread here/],
    ['has opened already', 400, 160004, /there already: <#\d+>/],
    ['cannot open while Discord fails', 500, 0, /went wrong on my side/],
  ] as const)('say so where the bot %s a thread', async (_, status, code, words) => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(fake, ana.ask('ask'));
    const refusal = { status, body: { code, message: 'no' } };
    // A failing call is repeated by the client.
    fake.trouble(/threads$/, ...Array.from({ length: status === 500 ? 4 : 1 }, () => refusal));
    const pressed = pressOn(ana, message, 'Continue in a thread');
    const told = await fake.call(({ path }) => path === `/webhooks/${APPLICATION}/token${pressed}`);
    expect(textOf(told.body)).toMatch(words);
    expect(isPrivate(told.body)).toBe(true);
  });

  test('lead to the thread that a message has', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(fake, ana.ask('ask'));
    const pressed = pressOn(
      ana,
      { ...message, flags: (message.flags ?? 0) | HAS_THREAD },
      'Continue in a thread',
    );
    const told = await fake.call(({ path }) => path === `/webhooks/${APPLICATION}/token${pressed}`);
    expect(textOf(told.body)).toMatch(/there already: <#\d+>/);
  });

  test('where the bot may not write in the thread it opened, the conversation stays where it is', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(fake, ana.ask('ask'));
    fake.trouble(/^\/channels\/\d+\/messages$/, {
      status: 403,
      body: { code: 50013, message: 'Missing Permissions' },
    });
    const pressed = pressOn(ana, message, 'Continue in a thread');
    const told = await fake.call(({ path }) => path === `/webhooks/${APPLICATION}/token${pressed}`);
    expect(textOf(told.body)).toContain('go on in this place');
  });
});
