import type { Transaction } from 'kysely';
import type { Conversation } from '../conversation/conversation.ts';
import { anonymise, SOMEONE } from './anonymise.ts';
import { keyOf } from './key.ts';
import type { Deleted, Store } from './store.ts';
import type { Connection, Tables } from './tables.ts';

/** What became of a conversation when one of its speakers was deleted. */
type Outcome = 'conversations' | 'anonymised' | 'gone' | 'raced';

/** Deleting at a person's wish, in SQL. Every conversation is a transaction of its own: turns go on meanwhile. */
export function deletionQueries({
  database,
  wipeDeleted,
}: Connection): Pick<Store, 'deleteConversation' | 'deleteUser'> {
  return {
    deleteConversation: async (conversationId) => {
      const id = keyOf(conversationId);
      const deleted = await database.transaction().execute(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('conversations')
          .where('id', '=', id)
          .executeTakeFirst();
        await transaction.deleteFrom('feedback').where('conversation_id', '=', id).execute();
        await emptyReplies(transaction, id);
        return numDeletedRows > 0n;
      });
      await wipeDeleted();
      return deleted;
    },

    deleteUser: async (user): Promise<Deleted> => {
      const counts = { conversations: 0, anonymised: 0, gone: 0, raced: 0 };
      for (;;) {
        const found = await database
          .selectFrom('speakers')
          .select('conversation_id as id')
          .where('speaker', '=', keyOf(user))
          .limit(100)
          .execute();
        if (found.length === 0) break;
        for (const { id } of found) {
          const outcome = await database
            .transaction()
            .setIsolationLevel('read committed')
            .execute((transaction) => deleteFrom(transaction, id, user));
          counts[outcome] += 1;
        }
      }
      const { numDeletedRows } = await database
        .deleteFrom('feedback')
        .where('speaker', '=', keyOf(user))
        .executeTakeFirst();
      await wipeDeleted();
      const { conversations, anonymised } = counts;
      return { conversations, anonymised, feedback: Number(numDeletedRows) };
    },
  };
}

async function deleteFrom(transaction: Transaction<Tables>, id: string, user: string): Promise<Outcome> {
  const row = await transaction
    .selectFrom('conversations')
    .select(['body', 'version'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return 'gone';
  const others = await transaction
    .selectFrom('speakers')
    .select('speaker')
    .where('conversation_id', '=', id)
    .where('speaker', 'not in', [keyOf(user), keyOf(SOMEONE)])
    .executeTakeFirst();
  const sameVersion = { id, version: row.version };
  const written = others
    ? await replaceBody(transaction, sameVersion, anonymise(JSON.parse(row.body), user))
    : await deleteRow(transaction, sameVersion);
  // A turn was saved in between; the speaker is still noted, so the next round comes back to it.
  if (written === 0n) return 'raced';
  await transaction
    .deleteFrom('speakers')
    .where('conversation_id', '=', id)
    .where('speaker', '=', keyOf(user))
    .execute();
  await emptyReplies(transaction, id);
  return others ? 'anonymised' : 'conversations';
}

interface Row {
  readonly id: string;
  readonly version: number;
}

async function replaceBody(
  transaction: Transaction<Tables>,
  { id, version }: Row,
  conversation: Conversation,
): Promise<bigint> {
  const { numUpdatedRows } = await transaction
    .updateTable('conversations')
    .set({ body: JSON.stringify(conversation), version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows;
}

async function deleteRow(transaction: Transaction<Tables>, { id, version }: Row): Promise<bigint> {
  const { numDeletedRows } = await transaction
    .deleteFrom('conversations')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numDeletedRows;
}

/** The event ids stay, so that a late redelivery is still known as one. */
async function emptyReplies(transaction: Transaction<Tables>, id: string): Promise<void> {
  await transaction
    .updateTable('answered_events')
    .set({ replies: '[]' })
    .where('conversation_id', '=', id)
    .execute();
}
