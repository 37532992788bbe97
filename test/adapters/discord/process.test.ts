import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayDispatchEvents } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { type FakeDiscord, startFakeDiscord } from './fake-discord.ts';
import { answerTo, callbackOf, editAfter, personIn } from './person.ts';
import { textOf } from './sent-message.ts';
import { expectSoundCalls } from './sound-calls.ts';
import { pause } from './start.ts';
import { ANA, APPLICATION, CHANNEL, GUILD, snowflake, TOKEN } from './world.ts';

/** The program as it is started on a server, with pictures and a database in a file. */

const program = new URL('../../../dist/adapters/start.js', import.meta.url).pathname;
let fake: FakeDiscord;
let folder: string;
beforeEach(async () => {
  fake = await startFakeDiscord();
  folder = mkdtempSync(join(tmpdir(), 'gilbert-'));
  return async () => {
    await fake.stop();
    rmSync(folder, { recursive: true, force: true });
  };
});
let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

async function start(environment: Readonly<Record<string, string>> = {}) {
  const started = spawn(process.execPath, ['--trace-warnings', program], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      GILBERT_DATA_DIR: folder,
      PORT: String(await freePort()),
      DISCORD_API_URL: fake.apiUrl,
      DISCORD_TOKEN: TOKEN,
      DISCORD_APPLICATION_ID: APPLICATION,
      ...environment,
    },
  });
  child = started;
  let log = '';
  for (const output of [started.stdout, started.stderr]) output.on('data', (text) => (log += text));
  return { exit: once(started, 'exit'), log: () => log };
}

/** Every event Discord has, but those that begin a session, and the one the client library warns of. */
const { Ready, Resumed, RateLimited, ...others } = GatewayDispatchEvents;
const EVENTS = Object.values(others);

const interaction = (data: object, type: number) => ({
  id: snowflake(),
  application_id: APPLICATION,
  token: `token${type}`,
  type,
  user: { id: ANA, username: 'ana', discriminator: '0' },
  channel_id: CHANNEL,
  app_permissions: '0',
  entitlements: [],
  authorizing_integration_owners: {},
  data,
});

test('answers forty people at once, pictures and all, outlives what it does not expect, and ends in order', {
  timeout: 60_000,
}, async () => {
  const { exit, log } = await start({ SHARDS: 'auto' });
  while (!log().includes('"connected"')) {
    expect(child?.exitCode, log()).toBeNull();
    await pause(50);
  }

  const begun = performance.now();
  const ids = Array.from({ length: 40 }, (_, index) => {
    const question = `we call Gemini from FastAPI, about ${50 + index} req/s, each call takes 3 s`;
    return personIn(fake, 'guild', `${500000000000002000n + BigInt(index)}`).ask('ask', { question });
  });
  const calls = await Promise.all(ids.map((id) => callbackOf(fake, id)));
  expect(Math.max(...calls.map(({ at }) => at)) - begun).toBeLessThan(3000);
  for (const { body } of calls) expect(textOf(body.data)).toContain('**How many**');
  // Pictures that would come too late do not come at all; the first ones do.
  const illustrated = await Promise.race(ids.map((id) => editAfter(fake, id)));
  expect(JSON.stringify(illustrated)).toContain('attachment://path.png');

  for (const type of [...EVENTS, 'UNHEARD_OF']) {
    for (const data of [null, {}, 'x', { guild_id: GUILD, channel_id: CHANNEL }])
      fake.gateway.dispatch(type, data);
  }
  const old = [
    interaction({ id: '9', name: 'Old command', type: 2, target_id: ANA, resolved: { users: {} } }, 2),
    interaction({ custom_id: 'x', components: [{}] }, 5),
  ];
  for (const each of old) {
    fake.gateway.dispatch('INTERACTION_CREATE', each);
    expect(textOf(await answerTo(fake, each.id))).toContain('any more');
  }

  child?.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(fake.gateway.closed).toEqual([1000]);
  expectSoundCalls(fake.calls);
  for (const unwanted of [TOKEN, 'Warning', 'Gemini']) expect(log()).not.toContain(unwanted);
});

test('a refused intent ends it with one clear line', { timeout: 30_000 }, async () => {
  fake.gateway.refusedIntents = 1 << 15;
  const { exit, log } = await start({ DISCORD_MESSAGE_CONTENT: '1', LOG_LEVEL: 'silent' });
  expect(await exit).toEqual([1, null]);
  expect(log().trim().split('\n')).toEqual([expect.stringContaining('MessageContent intent')]);
});
