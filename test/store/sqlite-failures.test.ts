import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createSqlStore } from '../../src/store/sql-store.ts';
import { explainSqlite, explainSqliteFolder } from '../../src/store/sqlite-failures.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { conversation, notice, said } from './support/samples.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gilbert-failures-'));
  file = join(folder, 'gilbert.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The store beside its raw connection, to bring about what cannot be had otherwise. */
async function openBoth() {
  const connection = await openSqlite(folder);
  return { raw: connection.raw, store: await createSqlStore(connection, {}) };
}

const failure = (kind: string, ...words: string[]) =>
  expect.toSatisfy(
    (error) =>
      error instanceof StoreError &&
      error.kind === kind &&
      words.every((word) => error.message.includes(word)) &&
      !error.message.includes('\n'),
  );

/** Root may write anywhere, so it takes another user's rights for a while. */
async function withoutPrivileges(action: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return action();
  process.seteuid?.('nobody');
  try {
    await action();
  } finally {
    process.seteuid?.(0);
  }
}

test('a data folder that cannot be made', async () => {
  chmodSync(folder, 0o555);
  await withoutPrivileges(async () => {
    const dataDirectory = join(folder, 'data');
    await expect(openStore({ dataDirectory })).rejects.toEqual(failure('read-only', dataDirectory));
  });
});

test('a data folder that is a file', async () => {
  const dataDirectory = join(folder, 'data');
  writeFileSync(dataDirectory, '');
  await expect(openStore({ dataDirectory })).rejects.toEqual(failure('read-only', dataDirectory));
});

test('a data folder that became read-only', async () => {
  const store = await openStore({ dataDirectory: folder });
  await store.save(conversation('c1'), 0, null);
  await store.close();
  chmodSync(folder, 0o555);
  chmodSync(file, 0o444);
  await withoutPrivileges(async () => {
    await expect(openStore({ dataDirectory: folder })).rejects.toEqual(
      failure('read-only', file, 'writable'),
    );
  });
  chmodSync(folder, 0o755);
  chmodSync(file, 0o644);
  const again = await openStore({ dataDirectory: folder });
  expect(await again.load('c1')).not.toBeNull();
  await again.close();
});

test('a file that is no database is left as it is', async () => {
  const garbage = 'this is not a database '.repeat(500);
  writeFileSync(file, garbage);
  await expect(openStore({ dataDirectory: folder })).rejects.toEqual(failure('corrupt', file, 'backup'));
  expect(readFileSync(file, 'utf8')).toBe(garbage);
});

test('a damaged page costs what lies on it and no more', async () => {
  const store = await openStore({ dataDirectory: folder });
  for (let index = 0; index < 400; index += 1) {
    await store.save(conversation(`c${index}`, [said('ann', 'x'.repeat(500))]), 0, null);
  }
  await store.close();
  const bytes = readFileSync(file);
  const page = 4096;
  for (let at = 40 * page; at < 60 * page; at += 1) bytes[at] = 0xa5;
  writeFileSync(file, bytes);

  const damaged = await openStore({ dataDirectory: folder });
  const read = await Promise.allSettled(Array.from({ length: 400 }, (_, index) => damaged.load(`c${index}`)));
  const lost = read.filter((each) => each.status === 'rejected');
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.length).toBeLessThan(200);
  for (const each of lost) expect(each.reason).toEqual(failure('corrupt', file, '.recover'));
  await damaged.close();
});

test('a database of a newer version is not touched', async () => {
  const { raw, store } = await openBoth();
  raw.exec('update gilbert_schema set version = 7');
  await store.close();
  const before = readFileSync(file);
  await expect(openStore({ dataDirectory: folder })).rejects.toEqual(
    failure('newer', file, '7', 'newer version'),
  );
  expect(readFileSync(file)).toEqual(before);
});

test('a full disk refuses new answers, keeps the old ones, and all goes on when there is room', async () => {
  const { raw, store } = await openBoth();
  const turn = (index: number) =>
    store.save(conversation('c1', [said('ann', 'x'.repeat(20_000))]), index, {
      eventId: `e${index}`,
      replies: [notice('y'.repeat(20_000))],
    });
  raw.exec(
    `pragma max_page_count = ${Number(Object.values(raw.prepare('pragma page_count').get() ?? {})[0]) + 40}`,
  );
  let answered = 0;
  const full = await (async () => {
    for (; answered < 100; answered += 1) await turn(answered);
  })().catch((error: unknown) => error);
  expect(full).toEqual(failure('full', file, 'Free some space'));
  expect(answered).toBeGreaterThan(1);
  await expect(turn(answered)).rejects.toEqual(failure('full', file));
  expect((await store.load('c1'))?.version).toBe(answered);
  expect(await store.answerTo('c1', `e${answered - 1}`)).not.toBeNull();
  expect(await store.answerTo('c1', `e${answered}`)).toBeNull();

  raw.exec('pragma max_page_count = 1000000');
  expect(await turn(answered)).toBe(true);
  await store.close();
});

test('a file that stays locked is named, and taken up again when it is free', {
  timeout: 20_000,
}, async () => {
  const { store } = await openBoth();
  const { raw: other, database } = await openSqlite(folder);
  other.exec('begin immediate');
  const saving = store.save(conversation('c1'), 0, null).catch((error: unknown) => error);
  // Reading waits its turn; everything else in this process goes on meanwhile.
  const reading = store.load('c1');
  const first = await Promise.race([saving.then(() => 'the store'), delay(100).then(() => 'all else')]);
  expect(first).toBe('all else');
  expect(await reading).toBeNull();
  expect(await saving).toEqual(failure('locked', file, 'another process'));
  other.exec('rollback');
  expect(await store.save(conversation('c1'), 0, null)).toBe(true);
  await database.destroy();
  other.close();
  await store.close();
});

test('a closed store says so', async () => {
  const { store } = await openBoth();
  const saving = store.save(conversation('c1'), 0, null);
  const closing = store.close();
  expect(await saving).toBe(true);
  await closing;
  await expect(store.load('c1')).rejects.toEqual(failure('fault', file));
  await expect(store.deleteUser('ann')).rejects.toEqual(failure('fault', file));
});

test('what was deleted is in none of the files, which only the owner may enter', async () => {
  const dataDirectory = join(folder, 'data');
  const store = await openStore({ dataDirectory });
  for (let index = 0; index < 50; index += 1) {
    const words = `a secret plan ${'x'.repeat(3_000)}`;
    await store.save(conversation(`c${index}`, [said('ann', words)]), 0, {
      eventId: 'e',
      replies: [notice(words)],
    });
  }
  const bytes = () =>
    ['gilbert.sqlite', 'gilbert.sqlite-wal']
      .map((name) => readFileSync(join(dataDirectory, name), 'latin1'))
      .join();
  expect(bytes()).toContain('secret');
  await store.deleteUser('ann');
  expect(bytes()).not.toContain('secret');
  expect(statSync(dataDirectory).mode & 0o077).toBe(0);
  await store.close();
});

test.each([
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR_WRITE', 'fault'],
  ['SQLITE_READONLY_DBMOVED', 'read-only'],
  ['SQLITE_CORRUPT_INDEX', 'corrupt'],
  ['SQLITE_BUSY_SNAPSHOT', 'locked'],
  ['SQLITE_CONSTRAINT', 'fault'],
])('%s is told as %s, with file and reason', (code, kind) => {
  const thrown = Object.assign(new Error('the reason'), { code });
  expect(explainSqlite('/data/gilbert.sqlite', thrown)).toEqual(
    failure(kind, '/data/gilbert.sqlite', 'the reason'),
  );
});

test('a disk too full for the folder', () => {
  const thrown = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  expect(explainSqliteFolder('/data', thrown)).toEqual(failure('full', '/data'));
});

test('a folder is made with everything above it', async () => {
  const dataDirectory = join(folder, 'a', 'b');
  mkdirSync(join(folder, 'a'));
  await (await openStore({ dataDirectory })).close();
  expect(statSync(join(dataDirectory, 'gilbert.sqlite')).isFile()).toBe(true);
});
