import type { Conversation, Entry } from '../../../src/conversation/conversation.ts';
import type { Reply } from '../../../src/reply/reply.ts';
import type { Feedback } from '../../../src/store/store.ts';

export const DAY = 86_400_000;

/** An entry with words of its own. */
export function said(user: string, words: string): Entry {
  const evidence = [{ slot: 'TaskType', option: 'io', text: words, confidence: 0.9 }];
  return {
    kind: 'said',
    user,
    at: 1,
    answers: { TaskType: 'io' },
    quantities: { requestsPerSecond: 50 },
    evidence,
    fresh: false,
  };
}

export function conversation(
  id: string,
  entries: readonly Entry[] = [said('ann', 'calls an API')],
): Conversation {
  return { id, entries, knowledgeVersion: 'k1', pathTold: ['TaskType'], questionTold: null };
}

export function notice(text: string): Reply {
  return { type: 'notice', text, private: false, offer: null };
}

export function thumb(eventId: string, more: Partial<Feedback> = {}): Feedback {
  return {
    conversationId: 'c1',
    eventId,
    user: 'ann',
    at: 1,
    verdict: 'unhelpful',
    decision: null,
    outcomes: ['Coroutines'],
    ...more,
  };
}
