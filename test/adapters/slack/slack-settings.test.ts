import { expect, test } from 'vitest';
import { readSlackSettings } from '../../../adapters/slack/slack-settings.ts';

const token = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

test('without tokens Slack is not configured', () => {
  expect(readSlackSettings({})).toBeNull();
  expect(readSlackSettings({ SLACK_BOT_TOKEN: '', SLACK_API_URL: 'http://127.0.0.1/' })).toBeNull();
});

test('one workspace over a socket, many over HTTP', () => {
  expect(readSlackSettings({ ...token, SLACK_API_URL: 'http://127.0.0.1:4000/api/' })).toEqual({
    access: { kind: 'token', botToken: 'xoxb-1' },
    transport: { kind: 'socket', appToken: 'xapp-1' },
    apiUrl: 'http://127.0.0.1:4000/api/',
  });
  const many = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c', SLACK_STATE_SECRET: 's' };
  expect(readSlackSettings({ ...many, SLACK_SIGNING_SECRET: 'x' })).toMatchObject({
    access: { kind: 'oauth', clientId: '1.2' },
    transport: { kind: 'http', signingSecret: 'x' },
  });
});

test.each([
  [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN'],
  [{ ...token, SLACK_BOT_TOKEN: 'xoxp-secret' }, 'begins with xoxb-'],
  [{ ...token, SLACK_APP_TOKEN: 'secret' }, 'begins with xapp-'],
  [{ ...token, SLACK_API_URL: 'slack.com' }, 'SLACK_API_URL'],
  [{ ...token, SLACK_CLIENT_ID: '1.2' }, 'not both'],
  [{ SLACK_APP_TOKEN: 'xapp-1', SLACK_CLIENT_ID: '1.2' }, 'SLACK_STATE_SECRET'],
])('%o is refused by name, without the value', (environment, words) => {
  expect(() => readSlackSettings(environment)).toThrow(words);
  expect(() => readSlackSettings(environment)).not.toThrow(/secret$/);
});
