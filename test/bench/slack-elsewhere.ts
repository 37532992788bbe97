import { parentPort } from 'node:worker_threads';
import { startFakeSlack } from '../adapters/slack/fake-slack.ts';
import { mention } from '../adapters/slack/payloads.ts';

/** The fake Slack in a thread of its own: tells its address, then takes mentions and tells how long each took. */
const slack = await startFakeSlack();
parentPort?.on('message', async (text: string) => {
  const before = slack.calls.length;
  const begun = performance.now();
  await slack.send('events_api', mention({ text }));
  while (slack.calls.length === before) await new Promise((resolve) => setTimeout(resolve, 1));
  parentPort?.postMessage((slack.calls[before]?.at ?? Number.NaN) - begun);
});
parentPort?.postMessage(slack.apiUrl);
