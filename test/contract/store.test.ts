import { describe, expect, test } from 'vitest';
import type { AnsweredEvent, Store } from '../../src/store/store.ts';
import { everyStore } from '../store/support/every-store.ts';
import { conversation, DAY, notice, said, thumb } from '../store/support/samples.ts';

const answer = (eventId: string, text = eventId): AnsweredEvent => ({ eventId, replies: [notice(text)] });

/** What every store promises about conversations and their events, and how long they are kept. */
everyStore((fixture) => {
  describe('conversations', () => {
    test('gives null for one it has never seen', async () => {
      const { store } = fixture();
      expect(await store.load('c1')).toBeNull();
      expect(await store.answerTo('c1', 'e1')).toBeNull();
    });

    test('gives back what was saved, with the next version', async () => {
      const { store } = fixture();
      expect(await store.save(conversation('c1'), 0, null)).toBe(true);
      expect(await store.load('c1')).toEqual({ conversation: conversation('c1'), version: 1 });
      const longer = conversation('c1', [said('ann', 'one'), said('ben', 'two')]);
      expect(await store.save(longer, 1, null)).toBe(true);
      expect(await store.load('c1')).toEqual({ conversation: longer, version: 2 });
    });

    test.each([
      ['of NUL and a lone surrogate', 'a\u0000b\ud800'],
      ['that goes on as another does', 'a\u0000c'],
      ['of quotes and marks', `'";--\\%_ ` + '🐍'],
      ['of a megabyte', 'x'.repeat(1_000_000)],
      ['that is empty', ''],
    ])('takes an id %s', async (_, id) => {
      const { store } = fixture();
      const text = `message ${id}`;
      expect(await store.save(conversation(id, [said(id, text)]), 0, answer(id, text))).toBe(true);
      expect(await store.load(id)).toEqual({ conversation: conversation(id, [said(id, text)]), version: 1 });
      expect(await store.answerTo(id, id)).toEqual([notice(text)]);
      expect(await store.load(`${id}?`)).toBeNull();
    });

    test('refuses a save that names an older version, and changes nothing', async () => {
      const { store } = fixture();
      await store.save(conversation('c1'), 0, null);
      await store.save(conversation('c1'), 1, null);
      for (const version of [0, 1, 3]) {
        expect(await store.save(conversation('c1', []), version, answer('late'))).toBe(false);
      }
      expect(await store.load('c1')).toEqual({ conversation: conversation('c1'), version: 2 });
      expect(await store.answerTo('c1', 'late')).toBeNull();
    });

    test('refuses a second answer to an event, and keeps the conversation as it was', async () => {
      const { store } = fixture();
      await store.save(conversation('c1'), 0, answer('e1', 'first'));
      expect(await store.save(conversation('c1', []), 1, answer('e1', 'second'))).toBe(false);
      expect(await store.load('c1')).toEqual({ conversation: conversation('c1'), version: 1 });
      expect(await store.answerTo('c1', 'e1')).toEqual([notice('first')]);
    });

    test('keeps the events of conversations apart', async () => {
      const { store } = fixture();
      await store.save(conversation('c1'), 0, answer('e1', 'one'));
      expect(await store.save(conversation('c2'), 0, answer('e1', 'two'))).toBe(true);
      expect(await store.answerTo('c1', 'e1')).toEqual([notice('one')]);
      expect(await store.answerTo('c2', 'e1')).toEqual([notice('two')]);
    });

    test('lets exactly one of many saves at once win each version', async () => {
      const { open, store } = fixture();
      const copies = [store, await open()];
      for (let version = 0; version < 8; version += 1) {
        const tries = Array.from({ length: 16 }, (_, index) =>
          (copies[index % 2] ?? store).save(
            conversation('c1', [said('ann', `${index}`)]),
            version,
            answer(`${version}.${index}`),
          ),
        );
        const won = (await Promise.all(tries)).filter((saved) => saved);
        expect(won).toHaveLength(1);
        expect((await store.load('c1'))?.version).toBe(version + 1);
      }
    });

    test('lets exactly one of many answers at once to the same event win', async () => {
      const { open, store } = fixture();
      const copies = [store, await open()];
      const tries = Array.from({ length: 16 }, (_, index) =>
        (copies[index % 2] ?? store).save(conversation('c1'), 0, answer('e1', `${index}`)),
      );
      expect((await Promise.all(tries)).filter((saved) => saved)).toHaveLength(1);
    });

    test('loses no turn of copies that load again after a lost race', async () => {
      const { open, store } = fixture();
      const copies = [store, await open()];
      const turn = async (copy: Store, words: string): Promise<void> => {
        for (;;) {
          const stored = await copy.load('c1');
          const entries = [...(stored?.conversation.entries ?? []), said('ann', words)];
          if (await copy.save(conversation('c1', entries), stored?.version ?? 0, null)) return;
        }
      };
      const words = Array.from({ length: 24 }, (_, index) => `turn ${index}`);
      await Promise.all(words.map((each, index) => turn(copies[index % 2] ?? store, each)));
      const heard = (await store.load('c1'))?.conversation.entries.map((entry) =>
        entry.kind === 'said' ? entry.evidence[0]?.text : '',
      );
      expect(heard?.toSorted()).toEqual(words.toSorted());
    });
  });

  describe('expiry', () => {
    test('keeps a conversation for 90 days after its last turn', async () => {
      const { store, wait } = fixture();
      await store.save(conversation('c1'), 0, null);
      wait(60 * DAY);
      await store.save(conversation('c1'), 1, null);
      wait(90 * DAY - 1);
      expect(await store.load('c1')).not.toBeNull();
      wait(1);
      expect(await store.load('c1')).toBeNull();
    });

    test('begins anew in the place of an expired conversation, once', async () => {
      const { store, wait } = fixture();
      await store.save(conversation('c1'), 0, null);
      await store.save(conversation('c1'), 1, null);
      wait(91 * DAY);
      const fresh = conversation('c1', [said('ben', 'new')]);
      const tries = await Promise.all([1, 2, 3, 4].map(() => store.save(fresh, 0, null)));
      expect(tries.filter((saved) => saved)).toHaveLength(1);
      expect((await store.load('c1'))?.conversation).toEqual(fresh);
      // A copy that loaded the old one in time does not save over the new one.
      expect(await store.save(conversation('c1'), 1, null)).toBe(false);
      expect(await store.save(conversation('c1'), 2, null)).toBe(false);
    });

    test('sweeps what has expired and nothing else', async () => {
      const { now, store, wait } = fixture();
      await store.save(conversation('old'), 0, answer('e1'));
      await store.addFeedback(thumb('f1', { at: now() }));
      wait(10 * DAY);
      await store.save(conversation('new'), 0, answer('e1'));
      await store.addFeedback(thumb('f2', { at: now() }));
      expect(await store.sweep(now())).toEqual({ conversations: 0, answers: 1, feedback: 0 });
      expect(await store.answerTo('old', 'e1')).toBeNull();
      expect(await store.answerTo('new', 'e1')).not.toBeNull();
      wait(80 * DAY);
      expect(await store.sweep(now())).toEqual({ conversations: 1, answers: 1, feedback: 1 });
      expect(await store.sweep(now())).toEqual({ conversations: 0, answers: 0, feedback: 0 });
      expect(await store.load('new')).not.toBeNull();
      expect(await store.feedback()).toEqual([thumb('f2', { at: now() - 80 * DAY })]);
    });

    test('sweeps more than fits one batch', async () => {
      const { store } = fixture();
      for (let index = 0; index < 1_100; index += 1) {
        await store.addFeedback(thumb(`f${index}`, { at: 0 }));
      }
      expect(await store.sweep(90 * DAY)).toEqual({ conversations: 0, answers: 0, feedback: 1_100 });
    });
  });
});
