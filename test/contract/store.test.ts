import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoreOptions } from '../../src/store/retention.ts';
import type { AnsweredEvent, Store } from '../../src/store/store.ts';
import { type Home, memory, postgres, sqlite } from '../store/support/homes.ts';
import { conversation, DAY, notice, said, thumb } from '../store/support/samples.ts';

/** What every store promises. Memory is left out where the promise is about what outlives the process. */
describe.each([memory(), sqlite(), postgres()])('a store in $name', (kind) => {
  let home: Home;
  let store: Store;
  let now = 1_000_000;
  const opened: Store[] = [];

  const open = async (options: StoreOptions = {}): Promise<Store> => {
    const next = await home.open({ clock: () => now, passphrase: 'open sesame', ...options });
    opened.push(next);
    return next;
  };
  const answer = (eventId: string, text = eventId): AnsweredEvent => ({ eventId, replies: [notice(text)] });

  beforeAll(kind.begin, 60_000);
  afterAll(kind.end);
  beforeEach(async () => {
    now = 1_000_000;
    home = await kind.home();
    store = await open();
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });

  describe('conversations', () => {
    test('gives null for one it has never seen', async () => {
      expect(await store.load('c1')).toBeNull();
      expect(await store.answerTo('c1', 'e1')).toBeNull();
    });

    test('gives back what was saved, with the next version', async () => {
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
      const text = `message ${id}`;
      expect(await store.save(conversation(id, [said(id, text)]), 0, answer(id, text))).toBe(true);
      expect(await store.load(id)).toEqual({ conversation: conversation(id, [said(id, text)]), version: 1 });
      expect(await store.answerTo(id, id)).toEqual([notice(text)]);
      expect(await store.load(`${id}?`)).toBeNull();
    });

    test('refuses a save that names an older version, and changes nothing', async () => {
      await store.save(conversation('c1'), 0, null);
      await store.save(conversation('c1'), 1, null);
      for (const version of [0, 1, 3]) {
        expect(await store.save(conversation('c1', []), version, answer('late'))).toBe(false);
      }
      expect(await store.load('c1')).toEqual({ conversation: conversation('c1'), version: 2 });
      expect(await store.answerTo('c1', 'late')).toBeNull();
    });

    test('refuses a second answer to an event, and keeps the conversation as it was', async () => {
      await store.save(conversation('c1'), 0, answer('e1', 'first'));
      expect(await store.save(conversation('c1', []), 1, answer('e1', 'second'))).toBe(false);
      expect(await store.load('c1')).toEqual({ conversation: conversation('c1'), version: 1 });
      expect(await store.answerTo('c1', 'e1')).toEqual([notice('first')]);
    });

    test('keeps the events of conversations apart', async () => {
      await store.save(conversation('c1'), 0, answer('e1', 'one'));
      expect(await store.save(conversation('c2'), 0, answer('e1', 'two'))).toBe(true);
      expect(await store.answerTo('c1', 'e1')).toEqual([notice('one')]);
      expect(await store.answerTo('c2', 'e1')).toEqual([notice('two')]);
    });

    test('lets exactly one of many saves at once win each version', async () => {
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
      const copies = [store, await open()];
      const tries = Array.from({ length: 16 }, (_, index) =>
        (copies[index % 2] ?? store).save(conversation('c1'), 0, answer('e1', `${index}`)),
      );
      expect((await Promise.all(tries)).filter((saved) => saved)).toHaveLength(1);
    });

    test('loses no turn of copies that load again after a lost race', async () => {
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
      await store.save(conversation('c1'), 0, null);
      now += 60 * DAY;
      await store.save(conversation('c1'), 1, null);
      now += 90 * DAY - 1;
      expect(await store.load('c1')).not.toBeNull();
      now += 1;
      expect(await store.load('c1')).toBeNull();
    });

    test('begins anew in the place of an expired conversation, once', async () => {
      await store.save(conversation('c1'), 0, null);
      await store.save(conversation('c1'), 1, null);
      now += 91 * DAY;
      const fresh = conversation('c1', [said('ben', 'new')]);
      const tries = await Promise.all([1, 2, 3, 4].map(() => store.save(fresh, 0, null)));
      expect(tries.filter((saved) => saved)).toHaveLength(1);
      expect((await store.load('c1'))?.conversation).toEqual(fresh);
      // A copy that loaded the old one in time does not save over the new one.
      expect(await store.save(conversation('c1'), 1, null)).toBe(false);
      expect(await store.save(conversation('c1'), 2, null)).toBe(false);
    });

    test('sweeps what has expired and nothing else', async () => {
      await store.save(conversation('old'), 0, answer('e1'));
      await store.addFeedback(thumb('f1', { at: now }));
      now += 10 * DAY;
      await store.save(conversation('new'), 0, answer('e1'));
      await store.addFeedback(thumb('f2', { at: now }));
      expect(await store.sweep(now)).toEqual({ conversations: 0, answers: 1, feedback: 0 });
      expect(await store.answerTo('old', 'e1')).toBeNull();
      expect(await store.answerTo('new', 'e1')).not.toBeNull();
      now += 80 * DAY;
      expect(await store.sweep(now)).toEqual({ conversations: 1, answers: 1, feedback: 1 });
      expect(await store.sweep(now)).toEqual({ conversations: 0, answers: 0, feedback: 0 });
      expect(await store.load('new')).not.toBeNull();
      expect(await store.feedback()).toEqual([thumb('f2', { at: now - 80 * DAY })]);
    });

    test('sweeps more than fits one batch', async () => {
      for (let index = 0; index < 1_100; index += 1) {
        await store.addFeedback(thumb(`f${index}`, { at: 0 }));
      }
      expect(await store.sweep(90 * DAY)).toEqual({ conversations: 0, answers: 0, feedback: 1_100 });
    });
  });

  describe('feedback', () => {
    test('gives it back oldest first, with a message only where one was given', async () => {
      const later = thumb('f1', {
        at: 20,
        verdict: 'not-understood',
        message: 'so \u0000 slow',
        decision: 'GIL',
      });
      const earlier = thumb('f2', { at: 10, verdict: 'helpful' });
      expect(await store.addFeedback(later)).toBe(true);
      expect(await store.addFeedback(earlier)).toBe(true);
      expect(await store.feedback()).toEqual([earlier, later]);
    });

    test('counts the same press once', async () => {
      expect(await store.addFeedback(thumb('f1'))).toBe(true);
      expect(await store.addFeedback(thumb('f1', { verdict: 'helpful' }))).toBe(false);
      expect(await store.feedback()).toEqual([thumb('f1')]);
    });
  });

  describe('installations', () => {
    test('gives back what was saved last, null otherwise', async () => {
      expect(await store.installation('T1')).toBeNull();
      await store.saveInstallation('T1', { bot: { token: 'xoxb-1' } });
      await store.saveInstallation('T1', { bot: { token: 'xoxb-2' }, team: null });
      await store.saveInstallation('E1', { bot: { token: 'xoxb-3' } });
      expect(await store.installation('T1')).toEqual({ bot: { token: 'xoxb-2' }, team: null });
      expect(await store.deleteInstallation('T1')).toBe(true);
      expect(await store.deleteInstallation('T1')).toBe(false);
      expect(await store.installation('T1')).toBeNull();
      expect(await store.installation('E1')).not.toBeNull();
    });
  });

  describe('deleting', () => {
    test('removes a conversation, and a late redelivery does not bring it back', async () => {
      await store.save(conversation('c1'), 0, answer('e1', 'as ann said'));
      await store.save(conversation('c2'), 0, answer('e1'));
      await store.addFeedback(thumb('f1'));
      expect(await store.deleteConversation('c1')).toBe(true);
      expect(await store.load('c1')).toBeNull();
      expect(await store.feedback()).toEqual([]);
      expect(await store.answerTo('c1', 'e1')).toEqual([]);
      expect(await store.save(conversation('c1'), 1, answer('e2'))).toBe(false);
      expect(await store.save(conversation('c1'), 0, answer('e2'))).toBe(true);
      expect(await store.load('c2')).not.toBeNull();
      expect(await store.deleteConversation('c3')).toBe(false);
    });

    test('removes a person: own conversations whole, name and words in shared ones', async () => {
      await store.save(conversation('own', [said('ann', 'a secret')]), 0, answer('e1', 'you said: a secret'));
      const shared = [said('ann', 'our product'), said('ben', 'fifty a second')];
      await store.save(conversation('shared', shared), 0, answer('e2', 'you said: our product'));
      await store.save(conversation('other', [said('ben', 'else')]), 0, answer('e3', 'kept'));
      await store.addFeedback(thumb('f1', { message: 'it hurts' }));
      await store.addFeedback(thumb('f2', { user: 'ben' }));

      const loaded = await store.load('shared');
      expect(await store.deleteUser('ann')).toEqual({ conversations: 1, anonymised: 1, feedback: 1 });

      expect(await store.load('own')).toBeNull();
      const after = await store.load('shared');
      expect(after?.conversation.entries).toEqual([said('someone', '…'), said('ben', 'fifty a second')]);
      expect(await store.answerTo('shared', 'e2')).toEqual([]);
      expect(await store.answerTo('other', 'e3')).toEqual([notice('kept')]);
      expect(await store.feedback()).toEqual([thumb('f2', { user: 'ben' })]);
      expect(await home.dump()).not.toMatch(/ann|secret|product|hurts/);
      // A turn that was under way has lost its race and does not bring the words back.
      expect(await store.save(conversation('shared', shared), loaded?.version ?? 0, null)).toBe(false);
      expect(await store.deleteUser('ann')).toEqual({ conversations: 0, anonymised: 0, feedback: 0 });
      expect(await store.deleteUser('ben')).toMatchObject({ conversations: 2 });
    });

    test('finds a person whose entry was undone, and one who only asked', async () => {
      const asked = { eventId: 'e1', replies: [notice('cleo asked about the GIL')], user: 'cleo' };
      await store.save(conversation('c1', [said('ann', 'x'), said('ben', 'hm')]), 0, asked);
      await store.save(conversation('c1', [said('ann', 'x')]), 1, answer('e2', 'without what ben said'));
      expect(await store.deleteUser('cleo')).toEqual({ conversations: 0, anonymised: 1, feedback: 0 });
      expect(await store.deleteUser('ben')).toEqual({ conversations: 0, anonymised: 1, feedback: 0 });
      expect(await store.answerTo('c1', 'e1')).toEqual([]);
      expect(await store.answerTo('c1', 'e2')).toEqual([]);
      expect(await home.dump()).not.toMatch(/ben|cleo/);
    });

    test('goes through many conversations while turns are saved', async () => {
      for (let index = 0; index < 120; index += 1) await store.save(conversation(`c${index}`), 0, null);
      const turns = Array.from({ length: 20 }, (_, index) => store.save(conversation(`d${index}`), 0, null));
      expect((await store.deleteUser('ann')).conversations).toBeGreaterThanOrEqual(120);
      expect(await Promise.all(turns)).not.toContain(false);
      await store.deleteUser('ann');
      expect(await home.dump()).not.toContain('ann');
    });
  });

  test('checks, and closes more than once', async () => {
    await store.check();
    await store.close();
    await store.close();
  });

  describe.skipIf(!kind.lasts)('after the process (not for memory, which ends with it)', () => {
    test('goes on with conversations, events, feedback and installations', async () => {
      await store.save(conversation('c1'), 0, answer('e1'));
      await store.addFeedback(thumb('f1'));
      await store.saveInstallation('T1', { token: 'xoxb-1' });
      await store.close();
      const next = await open();
      expect(await next.load('c1')).toEqual({ conversation: conversation('c1'), version: 1 });
      expect(await next.answerTo('c1', 'e1')).toEqual([notice('e1')]);
      expect(await next.save(conversation('c1', []), 1, answer('e1'))).toBe(false);
      expect(await next.feedback()).toEqual([thumb('f1')]);
      expect(await next.installation('T1')).toEqual({ token: 'xoxb-1' });
    });

    test('keeps conversations as long as it is told, answers no longer than that', async () => {
      const brief = await open({ conversationDays: 2 });
      await brief.save(conversation('c1'), 0, answer('e1'));
      now += 2 * DAY;
      expect(await brief.load('c1')).toBeNull();
      expect(await brief.sweep(now)).toEqual({ conversations: 1, answers: 1, feedback: 0 });
    });

    test('keeps no secret in the clear', async () => {
      await store.saveInstallation('T1', { token: 'xoxb-very-secret' });
      const dump = await home.dump();
      expect(dump).toContain('T1');
      expect(dump).not.toMatch(/xoxb|secret|sesame/);
    });

    test.each([
      ['another', 'open barley'],
      ['no', ''],
    ])('says so when %s passphrase is given', async (_, passphrase) => {
      await store.saveInstallation('T1', { token: 'xoxb-1' });
      const wrong = await open({ passphrase });
      await expect(wrong.installation('T1')).rejects.toMatchObject({
        name: 'StoreError',
        kind: 'wrong-key',
        message: expect.stringMatching(/passphrase/),
      });
      expect(await wrong.installation('T2')).toBeNull();
    });
  });
});
