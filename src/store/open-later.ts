import type { Store } from './store.ts';

/**
 * A store that whichever call comes first opens. While that fails, each call fails as opening it did, and the next
 * one tries again.
 */
export function openLater(open: () => Promise<Store>): Store {
  let opening: Promise<Store> | null = null;
  const opened = (): Promise<Store> => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  return {
    load: async (...given) => (await opened()).load(...given),
    answerTo: async (...given) => (await opened()).answerTo(...given),
    save: async (...given) => (await opened()).save(...given),
    deleteConversation: async (...given) => (await opened()).deleteConversation(...given),
    deleteUser: async (...given) => (await opened()).deleteUser(...given),
    addFeedback: async (...given) => (await opened()).addFeedback(...given),
    replaceFeedback: async (...given) => (await opened()).replaceFeedback(...given),
    feedback: async () => (await opened()).feedback(),
    saveInstallation: async (...given) => (await opened()).saveInstallation(...given),
    installation: async (...given) => (await opened()).installation(...given),
    deleteInstallation: async (...given) => (await opened()).deleteInstallation(...given),
    sweep: async (...given) => (await opened()).sweep(...given),
    check: async () => (await opened()).check(),
    close: async () => {
      const store = await opening?.catch(() => null);
      await store?.close();
    },
  };
}
