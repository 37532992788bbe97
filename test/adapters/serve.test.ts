import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { type FakeDiscord, startFakeDiscord } from './discord/fake-discord.ts';
import { APPLICATION, TOKEN } from './discord/world.ts';
import { type FakeSlack, startFakeSlack } from './slack/fake-slack.ts';
import { mention } from './slack/payloads.ts';
import { eventually } from './slack/running-slack.ts';

/** The program as it is started on a server, serving Slack and Discord at once on one PostgreSQL. */

const program = new URL('../../dist/adapters/start.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'gilbert-'));
let postgres: PostgresServer;
let slack: FakeSlack;
let discord: FakeDiscord;
const children: ChildProcess[] = [];

beforeAll(async () => {
  [postgres, slack, discord] = await Promise.all([startPostgres(), startFakeSlack(), startFakeDiscord()]);
}, 60_000);
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await Promise.all([postgres.remove(), slack.stop(), discord.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

interface Serving {
  /** Status and body of /health; null before anybody listens. */
  readonly health: () => Promise<{ readonly status: number; readonly parts: object } | null>;
  readonly log: () => string;
  /** SIGTERM; resolves with the exit code. */
  readonly stop: () => Promise<number>;
}

async function serve(databaseUrl: string): Promise<Serving> {
  const port = await freePort();
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      GILBERT_DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: 'xoxb-hush',
      SLACK_APP_TOKEN: 'xapp-hush',
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_TOKEN: TOKEN,
      DISCORD_APPLICATION_ID: APPLICATION,
    },
  });
  children.push(child);
  let log = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (log += text));
  return {
    health: async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
      if (answer === null) return null;
      const { parts } = (await answer.json()) as { readonly parts: object };
      return { status: answer.status, parts };
    },
    log: () => log,
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = await exit;
      return code;
    },
  };
}

async function untilHealth(serving: Serving, status: number) {
  for (;;) {
    const health = await serving.health();
    if (health?.status === status && slack.connections() > 0) return health;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What is said in the thread of a mention. */
async function threadOf(text: string): Promise<readonly string[]> {
  const said = mention({ text });
  await slack.send('events_api', said);
  const { ts } = said.event as unknown as { readonly ts: string };
  return eventually(() => {
    const texts = slack.messages.filter(({ thread }) => thread === ts).map((message) => message.text);
    expect(texts).not.toEqual([]);
    return texts;
  });
}

test('both platforms are served while the database is away, and people are told so', {
  timeout: 60_000,
}, async () => {
  const databaseUrl = await postgres.createDatabase();
  await postgres.stop();
  const serving = await serve(databaseUrl);
  expect(await untilHealth(serving, 503)).toMatchObject({
    parts: {
      process: { ok: true },
      store: { ok: false, detail: 'unreachable' },
      slack: { ok: true },
      discord: { ok: true },
    },
  });
  expect(await threadOf('our gateway waits for a slow API')).toEqual([
    expect.stringContaining('I cannot get at my memory right now'),
  ]);

  await postgres.start();
  expect(await untilHealth(serving, 200)).toMatchObject({ parts: { store: { ok: true } } });
  const [answer] = await threadOf('our gateway waits for a slow API');
  expect(answer).toContain('?');
  expect(answer).not.toContain('memory');

  expect(await serving.stop()).toBe(0);
  expect(serving.log()).toContain('does not answer');
  for (const secret of ['hush', TOKEN, 'gateway waits', '    at '])
    expect(serving.log()).not.toContain(secret);
});

test('SIGTERM lets the answer under way be given, once', { timeout: 60_000 }, async () => {
  const databaseUrl = await postgres.createDatabase();
  const serving = await serve(databaseUrl);
  await untilHealth(serving, 200);
  const said = mention({ text: 'we call Gemini from FastAPI, 50 req/s, each call takes 3 s' });
  const { ts } = said.event as unknown as { readonly ts: string };
  await slack.send('events_api', said);
  expect(await serving.stop()).toBe(0);
  const answers = slack.messages.filter(({ thread }) => thread === ts);
  expect(JSON.stringify(answers)).toContain('asyncio');

  // The same event once more, to the next process: it has been answered.
  const again = await serve(databaseUrl);
  await untilHealth(again, 200);
  await slack.send('events_api', said);
  expect(await again.stop()).toBe(0);
  expect(slack.messages.filter(({ thread }) => thread === ts)).toEqual(answers);
});
