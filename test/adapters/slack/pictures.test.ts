import { afterEach, describe, expect, test } from 'vitest';
import { createPainter, type Painter } from '../../../adapters/pictures.ts';
import { knowledge } from '../../support/knowledge.ts';
import { type FakeSlack, type Message, startFakeSlack } from './fake-slack.ts';
import { command, mention, message, press, timestamp } from './payloads.ts';
import { eventually, type Rig, type RigOptions, startRig } from './running-slack.ts';

/** The pictures of a recommendation, from the real painter through the real app. */

const JOB = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const painter = createPainter(knowledge);

let rig: Rig;
let slack: FakeSlack;
afterEach(async () => {
  await rig.stop();
  expect(slack.faults).toEqual([]);
  await slack.stop();
});
async function begin(options: RigOptions = {}) {
  slack = await startFakeSlack();
  rig = await startRig({ painter, slack, ...options });
}
const ask = async (ts = timestamp()) => {
  await slack.send('events_api', mention({ text: JOB, ts }));
  return ts;
};
const called = (method: string) => slack.calls.filter((call) => call.method === method);
/** The first calls of a method meet that mishap. */
function first(times: number, method: string, mishap: object) {
  let left = times;
  slack.disturb((name) => {
    if (name !== method || left === 0) return null;
    left -= 1;
    return mishap;
  });
}

describe('the pictures of a recommendation', () => {
  test('follow the words into the thread, with words of their own', async () => {
    await begin();
    const ts = await ask();
    await eventually(() => expect(slack.files).toHaveLength(2));
    expect(slack.files.map(({ name }) => name)).toEqual(['path.png', 'sizing.png']);
    for (const file of slack.files) {
      expect(file.thread).toBe(ts);
      expect(file.posted.includes(PNG)).toBe(true);
    }
    expect(slack.files[0]?.altText).toContain('Choose Concurrency Type: Event-driven');
    expect(slack.files[1]?.altText).toContain('95th percentile');
    expect(called('files.completeUploadExternal')).toHaveLength(1);
    const words = slack.calls.findIndex(({ method }) => method === 'chat.postMessage');
    expect(words).toBeLessThan(slack.calls.findIndex(({ method }) => method.startsWith('files.')));
  });

  test('are not repeated when a new figure changes only one of them', async () => {
    await begin();
    const ts = await ask();
    await eventually(() => expect(slack.files).toHaveLength(2));
    await slack.send('events_api', message({ text: 'actually it is 80 req/s', thread: ts }));
    await eventually(() => expect(slack.files).toHaveLength(3));
    expect(slack.files[2]?.name).toBe('sizing.png');
  });

  test('do not go to one person only: Slack has no such files', async () => {
    await begin();
    await slack.send('slash_commands', command(slack, JOB));
    await eventually(() => expect(called('response')).toHaveLength(1));
    await rig.stop();
    expect(called('files.getUploadURLExternal')).toEqual([]);
  });

  test('go with what is shared to the channel', async () => {
    await begin();
    await slack.send('slash_commands', command(slack, JOB));
    await eventually(() => expect(called('response')).toHaveLength(1));
    const blocks = called('response')[0]?.args.blocks as Message['blocks'];
    await slack.send('interactive', press(slack, 'Share to channel', { blocks }));
    await eventually(() => expect(slack.files).toHaveLength(2));
    expect(slack.files[0]?.thread).toBe(slack.messages[0]?.ts);
  });

  test.each([
    ['files.getUploadURLExternal', { status: 429, retryAfter: 1 }],
    ['upload', { status: 500 }],
    ['files.completeUploadExternal', { status: 500 }],
  ])('are sent again when %s meets %j', async (method, mishap) => {
    await begin();
    await ask();
    first(1, method, mishap);
    await eventually(() => expect(slack.files).toHaveLength(2));
    expect(slack.messages).toHaveLength(1);
  });

  test('are not sent twice when the answer is lost', async () => {
    await begin();
    await ask();
    first(1, 'files.completeUploadExternal', { lost: true });
    await eventually(() => expect(slack.files).toHaveLength(2));
    await rig.stop();
    expect(slack.files).toHaveLength(2);
  });

  test('stay away for good, with one line in the log, where the app lacks the scope', async () => {
    await begin();
    slack.disturb((method) =>
      method.startsWith('files.') ? { error: 'missing_scope', needed: 'files:write' } : null,
    );
    await ask();
    await eventually(() => expect(rig.logLines.join()).toContain('files:write'));
    await ask();
    await eventually(() => expect(slack.messages).toHaveLength(2));
    await rig.stop();
    expect(rig.logLines.filter((line) => line.includes('no pictures'))).toHaveLength(1);
    expect(called('files.getUploadURLExternal').length).toBeLessThanOrEqual(2);
    expect(slack.messages[0]?.text).toContain('Processes');
  });

  test('that cannot be sent or drawn never break the answer', async () => {
    const broken: Painter = {
      draw: () => Promise.reject(new Error('no font')),
    };
    await begin({ painter: broken });
    const ts = await ask();
    await eventually(() => expect(rig.logLines.join()).toContain('a picture was not sent'));
    await slack.send('events_api', message({ text: 'so what was it?', thread: ts }));
    await eventually(() => expect(slack.messages).toHaveLength(2));
    expect(slack.messages[1]?.text).toContain('Processes');
  });
});
