import { expect, test } from 'vitest';
import { z } from 'zod';
import { discordSettingsOf, discordVariables } from '../../../adapters/discord/settings.ts';

const read = (environment: Record<string, string>) => z.object(discordVariables).safeParse(environment);
const settings = (environment: Record<string, string>) => {
  const { data } = read({ DISCORD_TOKEN: 'a.b.c', ...environment });
  return data && discordSettingsOf(data);
};

test('without a token there is nothing to start', () => {
  const { data } = read({});
  expect(data && discordSettingsOf(data)).toBeNull();
});

test('what is unset has its usual meaning', () => {
  expect(settings({})).toEqual({
    token: 'a.b.c',
    applicationId: null,
    guildId: null,
    apiUrl: null,
    readsThreads: false,
    shards: 'auto',
  });
});

test.each([
  ['auto', 'auto'],
  ['0/1', { ids: [0], count: 1 }],
  ['2-3/8', { ids: [2, 3], count: 8 }],
])('SHARDS=%s', (given, expected) => {
  expect(settings({ SHARDS: given })?.shards).toEqual(expected);
});

test.each([
  { SHARDS: 'many' },
  { SHARDS: '3-2/8' },
  { SHARDS: '8/8' },
  { DISCORD_TOKEN: 'secret' },
  { DISCORD_GUILD_ID: 'my guild' },
  { DISCORD_API_URL: 'ftp://discord' },
  { DISCORD_MESSAGE_CONTENT: 'yes' },
])('%o is refused without its value', (environment) => {
  const { error } = read(environment as unknown as Record<string, string>);
  expect(error?.issues).toHaveLength(1);
  expect(error?.issues[0]?.message).not.toContain('secret');
});
