/** How a store keeps things. */
export interface StoreOptions {
  /** Milliseconds since 1970; the system's clock by default. */
  readonly clock?: () => number;
  /** How long a conversation is kept after its last turn, in days; 90 by default. */
  readonly conversationDays?: number;
  /** Encrypts installations; without it they can be neither saved nor read. */
  readonly passphrase?: string | undefined;
}

/** The moments at which what is saved now expires. */
export interface Retention {
  readonly now: () => number;
  readonly conversationExpiry: (savedAt: number) => number;
  readonly answerExpiry: (savedAt: number) => number;
}

const DAY = 86_400_000;
const CONVERSATION_DAYS = 90;
/** Platforms give up redelivering after hours; a week also covers a queue that stood still over some days. */
const ANSWER_DAYS = 7;

/** Answers are kept no longer than conversations, so that none outlives the record of who took part. */
export function retention({
  clock = Date.now,
  conversationDays = CONVERSATION_DAYS,
}: StoreOptions): Retention {
  const answerDays = Math.min(ANSWER_DAYS, conversationDays);
  return {
    now: clock,
    conversationExpiry: (savedAt) => savedAt + conversationDays * DAY,
    answerExpiry: (savedAt) => savedAt + answerDays * DAY,
  };
}
