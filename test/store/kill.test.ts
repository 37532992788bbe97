import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Copy, type Said, startCopy, type Told } from './support/copies.ts';
import { type Home, type Kind, postgres, sqlite } from './support/homes.ts';
import { seeded } from './support/seeded.ts';

const CONVERSATIONS = 200;
const TURNS = 3;
const KILLS = 25;
/** So many conversations at once, so that a kill meets several turns on their way. */
const LANES = 6;

/** A program that is killed again and again: whoever talks to it says it again until there is an answer. */
async function livesAndDies(where: NonNullable<Home['where']>, random: () => number) {
  const between = (CONVERSATIONS * TURNS) / (KILLS + 1);
  let answers = 0;
  let kills = 0;
  let interrupted = 0;
  let dying: Promise<unknown> = Promise.resolve();
  // The next one is loaded ahead, and opens the store only after the one before it is dead.
  let spare = startCopy();
  const begin = async (): Promise<Copy> => {
    const copy = await spare;
    spare = startCopy();
    expect(await copy.open(where)).toEqual({ opened: true });
    return copy;
  };
  let current = begin();

  const killWhenDue = async (): Promise<void> => {
    if (kills >= KILLS || answers < (kills + 1) * between) return;
    kills += 1;
    // Everybody goes on talking to it meanwhile.
    await delay(random() * 5);
    const victim = await current;
    current = victim.kill().then(begin);
  };

  return {
    /** Says it until it is answered, by whichever process. */
    ask: async (said: Said): Promise<Told> => {
      for (;;) {
        const copy = await current;
        const told = await copy.say(said);
        if (told === null) {
          interrupted += 1;
          continue;
        }
        answers += 1;
        dying = Promise.all([dying, killWhenDue()]);
        return told;
      }
    },
    end: async () => {
      await dying;
      await (await current).end();
      await (await spare).kill();
      return { kills, interrupted };
    },
  };
}

function script(conversation: number): readonly Said[] {
  return Array.from({ length: TURNS }, (_, turn) => ({
    conversation: `c${conversation}`,
    event: `c${conversation}.${turn}`,
    user: 'ann',
    text: `turn ${turn} of ${conversation}`,
  }));
}

describe.concurrent.each([sqlite(), postgres()])('kill -9 with $name', (kind: Kind) => {
  beforeAll(kind.begin, 60_000);
  afterAll(kind.end);

  test('loses no answer that was given and gives none twice', { timeout: 90_000 }, async () => {
    const home = await kind.home();
    if (home.where === null) throw new Error('needs a store that lasts');
    const program = await livesAndDies(home.where, seeded(4));
    const scripts = Array.from({ length: CONVERSATIONS }, (_, index) => script(index));
    const given = new Map<string, Told['replies']>();

    const waiting = [...scripts];
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        for (const said of next) given.set(said.event, (await program.ask(said)).replies);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));

    const events = scripts.flat();
    expect([...given.keys()].toSorted()).toEqual(events.map(({ event }) => event).toSorted());
    for (const [index, said] of events.entries()) {
      // The reply counts the turns: one lost or taken twice would show in the number.
      const text = `${(index % TURNS) + 1}: ${said.text}`;
      expect(given.get(said.event)).toMatchObject([{ text }]);
      expect(await program.ask(said)).toMatchObject({ redelivered: true, replies: [{ text }] });
    }
    const { kills, interrupted } = await program.end();
    expect(kills).toBe(KILLS);
    // Otherwise the kills came when nothing was on its way, and nothing was shown.
    expect(interrupted).toBeGreaterThan(KILLS);

    const store = await home.open();
    for (const [index, turns] of scripts.entries()) {
      const stored = await store.load(`c${index}`);
      const heard = stored?.conversation.entries.map(
        (entry) => entry.kind === 'said' && entry.evidence[0]?.text,
      );
      expect(heard).toEqual(turns.map(({ text }) => text));
      expect(stored?.version).toBe(TURNS);
    }
    await store.close();
  });
});
