import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Gilbert } from '../../../src/gilbert.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { type FakeDiscord, startFakeDiscord } from './fake-discord.ts';
import { answerTo, callbackOf, editAfter, messageAfter, type Person, personIn, pressOn } from './person.ts';
import { labelsOf, textOf } from './sent-message.ts';
import { pause, type Started, startBot } from './start.ts';
import { BOT } from './world.ts';

/** Two copies of the program with the same token on one PostgreSQL: each gets every event, people get one answer. */

let postgres: PostgresServer;
let databaseUrl: string;
let fake: FakeDiscord;
let copies: Started[] = [];

async function startCopy(gilbert?: (usual: Gilbert) => Gilbert): Promise<Started> {
  const store = await openStore({ databaseUrl, dataDirectory: tmpdir() });
  const copy = await startBot({ fake, store, ...(gilbert ? { gilbert } : {}) });
  return {
    ...copy,
    stop: async () => {
      await copy.stop();
      await store.close();
    },
  };
}

/** The engine, so slow that Discord is told to wait. */
const slow = (usual: Gilbert): Gilbert => ({
  take: async (incoming) => {
    await pause(1700);
    return usual.take(incoming);
  },
});

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
}, 60_000);
afterAll(() => postgres.remove());
beforeEach(async () => {
  fake = await startFakeDiscord();
  return async () => {
    for (const copy of copies) await copy.stop();
    copies = [];
    const accepted = fake.calls.filter(({ status }) => status < 300);
    expect(JSON.stringify(accepted)).not.toMatch(
      /went wrong|cannot open a thread|being restarted|not allowed/,
    );
    await fake.stop();
  };
});

describe('two copies', () => {
  test('answer every interaction and message once', async () => {
    copies = [await startCopy(), await startCopy()];
    const ana = personIn(fake, 'guild');
    const question = await answerTo(fake, ana.ask('ask', { question: 'we wait for a lot of downloads' }));
    const ids = [
      ana.ask('explain', { topic: 'GIL' }),
      ana.ask('compare', { first: 'Threading', second: 'AsyncIO' }),
      ana.ask('size'),
      ana.ask('help'),
      ana.type('explain', 'topic', 'gil'),
      ana.press('nonsense'),
      pressOn(ana, question, 'In my own words'),
      pressOn(ana, question, labelsOf(question)[0] ?? ''),
    ];
    for (const id of ids) await callbackOf(fake, id);
    const thread = pressOn(ana, question, 'Continue in a thread');
    const forget = ana.ask('forget');
    expect(textOf(await editAfter(fake, forget))).toContain('Removed: 1');

    const written = [
      ana.write(`<@${BOT}> we wait for a lot of downloads`),
      ana.write(`<@${BOT}>`),
      personIn(fake, 'direct').write('hello'),
    ];
    for (const id of written) await messageAfter(fake, id);
    await pause(500);
    for (const id of [...ids, thread, forget]) expect(fake.callbacks(id)).toHaveLength(1);
    for (const id of written) expect(messagesAnswering(id)).toHaveLength(1);
    expect(fake.calls.filter(({ path }) => path.endsWith('/threads'))).toHaveLength(1);
    expect(fake.calls.filter(({ path }) => path.endsWith(`token${thread}`))).toEqual([]);
  });

  test.each([
    ['both', slow, slow],
    ['one', slow, undefined],
  ] as const)(
    'give one answer where %s of them take so long that Discord has to wait',
    async (count, first, second) => {
      copies = [await startCopy(first), await startCopy(second)];
      const ana = personIn(fake, 'guild');
      const id = ana.ask('ask', { question: 'we wait for a lot of downloads' });
      const { body } = await callbackOf(fake, id);
      const isWaiting = body.type === 5;
      const shown = isWaiting ? await editAfter(fake, id) : body.data;
      expect(labelsOf(shown)).toContain('Not sure');
      await pause(count === 'both' ? 300 : 2000);
      expect(fake.callbacks(id)).toHaveLength(1);
      const later = fake.calls.filter(
        ({ path }) => path.includes(`token${id}`) && !path.endsWith('/callback'),
      );
      for (const { method, body: edit } of later) {
        expect(method).toBe('PATCH');
        expect(textOf(edit)).toBe(textOf(shown));
      }
      expect(later.length > 0).toBe(isWaiting);
    },
  );

  test('when one of them ends, the other answers', async () => {
    const [leaving, staying] = [await startCopy(slow), await startCopy()];
    copies = [staying];
    const ana: Person = personIn(fake, 'guild');
    ana.ask('ask', { question: 'downloads' });
    await pause(100);
    const ending = leaving.stop();
    const answer = await answerTo(fake, ana.ask('ask', { question: 'we wait for a lot of downloads' }));
    expect(labelsOf(answer)).toContain('Not sure');
    await ending;
    const next = await answerTo(fake, pressOn(ana, answer, labelsOf(answer)[0] ?? ''));
    expect(textOf(next)).not.toBe('');
  });
});

function messagesAnswering(messageId: string): object[] {
  return [...fake.messages.values()].filter((message) =>
    JSON.stringify(message).includes(`"message_id":"${messageId}"`),
  );
}
