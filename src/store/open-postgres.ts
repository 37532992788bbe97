import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';
import { explainPostgres } from './postgres-failures.ts';
import { StoreError } from './store-error.ts';
import type { Connection, Tables } from './tables.ts';

/** So long a connection may take to open, and a query to answer, before the database counts as away. */
const CONNECT_MILLISECONDS = 5_000;
const QUERY_MILLISECONDS = 10_000;
const LARGEST_POOL = 10;
/** Any number no other program is likely to lock: the letters "gilb". */
const TABLE_LOCK = 0x67696c62;

/**
 * Opens the database that a connection string such as `postgres://user:password@host:5432/gilbert` names. Connects
 * with the first query, and again by itself after the database was away.
 *
 * @throws StoreError `refused` when that is no connection string
 */
export function openPostgres(databaseUrl: string, queryMilliseconds = QUERY_MILLISECONDS): Connection {
  const place = placeOf(databaseUrl);
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: LARGEST_POOL,
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    query_timeout: queryMilliseconds,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection that breaks while nobody waits for an answer has nobody else to tell; without these listeners
  // it would end the process. The next query opens a new one, or reports the failure.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  return {
    database: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: withoutStalled(pool) }) }),
    place,
    lockTables: async (transaction) => {
      await sql`select pg_advisory_xact_lock(${TABLE_LOCK})`.execute(transaction);
    },
    // Deleted rows are out of reach at once, and off the disk with PostgreSQL's next vacuum.
    wipeDeleted: async () => {},
    explain: (error) => explainPostgres(place, error),
  };
}

/** `bigint` as a number: the milliseconds kept here are far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (type, format) =>
  type === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(type, format);

/**
 * A pool that takes no connection back on which a query went without an answer: it would stall whoever is next.
 * Nothing more is asked of such a connection either, so that one turn waits for one time-out, not for several.
 */
function withoutStalled(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      const client = await pool.connect();
      let lost: unknown = null;
      const query = async (text: string, values: readonly unknown[]) => {
        if (lost !== null) throw lost;
        try {
          return await client.query(text, [...values]);
        } catch (error) {
          if (!(error instanceof pg.DatabaseError)) lost = error;
          throw error;
        }
      };
      // Of the two ways to call it, the one with a cursor is for streams, which are not used here.
      return {
        query: query as unknown as PostgresPoolClient['query'],
        release: () => client.release(lost !== null),
      };
    },
    end: () => pool.end(),
  };
}

function placeOf(databaseUrl: string): string {
  try {
    const { host, port, database } = new pg.Client({ connectionString: databaseUrl });
    return `PostgreSQL at ${host}:${port}, database ${database}`;
  } catch {
    // What could not be read may hold a password, so neither it nor the complaint about it is shown.
    throw new StoreError(
      'refused',
      'The database URL cannot be read. Expected is postgres://user:password@host:5432/database, with special ' +
        'characters in the password percent-encoded.',
    );
  }
}
