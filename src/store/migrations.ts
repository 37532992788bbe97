import type { Transaction } from 'kysely';
import type { Tables } from './tables.ts';

type Migration = (transaction: Transaction<Tables>) => Promise<void>;

const createTables: Migration = async ({ schema }) => {
  await schema
    .createTable('conversations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('knowledge_version', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('speakers')
    .addColumn('speaker', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversations.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('speakers_key', ['conversation_id', 'speaker'])
    .execute();
  await schema
    .createTable('answered_events')
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('replies', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('answered_events_key', ['conversation_id', 'event_id'])
    .execute();
  await schema
    .createTable('feedback')
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('speaker', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('given_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('feedback_key', ['conversation_id', 'event_id'])
    .execute();
  await schema
    .createTable('installations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  for (const table of ['conversations', 'answered_events', 'feedback'] as const) {
    await schema.createIndex(`${table}_expiry`).on(table).column('expires_at').execute();
  }
  for (const table of ['speakers', 'feedback'] as const) {
    await schema.createIndex(`${table}_speaker`).on(table).column('speaker').execute();
  }
};

/** Steps from an empty database to today's tables. Append only: the version of a database counts those it has seen. */
export const migrations: readonly Migration[] = [createTables];
