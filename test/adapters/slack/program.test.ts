import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import type { FakeSlack } from './fake-slack.ts';
import { mention, message } from './payloads.ts';
import { eventually, rigsOfTests } from './running-slack.ts';

/** The program as it is started on a server, told to serve Slack. */

const program = new URL('../../../dist/adapters/start.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'gilbert-'));
const { openSlack } = rigsOfTests();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SOCKET = { SLACK_BOT_TOKEN: 'xoxb-hush', SLACK_APP_TOKEN: 'xapp-hush' };
const HTTP = { SLACK_BOT_TOKEN: 'xoxb-hush', SLACK_SIGNING_SECRET: 'hush' };

/** Two faults that signals bring about in the program: a promise nobody waits for, and an exception nobody catches. */
const FAULTS = `data:text/javascript,${encodeURIComponent(`
  process.on('SIGUSR2', () => void Promise.reject(new Error('pome' + 'granate')));
  process.on('SIGHUP', () => setImmediate(() => { throw new Error('pome' + 'granate'); }));
`)}`;

async function start(slack: FakeSlack, tokens: object) {
  const port = await freePort();
  const env = { PATH: process.env.PATH, HOME: folder, GILBERT_DATA_DIR: folder, PORT: String(port) };
  const child = spawn(process.execPath, ['--import', FAULTS, program], {
    env: { ...env, ...tokens, SLACK_API_URL: slack.apiUrl },
  });
  children.push(child);
  let log = '';
  child.stderr.on('data', (text) => {
    log += text;
  });
  const health = () => fetch(`http://127.0.0.1:${port}/health`).then(({ status }) => status);
  return { child, log: () => log, health };
}

test.each([
  ['auth.test', 'invalid_auth', SOCKET, /^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\): [^\n]+\n$/],
  ['auth.test', 'token_revoked', HTTP, /^SLACK_BOT_TOKEN is no longer valid \(token_revoked\): [^\n]+\n$/],
  ['apps.connections.open', 'missing_scope', SOCKET, /^SLACK_APP_TOKEN lacks [^\n]+\n$/],
])('%s: %s ends it with one line that says what to do', async (method, error, tokens, line) => {
  const slack = await openSlack();
  slack.disturb((called) => (called === method ? { error } : null));
  const { child, log } = await start(slack, tokens);
  const [code] = await once(child, 'exit');
  expect(code).not.toBe(0);
  expect(log()).toMatch(line);
});

test.each([
  ['SLACK_BOT_TOKEN', { SLACK_APP_TOKEN: 'xapp-hush' }],
  ['SLACK_BOT_TOKEN', { ...SOCKET, SLACK_BOT_TOKEN: 'hush' }],
  ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-hush' }],
])('a setting that does not fit is one line: %s', async (name, tokens) => {
  const { child, log } = await start(await openSlack(), tokens);
  const [code] = await once(child, 'exit');
  expect(code).not.toBe(0);
  expect(log()).toMatch(new RegExp(`^Settings do not fit: ${name}: expected [^\\n]+\\n$`));
  expect(log()).not.toContain('hush');
});

test('a Slack that cannot be reached is one line', async () => {
  const slack = await openSlack();
  slack.disturb(() => ({ lost: true }));
  const { child, log } = await start(slack, SOCKET);
  const [code] = await once(child, 'exit');
  expect(code).not.toBe(0);
  expect(log()).toMatch(/^Slack cannot be reached [^\n]+\n$/);
});

test.each([
  ['Socket Mode', SOCKET],
  ['HTTP', HTTP],
])('%s: it is healthy on its port, and SIGTERM ends it in time', async (_, tokens) => {
  const slack = await openSlack();
  const { child, log, health } = await start(slack, tokens);
  await eventually(() => expect(health()).resolves.toBe(200), 20_000);
  const begun = Date.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect(log()).not.toContain('hush');
});

test('SIGTERM in the middle of an answer: it is finished, and a redelivery after the restart changes nothing', async () => {
  const slack = await openSlack();
  const before = await start(slack, SOCKET);
  await eventually(() => expect(slack.connections()).toBe(1), 20_000);
  let refusals = 1;
  slack.disturb((method) => {
    if (method !== 'chat.postMessage' || refusals === 0) return null;
    refusals -= 1;
    before.child.kill('SIGTERM');
    return { status: 429, retryAfter: 1 };
  });
  const said = mention({ text: 'hello' });
  await slack.send('events_api', said);
  const [code] = await once(before.child, 'exit');
  expect(code).toBe(0);
  expect(slack.messages).toHaveLength(1);

  await start(slack, SOCKET);
  await eventually(() => expect(slack.connections()).toBe(1), 20_000);
  await slack.send('events_api', said);
  const ts = slack.messages[0]?.thread;
  await slack.send('events_api', message({ text: 'it is CPU bound', thread: ts }));
  await eventually(() => expect(slack.messages).toHaveLength(2));
  expect(slack.messages[1]?.thread).toBe(ts);
});

test('a promise nobody waits for changes nothing, an exception nobody catches ends it; neither is quoted', async () => {
  const slack = await openSlack();
  const { child, log } = await start(slack, SOCKET);
  await eventually(() => expect(slack.connections()).toBe(1), 20_000);
  child.kill('SIGUSR2');
  await eventually(() => expect(log()).toContain('a promise was rejected'));
  await slack.send('events_api', mention({ text: 'hello' }));
  await eventually(() => expect(slack.messages).toHaveLength(1));
  child.kill('SIGHUP');
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(log()).toContain('a fault of the program');
  expect(log()).not.toMatch(/pomegranate|hush/);
});
