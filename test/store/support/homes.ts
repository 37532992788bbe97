import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import { openSqlite } from '../../../src/store/open-sqlite.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { StoreOptions } from '../../../src/store/retention.ts';
import type { Store } from '../../../src/store/store.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

/** One place where data lies; every store opened on it is one copy of the program. */
export interface Home {
  readonly open: (options?: StoreOptions) => Promise<Store>;
  /** Where it is, as `openStore` is told; null for memory. */
  readonly where: { readonly dataDirectory: string; readonly databaseUrl?: string } | null;
  /** Everything in the tables, as one text. */
  readonly dump: () => Promise<string>;
}

/** A kind of store, with homes made at will. */
export interface Kind {
  readonly name: string;
  /** False for memory, which ends with the process. */
  readonly lasts: boolean;
  readonly begin: () => Promise<void>;
  readonly home: () => Promise<Home>;
  readonly end: () => Promise<void>;
}

const TABLES = ['conversations', 'speakers', 'answered_events', 'feedback', 'installations'];

export function memory(): Kind {
  return {
    name: 'memory',
    lasts: false,
    begin: async () => {},
    home: async () => {
      const opened: Store[] = [];
      return {
        where: null,
        open: async (options) => {
          const store = opened[0] ?? createMemoryStore(options);
          opened.push(store);
          return store;
        },
        dump: async () => '',
      };
    },
    end: async () => {},
  };
}

export function sqlite(): Kind {
  const folders: string[] = [];
  return {
    name: 'SQLite',
    lasts: true,
    begin: async () => {},
    home: async () => {
      const parent = mkdtempSync(join(tmpdir(), 'gilbert-store-'));
      folders.push(parent);
      const where = { dataDirectory: join(parent, 'data', 'of gilbert') };
      return {
        where,
        open: (options = {}) => openStore({ ...where, ...options }),
        dump: async () => {
          const { raw } = await openSqlite(where.dataDirectory);
          const rows = TABLES.flatMap((table) => raw.prepare(`select * from ${table}`).all());
          raw.close();
          return JSON.stringify(rows);
        },
      };
    },
    end: async () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function postgres(): Kind {
  let server: PostgresServer | null = null;
  return {
    name: 'PostgreSQL',
    lasts: true,
    begin: async () => {
      server = await startPostgres();
    },
    home: async () => {
      if (server === null) throw new Error('begin() first');
      const databaseUrl = await server.createDatabase();
      const where = { databaseUrl, dataDirectory: '/nowhere' };
      return {
        where,
        open: (options = {}) => openStore({ ...where, ...options }),
        dump: async () => {
          const client = new pg.Client({ connectionString: databaseUrl });
          await client.connect();
          const rows = [];
          for (const table of TABLES) rows.push(...(await client.query(`select * from ${table}`)).rows);
          await client.end();
          return JSON.stringify(rows);
        },
      };
    },
    end: async () => {
      await server?.remove();
    },
  };
}
