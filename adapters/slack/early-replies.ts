import type { Heard } from './read-event.ts';

/** Replies that came before the mention they follow: Slack does not promise the order of events. */
export interface EarlyReplies {
  readonly keep: (reply: Heard) => void;
  /** Those to the conversation that were written after that message, oldest first. They are kept no longer. */
  readonly takeAfter: (message: Heard) => readonly Heard[];
}

/** Later a reply would surprise more than it helps. */
const KEPT_MILLISECONDS = 60_000;
const MOST_KEPT = 1000;

export function createEarlyReplies(): EarlyReplies {
  let kept: readonly Heard[] = [];
  return {
    keep: (reply) => {
      const { at } = reply.incoming;
      kept = [...kept.filter(({ incoming }) => at - incoming.at < KEPT_MILLISECONDS), reply].slice(
        -MOST_KEPT,
      );
    },
    takeAfter: ({ ts, incoming: { conversationId, at } }) => {
      const isOf = (reply: Heard) => reply.incoming.conversationId === conversationId;
      const found = kept.filter((reply) => isOf(reply) && at - reply.incoming.at < KEPT_MILLISECONDS);
      kept = kept.filter((reply) => !isOf(reply));
      return found
        .filter((reply) => Number(reply.ts) > Number(ts))
        .sort((one, other) => Number(one.ts) - Number(other.ts));
    },
  };
}
