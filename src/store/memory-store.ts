import { anonymise, SOMEONE, speakersOf } from './anonymise.ts';
import { type Retention, retention, type StoreOptions } from './retention.ts';
import type { AnsweredEvent, Deleted, Feedback, Store, Stored } from './store.ts';

interface Kept<Value> {
  readonly value: Value;
  readonly expiresAt: number;
}

/** An event's key; the id of its conversation comes first. */
const keyOf = (conversationId: string, eventId: string) => JSON.stringify([conversationId, eventId]);
const isOf = (conversationId: string) => {
  const beginning = `${JSON.stringify([conversationId]).slice(0, -1)},`;
  return (key: string) => key.startsWith(beginning);
};

/** A store that lasts as long as the process, for a single question and for tests. */
export function createMemoryStore(options: StoreOptions = {}): Store {
  const { now, conversationExpiry, answerExpiry }: Retention = retention(options);
  const conversations = new Map<string, Kept<Stored>>();
  const speakers = new Map<string, ReadonlySet<string>>();
  const answers = new Map<string, Kept<AnsweredEvent>>();
  const given = new Map<string, Kept<Feedback>>();
  const installations = new Map<string, string>();

  const emptyReplies = (conversationId: string) => {
    for (const key of [...answers.keys()].filter(isOf(conversationId))) {
      const answer = answers.get(key);
      if (answer) answers.set(key, { ...answer, value: { eventId: answer.value.eventId, replies: [] } });
    }
  };
  const forget = (conversationId: string) => {
    emptyReplies(conversationId);
    speakers.delete(conversationId);
    return conversations.delete(conversationId);
  };

  return {
    load: async (conversationId) => {
      const kept = conversations.get(conversationId);
      return kept && kept.expiresAt > now() ? kept.value : null;
    },
    answerTo: async (conversationId, eventId) =>
      answers.get(keyOf(conversationId, eventId))?.value.replies ?? null,
    save: async (conversation, version, answered) => {
      const { id } = conversation;
      const kept = conversations.get(id);
      const current = kept?.value.version ?? 0;
      const replaces = version === 0 && kept !== undefined && kept.expiresAt <= now();
      if (current !== version && !replaces) return false;
      if (answered && answers.has(keyOf(id, answered.eventId))) return false;
      const stored = { conversation, version: current + 1 };
      conversations.set(id, { value: stored, expiresAt: conversationExpiry(now()) });
      const heard = answered?.user === undefined ? [] : [answered.user];
      speakers.set(id, new Set([...(speakers.get(id) ?? []), ...speakersOf(conversation), ...heard]));
      if (answered) {
        answers.set(keyOf(id, answered.eventId), { value: answered, expiresAt: answerExpiry(now()) });
      }
      return true;
    },
    deleteConversation: async (conversationId) => {
      removeWhere(given, ({ value }) => value.conversationId === conversationId);
      return forget(conversationId);
    },

    deleteUser: async (user): Promise<Deleted> => {
      const concerned = [...speakers].filter(([, users]) => users.has(user));
      const isShared = (users: ReadonlySet<string>) =>
        [...users].some((other) => other !== user && other !== SOMEONE);
      const shared = concerned.filter(([, users]) => isShared(users));
      for (const [id, users] of concerned) {
        const kept = conversations.get(id);
        if (!isShared(users) || !kept) {
          forget(id);
          continue;
        }
        const { conversation, version } = kept.value;
        const value = { conversation: anonymise(conversation, user), version: version + 1 };
        conversations.set(id, { ...kept, value });
        speakers.set(id, new Set([...users].filter((other) => other !== user)));
        emptyReplies(id);
      }
      return {
        conversations: concerned.length - shared.length,
        anonymised: shared.length,
        feedback: removeWhere(given, ({ value }) => value.user === user),
      };
    },

    addFeedback: async (feedback) => {
      const key = keyOf(feedback.conversationId, feedback.eventId);
      if (given.has(key)) return false;
      given.set(key, { value: feedback, expiresAt: conversationExpiry(feedback.at) });
      return true;
    },
    replaceFeedback: async (feedback) => {
      const key = keyOf(feedback.conversationId, feedback.eventId);
      given.set(key, { value: feedback, expiresAt: conversationExpiry(feedback.at) });
    },
    feedback: async () => [...given.values()].map(({ value }) => value).sort((a, b) => a.at - b.at),

    saveInstallation: async (id, installation) => {
      installations.set(id, JSON.stringify(installation));
    },
    installation: async (id) => JSON.parse(installations.get(id) ?? 'null'),
    deleteInstallation: async (id) => installations.delete(id),

    sweep: async (moment) => {
      const expired = ({ expiresAt }: Kept<unknown>) => expiresAt <= moment;
      const swept = {
        conversations: removeWhere(conversations, expired),
        answers: removeWhere(answers, expired),
        feedback: removeWhere(given, expired),
      };
      for (const id of [...speakers.keys()].filter((each) => !conversations.has(each))) speakers.delete(id);
      return swept;
    },
    check: async () => {},
    close: async () => {},
  };
}

/** How many there were. */
function removeWhere<Value>(map: Map<string, Value>, fits: (value: Value) => boolean): number {
  const keys = [...map].filter(([, value]) => fits(value)).map(([key]) => key);
  for (const key of keys) map.delete(key);
  return keys.length;
}
