import { expect, test } from 'vitest';
import { readDiscordSettings } from '../../../adapters/discord/settings.ts';
import { SettingsError } from '../../../adapters/settings.ts';

const settings = (environment: Record<string, string>) =>
  readDiscordSettings({ DISCORD_TOKEN: 'a.b.c', ...environment });

test('without a token there is nothing to start', () => {
  expect(readDiscordSettings({ DISCORD_TOKEN: '', DISCORD_GUILD_ID: '123456789012345678' })).toBeNull();
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
])('%o is refused, named', (environment) => {
  const refused = () => settings(environment as unknown as Record<string, string>);
  expect(refused).toThrow(SettingsError);
  expect(refused).toThrow(`${Object.keys(environment)[0]}: expected`);
});
