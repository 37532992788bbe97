import type { RespondFn } from '@slack/bolt';

/** Where what only one person sees was last answered to, by conversation: a form brings no address of its own. */
export interface Responders {
  readonly remember: (conversationId: string, respond: RespondFn) => void;
  /** Null where there is none any more. */
  readonly find: (conversationId: string) => RespondFn | null;
}

/** Slack takes answers to such an address for half an hour. */
const VALID_MILLISECONDS = 29 * 60_000;
const MOST_REMEMBERED = 5000;

export function createResponders(now: () => number = Date.now): Responders {
  const known = new Map<string, { readonly respond: RespondFn; readonly until: number }>();
  return {
    remember: (conversationId, respond) => {
      known.delete(conversationId);
      known.set(conversationId, { respond, until: now() + VALID_MILLISECONDS });
      const oldest = known.keys().next();
      if (known.size > MOST_REMEMBERED && !oldest.done) known.delete(oldest.value);
    },
    find: (conversationId) => {
      const found = known.get(conversationId);
      return found && found.until > now() ? found.respond : null;
    },
  };
}
