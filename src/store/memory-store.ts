import type { Conversation } from '../conversation/conversation.ts';
import type { Reply } from '../reply/reply.ts';
import type { AnsweredEvent, Store, Stored } from './store.ts';

/** A store that lasts as long as the process, for a single question and for tests. */
export function createMemoryStore(): Store {
  const conversations = new Map<string, Stored>();
  const answers = new Map<string, readonly Reply[]>();
  const key = (conversationId: string, eventId: string) => JSON.stringify([conversationId, eventId]);

  return {
    load: async (conversationId) => conversations.get(conversationId) ?? null,
    answerTo: async (conversationId, eventId) => answers.get(key(conversationId, eventId)) ?? null,
    save: async (conversation: Conversation, version: number, answered: AnsweredEvent | null) => {
      const current = conversations.get(conversation.id)?.version ?? 0;
      if (current !== version) return false;
      if (answered && answers.has(key(conversation.id, answered.eventId))) return false;
      conversations.set(conversation.id, { conversation, version: version + 1 });
      if (answered) answers.set(key(conversation.id, answered.eventId), answered.replies);
      return true;
    },
    close: async () => {},
  };
}
