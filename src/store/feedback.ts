import { keyOf } from './key.ts';
import type { Retention } from './retention.ts';
import type { Feedback, FeedbackStore } from './store.ts';
import type { Database } from './tables.ts';

/** What people thought of the answers, in SQL. */
export function feedbackQueries(database: Database, retention: Retention): FeedbackStore {
  const insert = (feedback: Feedback) =>
    database.insertInto('feedback').values({
      conversation_id: keyOf(feedback.conversationId),
      event_id: keyOf(feedback.eventId),
      speaker: keyOf(feedback.user),
      body: JSON.stringify(feedback),
      given_at: feedback.at,
      expires_at: retention.conversationExpiry(feedback.at),
    });
  return {
    addFeedback: async (feedback) => {
      const { numInsertedOrUpdatedRows } = await insert(feedback)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    replaceFeedback: async (feedback) => {
      await insert(feedback)
        .onConflict((conflict) =>
          conflict.columns(['conversation_id', 'event_id']).doUpdateSet(({ ref }) => ({
            body: ref('excluded.body'),
            given_at: ref('excluded.given_at'),
            expires_at: ref('excluded.expires_at'),
          })),
        )
        .execute();
    },

    feedback: async () => {
      const rows = await database
        .selectFrom('feedback')
        .select('body')
        .orderBy('given_at')
        .orderBy('event_id')
        .execute();
      return rows.map(({ body }) => JSON.parse(body));
    },
  };
}
