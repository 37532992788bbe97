import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../adapters/discord/commands.ts';
import { expectRequest } from './payload.ts';
import { answerTo, callbackOf, editAfter, personIn, pressOn } from './person.ts';
import { EPHEMERAL, isPrivate, labelsOf, textOf } from './sent-message.ts';
import { expectSoundCalls } from './sound-calls.ts';
import { type Started, startBot } from './start.ts';
import { ANA, APPLICATION, BEN, JOB } from './world.ts';

/** The commands, with the real client against a loopback Discord. */

let started: Started;
beforeAll(async () => {
  started = await startBot();
});
afterAll(async () => {
  expectSoundCalls(started.fake.calls);
  await started.stop();
});

describe('commands', () => {
  test('are registered once, with the places they work in', async () => {
    const { fake } = started;
    const put = fake.calls.find(({ method }) => method === 'PUT');
    expect(put?.path).toBe(`/applications/${APPLICATION}/commands`);
    for (const command of put?.body ?? []) {
      expectRequest('ApplicationCommandUpdateRequest', command);
      expect(command).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] });
    }
    const again = await startBot({ fake });
    expect(fake.calls.filter(({ method }) => method === 'PUT')).toHaveLength(1);
    await again.stop();
  });

  test.each(['guild', 'direct', 'group', 'foreign-guild', 'thread'] as const)(
    'ask answers at once in a place of kind %s',
    async (where) => {
      const { fake } = started;
      const message = await answerTo(fake, personIn(fake, where).ask('ask', { question: JOB }));
      expect(textOf(message)).toContain('call Gemini');
      expect(isPrivate(message)).toBe(false);
      expect(labelsOf(message)).toContain('In my own words');
      expect(labelsOf(message).includes('Continue in a thread')).toBe(where === 'guild');
    },
  );

  test('ask without a question begins to ask; private is for one person', async () => {
    const { fake } = started;
    const message = await answerTo(fake, personIn(fake, 'guild').ask('ask', { private: true }));
    expect(labelsOf(message)).toContain('Not sure');
    expect(isPrivate(message)).toBe(true);
  });

  test('size takes numbers, or opens a form', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const message = await answerTo(
      fake,
      ana.ask('size', { 'requests-per-second': 50, 'wait-milliseconds': 3000 }),
    );
    expect(labelsOf(message)).toContain('Not sure');
    const { body } = await callbackOf(fake, ana.ask('size'));
    expect(body.type).toBe(9);
    expect(body.data.components).toHaveLength(5);
    const typed = { 'load-kind': 'jobs-in-a-day', load: '20k', 'wait-milliseconds': 'plenty', host: '8-16' };
    const wrong = await answerTo(fake, ana.submit(body.data.custom_id, typed));
    expect(textOf(wrong)).toContain('Waiting per task');
    expect(isPrivate(wrong)).toBe(true);
    const again = await callbackOf(fake, pressOn(ana, { ...wrong, flags: EPHEMERAL }, 'Open the form again'));
    // What fits need not be typed again.
    const filled = JSON.stringify(again.body.data);
    expect(filled).toContain('"value":"20000"');
    expect(filled.match(/"value":"[^"]+","label":"[^"]+","default":true/g)).toEqual([
      expect.stringContaining('jobs-in-a-day'),
      expect.stringContaining('8-16'),
    ]);
    const given = { 'load-kind': 'requests-per-second', load: '50', host: '8-16' };
    const right = await answerTo(
      fake,
      ana.submit(again.body.data.custom_id, given, { ...wrong, flags: EPHEMERAL }),
    );
    expect(labelsOf(right)).toContain('Not sure');
    expect(isPrivate(right)).toBe(false);
  });

  test('a private size stays private through the form', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    const { body } = await callbackOf(fake, ana.ask('size', { private: true }));
    const answer = await answerTo(fake, ana.submit(body.data.custom_id, { 'cpu-milliseconds': '5' }));
    expect(isPrivate(answer)).toBe(true);
  });

  test('explain, compare, help and forget', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    expect(textOf(await answerTo(fake, ana.ask('explain', { topic: 'GIL' })))).toContain('GIL');
    expect(textOf(await answerTo(fake, ana.ask('explain', { topic: 'what is a lock' })))).toContain('Lock');
    const table = await answerTo(fake, ana.ask('compare', { first: 'Threading', second: 'AsyncIO' }));
    expect(textOf(table)).toMatch(/\*\*Threads\*\*[\s\S]*\*\*asyncio\*\*/);
    expect(isPrivate(await answerTo(fake, ana.ask('help')))).toBe(true);
    // Only one copy of the program may do it, so that it is claimed before it is done.
    const forget = ana.ask('forget');
    expect((await callbackOf(fake, forget)).body).toMatchObject({ type: 5, data: { flags: EPHEMERAL } });
    expect(textOf(await editAfter(fake, forget))).toMatch(/^Removed: [1-9]\d* conversations?\b/);
    expect(textOf(await editAfter(fake, ana.ask('forget')))).toContain('nothing stored');
  });

  test('a topic is completed while it is typed', async () => {
    const { fake } = started;
    const { body } = await callbackOf(fake, personIn(fake, 'guild').type('explain', 'topic', 'gil'));
    expect(body).toMatchObject({
      type: 8,
      data: { choices: expect.arrayContaining([expect.objectContaining({ value: 'GIL' })]) },
    });
  });

  test('what is typed before Discord says where gets no suggestions rather than an error', async () => {
    const { fake } = started;
    const { body } = await callbackOf(fake, personIn(fake, 'guild').type('explain', 'topic'));
    expect(body.type).toBe(8);
  });

  test('stay within what Discord takes in names and descriptions', () => {
    for (const command of COMMANDS) {
      const texts = [...JSON.stringify(command).matchAll(/"(?:name|description)":"([^"]*)"/g)];
      const length = texts.reduce((sum, [, text = '']) => sum + [...text].length, 0);
      expect(length).toBeLessThanOrEqual(8000);
    }
  });

  test('Ask Gilbert takes any message, privately unless it is the own one', async () => {
    const { fake } = started;
    const ana = personIn(fake, 'guild');
    expect(isPrivate(await answerTo(fake, ana.askAbout(JOB, BEN)))).toBe(true);
    expect(isPrivate(await answerTo(fake, ana.askAbout(JOB, ANA)))).toBe(false);
    const wordless = textOf(await answerTo(fake, ana.askAbout('', BEN)));
    expect(wordless).toMatch(/no words in that message[\s\S]*For example/);
    const forwarded = {
      message_reference: { type: 1, message_id: '5', channel_id: '2000' },
      message_snapshots: [{ message: { content: JOB, type: 0 } }],
    };
    expect(textOf(await answerTo(fake, ana.askAbout('', BEN, forwarded)))).toContain('call Gemini');
  });
});
