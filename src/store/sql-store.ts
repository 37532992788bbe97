import { sql } from 'kysely';
import { conversationQueries } from './conversations.ts';
import { deletionQueries } from './delete.ts';
import { feedbackQueries } from './feedback.ts';
import { installationQueries } from './installations.ts';
import { migrate } from './migrate.ts';
import { retention, type StoreOptions } from './retention.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';
import { sweepQueries } from './sweep.ts';
import type { Connection } from './tables.ts';

/**
 * The store on an open database, its tables brought up to date. Closing the store closes the database; so does
 * a failure here.
 *
 * @throws StoreError when the tables cannot be brought up to date
 */
export async function createSqlStore(connection: Connection, options: StoreOptions): Promise<Store> {
  const { database } = connection;
  const keeping = retention(options);
  try {
    await migrate(connection);
  } catch (error) {
    await database.destroy().catch(() => {});
    throw asStoreError(connection, error);
  }

  let closed: Promise<void> | null = null;
  return explaining(connection, {
    ...conversationQueries(database, keeping),
    ...deletionQueries(connection),
    ...feedbackQueries(database, keeping),
    ...installationQueries(connection, keeping, options.passphrase),
    ...sweepQueries(database),
    check: async () => {
      await sql`select 1`.execute(database);
    },
    close: () => {
      closed ??= database.destroy();
      return closed;
    },
  });
}

/** The same store, with every failure told to the operator rather than to the programmer. */
function explaining(connection: Connection, store: Store): Store {
  const told =
    <Arguments extends readonly unknown[], Result>(method: (...given: Arguments) => Promise<Result>) =>
    (...given: Arguments): Promise<Result> =>
      method(...given).catch((error: unknown) => {
        throw asStoreError(connection, error);
      });
  return {
    load: told(store.load),
    answerTo: told(store.answerTo),
    save: told(store.save),
    deleteConversation: told(store.deleteConversation),
    deleteUser: told(store.deleteUser),
    addFeedback: told(store.addFeedback),
    replaceFeedback: told(store.replaceFeedback),
    feedback: told(store.feedback),
    saveInstallation: told(store.saveInstallation),
    installation: told(store.installation),
    deleteInstallation: told(store.deleteInstallation),
    sweep: told(store.sweep),
    check: told(store.check),
    close: told(store.close),
  };
}

function asStoreError({ explain }: Connection, error: unknown): StoreError {
  return error instanceof StoreError ? error : explain(error);
}
