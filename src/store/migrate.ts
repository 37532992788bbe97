import { migrations } from './migrations.ts';
import { StoreError } from './store-error.ts';
import type { Connection } from './tables.ts';

/**
 * Brings the tables up to date, one copy of the program at a time; all of it or nothing.
 *
 * @throws StoreError `newer` when a newer version of the program has used the database
 */
export async function migrate({ database, lockTables, place }: Connection): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await lockTables(transaction);
    await transaction.schema
      .createTable('gilbert_schema')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.notNull())
      .execute();
    const row = await transaction.selectFrom('gilbert_schema').select('version').executeTakeFirst();
    const version = row?.version ?? 0;
    if (version > migrations.length) {
      throw new StoreError(
        'newer',
        `${place} belongs to a newer version of the program (tables of version ${version}, this program knows ` +
          `${migrations.length}). Start the newer version, or give this one another database. Nothing was changed.`,
      );
    }
    // The version is written even if nothing changes: that a database cannot be written is to be found out now, not
    // at the first answer.
    for (const step of migrations.slice(version)) await step(transaction);
    await transaction.deleteFrom('gilbert_schema').execute();
    await transaction.insertInto('gilbert_schema').values({ version: migrations.length }).execute();
  });
}
