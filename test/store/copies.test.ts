import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Said, scripts, startCopy, undisturbed } from './support/copy.ts';
import { type Home, type Kind, postgres, sqlite } from './support/homes.ts';

/** Several copies of the whole program at once, each a process of its own, on one database or one file. */
describe.each([sqlite(), postgres()])('copies on one $name', (kind: Kind) => {
  beforeAll(kind.begin, 60_000);
  afterAll(kind.end);

  const start = (home: Home, count: number) => {
    const { where } = home;
    if (where === null) throw new Error('needs a store that lasts');
    return Array.from({ length: count }, () => startCopy(where));
  };
  const hello = (conversation: string, event: string, user = 'ann'): Said => ({
    conversation,
    event,
    user,
    input: { type: 'say', text: 'hello' },
  });

  test('start at the same moment on an empty database', { timeout: 60_000 }, async () => {
    const copies = start(await kind.home(), 6);
    const replies = await Promise.all(copies.map((copy, index) => copy.say(hello(`c${index}`, 'e'))));
    const [first] = replies;
    expect(first).toMatchObject([{ type: 'notice' }, { type: 'question' }]);
    expect(replies).toEqual(copies.map(() => first));
    await Promise.all(copies.map((copy) => copy.end()));
  });

  test('answer interleaved events of the same conversations as one copy would', {
    timeout: 60_000,
  }, async () => {
    const copies = start(await kind.home(), 2);
    const conversations = scripts(18, 12);
    const expected = await undisturbed(conversations.flat());
    // Turn by turn through all conversations, each turn to the other copy than the one before.
    const longest = Math.max(...conversations.map(({ length }) => length));
    for (let turn = 0; turn < longest; turn += 1) {
      await Promise.all(
        conversations.map(async (conversation, index) => {
          const said = conversation[turn];
          if (said === undefined) return;
          expect(await copies[(turn + index) % 2]?.say(said)).toEqual(expected.get(said.event));
        }),
      );
    }
    await Promise.all(copies.map((copy) => copy.end()));
  });

  test('give one answer to an event that reaches both of them at once', { timeout: 60_000 }, async () => {
    const home = await kind.home();
    const copies = start(home, 2);
    const events = scripts(12, 12).flat();
    const expected = await undisturbed(events);
    for (const said of events) {
      const both = await Promise.all(copies.map((copy) => copy.say(said)));
      expect(both).toEqual(copies.map(() => expected.get(said.event)));
    }
    await Promise.all(copies.map((copy) => copy.end()));
  });

  test('lose nothing when all of them talk in one conversation at once', { timeout: 60_000 }, async () => {
    const home = await kind.home();
    const copies = start(home, 3);
    const events = Array.from({ length: 45 }, (_, index) => hello('c', `e${index}`, `u${index % 4}`));
    const replies = await Promise.all(events.map((said, index) => copies[index % 3]?.say(said)));
    for (const each of replies) expect(each).toMatchObject([{ type: 'notice' }, { type: 'question' }]);
    await Promise.all(copies.map((copy) => copy.end()));
    const store = await home.open();
    expect(await store.load('c')).toMatchObject({ version: 45 });
    await store.close();
  });
});
