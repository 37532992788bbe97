import type { Gilbert } from '../../src/gilbert.ts';
import type { FeedbackStore } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';

/**
 * A Gilbert that notes each message nothing was read from, for `npm run review`: that it happened and what was being
 * asked; its words only where the operator allows that.
 */
export function rememberMisread(gilbert: Gilbert, store: FeedbackStore, keepsMisread: boolean): Gilbert {
  return {
    take: async (incoming) => {
      const outgoing = await gilbert.take(incoming);
      const { conversationId, user, at, input } = incoming;
      if (input.type !== 'say' || outgoing.reading?.understood !== false) return outgoing;
      const question = outgoing.replies.find((reply) => reply.type === 'question');
      const note = {
        conversationId,
        eventId: incoming.eventId ?? `at ${at}`,
        user,
        at,
        verdict: 'not-understood',
        decision: question?.decision ?? null,
        outcomes: [],
        ...(keepsMisread ? { message: input.text } : {}),
      } as const;
      try {
        await store.addFeedback(note);
      } catch (problem) {
        // The answer is saved; a note that could not be taken is not worth an apology.
        if (!(problem instanceof StoreError)) throw problem;
      }
      return outgoing;
    },
  };
}
