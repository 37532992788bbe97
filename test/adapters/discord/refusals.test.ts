import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { writeCustomId } from '../../../adapters/discord/custom-id.ts';
import type { Reply } from '../../../src/reply/reply.ts';
import { answerTo, callbackOf, messageAfter, personIn } from './person.ts';
import { isPrivate, labelsOf, textOf } from './sent-message.ts';
import { expectSoundCalls } from './sound-calls.ts';
import { botsOfTests, held, pause } from './start.ts';
import { APPLICATION, BOT, JOB } from './world.ts';

/** What Discord does not take, and what it takes only so much of. */

const UNKNOWN_CHANNEL = { status: 404, body: { code: 10003, message: 'Unknown Channel' } };
const UNKNOWN_MESSAGE = { status: 404, body: { code: 10008, message: 'Unknown Message' } };
const MISSING_ACCESS = { status: 403, body: { code: 50001, message: 'Missing Access' } };
const INVALID_TOKEN = { status: 401, body: { code: 50027, message: 'Invalid Webhook Token' } };
const NEW_MESSAGE = 4;

const bot = botsOfTests();

const choose = (key: string) =>
  writeCustomId({ verb: 'choose', key, owner: null, parts: ['TaskType', 'io'] });

/** A log whose lines can be looked at, warnings and worse. */
function watched() {
  const lines: string[] = [];
  return { lines, log: pino({ level: 'warn' }, { write: (line: string) => lines.push(line) }) };
}

describe('a refused answer', () => {
  test.each([
    ['a channel that is gone', UNKNOWN_CHANNEL, /message or channel is gone/],
    ['a channel the bot may not see', MISSING_ACCESS, /not allowed to post that here/],
  ])('to a command in %s is explained to the one who asked', async (_, trouble, words) => {
    const { fake } = await bot();
    fake.trouble(/callback$/, trouble);
    const answer = await answerTo(fake, personIn(fake, 'guild').ask('ask', { question: 'downloads' }));
    expect(textOf(answer)).toMatch(words);
    expect(isPrivate(answer)).toBe(true);
  });

  test.each([
    ['gone', UNKNOWN_CHANNEL],
    ['closed to the bot', MISSING_ACCESS],
  ])('to a message in a channel that is %s leaves the bot as it was', async (_, trouble) => {
    const { fake } = await bot();
    fake.trouble(/\/messages$/, trouble, trouble);
    personIn(fake, 'guild').write(`<@${BOT}> downloads`);
    await fake.call(({ path, status }) => path.endsWith('/messages') && status >= 400);
    const answer = await messageAfter(fake, personIn(fake, 'direct').write('downloads'));
    expect(labelsOf(answer)).toContain('Not sure');
  });

  test('in the place of a message that is gone comes as a new one', async () => {
    const { fake } = await bot();
    fake.trouble(/callback$/, UNKNOWN_MESSAGE);
    const { body } = await callbackOf(fake, personIn(fake, 'guild').press(choose('gone')));
    expect(body.type).toBe(NEW_MESSAGE);
    expect(labelsOf(body.data)).toContain('Not sure');
    expect(isPrivate(body.data)).toBe(false);
  });

  test('in the place of a message that went while the answer was worked out, too', async () => {
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert });
    fake.trouble(/@original$/, UNKNOWN_MESSAGE);
    const id = personIn(fake, 'guild').press(choose('went'));
    await callbackOf(fake, id);
    letGo();
    const { body } = await fake.call(
      ({ method, path }) => method === 'POST' && path === `/webhooks/${APPLICATION}/token${id}`,
    );
    expect(labelsOf(body)).toContain('Not sure');
  });

  test('to a token that has died is given up without an alarm', async () => {
    const { gilbert, letGo } = held();
    const { lines, log } = watched();
    const { fake } = await bot({ gilbert, log });
    fake.trouble(/@original$/, INVALID_TOKEN);
    const ana = personIn(fake, 'guild');
    await callbackOf(fake, ana.ask('ask', { question: 'downloads' }));
    letGo();
    await fake.call(({ status }) => status === 401);
    expect(labelsOf(await answerTo(fake, ana.ask('ask', { question: 'downloads' })))).toContain('Not sure');
    expect(fake.calls.filter(({ path }) => path.startsWith('/webhooks/'))).toHaveLength(1);
    expect(lines).toEqual([]);
  });
});

test('where only the user installed the app, five messages may follow the first', async () => {
  const long: Reply = { type: 'notice', text: 'word '.repeat(700), private: false, offer: null };
  const replies = Array.from({ length: 9 }, () => long);
  const gilbert = () => ({ take: async () => ({ replies, redelivered: false, reading: null }) });
  const { lines, log } = watched();
  const { fake } = await bot({ gilbert, log });
  const ana = personIn(fake, 'foreign-guild');
  const id = ana.ask('ask', { question: 'downloads' });
  await callbackOf(fake, id);
  const followUps = () => fake.calls.filter(({ path }) => path === `/webhooks/${APPLICATION}/token${id}`);
  while (lines.length === 0) await pause(5);
  expect(followUps()).toHaveLength(5);
  expect(lines.join()).toContain('"lost":3');
  expect(fake.calls.filter(({ path }) => path.startsWith('/channels/'))).toEqual([]);
  expectSoundCalls(fake.calls);
});

test('a message that is replaced keeps none of its pictures', async () => {
  const { fake } = await bot();
  const { body } = await callbackOf(fake, personIn(fake, 'guild').press(choose('replaced')));
  expect(body).toMatchObject({ type: 7, data: { attachments: [] } });
});

describe('the typing indicator', () => {
  const typing = ({ path }: { readonly path: string }) => path.endsWith('/typing');

  test('comes after half a second, not before', async () => {
    const { gilbert, letGo } = held();
    const { fake } = await bot({ gilbert });
    const begun = performance.now();
    personIn(fake, 'guild').write(`<@${BOT}> downloads`);
    const { at } = await fake.call(typing);
    // Timers may be a millisecond early.
    expect(at - begun).toBeGreaterThan(498);
    letGo();
  });

  test('does not come where the answer is there by then, though its pictures are not', async () => {
    let drawing = 0;
    const draw = async () => {
      drawing += 1;
      await pause(700);
      return [];
    };
    const { fake } = await bot({ painter: { draw } });
    await messageAfter(fake, personIn(fake, 'guild').write(`<@${BOT}> ${JOB}`));
    await pause(650);
    expect(drawing).toBe(1);
    expect(fake.calls.filter(typing)).toEqual([]);
  });
});
