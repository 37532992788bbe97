import { openLater } from './open-later.ts';
import type { StoreOptions } from './retention.ts';
import { createSqlStore } from './sql-store.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

export interface OpenStoreOptions extends StoreOptions {
  /** PostgreSQL, shared by several copies of the program; without it SQLite is used. */
  readonly databaseUrl?: string | undefined;
  /** The folder for the SQLite file; made if need be. */
  readonly dataDirectory: string;
  /**
   * Told when PostgreSQL does not answer yet. The store then fails with every call until it does. Without this, a
   * database that does not answer is a failure to open.
   */
  readonly onAway?: ((reason: StoreError) => void) | undefined;
}

/**
 * Opens the store and brings its tables up to date, which is safe while other copies of the program do the same.
 *
 * @throws StoreError whose message tells the operator what is wrong, where, and what to do
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { databaseUrl, dataDirectory, onAway } = options;
  // Drivers are loaded only where they are used: that of PostgreSQL alone takes a noticeable part of the start.
  if (databaseUrl === undefined) {
    const { openSqlite } = await import('./open-sqlite.ts');
    return createSqlStore(await openSqlite(dataDirectory), options);
  }
  const { openPostgres } = await import('./open-postgres.ts');
  const open = () => createSqlStore(openPostgres(databaseUrl), options);
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'unreachable' || !onAway) throw error;
    onAway(error);
    return openLater(open);
  }
}
