import type { Store } from './store.ts';
import type { Database } from './tables.ts';

/** So many rows at a time, so that turns find their way in between. */
const BATCH = 500;

/** Removes what has expired. */
export function sweepQueries(database: Database): Pick<Store, 'sweep'> {
  return {
    sweep: async (now) => {
      const conversations = await inBatches(() =>
        database
          .deleteFrom('conversations')
          .where('id', 'in', (query) =>
            query.selectFrom('conversations').select('id').where('expires_at', '<=', now).limit(BATCH),
          )
          // Once more: a turn may have been saved while this waited for it.
          .where('expires_at', '<=', now)
          .executeTakeFirst(),
      );
      const expiredEvents = (table: 'answered_events' | 'feedback') =>
        inBatches(() =>
          database
            .deleteFrom(table)
            .where(({ eb, refTuple, selectFrom }) =>
              eb(
                refTuple('conversation_id', 'event_id'),
                'in',
                selectFrom(table)
                  .select(['conversation_id', 'event_id'])
                  .where('expires_at', '<=', now)
                  .limit(BATCH)
                  .$asTuple('conversation_id', 'event_id'),
              ),
            )
            .executeTakeFirst(),
        );
      return {
        conversations,
        answers: await expiredEvents('answered_events'),
        feedback: await expiredEvents('feedback'),
      };
    },
  };
}

async function inBatches(deleteSome: () => Promise<{ readonly numDeletedRows: bigint }>): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = Number((await deleteSome()).numDeletedRows);
    if (removed === 0) return total;
    total += removed;
    // SQLite works in this thread: let everything else have its turn before the next batch.
    await new Promise((resume) => setImmediate(resume));
  }
}
