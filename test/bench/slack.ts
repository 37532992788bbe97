import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LogLevel } from '@slack/bolt';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { createLog } from '../../adapters/operations/log.ts';
import { createMetrics } from '../../adapters/operations/metrics.ts';
import { readSettings } from '../../adapters/settings.ts';
import { startSlack } from '../../adapters/slack/start-slack.ts';
import { createGilbert } from '../../src/gilbert.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type FakeSlack, startFakeSlack } from '../adapters/slack/fake-slack.ts';
import { mention } from '../adapters/slack/payloads.ts';
import { median, report } from './report.ts';

const ROUNDS = 200;
const WARM_UP = 30;
/** Answered with a question, and with a recommendation that is sized. */
const OPEN = 'a job that waits for the network';
const COMPLETE = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';

/**
 * From a mention on the socket to the first call of the Web API, against a bare Bolt app with a fixed answer: with
 * conversations in memory, and in SQLite as `npm start` keeps them. All take turns.
 */
export async function slackBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gilbert-bench-'));
  const sqlite = await openStore({ dataDirectory: folder });
  const bare = await startBare();
  const inMemory = await startGilbert(createMemoryStore());
  const inSqlite = await startGilbert(sqlite);
  const courses = [
    { name: 'bare', slack: bare.slack, text: OPEN },
    { name: 'a question, conversations in memory', slack: inMemory.slack, text: OPEN },
    { name: 'a question, conversations in SQLite', slack: inSqlite.slack, text: OPEN },
    { name: 'a recommendation with its estimate, in SQLite', slack: inSqlite.slack, text: COMPLETE },
  ];

  const times: number[][] = courses.map(() => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [index, { slack, text }] of courses.entries()) {
      const milliseconds = await millisecondsToCall(slack, text);
      if (round >= WARM_UP) times[index]?.push(milliseconds);
    }
  }
  for (const [index, { name }] of courses.entries()) {
    if (index === 0) continue;
    const what = `Slack, mention to first call of the Web API, ${name}`;
    report(what, median(times[index] ?? []), 'a bare Bolt app', median(times[0] ?? []), 'ms, median');
  }

  for (const { stop, slack } of [bare, inMemory, inSqlite]) {
    await stop();
    await slack.stop();
  }
  await sqlite.close();
  rmSync(folder, { recursive: true, force: true });
}

interface Contestant {
  readonly slack: FakeSlack;
  readonly stop: () => Promise<unknown>;
}

async function startGilbert(store: Store): Promise<Contestant> {
  const slack = await startFakeSlack();
  const knowledge = openKnowledge(readSettings());
  const { stop } = await startSlack({
    gilbert: createGilbert(knowledge, store),
    knowledge,
    store,
    log: createLog('silent'),
    metrics: createMetrics(),
    settings: {
      access: { kind: 'token', botToken: 'xoxb-bench' },
      transport: { kind: 'socket', appToken: 'xapp-bench' },
      apiUrl: slack.apiUrl,
    },
    port: 0,
    checks: {},
  });
  return { slack, stop };
}

async function startBare(): Promise<Contestant> {
  const slack = await startFakeSlack();
  const app = new App({
    token: 'xoxb-bench',
    appToken: 'xapp-bench',
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: 'Use asyncio.', thread_ts: event.ts });
  });
  await app.start();
  const stop = async () => {
    await app.stop();
    while (slack.connections() > 0) await new Promise((resolve) => setImmediate(resolve));
  };
  return { slack, stop };
}

async function millisecondsToCall(slack: FakeSlack, text: string): Promise<number> {
  const before = slack.calls.length;
  const begun = performance.now();
  await slack.send('events_api', mention({ text }));
  while (slack.calls.length === before) await new Promise((resolve) => setImmediate(resolve));
  return (slack.calls[before]?.at ?? Number.NaN) - begun;
}
