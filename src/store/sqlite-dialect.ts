import { setTimeout as delay } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import type Libsql from 'libsql';
import { codeOf } from './store-error.ts';

/** Another process may hold the file for a migration or a sweep; a turn takes far less. 5 s in all. */
const LOCK_ATTEMPTS = 500;
const LOCK_DELAY_MILLISECONDS = 10;
/** A turn has a handful of statements; some of the others come in many lengths. */
const MOST_STATEMENTS = 100;

/** Kysely's dialect for SQLite, with waiting, transactions and closing as the store needs them. */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #database: Libsql.Database;

  constructor(database: Libsql.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new PatientSqliteDriver(this.#database);
  }
}

class PatientSqliteDriver extends SqliteDriver {
  readonly #database: Libsql.Database;
  readonly #statements: Map<string, SqliteStatement>;
  #closed = false;

  constructor(database: Libsql.Database) {
    const statements = new Map<string, SqliteStatement>();
    super({ database: preparedOnce(database, statements) });
    this.#database = database;
    this.#statements = statements;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    if (!this.#closed) return new PatientConnection(connection, this.#database, this.#statements);
    await super.releaseConnection();
    throw new Error('it has been closed');
  }

  override async beginTransaction(): Promise<void> {
    await begin(this.#database);
  }

  override async rollbackTransaction(): Promise<void> {
    rollback(this.#database);
  }

  /** Lets what is under way finish. A closed database must not be used again: libsql ends the process then. */
  override async destroy(): Promise<void> {
    await super.acquireConnection();
    this.#closed = true;
    this.#statements.clear();
    await super.destroy();
    await super.releaseConnection();
  }
}

/** The database with its statements kept for the next time: preparing one takes as long as running it. */
function preparedOnce(database: Libsql.Database, statements: Map<string, SqliteStatement>): SqliteDatabase {
  return {
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = database.prepare(sql) as unknown as SqliteStatement;
      if (statements.size === MOST_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
    close: () => database.close(),
  };
}

/** Gives every write a transaction, so that only the beginning of one can find the file locked. */
class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #database: Libsql.Database;
  readonly #statements: Map<string, SqliteStatement>;

  constructor(
    connection: DatabaseConnection,
    database: Libsql.Database,
    statements: Map<string, SqliteStatement>,
  ) {
    this.#connection = connection;
    this.#database = database;
    this.#statements = statements;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const execute = async () => {
      try {
        return await this.#connection.executeQuery<Row>(query);
      } catch (error) {
        // It may be left half-run.
        this.#statements.delete(query.sql);
        throw error;
      }
    };
    if (this.#database.inTransaction) return execute();
    if (/^\s*select\b/i.test(query.sql)) return whenUnlocked(execute);
    await begin(this.#database);
    try {
      const result = await execute();
      this.#database.exec('commit');
      return result;
    } catch (error) {
      rollback(this.#database);
      throw error;
    }
  }

  streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery<Row>(query, 1);
  }
}

/**
 * Takes the write lock at once: a transaction that reads first would fail where it could have waited. By `exec`,
 * because libsql leaves a prepared statement that found the file locked half-run, and the next commit then fails.
 */
async function begin(database: Libsql.Database): Promise<void> {
  await whenUnlocked(() => database.exec('begin immediate'));
}

/** A full or failing disk makes SQLite roll back by itself; doing it again would hide the reason. */
function rollback(database: Libsql.Database): void {
  if (database.inTransaction) database.exec('rollback');
}

/**
 * Does something as soon as no other process holds the file. SQLite's own waiting would let everything else in
 * this process stand still meanwhile.
 *
 * @throws whatever `action` throws; that the file is locked only after 5 seconds
 */
export async function whenUnlocked<Result>(action: () => Result | Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_BUSY') || attempt === LOCK_ATTEMPTS) throw error;
      await delay(LOCK_DELAY_MILLISECONDS);
    }
  }
}
