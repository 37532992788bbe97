import { advance, questionBefore } from './conversation/advance.ts';
import { type Conversation, type ConversationEvent, newConversation } from './conversation/conversation.ts';
import type { DecisionId, OptionId } from './flowchart/flowchart.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { Reply } from './reply/reply.ts';
import type { Store } from './store/store.ts';
import { createUnderstand, type Understand } from './understanding/understand.ts';
import type { Quantities, Understanding } from './understanding/understanding.ts';

/** What an adapter hands over: one thing one person said or pressed. */
export interface Incoming {
  readonly conversationId: string;
  /** Who, as people there would call them. */
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The platform's id of the event; the same id again changes nothing and gets the same replies. */
  readonly eventId?: string;
  readonly input:
    | { readonly type: 'say'; readonly text: string }
    | { readonly type: 'choose' | 'change'; readonly decision: DecisionId; readonly option: OptionId }
    | { readonly type: 'fill'; readonly quantities: Quantities }
    | { readonly type: 'back' | 'restart' | 'unsure' | 'why' };
}

export interface Outgoing {
  readonly replies: readonly Reply[];
  /** The event was answered before; who posts messages then posts nothing. */
  readonly redelivered: boolean;
  /** What a message was taken for; null for presses and redeliveries. */
  readonly reading: Pick<
    Understanding,
    'intent' | 'understood' | 'act' | 'evidence' | 'quantities' | 'findings'
  > | null;
}

export interface Gilbert {
  /** One turn. Turns of one conversation wait for each other. Rejects only when the store does. */
  readonly take: (incoming: Incoming) => Promise<Outgoing>;
}

/** Beyond this a message is not read at all; platforms stop far below. */
const LONGEST_MESSAGE = 200_000;
/** A lost race means another copy of the program answered in between; so many in a row means a fault. */
const SAVE_ATTEMPTS = 20;

/**
 * The shell around the pure core: load, understand, advance, save.
 *
 * @param understand reads messages in the language of that knowledge; to be shared where there are several of them
 */
export function createGilbert(
  knowledge: Knowledge,
  store: Store,
  understand: Understand = createUnderstand(knowledge.language),
): Gilbert {
  const queues = new Map<string, Promise<unknown>>();

  const eventFrom = (conversation: Conversation, { user, at, input }: Incoming): ConversationEvent => {
    if (input.type !== 'say') return { user, at, ...input };
    const reading = understand(input.text, questionBefore(knowledge, conversation));
    return { user, at, type: 'say', text: input.text, reading };
  };

  const turn = async (incoming: Incoming): Promise<Outgoing> => {
    const { conversationId, eventId, input } = incoming;
    if (input.type === 'say' && input.text.length > LONGEST_MESSAGE) {
      const text = `That message is too long (${input.text.length} characters). Up to ${LONGEST_MESSAGE} I can read.`;
      return { replies: [{ type: 'error', text }], redelivered: false, reading: null };
    }
    for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt += 1) {
      const stored = await store.load(conversationId);
      const before = stored?.conversation ?? newConversation(conversationId, knowledge.version);
      const event = eventFrom(before, incoming);
      const { conversation, replies } = advance(knowledge, before, event);
      const answered = eventId === undefined ? null : { eventId, replies, user: incoming.user };
      const isSaved = await store.save(conversation, stored?.version ?? 0, answered);
      const reading = event.type === 'say' ? event.reading : null;
      if (isSaved) return { replies, redelivered: false, reading };
      // Whatever was answered before cannot be saved again, so that it needs no looking up beforehand.
      const earlier = eventId === undefined ? null : await store.answerTo(conversationId, eventId);
      if (earlier) return { replies: earlier, redelivered: true, reading: null };
    }
    throw new Error(
      `Conversation ${conversationId} could not be saved: ${SAVE_ATTEMPTS} races lost in a row`,
    );
  };

  return {
    take: (incoming) => {
      const { conversationId } = incoming;
      const waiting = queues.get(conversationId) ?? Promise.resolve();
      const done = waiting.then(() => turn(incoming));
      const settled = done.then(
        () => {},
        () => {},
      );
      queues.set(conversationId, settled);
      settled.then(() => {
        if (queues.get(conversationId) === settled) queues.delete(conversationId);
      });
      return done;
    },
  };
}
