import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from '../../../adapters/discord/commands.ts';
import { type FakeDiscord, startFakeDiscord } from './fake-discord.ts';
import { GUILD, TOKEN } from './world.ts';

/** The program that registers the commands, as a user runs it. */

const program = new URL('../../../dist/adapters/discord/register.js', import.meta.url).pathname;
let fake: FakeDiscord;
beforeAll(async () => {
  fake = await startFakeDiscord();
});
afterAll(() => fake.stop());

function register(environment: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const env = { PATH: process.env.PATH, DISCORD_API_URL: fake.apiUrl, DISCORD_TOKEN: TOKEN, ...environment };
  return promisify(execFile)(process.execPath, [program, ...words], { env });
}

test('registers once, and again only what changed', async () => {
  expect((await register({})).stdout).toContain('registered everywhere');
  // Discord gives back what it was sent with ids and defaults of its own.
  fake.commands = COMMANDS.map((command, index) => ({
    ...command,
    id: `${index}`,
    nsfw: false,
    name_localizations: null,
  }));
  expect((await register({})).stdout).toContain('nothing changed');
  fake.commands = fake.commands.slice(1);
  expect((await register({})).stdout).toContain('registered');
  expect(fake.calls.filter(({ method }) => method === 'PUT')).toHaveLength(2);
});

test('registers in one guild where that is set, and says when the commands would show twice', async () => {
  const guild = { DISCORD_GUILD_ID: `${GUILD}00000000000000` };
  fake.commands = [];
  const { stderr } = await register(guild);
  expect(fake.calls.find(({ method, path }) => method === 'PUT' && path.includes('guilds'))?.path).toMatch(
    /guilds\/100000000000000000\/commands$/,
  );
  expect(stderr).toContain('show twice');
});

test('takes them away again', async () => {
  fake.commands = [...COMMANDS];
  expect((await register({}, '--remove')).stdout).toBe('all commands: removed everywhere\n');
  expect(fake.commands).toEqual([]);
});

test.each([
  [{ DISCORD_TOKEN: '' }, /DISCORD_TOKEN: expected/],
  [{ DISCORD_TOKEN: 'not.the.token' }, /Discord refuses DISCORD_TOKEN/],
])('fails with one clear line for %o', async (environment, expected) => {
  const failure = await register(environment).catch((problem) => problem);
  expect(failure.code).toBe(1);
  expect(failure.stderr).toMatch(expected);
  expect(failure.stderr).not.toMatch(/not\.the\.token|\n\s+at /);
});
