import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../../src/reply/reply.ts';
import { type Said, scripts, startCopy, undisturbed } from './support/copy.ts';
import { type Home, type Kind, postgres, sqlite } from './support/homes.ts';
import { seeded } from './support/seeded.ts';

const CONVERSATIONS = 100;
const TURNS = 3;
const KILLS = 8;
/** So many conversations at once, so that a kill meets several turns on their way. */
const LANES = 6;

/** A program that is killed again and again: whoever talks to it says it again until there is an answer. */
function livesAndDies(where: NonNullable<Home['where']>, between: number, random: () => number) {
  let answers = 0;
  let kills = 0;
  let interrupted = 0;
  let current = startCopy(where);
  let dying: Promise<unknown> = Promise.resolve();

  const killWhenDue = async (): Promise<void> => {
    if (kills >= KILLS || answers < (kills + 1) * between) return;
    kills += 1;
    // Everybody goes on talking to it meanwhile.
    await delay(random() * 20);
    // Before the next one is started: that takes longer than the turns that are on their way.
    const killed = current.kill();
    current = startCopy(where);
    await killed;
  };

  return {
    /** Says it until it is answered, by whichever process. */
    ask: async (said: Said): Promise<readonly Reply[]> => {
      for (;;) {
        const replies = await current.say(said);
        if (replies !== null) {
          answers += 1;
          dying = Promise.all([dying, killWhenDue()]);
          return replies;
        }
        interrupted += 1;
      }
    },
    end: async () => {
      await dying;
      await current.end();
      return { kills, interrupted };
    },
  };
}

describe.each([sqlite(), postgres()])('kill -9 with $name', (kind: Kind) => {
  beforeAll(kind.begin, 60_000);
  afterAll(kind.end);

  test('loses no answer that was given and gives none twice', { timeout: 120_000 }, async () => {
    const home = await kind.home();
    if (home.where === null) throw new Error('needs a store that lasts');
    const conversations = scripts(CONVERSATIONS, TURNS);
    const events = conversations.flat();
    const program = livesAndDies(home.where, events.length / (KILLS + 1), seeded(4));
    const given = new Map<string, readonly Reply[]>();

    const waiting = [...conversations];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        for (const said of next) given.set(said.event, await program.ask(said));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));

    // A turn lost or taken twice would show in the replies that follow it.
    expect(given).toEqual(await undisturbed(events));
    const again = await Promise.all(events.map((said) => program.ask(said)));
    expect(again).toEqual(events.map(({ event }) => given.get(event)));
    const { kills, interrupted } = await program.end();
    expect(kills).toBe(KILLS);
    // Otherwise the kills came when nothing was on its way, and nothing was shown.
    expect(interrupted).toBeGreaterThan(KILLS);

    const store = await home.open();
    for (const [index, turns] of conversations.entries()) {
      expect((await store.load(`c${index}`))?.version).toBe(turns.length);
    }
    await store.close();
  });
});
