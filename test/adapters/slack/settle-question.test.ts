import { beforeEach, describe, expect, test } from 'vitest';
import { CHANNEL, mention, message, press, timestamp } from './payloads.ts';
import { eventually, type Rig, rigsOfTests } from './running-slack.ts';
import { createTalk, wordsOn } from './talk.ts';

/** What becomes of a question above, once the conversation has gone on below it. */

let rig: Rig;
const { open } = rigsOfTests();
beforeEach(async () => {
  rig = await open();
});

const { event, act, called, messageNumber, asked } = createTalk(() => rig);

/** The last line of a question that has lost its buttons. */
const outcomeOn = (number: number): Promise<string> =>
  eventually(() => {
    const { blocks = [] } = rig.slack.messages[number - 1] ?? {};
    expect(wordsOn(blocks)).toEqual([]);
    const [line] = (blocks.at(-1)?.elements ?? []) as { text: string }[];
    return line?.text ?? '';
  });

describe('a question says what came of it', () => {
  test.each([
    ['it is CPU bound', '✓ It computes (CPU)'],
    ['no idea', 'Asked again below.'],
    ['start over', 'Started over.'],
    ['hmm, blue perhaps', 'Asked again below.'],
  ])('after %j', async (text, outcome) => {
    const { ts } = await asked();
    await event(message({ text, thread: ts }));
    await messageNumber(2);
    expect(await outcomeOn(1)).toBe(outcome);
  });

  test('after a question on the side', async () => {
    const { ts } = await asked('it is CPU bound');
    await event(message({ text: 'what is the GIL?', thread: ts }));
    await messageNumber(2);
    expect(await outcomeOn(1)).toBe('Asked again below.');
  });

  test('after a step back', async () => {
    const { ts } = await asked('it is CPU bound');
    await event(message({ text: 'back', thread: ts }));
    await messageNumber(2);
    expect(await outcomeOn(1)).toBe('Taken back.');
  });

  test('after an answer to an earlier one', async () => {
    const { ts } = await asked('it is CPU bound');
    await event(message({ text: 'actually it waits for the network', thread: ts }));
    await messageNumber(2);
    expect(await outcomeOn(1)).toBe('Continued below.');
  });
});

test('a press on a question that is not open any more is not shown as an answer', async () => {
  const { ts, question } = await asked('it is CPU bound');
  const blocks = question.blocks;
  await event(message({ text: 'actually it waits for the network', thread: ts }));
  await messageNumber(2);
  await act(press(rig.slack, 'Yes, faster or more at once', { blocks, message: question }));
  expect((await messageNumber(3)).text).toContain('was not taken');
  await eventually(() => expect(called('chat.update')).toHaveLength(3));
  expect(JSON.stringify(rig.slack.messages)).not.toContain('✓');
  // One question can be answered, the last.
  expect(rig.slack.messages.map((each) => wordsOn(each.blocks).length > 0)).toEqual([false, false, true]);
});

test('thanks are no reason to ask again', async () => {
  const { ts } = await asked('it is CPU bound');
  await event(message({ text: 'thanks!', thread: ts }));
  const answer = await messageNumber(2);
  expect(answer.text).toBe('Whenever you are ready.');
  await rig.stop();
  expect(called('chat.update')).toEqual([]);
  expect(wordsOn(rig.slack.messages[0]?.blocks)).toContain('Not sure');
});

test('two threads of a channel do not know of each other', async () => {
  const [one, two] = [timestamp(), timestamp()];
  await event(mention({ text: 'it is CPU bound', ts: one }));
  await event(mention({ text: 'it waits for the network', ts: two }));
  await messageNumber(2);
  await event(message({ text: 'yes, more at once', thread: one }));
  await messageNumber(3);
  const answersIn = async (thread: string) =>
    (await rig.store.load(`slack:T0000000001:${CHANNEL}:${thread}`))?.conversation.entries.length;
  expect([await answersIn(one), await answersIn(two)]).toEqual([2, 1]);
});
