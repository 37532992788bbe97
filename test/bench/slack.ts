import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
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
import { report } from './report.ts';

const ROUNDS = 200;
const WARM_UP = 30;
const BARE = 'a bare Bolt app';
const DURABLE = 'a bare Bolt app that waits for the disk';
/** About what a turn writes. */
const LINE = 'x'.repeat(2000);
/** Answered with a question, and with a recommendation that is sized. */
const OPEN = 'a job that waits for the network';
const COMPLETE = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';

/**
 * From a mention on the socket to the first call of the Web API, with conversations in memory, and in SQLite as
 * `npm start` keeps them. The baselines are a bare Bolt app with a fixed answer, and, since an answer is on the disk
 * before it is given, one that first writes a line to the same disk and waits until it is there. All take turns.
 */
export async function slackBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gilbert-bench-'));
  const sqlite = await openStore({ dataDirectory: folder });
  const bare = await startBare(() => {});
  const line = openSync(join(folder, 'line'), 'a');
  const durable = await startBare(() => {
    writeSync(line, LINE);
    fsyncSync(line);
  });
  const inMemory = await startGilbert(createMemoryStore());
  const inSqlite = await startGilbert(sqlite);
  const courses = [
    { name: BARE, slack: bare.slack, text: OPEN, against: null },
    { name: DURABLE, slack: durable.slack, text: OPEN, against: null },
    { name: 'a question, in memory', slack: inMemory.slack, text: OPEN, against: BARE },
    { name: 'a question, in SQLite', slack: inSqlite.slack, text: OPEN, against: DURABLE },
    {
      name: 'a recommendation with its estimate, in memory',
      slack: inMemory.slack,
      text: COMPLETE,
      against: BARE,
    },
    {
      name: 'a recommendation with its estimate, in SQLite',
      slack: inSqlite.slack,
      text: COMPLETE,
      against: DURABLE,
    },
  ];

  const times: Record<string, number[]> = Object.fromEntries(courses.map(({ name }) => [name, []]));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { name, slack, text } of courses) {
      const milliseconds = await millisecondsToCall(slack, text);
      if (round >= WARM_UP) times[name]?.push(milliseconds);
    }
  }
  for (const { name, against } of courses) {
    // What SQLite does is told against both.
    for (const baseline of against === DURABLE ? [BARE, DURABLE] : [against]) {
      if (baseline === null) continue;
      const what = `Slack, mention to first call of the Web API, ${name}`;
      report(
        what,
        lowerQuartile(times[name] ?? []),
        baseline,
        lowerQuartile(times[baseline] ?? []),
        'ms, lower quartile',
      );
    }
  }

  for (const { stop, slack } of [bare, durable, inMemory, inSqlite]) {
    await stop();
    await slack.stop();
  }
  closeSync(line);
  await sqlite.close();
  rmSync(folder, { recursive: true, force: true });
}

/** What else runs on the machine only adds to a time, and to a longer one more. */
function lowerQuartile(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 4)] ?? Number.NaN;
}

interface Contestant {
  readonly slack: FakeSlack;
  readonly stop: () => Promise<unknown>;
}

async function startGilbert(store: Store): Promise<Contestant> {
  const slack = await startFakeSlack();
  const knowledge = await openKnowledge(readSettings());
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
    keepDays: 90,
  });
  return { slack, stop };
}

async function startBare(before: () => void): Promise<Contestant> {
  const slack = await startFakeSlack();
  const app = new App({
    token: 'xoxb-bench',
    appToken: 'xapp-bench',
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  app.event('app_mention', async ({ event, say }) => {
    before();
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
