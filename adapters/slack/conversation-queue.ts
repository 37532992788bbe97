/** Turns one after the other in each conversation, side by side across conversations. */
export type ConversationQueue = <Result>(
  conversationId: string,
  task: () => Promise<Result>,
) => Promise<Result>;

export function createConversationQueue(): ConversationQueue {
  const last = new Map<string, Promise<unknown>>();
  return (conversationId, task) => {
    const done = (last.get(conversationId) ?? Promise.resolve()).then(task);
    const settled = done.then(
      () => {},
      () => {},
    );
    last.set(conversationId, settled);
    settled.then(() => {
      if (last.get(conversationId) === settled) last.delete(conversationId);
    });
    return done;
  };
}
