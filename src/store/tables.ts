import type { Kysely, Transaction } from 'kysely';
import type { StoreError } from './store-error.ts';

/*
 * The tables, alike in both databases. Ids are keys as `keyOf` makes them; times are milliseconds since 1970;
 * `body`, `replies` are JSON as text, which is only ever read whole.
 */

export interface Tables {
  readonly gilbert_schema: { readonly version: number };
  readonly conversations: {
    readonly id: string;
    readonly body: string;
    readonly version: number;
    readonly knowledge_version: string;
    readonly updated_at: number;
    readonly expires_at: number;
  };
  /** Everybody who ever spoke in a conversation, also where an undo took the entry back. */
  readonly speakers: { readonly speaker: string; readonly conversation_id: string };
  readonly answered_events: {
    readonly conversation_id: string;
    readonly event_id: string;
    readonly replies: string;
    readonly expires_at: number;
  };
  readonly feedback: {
    readonly conversation_id: string;
    readonly event_id: string;
    readonly speaker: string;
    readonly body: string;
    readonly given_at: number;
    readonly expires_at: number;
  };
  readonly installations: { readonly id: string; readonly sealed: string; readonly updated_at: number };
}

export type Database = Kysely<Tables>;

/** An open database, with the little in which the two kinds differ. */
export interface Connection {
  readonly database: Database;
  /** Where it is, for messages; without user and password. */
  readonly place: string;
  /** Lets one copy at a time change the tables, until the transaction ends. */
  readonly lockTables: (transaction: Transaction<Tables>) => Promise<void>;
  /** Makes deleted rows unreadable where the database itself would leave them lying about. */
  readonly wipeDeleted: () => Promise<void>;
  /** What the driver threw, for the operator. */
  readonly explain: (error: unknown) => StoreError;
}
