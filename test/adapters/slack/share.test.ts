import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';
import { shareAnswer } from '../../../adapters/slack/share.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import { CHANNEL, TEAM } from './payloads.ts';
import { rigsOfTests } from './running-slack.ts';
import { RECOMMENDATION } from './samples.ts';

const { openSlack } = rigsOfTests();

test('an answer too long for one message is shared as one thread', async () => {
  const slack = await openSlack();
  const client = new webApi.WebClient('xoxb-test', { slackApiUrl: slack.apiUrl });
  const place = { team: TEAM, channel: CHANNEL, thread: 'command-U0000000001' };
  const voice = { say: async () => null, whisper: async () => {}, showStatus: async () => {} };
  const long = { ...RECOMMENDATION, text: 'word & more < '.repeat(2000) };
  await shareAnswer({ place, client, voice }, long, {
    store: createMemoryStore(),
    sendPictures: async () => {},
  });
  const [first, ...others] = slack.messages;
  expect(first?.thread).toBeUndefined();
  expect(others.length).toBeGreaterThan(0);
  expect(others.every(({ thread }) => thread === first?.ts)).toBe(true);
  expect(slack.faults).toEqual([]);
});
