import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kysely } from 'kysely';
import Libsql from 'libsql';
import { PatientSqliteDialect, whenUnlocked } from './sqlite-dialect.ts';
import { explainSqlite, explainSqliteFolder } from './sqlite-failures.ts';
import type { Connection, Tables } from './tables.ts';

/**
 * Opens `gilbert.sqlite` in that folder, which is made if need be, readable by its owner only.
 *
 * @throws StoreError when the folder or file cannot be made, read or written, or the file is no database
 */
export async function openSqlite(
  dataDirectory: string,
): Promise<Connection & { readonly raw: Libsql.Database }> {
  const folder = resolve(dataDirectory);
  const place = join(folder, 'gilbert.sqlite');
  const explain = (error: unknown) => explainSqlite(place, error);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explainSqliteFolder(folder, error);
  }
  const raw = await openFile(place).catch((error: unknown) => {
    throw explain(error);
  });
  const database = new Kysely<Tables>({ dialect: new PatientSqliteDialect(raw) });
  return {
    raw,
    database,
    place,
    lockTables: async () => {},
    wipeDeleted: async () => {
      // The log still holds pages as they were before; emptied, only the overwritten ones are left. The connection
      // is reserved because SQLite refuses this within a transaction.
      await database.connection().execute(async () => raw.exec('pragma wal_checkpoint(truncate)'));
    },
    explain,
  };
}

async function openFile(file: string): Promise<Libsql.Database> {
  const database = new Libsql(file);
  try {
    // Two copies that start on a new file may get in each other's way here.
    await whenUnlocked(() => database.prepare('pragma journal_mode = wal').all());
    // What was acknowledged survives a power cut, not only the end of the process.
    database.exec('pragma synchronous = full');
    database.exec('pragma foreign_keys = on');
    // Deleted rows are overwritten: what somebody wanted deleted is not to be found in the file.
    database.exec('pragma secure_delete = on');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
