import type { Transaction } from 'kysely';
import type { Conversation } from '../conversation/conversation.ts';
import { speakersOf } from './anonymise.ts';
import { keyOf } from './key.ts';
import type { Retention } from './retention.ts';
import type { AnsweredEvent, ConversationStore } from './store.ts';
import type { Database, Tables } from './tables.ts';

/** Thrown to take a transaction back; never leaves this file. */
class LostRace extends Error {}

/** Conversations and the events they have answered, in SQL. */
export function conversationQueries(
  database: Database,
  retention: Retention,
): Pick<ConversationStore, 'load' | 'answerTo' | 'save'> {
  return {
    load: async (conversationId) => {
      const row = await database
        .selectFrom('conversations')
        .select(['body', 'version'])
        .where('id', '=', keyOf(conversationId))
        .where('expires_at', '>', retention.now())
        .executeTakeFirst();
      return row ? { conversation: JSON.parse(row.body), version: row.version } : null;
    },

    answerTo: async (conversationId, eventId) => {
      const row = await database
        .selectFrom('answered_events')
        .select('replies')
        .where('conversation_id', '=', keyOf(conversationId))
        .where('event_id', '=', keyOf(eventId))
        .executeTakeFirst();
      return row ? JSON.parse(row.replies) : null;
    },

    save: async (conversation, version, answered) => {
      const now = retention.now();
      const times = { updated_at: now, expires_at: retention.conversationExpiry(now) };
      const answerExpiry = retention.answerExpiry(now);
      const id = keyOf(conversation.id);
      try {
        // Read committed, so that a save that had to wait for another sees the version that one left behind.
        await database
          .transaction()
          .setIsolationLevel('read committed')
          .execute(async (transaction) => {
            if ((await write(transaction, conversation, version, times)) === 0n) throw new LostRace();
            await noteSpeakers(transaction, id, conversation, answered);
            if (answered && (await noteAnswer(transaction, id, answered, answerExpiry)) === 0n)
              throw new LostRace();
          });
        return true;
      } catch (error) {
        if (error instanceof LostRace) return false;
        throw error;
      }
    },
  };
}

/** Rows written: 0 when the conversation has moved on. */
async function write(
  transaction: Transaction<Tables>,
  conversation: Conversation,
  version: number,
  { updated_at, expires_at }: { readonly updated_at: number; readonly expires_at: number },
): Promise<bigint> {
  const id = keyOf(conversation.id);
  const body = JSON.stringify(conversation);
  const row = { body, knowledge_version: conversation.knowledgeVersion, updated_at, expires_at };
  if (version > 0) {
    const { numUpdatedRows } = await transaction
      .updateTable('conversations')
      .set({ ...row, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    return numUpdatedRows;
  }
  // A new conversation takes the place of an expired one that was not swept yet. It goes on with that one's
  // version, so that a copy which loaded the old one just before cannot save over the new one.
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('conversations')
    .values({ id, version: 1, ...row })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(({ eb }) => ({ ...row, version: eb('conversations.version', '+', 1) }))
        .where('conversations.expires_at', '<=', updated_at),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows ?? 0n;
}

async function noteSpeakers(
  transaction: Transaction<Tables>,
  id: string,
  conversation: Conversation,
  answered: AnsweredEvent | null,
): Promise<void> {
  const users = new Set(speakersOf(conversation));
  if (answered?.user !== undefined) users.add(answered.user);
  if (users.size === 0) return;
  await transaction
    .insertInto('speakers')
    .values([...users].map((user) => ({ speaker: keyOf(user), conversation_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Rows written: 0 when the event was answered before. */
async function noteAnswer(
  transaction: Transaction<Tables>,
  id: string,
  { eventId, replies }: AnsweredEvent,
  expires_at: number,
): Promise<bigint> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('answered_events')
    .values({
      conversation_id: id,
      event_id: keyOf(eventId),
      replies: JSON.stringify(replies),
      expires_at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows ?? 0n;
}
