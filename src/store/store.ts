import type { Conversation } from '../conversation/conversation.ts';
import type { Reply } from '../reply/reply.ts';

/** A conversation as stored, with the version a save must name to show that nothing was saved in between. */
export interface Stored {
  readonly conversation: Conversation;
  readonly version: number;
}

/** An event that has been answered, so that its redelivery gets the same answer and changes nothing. */
export interface AnsweredEvent {
  readonly eventId: string;
  readonly replies: readonly Reply[];
}

/** Where conversations are kept between turns. */
export interface Store {
  /** The conversation of that id; null before its first turn. */
  load(conversationId: string): Promise<Stored | null>;

  /** What an event of the conversation was answered with; null if it is new. */
  answerTo(conversationId: string, eventId: string): Promise<readonly Reply[] | null>;

  /**
   * Saves the conversation and the answered event together, or neither. `version` is the one it was loaded with
   * (0 for a new conversation). False when another turn was saved since, or the event was answered since.
   */
  save(conversation: Conversation, version: number, answered: AnsweredEvent | null): Promise<boolean>;

  close(): Promise<void>;
}
