/** Where a reply is shown, as far as its form depends on it. */
export interface Place {
  /** The conversation (see conversation-key.ts). */
  readonly key: string;
  /** The id of the only user who may answer; null where everybody in the place may. */
  readonly owner: string | null;
  /** Whether a thread can be opened here. */
  readonly canThread: boolean;
  /** Seen by one person only, where others could see it too. */
  readonly canShare: boolean;
  /** In a thread plain words are not heard: one mentions the bot or presses a button. */
  readonly isThread: boolean;
  /** Only one person sees the conversation. */
  readonly isPrivate: boolean;
  readonly canAttach: boolean;
}
