import { keyOf } from './key.ts';
import type { Retention } from './retention.ts';
import { createSeal } from './seal.ts';
import type { InstallationStore } from './store.ts';
import { StoreError } from './store-error.ts';
import type { Connection } from './tables.ts';

/** Slack installations, sealed, in SQL. */
export function installationQueries(
  { database, place }: Connection,
  { now }: Retention,
  passphrase: string | undefined,
): InstallationStore {
  const givenSeal = passphrase ? createSeal(passphrase) : null;
  const seal = () => {
    if (givenSeal) return givenSeal;
    throw new StoreError(
      'wrong-key',
      `Slack installations are kept encrypted in ${place}, and no passphrase was given. Set one and start again.`,
    );
  };

  return {
    saveInstallation: async (id, installation) => {
      const key = keyOf(id);
      const row = { sealed: await seal().close(key, JSON.stringify(installation)), updated_at: now() };
      await database
        .insertInto('installations')
        .values({ id: key, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },

    installation: async (id) => {
      const key = keyOf(id);
      const row = await database
        .selectFrom('installations')
        .select('sealed')
        .where('id', '=', key)
        .executeTakeFirst();
      if (!row) return null;
      const text = await seal()
        .open(key, row.sealed)
        .catch((cause: unknown) => {
          throw new StoreError(
            'wrong-key',
            `The Slack installation ${id} in ${place} was encrypted with another passphrase. ` +
              'Start with that passphrase, or install the app in that workspace again.',
            cause,
          );
        });
      return JSON.parse(text);
    },

    deleteInstallation: async (id) => {
      const { numDeletedRows } = await database
        .deleteFrom('installations')
        .where('id', '=', keyOf(id))
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
