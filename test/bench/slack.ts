import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, LogLevel } from '@slack/bolt';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { createLog } from '../../adapters/operations/log.ts';
import { createMetrics } from '../../adapters/operations/metrics.ts';
import { readSettings } from '../../adapters/settings.ts';
import { renderReplies } from '../../adapters/slack/render-reply.ts';
import type { Rendered } from '../../adapters/slack/rendered.ts';
import { startSlack } from '../../adapters/slack/start-slack.ts';
import { createGilbert } from '../../src/gilbert.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type Elsewhere, startElsewhere } from './elsewhere.ts';
import { lowerQuartile, report } from './report.ts';

const ROUNDS = 200;
const WARM_UP = 50;
/** About what a turn writes. */
const LINE = 'x'.repeat(2000);
/** Answered with a question, and with a recommendation that is sized. */
const OPEN = 'a job that waits for the network';
const COMPLETE = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';

const BARE = 'a bare Bolt app that posts two words';
const DURABLE = 'one that waits for the disk before';
const SAME = 'one that posts the same message, as a constant';

/**
 * From a mention on the socket to the first call of the Web API, which holds the whole answer, with conversations in
 * memory, and in SQLite as `npm start` keeps them. The baselines are a bare Bolt app that posts a fixed text; since an
 * answer is on the disk before it is given, one that first writes a line to the same disk and waits until it is there;
 * and one that posts the very blocks of the recommendation. All take turns. Slack is a thread of its own for each, and
 * measures by its own clock from the event it sends to the head of the call: what it does with a call is not counted.
 */
export async function slackBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gilbert-bench-'));
  const sqlite = await openStore({ dataDirectory: folder });
  const line = openSync(join(folder, 'line'), 'a');
  const waitForDisk = () => {
    writeSync(line, LINE);
    fsyncSync(line);
  };
  const words = { text: 'Use asyncio.', blocks: [] };
  const bare = await startBare(words);
  const durable = await startBare(words, waitForDisk);
  const same = await startBare(await recommendation());
  const inMemory = await startGilbert(createMemoryStore());
  const inSqlite = await startGilbert(sqlite);

  const courses = [
    { name: BARE, slack: bare.slack, text: OPEN, against: [] },
    { name: DURABLE, slack: durable.slack, text: OPEN, against: [] },
    { name: SAME, slack: same.slack, text: OPEN, against: [] },
    { name: 'a question, in memory', slack: inMemory.slack, text: OPEN, against: [BARE] },
    { name: 'a question, in SQLite', slack: inSqlite.slack, text: OPEN, against: [BARE, DURABLE] },
    {
      name: 'a recommendation with its estimate, in memory',
      slack: inMemory.slack,
      text: COMPLETE,
      against: [BARE, SAME],
    },
    {
      name: 'a recommendation with its estimate, in SQLite',
      slack: inSqlite.slack,
      text: COMPLETE,
      against: [BARE, DURABLE],
    },
  ];
  const times = new Map(courses.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { name, slack, text } of courses) {
      const milliseconds = await slack.millisecondsToCall(text);
      if (round >= WARM_UP) times.get(name)?.push(milliseconds);
    }
  }
  const typical = (name: string) => lowerQuartile(times.get(name) ?? []);
  for (const { name, against } of courses) {
    for (const baseline of against) {
      const what = `Slack, mention to first call of the Web API, ${name}`;
      report(what, typical(name), baseline, typical(baseline), 'ms, lower quartile');
    }
  }

  for (const { stop, slack } of [bare, durable, same, inMemory, inSqlite]) {
    await stop();
    await slack.stop();
  }
  closeSync(line);
  await sqlite.close();
  rmSync(folder, { recursive: true, force: true });
}

/** What the recommendation is posted as. */
async function recommendation(): Promise<Rendered> {
  const gilbert = createGilbert(await openKnowledge(readSettings()), createMemoryStore());
  const conversationId = 'slack:T0000000001:C0000000001:1700000000.000001';
  const input = { type: 'say', text: COMPLETE } as const;
  const { replies } = await gilbert.take({ conversationId, user: 'U0000000001', at: 0, input });
  const [message] = renderReplies(replies, { conversationId, isForOnePerson: false });
  if (message === undefined) throw new Error('The message is answered with nothing');
  return message;
}

interface Contestant {
  readonly slack: Elsewhere<string>;
  readonly stop: () => Promise<unknown>;
}

const startPlatform = () => startElsewhere<string>('./slack-elsewhere.js');

async function startGilbert(store: Store): Promise<Contestant> {
  const slack = await startPlatform();
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

async function startBare({ text, blocks }: Rendered, before: () => void = () => {}): Promise<Contestant> {
  const slack = await startPlatform();
  const app = new App({
    token: 'xoxb-bench',
    appToken: 'xapp-bench',
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl },
  });
  app.event('app_mention', async ({ event, say }) => {
    before();
    await say({ text, thread_ts: event.ts, ...(blocks.length > 0 && { blocks: [...blocks] }) });
  });
  await app.start();
  return { slack, stop: () => app.stop() };
}
