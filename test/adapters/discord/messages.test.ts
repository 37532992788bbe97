import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyOfChannel } from '../../../adapters/discord/conversation-key.ts';
import { emptyMessage } from './fake-discord.ts';
import { answerTo, messageAfter, personIn } from './person.ts';
import { customIdOf, labelsOf, type SentMessage, textOf } from './sent-message.ts';
import { expectSoundCalls } from './sound-calls.ts';
import { type Started, startBot } from './start.ts';
import { BEN, BOT, CHANNEL, JOB, snowflake, THREAD, threadOf, userOf } from './world.ts';

/** Mentions, direct messages and threads, with the real client against a loopback Discord. */

let started: Started;
beforeAll(async () => {
  started = await startBot();
});
afterAll(async () => {
  expectSoundCalls(started.fake.calls);
  await started.stop();
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

  test('that reply with a ping need no mention in their words; without the ping they are not heard', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const first = ana.write(`<@${BOT}> we wait for a lot of downloads`);
    const question = await messageAfter(fake, first);
    const id = [...fake.messages.keys()].at(-1) ?? '';
    const reference = { type: 19, message_reference: { type: 0, message_id: id, channel_id: CHANNEL } };
    const silent = ana.write('many at a time', reference);
    const pinged = ana.write('many at a time', { ...reference, mentions: [userOf(BOT, 'Gilbert', true)] });
    const next = await messageAfter(fake, pinged);
    const keyOf = (message: SentMessage) => customIdOf(message, 'In my own words').split(':')[2];
    expect(keyOf(next)).toBe(keyOf(question));
    expect(textOf(next)).toContain('“many at a time”');
    const answered = fake.calls.flatMap(({ body }) => body?.message_reference?.message_id ?? []);
    expect(answered).not.toContain(silent);
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
    fake.gateway.dispatch('THREAD_CREATE', threadOf(THREAD));
    const ben = personIn(fake, 'thread', BEN);
    const next = await messageAfter(fake, ben.write(`<@${BOT}> it waits for the network`));
    const key = customIdOf(next, 'Not sure').split(':')[2];
    expect(key).toBe(customIdOf(question, 'Not sure').split(':')[2]);
    expect(key).not.toBe(keyOfChannel(THREAD));
    const bare = await messageAfter(fake, ben.write(`<@${BOT}>`));
    expect(labelsOf(bare)).toEqual(labelsOf(next));
  });

  test('in its thread are heard without a mention only where that is set', async () => {
    const bots = [await startBot(), await startBot({ settings: { readsThreads: true } })];
    for (const [index, { fake, stop }] of bots.entries()) {
      fake.gateway.dispatch('THREAD_CREATE', threadOf(THREAD));
      const ben = personIn(fake, 'thread', BEN);
      const plain = ben.write('it waits for the network');
      await messageAfter(fake, ben.write(`<@${BOT}>`));
      const answered = fake.calls.flatMap(({ body }) => body?.message_reference?.message_id ?? []);
      expect(answered.includes(plain)).toBe(index === 1);
      await stop();
    }
  });

  test('are answered in the channel where the bot may not refer to them', async () => {
    const { fake } = started;
    const refusal = { code: 160002, message: 'Cannot reply without permission to read message history' };
    fake.trouble(/^\/channels\/2000\/messages$/, { status: 400, body: refusal });
    const ana = personIn(fake, 'guild');
    const written = ana.write(`<@${BOT}> we wait for a lot of downloads`);
    const tries = () => fake.calls.filter(({ body }) => body?.nonce === `${written}-0`);
    await fake.call(({ body, status }) => body?.nonce === `${written}-0` && status < 300);
    expect(tries().map(({ status }) => status)).toEqual([400, 200]);
    expect(labelsOf(tries()[1]?.body)).toContain('Not sure');
    expect(tries()[1]?.body.message_reference).toBeUndefined();
  });

  test('that forward another are taken by its words', async () => {
    const { fake } = started;
    const forwarded = {
      message_reference: { type: 1, message_id: '5', channel_id: CHANNEL },
      message_snapshots: [{ message: { ...emptyMessage(), content: JOB } }],
    };
    const direct = personIn(fake, 'direct');
    direct.write('', forwarded);
    const answer = await fake.call(({ body }) =>
      JSON.stringify(body ?? {}).includes('call Gemini from FastAPI”'),
    );
    expect(answer.path).toMatch(/^\/channels\/4000/);
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
