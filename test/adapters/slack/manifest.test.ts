import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ASK_SHORTCUT, COMMAND } from '../../../adapters/slack/action-ids.ts';
import { SCOPES } from '../../../adapters/slack/scopes.ts';

/** The manifest, the scopes asked for by OAuth and what the code does have to fit each other. */

const root = new URL('../../../', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${root}manifest.json`, 'utf8'));
const code = readdirSync(`${root}adapters/slack`)
  .map((file) => readFileSync(`${root}adapters/slack/${file}`, 'utf8'))
  .join('\n');

/** From the reference of each method and event; none: no scope is needed. */
const SCOPES_OF_METHODS: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'assistant.threads.setStatus': ['assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'views.open': [],
  'views.publish': [],
};
const SCOPES_OF_EVENTS: Readonly<Record<string, readonly string[]>> = {
  agent_session_stopped: ['assistant:write'],
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  tokens_revoked: [],
};

const methods = [
  ...new Set([...code.matchAll(/\bclient\.((?:\w+\.)+\w+)\(/g)].map((match) => match[1] ?? '')),
];
const events: string[] = manifest.settings.event_subscriptions.bot_events;

test('every call of the Web API is known here', () => {
  expect(methods.filter((method) => !/^(start|on)$/.test(method)).sort()).toEqual(
    Object.keys(SCOPES_OF_METHODS).sort(),
  );
});

test('the manifest has exactly the scopes that calls, events and the command need', () => {
  const needed = [
    ...methods.flatMap((method) => SCOPES_OF_METHODS[method] ?? []),
    ...events.flatMap((event) => SCOPES_OF_EVENTS[event] ?? ['unknown']),
    'commands',
  ];
  expect(manifest.oauth_config.scopes.bot).toEqual([...new Set(needed)].sort());
  expect(manifest.oauth_config.scopes.bot).toEqual(SCOPES);
});

test('every event of the manifest is listened to, and the other way round', () => {
  const heard = [...code.matchAll(/app\.event\(\s*'(\w+)'/g)].map((match) => match[1] ?? '');
  const legacy = ['assistant_thread_started', 'assistant_thread_context_changed'];
  const subscribed = events.map((event) => event.split('.')[0] ?? '');
  expect(new Set(heard.filter((event) => !legacy.includes(event)))).toEqual(new Set(subscribed));
});

test('the command and the shortcut are those the code knows', () => {
  expect(manifest.features.slash_commands).toMatchObject([{ command: COMMAND, should_escape: true }]);
  expect(manifest.features.shortcuts).toMatchObject([{ callback_id: ASK_SHORTCUT, type: 'message' }]);
  expect(manifest.settings.interactivity.is_enabled).toBe(true);
  expect(manifest.features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
});

test('no text of the manifest is longer, or shorter, than Slack takes', () => {
  const { display_information, features } = manifest;
  const { agent_view, shortcuts, slash_commands } = features;
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description.length).toBeLessThanOrEqual(140);
  expect(display_information.long_description.length).toBeGreaterThanOrEqual(175);
  expect(display_information.long_description.length).toBeLessThanOrEqual(4000);
  expect(agent_view.agent_description.length).toBeLessThanOrEqual(300);
  expect(shortcuts[0].name.length).toBeLessThanOrEqual(24);
  expect(shortcuts[0].description.length).toBeLessThanOrEqual(150);
  expect(slash_commands[0].usage_hint.length).toBeLessThanOrEqual(1000);
  expect(manifest.settings.socket_mode_enabled).toBe(true);
});
