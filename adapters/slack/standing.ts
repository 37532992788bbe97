import { recommendFor } from '../../src/conversation/ask.ts';
import { type DialogueState, dialogueState } from '../../src/conversation/dialogue-state.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { ReplyOf } from '../../src/reply/reply.ts';
import type { Store } from '../../src/store/store.ts';

/** Where a conversation stands, without taking part in it; null where there is none any more. */
export async function standingOf(
  knowledge: Knowledge,
  store: Store,
  conversationId: string,
): Promise<DialogueState | null> {
  const stored = await store.load(conversationId);
  return stored && dialogueState(knowledge, stored.conversation.entries);
}

/** The recommendation a conversation has come to; null where something is still open. */
export function recommendationOf(
  knowledge: Knowledge,
  state: DialogueState | null,
): ReplyOf<'recommendation'> | null {
  return state === null || state.walk.open !== null ? null : recommendFor(knowledge, state);
}
