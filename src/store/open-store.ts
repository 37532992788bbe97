import { setTimeout as delay } from 'node:timers/promises';
import type { StoreOptions } from './retention.ts';
import { createSqlStore } from './sql-store.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

export interface OpenStoreOptions extends StoreOptions {
  /** PostgreSQL, shared by several copies of the program; without it SQLite is used. */
  readonly databaseUrl?: string | undefined;
  /** The folder for the SQLite file; made if need be. */
  readonly dataDirectory: string;
  /** How long to wait for a PostgreSQL that does not answer yet, in milliseconds; by default not at all. */
  readonly patienceMilliseconds?: number;
  /** Told once, when waiting begins. */
  readonly onWaiting?: (reason: StoreError) => void;
}

const RETRY_MILLISECONDS = 500;

/**
 * Opens the store and brings its tables up to date, which is safe while other copies of the program do the same.
 *
 * @throws StoreError whose message tells the operator what is wrong, where, and what to do
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { databaseUrl, dataDirectory } = options;
  // Drivers are loaded only where they are used: that of PostgreSQL alone takes a noticeable part of the start.
  if (databaseUrl === undefined) {
    const { openSqlite } = await import('./open-sqlite.ts');
    return createSqlStore(await openSqlite(dataDirectory), options);
  }
  const { openPostgres } = await import('./open-postgres.ts');
  return patiently(options, () => createSqlStore(openPostgres(databaseUrl), options));
}

async function patiently(
  { patienceMilliseconds = 0, onWaiting }: OpenStoreOptions,
  open: () => Promise<Store>,
): Promise<Store> {
  const attempts = Math.ceil(patienceMilliseconds / RETRY_MILLISECONDS);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'unreachable' || attempt >= attempts) throw error;
      if (attempt === 0) onWaiting?.(error);
      await delay(RETRY_MILLISECONDS);
    }
  }
}
