import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { keyOfChannel } from '../../../adapters/discord/conversation-key.ts';
import { VERBS, writeCustomId } from '../../../adapters/discord/custom-id.ts';
import { type Call, emptyMessage } from './fake-discord.ts';
import {
  componentsOf,
  customIdOf,
  expectRequest,
  expectWithinLimits,
  labelsOf,
  type SentMessage,
  textOf,
} from './payload.ts';
import { answerTo, callbackOf, messageAfter, type Person, personIn, pressOn, type Where } from './person.ts';
import { type Started, startBot } from './start.ts';
import { ANA, APPLICATION, BEN, BOT, CHANNEL, snowflake, THREAD } from './world.ts';

/** What people do in Discord, with the real client against a loopback Discord. */

const EPHEMERAL = 1 << 6;
const JOB = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';

let started: Started;
beforeAll(async () => {
  started = await startBot();
});
afterEach(() => {
  for (const call of started.fake.calls) expectSound(call);
});
afterAll(() => started.stop());

/** Every message in the components layout, within the limits, notifying nobody. */
function expectSound({ method, path, body, status }: Call): void {
  if (method === 'GET' || body === null || status >= 300) return;
  const isCallback = path.endsWith('/callback');
  const message = isCallback ? body.data : body;
  if (isCallback) {
    const names: Readonly<Record<number, string>> = {
      4: 'CreateMessageInteractionCallbackRequest',
      5: 'CreateMessageInteractionCallbackRequest',
      7: 'UpdateMessageInteractionCallbackRequest',
      8: 'ApplicationCommandAutocompleteCallbackRequest',
      9: 'ModalInteractionCallbackRequest',
    };
    const name = names[body.type];
    if (name) expectRequest(name, body);
    if (body.type !== 4 && body.type !== 7) return;
  } else if (/\/messages$/.test(path)) expectRequest('MessageCreateRequest', body);
  else if (path.endsWith('/threads')) {
    expectRequest('CreateTextThreadWithMessageRequest', body);
    return;
  } else if (!path.startsWith('/webhooks/')) return;
  expectWithinLimits(message);
  expect(message.allowed_mentions, path).toEqual({ parse: [], replied_user: false });
}

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

const isPrivate = (message: SentMessage) => ((message.flags ?? 0) & EPHEMERAL) !== 0;

describe('commands', () => {
  test('are registered once, with the places they work in', async () => {
    const { fake } = started;
    const put = fake.calls.find(({ method }) => method === 'PUT');
    expect(put?.path).toBe(`/applications/${APPLICATION}/commands`);
    for (const command of put?.body ?? []) {
      expectRequest('ApplicationCommandUpdateRequest', command);
      expect(command).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    }
    const again = await startBot({ fake });
    expect(fake.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    await again.stop();
  });

  test.each(['guild', 'direct', 'group', 'foreign-guild', 'thread'] as const)(
    'ask answers at once in a place of kind %s',
    async (where) => {
      const { fake } = started;
      const message = await answerTo(fake, personIn(fake, where).ask('ask', { question: JOB }));
      expect(textOf(message)).toContain('call Gemini');
      expect(isPrivate(message)).toBe(false);
      expect(labelsOf(message)).toContain('In my own words');
      expect(labelsOf(message).includes('Continue in a thread')).toBe(where === 'guild');
    },
  );

  test('ask without a question begins to ask; private is for one person', async () => {
    const { fake } = started;
    const message = await answerTo(fake, personIn(fake, 'guild').ask('ask', { private: true }));
    expect(labelsOf(message)).toContain('Not sure');
    expect(isPrivate(message)).toBe(true);
  });

  test('size takes numbers, or opens a form', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(
      fake,
      ana.ask('size', { 'requests-per-second': 50, 'wait-milliseconds': 3000 }),
    );
    expect(labelsOf(message)).toContain('Not sure');
    const { body } = await callbackOf(fake, ana.ask('size'));
    expect(body.type).toBe(9);
    expect(body.data.components).toHaveLength(5);
    const wrong = await answerTo(fake, ana.submit(body.data.custom_id, { cores: 'plenty' }));
    expect(textOf(wrong)).toContain('Cores per host');
    const right = await answerTo(fake, ana.submit(body.data.custom_id, { cores: '8' }));
    expect(labelsOf(right)).toContain('Not sure');
  });

  test('explain, compare, help and forget', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    expect(textOf(await answerTo(fake, ana.ask('explain', { topic: 'GIL' })))).toContain('GIL');
    expect(textOf(await answerTo(fake, ana.ask('explain', { topic: 'what is a lock' })))).toContain('Lock');
    const table = await answerTo(fake, ana.ask('compare', { first: 'Threading', second: 'AsyncIO' }));
    expect(textOf(table)).toMatch(/\*\*Threads\*\*[\s\S]*\*\*asyncio\*\*/);
    expect(isPrivate(await answerTo(fake, ana.ask('help')))).toBe(true);
    const forgotten = await answerTo(fake, ana.ask('forget'));
    expect(textOf(forgotten)).toMatch(/^Removed: [1-9]/);
    expect(isPrivate(forgotten)).toBe(true);
    expect(textOf(await answerTo(fake, ana.ask('forget')))).toContain('nothing stored');
  });

  test('a topic is completed while it is typed', async () => {
    const { fake } = started;
    const { body } = await callbackOf(fake, personIn(fake, 'guild').type('explain', 'topic', 'gil'));
    expect(body).toMatchObject({
      type: 8,
      data: { choices: expect.arrayContaining([expect.objectContaining({ value: 'GIL' })]) },
    });
  });

  test('Ask Gilbert takes any message, privately unless it is the own one', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    expect(isPrivate(await answerTo(fake, ana.askAbout(JOB, BEN)))).toBe(true);
    expect(isPrivate(await answerTo(fake, ana.askAbout(JOB, ANA)))).toBe(false);
    expect(textOf(await answerTo(fake, ana.askAbout('', BEN)))).toContain('For example');
  });
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
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Pitfalls and more')))).toContain('Watch out');
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Helpful')))).toContain('Noted');
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Helpful')))).toContain('already');
    expect(textOf(await answerTo(fake, pressOn(ana, message, 'Not helpful')))).toContain('Noted');
    const mine = (await started.store.feedback()).filter(({ user }) => user === `<@${ANA}>`);
    expect(mine.map(({ verdict }) => verdict)).toEqual(['helpful', 'unhelpful']);

    const answers = await answerTo(fake, pressOn(ana, message, 'Change an answer'));
    const menu = componentsOf(answers.components).find(({ type }) => type === 3)?.custom_id ?? '';
    const options = await answerTo(fake, ana.press(menu, { ...answers, flags: EPHEMERAL }, ['TaskType']));
    expect(isPrivate(options)).toBe(true);
    const change = labelsOf(options).find((label) => /cpu|comput/i.test(label)) ?? '';
    const changed = await answerTo(fake, pressOn(ana, { ...options, flags: EPHEMERAL }, change));
    expect(textOf(changed)).toContain('Changed TaskType');
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
    expect(fake.calls.some(({ path }) => path.endsWith(`/${threadId}/threads`))).toBe(true);
  });

  test('say so where a thread cannot be opened', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(fake, ana.ask('ask'));
    fake.trouble(/threads$/, { status: 403, body: { code: 50013, message: 'Missing Permissions' } });
    const pressed = pressOn(ana, message, 'Continue in a thread');
    const told = await fake.call(({ path }) => path === `/webhooks/${APPLICATION}/token${pressed}`);
    expect(textOf(told.body)).toContain('cannot open a thread');
  });
});

describe('messages', () => {
  test('that mention the bot are answered, in a conversation of that person', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const first = await messageAfter(fake, ana.write(`<@${BOT}> we wait for a lot of downloads`));
    expect(labelsOf(first)).toContain('Not sure');
    const second = await messageAfter(fake, ana.write(`<@!${BOT}> start over`));
    expect(textOf(second)).toContain('Starting over');
  });

  test('without words are greeted', async () => {
    const { fake } = started;
    const message = await messageAfter(fake, personIn(fake, 'guild').write(`<@${BOT}>`));
    expect(textOf(message)).toContain('For example');
  });

  test('sent directly need no mention', async () => {
    const { fake } = started;
    const message = await messageAfter(fake, personIn(fake, 'direct').write(JOB));
    expect(textOf(message)).toContain('call Gemini');
  });

  test('that answer a question go on with it', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const question = await answerTo(fake, ana.ask('ask'));
    const id = snowflake();
    fake.messages.set(id, { ...emptyMessage(), id, channel_id: CHANNEL, components: question.components });
    const reference = { type: 19, message_reference: { type: 0, message_id: id, channel_id: CHANNEL } };
    const next = await messageAfter(fake, ana.write(`<@${BOT}> it waits for the network`, reference));
    expect(customIdOf(next, 'Not sure').split(':')[2]).toBe(customIdOf(question, 'Not sure').split(':')[2]);
  });

  test("in the bot's thread belong to the conversation it began with", async () => {
    const { fake } = started;
    const question = await answerTo(fake, personIn(fake, 'guild').ask('ask'));
    fake.messages.set(THREAD, {
      ...emptyMessage(),
      id: THREAD,
      channel_id: CHANNEL,
      components: question.components,
    });
    const thread = {
      id: THREAD,
      type: 11,
      guild_id: '1000',
      parent_id: CHANNEL,
      owner_id: BOT,
      name: 'x',
      thread_metadata: {
        archived: false,
        auto_archive_duration: 60,
        archive_timestamp: new Date().toISOString(),
        locked: false,
      },
    };
    fake.gateway.dispatch('THREAD_CREATE', thread);
    const ben = personIn(fake, 'thread', BEN);
    const next = await messageAfter(fake, ben.write(`<@${BOT}> it waits for the network`));
    const key = customIdOf(next, 'Not sure').split(':')[2];
    expect(key).toBe(customIdOf(question, 'Not sure').split(':')[2]);
    expect(key).not.toBe(keyOfChannel(THREAD));
  });

  test('of others, of bots and to everyone are passed over', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const ignored = [
      ana.write('just talking'),
      ana.write('@everyone hello', { mention_everyone: true }),
      ana.write(`<@${BOT}> hi`, { author: { id: BEN, username: 'b', bot: true } }),
      ana.write(`<@${BOT}> hi`, { webhook_id: '77' }),
    ];
    await messageAfter(fake, ana.write(`<@${BOT}>`));
    const answered = fake.calls.flatMap(({ body }) => body?.message_reference?.message_id ?? []);
    expect(answered.filter((id) => ignored.includes(id))).toEqual([]);
  });

  test("people's words notify nobody and break nothing", async () => {
    const { fake } = started;
    const text = `<@${BOT}> @everyone <@&1000> our FastAPI calls \`\`\`Gemini\`\`\` 50 req/s [x](http://evil) each 3 s`;
    const message = await messageAfter(fake, personIn(fake, 'guild').write(text));
    expect(message.allowed_mentions).toEqual({ parse: [], replied_user: false });
  });
});

describe.each(['guild', 'direct', 'group'] as const satisfies readonly Where[])(
  'everywhere (%s)',
  (where) => {
    test('each interaction was acknowledged exactly once', async () => {
      const { fake } = started;
      const id = personIn(fake, where).ask('help');
      await callbackOf(fake, id);
      const all = fake.calls.filter(({ path }) => path.endsWith('/callback'));
      const ids = all.map(({ path }) => path.split('/')[2]);
      expect(new Set(ids).size).toBe(ids.length);
    });
  },
);
