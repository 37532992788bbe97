import { describe, expect, test } from 'vitest';
import { writeCustomId } from '../../../adapters/discord/custom-id.ts';
import type { Gilbert } from '../../../src/gilbert.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import type { FakeDiscord } from './fake-discord.ts';
import { answerTo, callbackOf, editAfter, messageAfter, personIn, pressOn } from './person.ts';
import { EPHEMERAL, labelsOf, textOf } from './sent-message.ts';
import { botsOfTests, held } from './start.ts';
import { ANA, APPLICATION, BEN, BOT } from './world.ts';

/** What goes wrong between people, Discord and the bot. */

const DEFERRED_REPLY = 5;
const DEFERRED_UPDATE = 6;

const bot = botsOfTests();

const choose = (key: string, option = 'io') =>
  writeCustomId({ verb: 'choose', key, owner: null, parts: ['TaskType', option] });
const once = (fake: FakeDiscord, id: string) =>
  expect(fake.calls.filter(({ path }) => path.startsWith(`/interactions/${id}/`))).toHaveLength(1);

describe('answers that come late', () => {
  test('a slow command is deferred, then answered in the place of the waiting line', async () => {
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert });
    const ana = personIn(fake, 'guild');
    const id = ana.ask('ask', { question: 'downloads', private: true });
    const { body } = await callbackOf(fake, id);
    expect(body).toMatchObject({ type: DEFERRED_REPLY, data: { flags: EPHEMERAL } });
    letGo();
    const edit = await fake.call(
      ({ path }) => path === `/webhooks/${APPLICATION}/token${id}/messages/@original`,
    );
    expect(edit.method).toBe('PATCH');
    once(fake, id);
  });

  test('a slow press is deferred, then its message replaced', async () => {
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert });
    const id = personIn(fake, 'guild').press(choose('slow'));
    expect((await callbackOf(fake, id)).body.type).toBe(DEFERRED_UPDATE);
    letGo();
    const edit = await fake.call(({ path }) => path.endsWith(`token${id}/messages/@original`));
    expect(labelsOf(edit.body)).toContain('Not sure');
  });

  test('after fifteen minutes the token is not used; the channel is', async () => {
    let time = Date.now();
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert, now: () => time });
    const id = personIn(fake, 'guild').press(choose('late'));
    await callbackOf(fake, id);
    time += 16 * 60_000;
    letGo();
    await fake.call(({ path }) => path === '/channels/2000/messages');
    expect(fake.calls.filter(({ path }) => path.startsWith('/webhooks/'))).toEqual([]);
  });

  test.each([
    ['guild', 'private', { private: true }],
    ['group', 'without the bot', {}],
    ['foreign-guild', 'without the bot', {}],
  ] as const)('after fifteen minutes nothing is posted in a %s that is %s', async (where, _, options) => {
    let time = Date.now();
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert, now: () => time });
    const ana = personIn(fake, where);
    await callbackOf(fake, ana.ask('ask', { question: 'downloads', ...options }));
    time += 16 * 60_000;
    letGo();
    await callbackOf(fake, ana.ask('help'));
    expect(fake.calls.filter(({ path }) => /^\/(channels|webhooks)\//.test(path))).toEqual([]);
  });

  test('writing takes the typing indicator when it takes long', async () => {
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert });
    personIn(fake, 'guild').write(`<@${BOT}> downloads`);
    await fake.call(({ path }) => path.endsWith('/typing'));
    letGo();
    await fake.call(({ path }) => path === '/channels/2000/messages');
  });
});

describe('acknowledgements', () => {
  test('an interaction delivered twice is answered once', async () => {
    const { fake } = await bot();
    const ana = personIn(fake, 'guild');
    const id = ana.press(choose('twice'));
    await callbackOf(fake, id);
    fake.gateway.dispatch('INTERACTION_CREATE', { ...repeated, id, token: `token${id}` });
    await callbackOf(fake, ana.ask('help'));
    once(fake, id);
  });

  test('another copy of the program answers no second time', async () => {
    const store = createMemoryStore();
    const { fake } = await bot({ store });
    await bot({ store, fake });
    const id = personIn(fake, 'guild').press(choose('copies'));
    await callbackOf(fake, id);
    await callbackOf(fake, personIn(fake, 'guild').ask('help'));
    once(fake, id);
    const message = personIn(fake, 'guild').write(`<@${BOT}> downloads`);
    await messageAfter(fake, message);
    const posts = fake.calls.filter(({ body }) => body?.message_reference?.message_id === message);
    expect(posts).toHaveLength(1);
  });

  test.each([
    ['unknown interaction', 404, 10062],
    ['acknowledged already', 400, 40060],
  ])('"%s" is taken as settled', async (message, status, code) => {
    const { fake } = await bot();
    fake.trouble(/callback$/, { status, body: { code, message } });
    const ana = personIn(fake, 'guild');
    const id = ana.ask('help');
    await callbackOf(fake, ana.ask('help'));
    once(fake, id);
  });

  test('a message that can no longer be changed is answered by a new one', async () => {
    const { fake } = await bot();
    fake.trouble(/callback$/, { status: 400, body: { code: 30046, message: 'Too many edits' } });
    const { body } = await callbackOf(fake, personIn(fake, 'guild').press(choose('old')));
    expect(body.type).toBe(4);
  });

  test('a closed connection is tried once more', async () => {
    const { fake } = await bot();
    fake.trouble(/callback$/, { status: 0, hangsUp: true });
    const id = personIn(fake, 'guild').ask('help');
    expect((await callbackOf(fake, id)).body.type).toBe(4);
  });

  test('so is one that opens a form, and one that arrived before the connection closed', async () => {
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert });
    const ana = personIn(fake, 'guild');
    fake.trouble(/callback$/, { status: 0, hangsUp: true });
    expect((await callbackOf(fake, ana.ask('size'))).body.type).toBe(9);

    const settled = {
      status: 400,
      body: { code: 40060, message: 'Interaction has already been acknowledged.' },
    };
    fake.trouble(/callback$/, { status: 0, hangsUp: true }, settled);
    const id = ana.ask('ask', { question: 'downloads' });
    await fake.call(({ path, status }) => path.startsWith(`/interactions/${id}/`) && status === 400);
    letGo();
    expect(labelsOf(await editAfter(fake, id))).toContain('Not sure');
  });

  test('what Discord does not allow is said privately', async () => {
    const { fake } = await bot();
    fake.trouble(/callback$/, { status: 403, body: { code: 50083, message: 'Thread is archived' } });
    const message = await answerTo(fake, personIn(fake, 'thread').press(choose('archived')));
    expect(textOf(message)).toContain('archived');
    expect((message.flags ?? 0) & EPHEMERAL).not.toBe(0);
  });

  test('where the engine fails after a deferral, nobody is left waiting', async () => {
    const { gilbert, letGo } = held();
    const failing = (usual: Gilbert): Gilbert => ({
      take: async (incoming) => {
        await gilbert(usual).take(incoming);
        throw new Error('/var/lib/secret.sqlite is locked');
      },
    });
    const { fake } = await bot({ gilbert: failing });
    const id = personIn(fake, 'guild').ask('ask', { question: 'downloads' });
    expect((await callbackOf(fake, id)).body.type).toBe(DEFERRED_REPLY);
    letGo();
    expect(textOf(await editAfter(fake, id))).toMatch(/went wrong on my side/);
  });

  test('a limited or failing call is repeated by the client', async () => {
    const { fake } = await bot();
    const limited = { message: 'You are being rate limited.', retry_after: 0.05, global: false };
    const headers = { 'retry-after': '0.05', 'x-ratelimit-scope': 'user' };
    fake.trouble(/callback$/, { status: 429, body: limited, headers }, { status: 500 });
    const id = personIn(fake, 'guild').ask('help');
    expect((await callbackOf(fake, id)).status).toBe(204);
    expect(fake.callbacks(id)).toHaveLength(1);
  });

  test('where the engine fails, people are told without details', async () => {
    const gilbert = () => ({
      take: async () => Promise.reject(new Error('/var/lib/secret.sqlite is locked')),
    });
    const { fake } = await bot({ gilbert });
    const id = personIn(fake, 'guild').press(choose('broken'));
    const message = await answerTo(fake, id);
    expect(textOf(message)).toMatch(/went wrong on my side/);
    expect(JSON.stringify(message)).not.toContain('secret');
    const posted = await messageAfter(fake, personIn(fake, 'direct').write('hello'));
    expect(JSON.stringify(posted)).toContain('went wrong');
  });
});

const repeated = {
  application_id: APPLICATION,
  type: 3,
  version: 1,
  channel_id: '2000',
  guild_id: '1000',
  guild: { id: '1000', features: [], locale: 'en-US' },
  member: { user: { id: ANA, username: 'ana', discriminator: '0' }, roles: [], permissions: '0', flags: 0 },
  app_permissions: '0',
  context: 0,
  locale: 'en-US',
  entitlements: [],
  authorizing_integration_owners: {},
  data: { custom_id: choose('twice'), component_type: 2 },
  message: {
    id: '1',
    channel_id: '2000',
    author: { id: BOT, username: 'g', discriminator: '0' },
    components: [],
    embeds: [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    content: '',
    type: 0,
    timestamp: new Date(0).toISOString(),
  },
};

describe('many at once', () => {
  test('two people press the same question: one counts, the other is told by whom', async () => {
    const { fake } = await bot();
    const [ana, ben] = [personIn(fake, 'thread', ANA), personIn(fake, 'thread', BEN)];
    const ids = [ana.press(choose('race', 'io')), ben.press(choose('race', 'cpu'))];
    const messages = await Promise.all(ids.map((id) => answerTo(fake, id)));
    const told = messages.filter((message) => textOf(message).includes('Already answered'));
    expect(told).toHaveLength(1);
    const [refused = {}] = told;
    expect((refused.flags ?? 0) & EPHEMERAL).not.toBe(0);
    const change = labelsOf(refused).find((label) => label.startsWith('Change to')) ?? '';
    const changed = await answerTo(fake, pressOn(ben, { ...refused, flags: EPHEMERAL }, change));
    expect(textOf(changed)).toContain('Changed: It');
  });

  test('forty people get their first answers well within three seconds', async () => {
    const { fake } = await bot();
    const begun = performance.now();
    const ids = Array.from({ length: 40 }, (_, index) => {
      const person = personIn(fake, 'guild', `${500000000000001000n + BigInt(index)}`);
      return person.ask('ask', { question: `our ${index} crawlers wait for 500 pages a minute` });
    });
    const calls = await Promise.all(ids.map((id) => callbackOf(fake, id)));
    const slowest = Math.max(...calls.map(({ at }) => at)) - begun;
    expect(slowest).toBeLessThan(2000);
    for (const id of ids) once(fake, id);
  });
});
