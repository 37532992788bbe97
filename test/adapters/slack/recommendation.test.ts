import { beforeEach, describe, expect, test } from 'vitest';
import type { Message } from './fake-slack.ts';
import { CHANNEL, command, message, press, shortcut, submission, timestamp } from './payloads.ts';
import { eventually, type Rig, rigsOfTests } from './running-slack.ts';
import { createTalk, FULL, wordsOn } from './talk.ts';

/** What can be done with a recommendation, and the ways to one without a mention. */

let rig: Rig;
const { open } = rigsOfTests();
beforeEach(async () => {
  rig = await open();
});

/** As far as it comes back. */
interface View {
  readonly private_metadata: string;
  readonly callback_id: string;
}
const COMPLETE = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';

const { event, act, called, messageNumber, lastOf, advised } = createTalk(() => rig);

describe('a recommendation', () => {
  test('has code and the rest behind buttons, for whoever presses', async () => {
    const { answer } = await advised();
    for (const [index, words] of ['Show code', 'More', 'Change an answer'].entries()) {
      await act(press(rig.slack, words, { blocks: answer.blocks, message: answer }));
      await lastOf('chat.postEphemeral', index + 1);
    }
    const shown = called('chat.postEphemeral').map(({ args }) => JSON.stringify(args.blocks));
    expect(shown[0]).toContain('rich_text_preformatted');
    expect(shown[1]).toContain('Something else when');
    expect(shown[2]).toContain('static_select');
    const menu = called('chat.postEphemeral').at(-1)?.args.blocks as Message['blocks'];
    const before = rig.slack.messages.length;
    await act(press(rig.slack, wordsOn(menu)[0] ?? '', { blocks: menu }));
    expect((await messageNumber(before + 1)).text).toContain('Changed');
  });

  test('keeps its buttons when a way on is taken or the reason asked for', async () => {
    const { answer } = await advised();
    const before = rig.slack.messages.length;
    await act(press(rig.slack, 'Why', { blocks: answer.blocks, message: answer }));
    expect((await messageNumber(before + 1)).text).toContain('Why this');
    expect(wordsOn(rig.slack.messages[before - 1]?.blocks)).toContain('Why');
  });

  test('takes feedback once and says thanks in private', async () => {
    const { ts, answer } = await advised();
    const helpful = () => press(rig.slack, 'Helpful', { blocks: answer.blocks, message: answer });
    await act(helpful());
    expect(await lastOf('chat.postEphemeral', 1)).toMatchObject({
      text: expect.stringContaining('Thank you'),
      thread_ts: ts,
      user: 'U0000000001',
    });
    await act(helpful());
    await act(press(rig.slack, 'Not helpful', { blocks: answer.blocks, message: answer }));
    await lastOf('chat.postEphemeral', 2);
    expect(await rig.store.feedback()).toMatchObject([{ verdict: 'helpful' }, { verdict: 'unhelpful' }]);
  });

  test('opens the form for numbers, refuses bad ones by field, and sizes good ones in the thread', async () => {
    const { ts, answer } = await advised();
    await act(press(rig.slack, 'Enter numbers', { blocks: answer.blocks, message: answer }));
    const { view } = (await lastOf('views.open', 1)) as { view: View };
    const send = (values: object) => act(submission(view.callback_id, view.private_metadata, { ...values }));

    const refused = (values: object, field: string) =>
      expect(send(values)).resolves.toMatchObject({
        response_action: 'errors',
        errors: { [field]: expect.any(String) },
      });
    await refused({ ioWaitSeconds: 'soon' }, 'ioWaitSeconds');
    await refused({ cores: '-1' }, 'cores');
    await refused({ hosts: '1.5' }, 'hosts');
    await refused({ requestsPerSecond: '5', jobsTotal: '5' }, 'jobsTotal');
    await refused({}, 'requestsPerSecond');

    const count = rig.slack.messages.length;
    await expect(send({ requestsPerSecond: '50', ioWaitSeconds: '3000', cpuSeconds: '5' })).resolves.toEqual(
      {},
    );
    const sized = await messageNumber(count + 1);
    expect(sized.thread).toBe(ts);
    expect(rig.turns.at(-1)?.incoming.input).toEqual({
      type: 'fill',
      quantities: { requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.005 },
    });
  });

  test('compares what if', async () => {
    const { ts, answer } = await advised();
    await act(press(rig.slack, 'What if…', { blocks: answer.blocks, message: answer }));
    const { view } = (await lastOf('views.open', 1)) as { view: View };
    await expect(
      act(submission(view.callback_id, view.private_metadata, { change: ' ' })),
    ).resolves.toMatchObject({
      response_action: 'errors',
    });
    const count = rig.slack.messages.length;
    await act(submission(view.callback_id, view.private_metadata, { change: 'each call takes 6 s' }));
    expect((await messageNumber(count + 1)).thread).toBe(ts);
    expect(rig.turns.at(-1)?.incoming.input).toMatchObject({ text: 'what if each call takes 6 s' });
  });
});

describe('/gilbert', () => {
  test('answers one person, and the answer can be shared and gone on with', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, FULL));
    let count = 1;
    let answer = await lastOf('response', count);
    while (!wordsOn(answer.blocks).includes('Share to channel')) {
      expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: count > 1 });
      const blocks = answer.blocks as Message['blocks'];
      await act(press(rig.slack, wordsOn(blocks)[0] ?? '', { blocks }));
      count += 1;
      answer = await lastOf('response', count);
    }
    expect(rig.slack.messages).toEqual([]);
    const blocks = answer.blocks as Message['blocks'];
    const share = press(rig.slack, 'Share to channel', { blocks });
    await Promise.all([act(share), act(share)]);
    const shared = await messageNumber(1);
    expect(shared.thread).toBeUndefined();
    await eventually(() =>
      expect(rig.store.load(`slack:T0000000001:${CHANNEL}:${shared.ts}`)).resolves.not.toBeNull(),
    );
    await event(message({ text: 'so what was it?', thread: shared.ts }));
    expect((await messageNumber(2)).thread).toBe(shared.ts);
  });

  test('takes its numbers from the form, and the estimate is for that person too', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, COMPLETE));
    const { blocks } = (await lastOf('response', 1)) as unknown as Message;
    await act(press(rig.slack, 'Enter numbers', { blocks }));
    const { view } = (await lastOf('views.open', 1)) as { view: View };
    await act(submission(view.callback_id, view.private_metadata, { cores: '4' }));
    expect(await lastOf('response', 2)).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
    });
    expect(rig.slack.messages).toEqual([]);
  });

  test('leaves neither a menu nor a question behind that has done its work', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, COMPLETE));
    const { blocks } = (await lastOf('response', 1)) as unknown as Message;
    await act(press(rig.slack, 'Change an answer', { blocks }));
    const menu = (await lastOf('response', 2)) as unknown as Message;
    await act(press(rig.slack, 'It computes (CPU)', { blocks: menu.blocks }));
    const changed = await lastOf('response', 3);
    expect(changed).toMatchObject({ response_type: 'ephemeral', replace_original: true });
    await act(press(rig.slack, 'Back', { blocks: changed.blocks as Message['blocks'] }));
    expect(await lastOf('response', 4)).toMatchObject({ replace_original: true });
  });

  test.each(['', 'help'])('%j explains itself', async (text) => {
    await rig.slack.send('slash_commands', command(rig.slack, text));
    expect(JSON.stringify(await lastOf('response', 1))).toContain('For example');
  });

  test('says how to invite where Gilbert may not post', async () => {
    await rig.slack.send('slash_commands', command(rig.slack, FULL));
    let answer = await lastOf('response', 1);
    for (let count = 2; !wordsOn(answer.blocks).includes('Share to channel'); count += 1) {
      const blocks = answer.blocks as Message['blocks'];
      await act(press(rig.slack, wordsOn(blocks)[0] ?? '', { blocks }));
      answer = await lastOf('response', count);
    }
    rig.slack.disturb((method) => (method === 'chat.postMessage' ? { error: 'not_in_channel' } : null));
    await act(press(rig.slack, 'Share to channel', { blocks: answer.blocks as Message['blocks'] }));
    await eventually(() => expect(String(called('response').at(-1)?.args.text)).toContain('/invite'));
  });
});

describe('the message shortcut', () => {
  test('answers in the thread of that message', async () => {
    const ts = timestamp();
    await act(shortcut(rig.slack, FULL, ts));
    expect((await messageNumber(1)).thread).toBe(ts);
  });

  test('says in private that Gilbert must be invited', async () => {
    rig.slack.disturb((method) => (method === 'chat.postMessage' ? { error: 'not_in_channel' } : null));
    await act(shortcut(rig.slack, FULL));
    expect(await lastOf('response', 1)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('/invite'),
    });
  });
});
