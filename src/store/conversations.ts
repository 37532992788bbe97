import { sql, type Transaction } from 'kysely';
import type { Conversation } from '../conversation/conversation.ts';
import { speakersOf } from './anonymise.ts';
import { keyOf } from './key.ts';
import type { Retention } from './retention.ts';
import type { AnsweredEvent, ConversationStore } from './store.ts';
import type { Database, Tables } from './tables.ts';

/** Thrown to take a transaction back; never leaves this file. */
class LostRace extends Error {}

/**
 * Conversations and the events they have answered, in SQL. What every turn asks is written out: a query builder takes
 * longer to put it together than the database to answer it.
 */
export function conversationQueries(
  database: Database,
  retention: Retention,
): Pick<ConversationStore, 'load' | 'answerTo' | 'save'> {
  return {
    load: async (conversationId) => {
      const { rows } = await sql<Pick<Tables['conversations'], 'body' | 'version'>>`
        select body, version from conversations
        where id = ${keyOf(conversationId)} and expires_at > ${retention.now()}`.execute(database);
      const [row] = rows;
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
  const { knowledgeVersion } = conversation;
  // A new conversation takes the place of an expired one that was not swept yet. It goes on with that one's
  // version, so that a copy which loaded the old one just before cannot save over the new one.
  const query =
    version > 0
      ? sql`update conversations set body = ${body}, knowledge_version = ${knowledgeVersion},
          updated_at = ${updated_at}, expires_at = ${expires_at}, version = ${version + 1}
          where id = ${id} and version = ${version}`
      : sql`insert into conversations (id, version, body, knowledge_version, updated_at, expires_at)
          values (${id}, 1, ${body}, ${knowledgeVersion}, ${updated_at}, ${expires_at})
          on conflict (id) do update set body = excluded.body, knowledge_version = excluded.knowledge_version,
          updated_at = excluded.updated_at, expires_at = excluded.expires_at, version = conversations.version + 1
          where conversations.expires_at <= ${updated_at}`;
  const { numAffectedRows } = await query.execute(transaction);
  return numAffectedRows ?? 0n;
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
  const rows = [...users].map((user) => sql`(${keyOf(user)}, ${id})`);
  await sql`insert into speakers (speaker, conversation_id) values ${sql.join(rows)}
    on conflict do nothing`.execute(transaction);
}

/** Rows written: 0 when the event was answered before. */
async function noteAnswer(
  transaction: Transaction<Tables>,
  id: string,
  { eventId, replies }: AnsweredEvent,
  expires_at: number,
): Promise<bigint> {
  const { numAffectedRows } = await sql`
    insert into answered_events (conversation_id, event_id, replies, expires_at)
    values (${id}, ${keyOf(eventId)}, ${JSON.stringify(replies)}, ${expires_at})
    on conflict do nothing`.execute(transaction);
  return numAffectedRows ?? 0n;
}
