import { PermissionFlagsBits } from 'discord.js';
import { afterEach, describe, expect, test } from 'vitest';
import { createLog } from '../../../adapters/operations/log.ts';
import { createPainter, type Painter, withstandDrawingFailures } from '../../../adapters/pictures.ts';
import { knowledge } from '../../support/knowledge.ts';
import { answerTo, callbackOf, messageAfter, personIn, pressOn } from './person.ts';
import type { SentMessage } from './sent-message.ts';
import { labelsOf, textOf } from './sent-message.ts';
import { expectSoundCalls } from './sound-calls.ts';
import { type Differing, type Started, startBot } from './start.ts';
import { ANA, APPLICATION, BOT, JOB } from './world.ts';

/** The pictures of a recommendation, from the real painter through the real client. */

const MESSAGE = 4;

let started: Started;
afterEach(async () => {
  expectSoundCalls(started.fake.calls);
  await started.stop();
});

async function begin(differing: Differing = {}) {
  started = await startBot({ painter: createPainter(knowledge), ...differing });
  return started.fake;
}
const originalOf = (id: string) =>
  started.fake.call(({ path }) => path === `/webhooks/${APPLICATION}/token${id}/messages/@original`);

/** Alt texts of the pictures that a message names. */
function altTextsOf(message: SentMessage): string[] {
  return [...JSON.stringify(message).matchAll(/"description":"([^"]+)"/g)].map((match) => match[1] ?? '');
}

describe('pictures', () => {
  test('are added to the words, which are there at once and complete', async () => {
    const fake = await begin();
    const ana = personIn(fake, 'guild');
    const ask = async () => {
      const id = ana.ask('ask', { question: JOB });
      return { words: await callbackOf(fake, id), drawn: await originalOf(id) };
    };
    const { words, drawn } = await ask();
    expect(words.body.type).toBe(MESSAGE);
    expect(words.files).toEqual([]);
    expect(textOf(words.body.data)).toContain('Processes');

    expect(drawn.method).toBe('PATCH');
    expect(drawn.files).toEqual(['path.png', 'sizing.png']);
    expect(altTextsOf(drawn.body)).toEqual([
      expect.stringContaining('Choose Concurrency Type: Event-driven'),
      expect.stringContaining('slots'),
    ]);
    expect(drawn.body.attachments).toHaveLength(2);
    expect(textOf(drawn.body)).toBe(textOf(words.body.data));
    expect(labelsOf(drawn.body)).toEqual(labelsOf(words.body.data));

    const again = await ask();
    expect(again.words.files).toEqual([]);
    expect(again.drawn.files).toEqual(['path.png', 'sizing.png']);
  });

  test('are not begun before the words are there', async () => {
    const usual = createPainter(knowledge);
    let answered = -1;
    const painter: Painter = {
      draw: (reply) => {
        answered = started.fake.calls.filter(({ path }) => path.endsWith('/callback')).length;
        return usual.draw(reply);
      },
    };
    const fake = await begin({ painter });
    await originalOf(personIn(fake, 'guild').ask('ask', { question: JOB }));
    expect(answered).toBe(1);
  });

  test('come into the place of a question with the recommendation', async () => {
    const fake = await begin();
    const ana = personIn(fake, 'guild');
    const question = await answerTo(fake, ana.ask('ask', { question: 'we call Gemini from a script' }));
    expect(labelsOf(question)).not.toContain('What if…');
    let message = question;
    let id = '';
    while (!labelsOf(message).includes('What if…')) {
      id = pressOn(ana, message, labelsOf(message)[0] ?? '');
      message = await answerTo(fake, id);
    }
    expect((await originalOf(id)).files).toContain('path.png');
  });

  test('are added to the answer to a message', async () => {
    const fake = await begin();
    const id = personIn(fake, 'guild').write(`<@${BOT}> ${JOB}`);
    expect(altTextsOf(await messageAfter(fake, id))).toEqual([]);
    const edit = await fake.call(({ method }) => method === 'PATCH');
    expect(edit.path).toMatch(/^\/channels\/2000\/messages\/\d+$/);
    expect(altTextsOf(edit.body)).toHaveLength(2);
    expect(edit.files).toEqual(['path.png', 'sizing.png']);
  });

  test('are not drawn where files are not allowed', async () => {
    const painter: Painter = {
      draw: () => Promise.reject(new Error('asked to')),
    };
    const fake = await begin({ painter });
    const permissions = String(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages);
    const answer = await callbackOf(
      fake,
      personIn(fake, 'guild', ANA, permissions).ask('ask', { question: JOB }),
    );
    expect(answer.body.type).toBe(MESSAGE);
    expect(textOf(answer.body.data)).toContain('Processes');
  });

  test.each([
    ['cannot be drawn', { draw: async () => Promise.reject(new Error('no font')) }, []],
    ['cannot be added', createPainter(knowledge), [{ status: 404, body: { code: 10008, message: 'gone' } }]],
  ])('that %s leave the answer as it is, without a word', async (_, painter: Painter, troubles) => {
    const fake = await begin({ painter: withstandDrawingFailures(painter, createLog('silent')) });
    fake.trouble(/@original$/, ...troubles);
    const ana = personIn(fake, 'guild');
    const answer = await callbackOf(fake, ana.ask('ask', { question: JOB }));
    expect(textOf(answer.body.data)).toContain('Processes');
    if (troubles.length > 0) await fake.call(({ status }) => status === 404);
    await callbackOf(fake, ana.ask('help'));
    expect(fake.calls.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });
});
