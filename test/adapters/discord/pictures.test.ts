import { PermissionFlagsBits } from 'discord.js';
import { afterEach, describe, expect, test } from 'vitest';
import { createLog } from '../../../adapters/operations/log.ts';
import { createPainter, type Painter, withstandDrawingFailures } from '../../../adapters/pictures.ts';
import { knowledge } from '../../support/knowledge.ts';
import { callbackOf, messageAfter, personIn } from './person.ts';
import type { SentMessage } from './sent-message.ts';
import { textOf } from './sent-message.ts';
import { expectSoundCalls } from './sound-calls.ts';
import { type Differing, type Started, startBot } from './start.ts';
import { ANA, APPLICATION, BOT, JOB } from './world.ts';

/** The pictures of a recommendation, from the real painter through the real client. */

const DEFERRED_REPLY = 5;
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
  test('are drawn after a deferral and sent with the answer; the same ones are there at once', async () => {
    const fake = await begin();
    const ana = personIn(fake, 'guild');
    const first = ana.ask('ask', { question: JOB });
    expect((await callbackOf(fake, first)).body.type).toBe(DEFERRED_REPLY);
    const drawn = await originalOf(first);
    expect(drawn.files).toEqual(['path.png', 'sizing.png']);
    expect(altTextsOf(drawn.body)).toEqual([
      expect.stringContaining('Choose Concurrency Type: Event-driven'),
      expect.stringContaining('slots'),
    ]);
    expect(drawn.body.attachments).toHaveLength(2);

    const again = await callbackOf(fake, ana.ask('ask', { question: JOB }));
    expect(again.body.type).toBe(MESSAGE);
    expect(again.files).toEqual(['path.png', 'sizing.png']);
  });

  test('wait for Discord to know that the answer takes longer', async () => {
    const usual = createPainter(knowledge);
    let answered = -1;
    const painter: Painter = {
      draw: (reply, first) =>
        usual.draw(reply, async () => {
          await first?.();
          answered = started.fake.calls.filter(({ path }) => path.endsWith('/callback')).length;
        }),
    };
    const fake = await begin({ painter });
    await originalOf(personIn(fake, 'guild').ask('ask', { question: JOB }));
    expect(answered).toBe(1);
  });

  test('go with the answer to a message', async () => {
    const fake = await begin();
    const id = personIn(fake, 'guild').write(`<@${BOT}> ${JOB}`);
    const answer = await messageAfter(fake, id);
    expect(altTextsOf(answer)).toHaveLength(2);
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
    expect(answer.files).toEqual([]);
    expect(textOf(answer.body.data)).toContain('Processes');
  });

  test('that cannot be drawn leave the answer as it is', async () => {
    const broken: Painter = {
      draw: async (_, first) => {
        await first?.();
        throw new Error('no font');
      },
    };
    const fake = await begin({ painter: withstandDrawingFailures(broken, createLog('silent')) });
    const id = personIn(fake, 'guild').ask('ask', { question: JOB });
    const { body, files } = await originalOf(id);
    expect(files).toEqual([]);
    expect(textOf(body)).toContain('Processes');
  });
});
