import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { openStore } from '../../src/store/open-store.ts';
import { explainPostgres } from '../../src/store/postgres-failures.ts';
import { createSqlStore } from '../../src/store/sql-store.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { conversation, notice, said } from './support/samples.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.remove());

const dataDirectory = '/nowhere';
const failure = (kind: string, ...words: string[]) =>
  expect.toSatisfy(
    (error) =>
      error instanceof StoreError &&
      error.kind === kind &&
      words.every((word) => error.message.includes(word)),
  );

test('a database that goes away and comes back, without a new start', { timeout: 60_000 }, async () => {
  const store = await openStore({ dataDirectory, databaseUrl: await server.createDatabase() });
  await store.save(conversation('c1'), 0, { eventId: 'e1', replies: [notice('kept')] });
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    await server.stop(signal);
    await expect(store.load('c1')).rejects.toEqual(failure('unreachable', '127.0.0.1', 'taken up again'));
    await expect(store.save(conversation('c1'), 1, null)).rejects.toEqual(failure('unreachable'));
    await expect(store.check()).rejects.toEqual(failure('unreachable'));
    await server.start();
    expect(await store.answerTo('c1', 'e1')).toEqual([notice('kept')]);
    expect((await store.load('c1'))?.version).toBe(1);
  }
  await store.close();
});

test('a database that crashes in the middle of turns loses none that was acknowledged', {
  timeout: 60_000,
}, async () => {
  const store = await openStore({ dataDirectory, databaseUrl: await server.createDatabase() });
  const acknowledged = new Map<string, number>();
  let working = true;
  const talk = async (id: string) => {
    const failures: unknown[] = [];
    while (working) {
      await turn(store, id).then(
        (count) => acknowledged.set(id, count),
        (error: unknown) => failures.push(error),
      );
      if (failures.length > 0) await delay(5);
    }
    return failures;
  };
  const talks = Array.from({ length: 8 }, (_, index) => talk(`c${index}`));
  for (let crash = 0; crash < 3; crash += 1) {
    await delay(150);
    await server.stop('SIGQUIT');
    await delay(50);
    await server.start();
  }
  await delay(150);
  working = false;
  const failures = (await Promise.all(talks)).flat();
  expect(failures.length).toBeGreaterThan(0);
  for (const each of failures) expect(each).toEqual(failure('unreachable'));
  for (const [id, count] of acknowledged) {
    // A turn may have been saved whose acknowledgement was lost on the way; none is missing.
    expect((await store.load(id))?.conversation.entries.length).toBeGreaterThanOrEqual(count);
  }
  expect(acknowledged.size).toBe(8);
  await store.close();
});

/** One more entry; how many there are then. */
async function turn(store: Store, id: string): Promise<number> {
  const stored = await store.load(id);
  const entries = [...(stored?.conversation.entries ?? []), said('ann', 'x')].slice(-500);
  await store.save(conversation(id, entries), stored?.version ?? 0, null);
  return entries.length;
}

test('a network that swallows everything fails in time, and a good connection is taken next', async () => {
  const url = new URL(await server.createDatabase());
  const proxy = await startProxy(Number(url.port));
  url.port = String(proxy.port);
  const store = await createSqlStore(openPostgres(url.href, 300), {});
  expect(await store.save(conversation('c1'), 0, null)).toBe(true);
  proxy.swallow(true);
  await expect(store.save(conversation('c1'), 1, null)).rejects.toEqual(failure('unreachable', 'timeout'));
  proxy.swallow(false);
  expect(await store.load('c1')).toMatchObject({ version: 1 });
  await store.close();
  proxy.close();
});

test('a database that is away when the program starts', { timeout: 60_000 }, async () => {
  const databaseUrl = await server.createDatabase();
  await server.stop();
  await expect(openStore({ dataDirectory, databaseUrl })).rejects.toEqual(failure('unreachable'));
  const heard: unknown[] = [];
  const store = await openStore({ dataDirectory, databaseUrl, onAway: (reason) => heard.push(reason) });
  expect(heard).toEqual([failure('unreachable')]);
  await expect(store.check()).rejects.toEqual(failure('unreachable'));
  await expect(store.load('c1')).rejects.toEqual(failure('unreachable'));
  await server.start();
  expect(await Promise.all(['c1', 'c2', 'c3'].map((id) => store.save(conversation(id), 0, null)))).toEqual([
    true,
    true,
    true,
  ]);
  expect((await store.load('c1'))?.version).toBe(1);
  await store.close();
});

test('a database of a newer version', async () => {
  const databaseUrl = await server.createDatabase();
  await (await openStore({ dataDirectory, databaseUrl })).close();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('update gilbert_schema set version = 7');
  await client.end();
  await expect(openStore({ dataDirectory, databaseUrl })).rejects.toEqual(failure('newer', '7', '127.0.0.1'));
});

test('a database that only reads', async () => {
  const databaseUrl = `${await server.createDatabase()}?options=-c%20default_transaction_read_only%3Don`;
  await expect(openStore({ dataDirectory, databaseUrl })).rejects.toEqual(failure('read-only', 'standby'));
});

test('a database that is not there', async () => {
  const databaseUrl = `${await server.createDatabase()}-not`;
  await expect(openStore({ dataDirectory, databaseUrl })).rejects.toEqual(
    failure('refused', 'does not exist'),
  );
});

test.each([
  'postgres://u:hush@host:port:1/x',
  'postgres://u:hush%zz@host/x',
  'postgres://gilbert:hush@127.0.0.1:1/x',
])('no complaint shows the password of %s', async (databaseUrl) => {
  const error: unknown = await openStore({ dataDirectory, databaseUrl }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreError);
  for (let each = error; each instanceof Error; each = each.cause)
    expect(String(each.stack)).not.toContain('hush');
});

test.each([
  ['53100', 'full'],
  ['53300', 'unreachable'],
  ['57P01', 'unreachable'],
  ['57P03', 'unreachable'],
  ['08006', 'unreachable'],
  ['28P01', 'refused'],
  ['42501', 'refused'],
  ['XX001', 'corrupt'],
  ['ENOTFOUND', 'unreachable'],
  ['42703', 'fault'],
])('%s is told as %s, with place and reason', (code, kind) => {
  const thrown = Object.assign(new Error('the reason'), { code });
  expect(explainPostgres('PostgreSQL at db:5432', thrown)).toEqual(failure(kind, 'db:5432', 'the reason'));
});

test('of several addresses that all refuse, the first is told', () => {
  const thrown = new AggregateError([
    Object.assign(new Error('connect ECONNREFUSED ::1'), { code: 'ECONNREFUSED' }),
  ]);
  expect(explainPostgres('db', thrown)).toEqual(failure('unreachable', 'ECONNREFUSED ::1'));
});

/** Stands between client and server; while it swallows, connections that are open hear nothing any more. */
async function startProxy(to: number) {
  let swallowed: Socket[] = [];
  let open: Socket[] = [];
  const listener = createServer((client) => {
    const upstream = connect(to, '127.0.0.1');
    client.on('error', () => {});
    upstream.on('error', () => {});
    client.on('data', (bytes) => swallowed.includes(client) || upstream.write(bytes));
    upstream.on('data', (bytes) => swallowed.includes(client) || client.write(bytes));
    client.on('close', () => upstream.destroy());
    open = [...open, client];
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    swallow: (on: boolean) => {
      swallowed = on ? open : swallowed;
    },
    close: () => listener.close(),
  };
}
