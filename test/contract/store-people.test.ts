import { describe, expect, test } from 'vitest';
import type { AnsweredEvent } from '../../src/store/store.ts';
import { everyStore } from '../store/support/every-store.ts';
import { conversation, DAY, notice, said, thumb } from '../store/support/samples.ts';

const answer = (eventId: string, text = eventId): AnsweredEvent => ({ eventId, replies: [notice(text)] });

/** What every store promises about feedback, installations, deleting, and what outlives the process. */
everyStore((fixture, lasts) => {
  describe('feedback', () => {
    test('gives it back oldest first, with a message only where one was given', async () => {
      const { store } = fixture();
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
      const { store } = fixture();
      expect(await store.addFeedback(thumb('f1'))).toBe(true);
      expect(await store.addFeedback(thumb('f1', { verdict: 'helpful' }))).toBe(false);
      expect(await store.feedback()).toEqual([thumb('f1')]);
    });
  });

  test('feedback that is replaced is there once, as it was given last', async () => {
    const { store } = fixture();
    await store.replaceFeedback(thumb('f1', { verdict: 'helpful' }));
    await store.replaceFeedback(thumb('f2', { at: 5, user: 'ben' }));
    await store.replaceFeedback(thumb('f1', { verdict: 'unhelpful', at: 20 }));
    const last = thumb('f1', { verdict: 'unhelpful', at: 20 });
    expect(await store.feedback()).toEqual([thumb('f2', { at: 5, user: 'ben' }), last]);
  });

  describe('installations', () => {
    test('gives back what was saved last, null otherwise', async () => {
      const { store } = fixture();
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
      const { store } = fixture();
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
      const { home, store } = fixture();
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
      if (after) await store.save(after.conversation, after.version, null);
      expect(await store.deleteUser('ben')).toMatchObject({ conversations: 2 });
    });

    test('finds a person whose entry was undone, and one who only asked', async () => {
      const { home, store } = fixture();
      const asked = { eventId: 'e1', replies: [notice('cleo asked about the GIL')], user: 'cleo' };
      await store.save(conversation('c1', [said('ann', 'x'), said('ben', 'hm')]), 0, asked);
      await store.save(conversation('c1', [said('ann', 'x')]), 1, answer('e2', 'without what ben said'));
      expect(await store.deleteUser('cleo')).toEqual({ conversations: 0, anonymised: 1, feedback: 0 });
      expect(await store.deleteUser('ben')).toEqual({ conversations: 0, anonymised: 1, feedback: 0 });
      expect(await store.answerTo('c1', 'e1')).toEqual([]);
      expect(await store.answerTo('c1', 'e2')).toEqual([]);
      expect(await home.dump()).not.toMatch(/ben|cleo/);
    });

    test('knows a person called someone from people who are gone', async () => {
      const { home, store } = fixture();
      await store.save(conversation('c1', [said('someone', 'my words')]), 0, null);
      await store.save(conversation('c2', [said('someone', 'my words'), said('ben', 'his')]), 0, null);
      expect(await store.deleteUser('someone')).toEqual({ conversations: 1, anonymised: 1, feedback: 0 });
      expect(await home.dump()).not.toContain('my words');
    });

    test('goes through many conversations while turns are saved', async () => {
      const { home, store } = fixture();
      for (let index = 0; index < 120; index += 1) await store.save(conversation(`c${index}`), 0, null);
      const turns = Array.from({ length: 20 }, (_, index) => store.save(conversation(`d${index}`), 0, null));
      expect((await store.deleteUser('ann')).conversations).toBeGreaterThanOrEqual(120);
      expect(await Promise.all(turns)).not.toContain(false);
      await store.deleteUser('ann');
      expect(await home.dump()).not.toContain('ann');
    });
  });

  test('checks, and closes more than once', async () => {
    const { store } = fixture();
    await store.check();
    await store.close();
    await store.close();
  });

  describe.skipIf(!lasts)('after the process (not for memory, which ends with it)', () => {
    test('goes on with conversations, events, feedback and installations', async () => {
      const { open, store } = fixture();
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
      const { now, open, wait } = fixture();
      const brief = await open({ conversationDays: 2 });
      await brief.save(conversation('c1'), 0, answer('e1'));
      wait(2 * DAY);
      expect(await brief.load('c1')).toBeNull();
      expect(await brief.sweep(now())).toEqual({ conversations: 1, answers: 1, feedback: 0 });
    });

    test('keeps no secret in the clear', async () => {
      const { home, store } = fixture();
      await store.saveInstallation('T1', { token: 'xoxb-very-secret' });
      const dump = await home.dump();
      expect(dump).toContain('T1');
      expect(dump).not.toMatch(/xoxb|secret|sesame/);
    });

    test.each([
      ['another', 'open barley'],
      ['no', ''],
    ])('says so when %s passphrase is given', async (_, passphrase) => {
      const { open, store } = fixture();
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
