import type { Conversation } from '../conversation/conversation.ts';
import type { DecisionId, NodeId } from '../flowchart/flowchart.ts';
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
  /** Whose event it was; a question that changed nothing leaves no other trace of the person. */
  readonly user?: string;
}

/** What somebody thought of an answer, or a message that was not understood. */
export interface Feedback {
  readonly conversationId: string;
  /** The platform's id of the press or message; the same one again changes nothing. */
  readonly eventId: string;
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly verdict: 'helpful' | 'unhelpful' | 'not-understood';
  /** The question that was open, and the outcomes that had been reached. */
  readonly decision: DecisionId | null;
  readonly outcomes: readonly NodeId[];
  /** The message that was misread; only where the operator allows messages to be kept. */
  readonly message?: string;
}

/** What was removed at a person's wish. */
export interface Deleted {
  /** Conversations in which only that person spoke: gone. */
  readonly conversations: number;
  /** Conversations with others: the person's name and words are gone, the facts about the shared job stay. */
  readonly anonymised: number;
  readonly feedback: number;
}

/** What a sweep removed. */
export interface Swept {
  readonly conversations: number;
  readonly answers: number;
  readonly feedback: number;
}

/** Conversations between turns. */
export interface ConversationStore {
  /** The conversation of that id; null before its first turn and after it has expired. */
  load(conversationId: string): Promise<Stored | null>;

  /** What an event of the conversation was answered with; null if it is new. Kept for a week at most. */
  answerTo(conversationId: string, eventId: string): Promise<readonly Reply[] | null>;

  /**
   * Saves the conversation and the answered event together, or neither. `version` is the one it was loaded with
   * (0 for a new conversation). False when another turn was saved since, or the event was answered since.
   */
  save(conversation: Conversation, version: number, answered: AnsweredEvent | null): Promise<boolean>;

  /**
   * Removes a conversation with its feedback. Its answered events stay known for their week, with empty replies,
   * so that a late redelivery does not bring the conversation back. False when there was none.
   */
  deleteConversation(conversationId: string): Promise<boolean>;
}

/** What people thought of the answers; goes when the conversation expires. */
export interface FeedbackStore {
  /** False when that event's feedback is there already. */
  addFeedback(feedback: Feedback): Promise<boolean>;

  /** For those who change their mind: puts it in the place of what was given under that event id. */
  replaceFeedback(feedback: Feedback): Promise<void>;

  /** All of it, oldest first. */
  feedback(): Promise<readonly Feedback[]>;
}

/**
 * Where Slack has installed the app: the platform's JSON by team or enterprise id, encrypted with a passphrase.
 * Every method rejects with a StoreError of kind `wrong-key` when the passphrase is missing or another one.
 */
export interface InstallationStore {
  /** Puts the installation in the place of the earlier one of that id. */
  saveInstallation(id: string, installation: unknown): Promise<void>;

  /** Null when there is none. */
  installation(id: string): Promise<unknown>;

  /** False when there was none; needs no passphrase. */
  deleteInstallation(id: string): Promise<boolean>;
}

/** Everything Gilbert remembers. All methods reject with a StoreError when the database fails, and with nothing else. */
export interface Store extends ConversationStore, FeedbackStore, InstallationStore {
  /**
   * Removes everything of a person, named as in the conversations. Conversations with nobody else go altogether.
   * In shared ones the others' advice rests on what everybody said, so the facts stay, and the person's name and
   * words are replaced. Stored replies may quote the person; those of all these conversations are emptied.
   */
  deleteUser(user: string): Promise<Deleted>;

  /** Removes what has expired by that moment (milliseconds since 1970). */
  sweep(now: number): Promise<Swept>;

  /** Resolves when the database answers. */
  check(): Promise<void>;

  close(): Promise<void>;
}
