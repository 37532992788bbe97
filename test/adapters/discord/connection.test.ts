import { describe, expect, test } from 'vitest';
import { writeCustomId } from '../../../adapters/discord/custom-id.ts';
import { DiscordStartError } from '../../../adapters/discord/start-failure.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import type { FakeDiscord } from './fake-discord.ts';
import { startFakeDiscord } from './fake-discord.ts';
import { answerTo, callbackOf, personIn, pressOn } from './person.ts';
import { labelsOf, textOf } from './sent-message.ts';
import { botsOfTests, held, pause, startBot } from './start.ts';

/** Starting, stopping, and connections that break. */

const bot = botsOfTests();

const choose = (key: string, option = 'io') =>
  writeCustomId({ verb: 'choose', key, owner: null, parts: ['TaskType', option] });
const once = (fake: FakeDiscord, id: string) =>
  expect(fake.calls.filter(({ path }) => path.startsWith(`/interactions/${id}/`))).toHaveLength(1);

describe('restarts and connections', () => {
  test('a button from before the restart works', async () => {
    const store = createMemoryStore();
    const before = await startBot({ store });
    const question = await answerTo(before.fake, personIn(before.fake, 'guild').ask('ask'));
    await before.bot.stop();
    expect(before.fake.gateway.closed).toEqual([1000]);
    const { fake } = await bot({ store });
    const next = await answerTo(
      fake,
      pressOn(personIn(fake, 'guild'), question, labelsOf(question)[0] ?? ''),
    );
    expect(labelsOf(next)).toContain('Not sure');
    await before.fake.stop();
  });

  test('a dropped connection is resumed, with what happened in between', async () => {
    const { fake, bot: running } = await bot();
    fake.gateway.drop();
    const id = personIn(fake, 'guild').ask('help');
    await callbackOf(fake, id);
    expect(fake.gateway.said.map(({ op }) => op)).toEqual([2, 6]);
    expect(await running.health()).toEqual({ ok: true });
    once(fake, id);
  });

  test('when Discord asks to connect again, or refuses to resume, it goes on', async () => {
    const { fake } = await bot();
    fake.gateway.refusesResume = true;
    fake.gateway.reconnect();
    const until = Date.now() + 15_000;
    while (fake.gateway.said.length < 3 && Date.now() < until) await pause(100);
    expect(fake.gateway.said.map(({ op }) => op)).toEqual([2, 6, 2]);
    await pause(200);
    const id = personIn(fake, 'guild').ask('help');
    await callbackOf(fake, id);
  }, 30_000);

  test('a stop lets the turn under way finish and takes no new one', async () => {
    const { gilbert, letGo } = held();
    const { fake, bot: running } = await startBot({ gilbert });
    const ana = personIn(fake, 'guild');
    const under = ana.press(choose('stop'));
    await callbackOf(fake, under);
    const stopped = running.stop();
    const late = ana.ask('ask', { question: 'downloads' });
    expect(textOf(await answerTo(fake, late))).toContain('being restarted');
    letGo();
    await stopped;
    expect(fake.calls.some(({ path }) => path.endsWith(`token${under}/messages/@original`))).toBe(true);
    expect(fake.gateway.closed).toEqual([1000]);
    await fake.stop();
  });

  test('a stop does not wait for ever', async () => {
    const { fake, bot: running } = await startBot({ gilbert: held().gilbert });
    personIn(fake, 'guild').press(choose('hang'));
    await pause(100);
    const begun = Date.now();
    await running.stop();
    expect(Date.now() - begun).toBeLessThan(6000);
    await fake.stop();
  });
});

describe('a start that fails', () => {
  test.each([
    ['a refused token', async (_: FakeDiscord) => ({ token: 'not.the.token' }), /DISCORD_TOKEN/],
    [
      'an intent that is not granted',
      async (fake: FakeDiscord) => {
        fake.gateway.refusedIntents = 1 << 15;
        return { readsThreads: true };
      },
      /MessageContent/,
    ],
  ])('%s is told in one line', async (_, prepare, expected) => {
    const fake = await startFakeDiscord();
    const settings = await prepare(fake);
    const failure = await startBot({ fake, settings }).catch((problem: unknown) => problem);
    expect(failure).toBeInstanceOf(DiscordStartError);
    expect((failure as Error).message).toMatch(expected);
    expect((failure as Error).message).not.toContain('\n');
    await fake.stop();
  });

  test('commands that cannot be registered do not keep the bot from answering', async () => {
    const fake = await startFakeDiscord();
    fake.trouble(/commands$/, { status: 403, body: { code: 50001, message: 'Missing Access' } });
    const { stop } = await startBot({ fake });
    await callbackOf(fake, personIn(fake, 'direct').ask('help'));
    await stop();
    await fake.stop();
  });

  test('several shards connect in one process', async () => {
    const fake = await startFakeDiscord();
    fake.gateway.shards = 2;
    const { stop } = await startBot({ fake });
    expect(fake.gateway.said.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    await stop();
    await fake.stop();
  });

  test('a process takes its share of the shards', async () => {
    const { fake } = await bot({ settings: { shards: { ids: [2, 3], count: 8 } } });
    expect(fake.gateway.said.map(({ shard }) => shard)).toEqual([
      [2, 8],
      [3, 8],
    ]);
  });

  test('only the intents that need no permission are asked for', async () => {
    const { fake } = await bot();
    expect(fake.gateway.said[0]?.intents).toBe((1 << 0) | (1 << 9) | (1 << 12));
    expect(JSON.stringify(fake.gateway.said[0]?.presence)).toContain('/gilbert ask');
  });
});
