import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Copy, type Said, startCopy, type Told } from './support/copies.ts';
import { type Home, type Kind, postgres, sqlite } from './support/homes.ts';

/** Several copies of the program at once, each a process of its own, on one database or one file. */
describe.each([sqlite(), postgres()])('copies on one $name', (kind: Kind) => {
  beforeAll(kind.begin, 60_000);
  afterAll(kind.end);

  const whereOf = (home: Home) => {
    if (home.where === null) throw new Error('needs a store that lasts');
    return home.where;
  };
  const start = (count: number): Promise<readonly Copy[]> =>
    Promise.all(Array.from({ length: count }, startCopy));
  const told = (texts: readonly (Told | null)[]) => texts.map((each) => each?.replies);

  test('start at the same moment on an empty database', { timeout: 60_000 }, async () => {
    const where = whereOf(await kind.home());
    const copies = await start(6);
    const opened = await Promise.all(copies.map((copy) => copy.open(where)));
    expect(opened).toEqual(copies.map(() => ({ opened: true })));
    await Promise.all(copies.map((copy) => copy.end()));
  });

  test('answer interleaved events of the same conversations as one copy would', {
    timeout: 60_000,
  }, async () => {
    const events: Said[] = Array.from({ length: 60 }, (_, index) => ({
      conversation: `c${index % 5}`,
      event: `e${index}`,
      user: `u${index % 3}`,
      text: `message ${index}`,
    }));
    const one = async () => {
      const [copy] = await start(1);
      await copy?.open(whereOf(await kind.home()));
      const replies: (Told | null)[] = [];
      for (const event of events) replies.push((await copy?.say(event)) ?? null);
      await copy?.end();
      return told(replies);
    };
    const two = async () => {
      const where = whereOf(await kind.home());
      const copies = await start(2);
      await Promise.all(copies.map((copy) => copy.open(where)));
      const replies: (Told | null)[] = [];
      for (const [index, event] of events.entries()) {
        // Each event reaches both copies at once, as when a platform is impatient; both give the same answer.
        const both = await Promise.all(copies.map((copy) => copy.say(event)));
        expect(both[0]?.replies).toEqual(both[1]?.replies);
        expect(both.filter((each) => each?.redelivered === false)).toHaveLength(1);
        replies.push(both[index % 2] ?? null);
      }
      await Promise.all(copies.map((copy) => copy.end()));
      return told(replies);
    };
    expect(await two()).toEqual(await one());
  });

  test('lose nothing when all of them talk in one conversation at once', { timeout: 60_000 }, async () => {
    const home = await kind.home();
    const copies = await start(3);
    await Promise.all(copies.map((copy) => copy.open(whereOf(home))));
    const events = Array.from({ length: 45 }, (_, index) => ({
      conversation: 'c',
      event: `e${index}`,
      user: 'ann',
      text: `${index}`,
    }));
    const replies = await Promise.all(events.map((event, index) => copies[index % 3]?.say(event)));
    const counts = replies.map((each) =>
      Number.parseInt(JSON.stringify(each?.replies).match(/"text":"(\d+):/)?.[1] ?? '', 10),
    );
    expect(counts.toSorted((a, b) => a - b)).toEqual(events.map((_, index) => index + 1));
    await Promise.all(copies.map((copy) => copy.end()));
    const store = await home.open();
    expect(await store.load('c')).toMatchObject({ version: 45 });
    await store.close();
  });
});
