import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { readSettings } from '../../adapters/settings.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { createGilbert } from '../../src/gilbert.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { openPostgres } from '../../src/store/open-postgres.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { createSqlStore } from '../../src/store/sql-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { Connection } from '../../src/store/tables.ts';
import { startPostgres } from '../support/postgres.ts';
import { median, report } from './report.ts';

const ROUNDS = 300;
/** A million conversations take longer to make than a turn may. */
const FILLING_MILLISECONDS = 120_000;
const FEW = 1_000;
const MANY = 1_000_000;
const MESSAGE = 'we call Gemini from FastAPI, 50 req/s, each call takes 3 s';

/** Turns against bare inserts with the same library, and against themselves on a database a thousand times as full. */
export async function storeBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gilbert-bench-'));
  const server = await startPostgres();
  try {
    await benchOf('SQLite', (name) => openSqlite(join(folder, name)));
    await benchOf('PostgreSQL', async () =>
      openPostgres(await server.createDatabase(), FILLING_MILLISECONDS),
    );
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchOf(name: string, connect: (database: string) => Promise<Connection>): Promise<void> {
  const few = await connect('few');
  const many = await connect('many');
  const fewStore = await createSqlStore(few, {});
  const manyStore = await createSqlStore(many, {});
  await fill(few, name, FEW);
  await fill(many, name, MANY);

  const gilbert = createGilbert(await openKnowledge(readSettings()), fewStore);
  const times = await inTurns({
    insert: (round) => bareInsert(few, round),
    // Each in a conversation of its own, as with the stored turns: what is measured does not grow meanwhile.
    full: async (round) => {
      const input = { type: 'say', text: MESSAGE } as const;
      await gilbert.take({ conversationId: `full ${round}`, user: 'ann', at: 0, eventId: `${round}`, input });
    },
    few: (round) => storedTurn(fewStore, anyOf(FEW, round), round),
    many: (round) => storedTurn(manyStore, anyOf(MANY, round), round),
  });
  const baseline = 'a bare insert of that size';
  const perSecond = (milliseconds: number) => 1000 / milliseconds;
  for (const [what, time] of [
    ['stored turns (load, save)', times.few],
    ['full turns (load, understand, advance, save)', times.full],
  ] as const) {
    report(`${what}, ${name}`, perSecond(time), baseline, perSecond(times.insert), 'per second');
  }
  report(
    `a turn with ${MANY} conversations, ${name}`,
    times.many,
    `one with ${FEW}`,
    times.few,
    'ms, median',
  );
  await fewStore.close();
  await manyStore.close();
}

/** Median milliseconds of each, taken in turns so that a busy moment of the machine meets all of them. */
async function inTurns<Name extends string>(
  tasks: Readonly<Record<Name, (round: number) => Promise<void>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(tasks) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      const begun = performance.now();
      await tasks[name](round);
      times.get(name)?.push(performance.now() - begun);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

/** Conversations far apart, none twice: 7919 is prime to their number. */
const anyOf = (count: number, round: number) => `stored ${((round * 7919) % count) + 1}`;

const reply: Reply = { type: 'notice', text: 'x'.repeat(400), private: false, offer: null };
const conversation: Conversation = {
  id: 'ID',
  entries: [
    { kind: 'chose', user: 'ann', at: 0, decision: 'TaskType', option: 'io' },
    { kind: 'chose', user: 'ann', at: 0, decision: 'IOScale', option: 'yes' },
    { kind: 'unsure', user: 'ann', at: 0, decision: 'ResourceSharing' },
  ],
  knowledgeVersion: 'k',
  pathTold: ['TaskType', 'IOScale'],
  questionTold: null,
};

async function storedTurn(store: Store, id: string, round: number): Promise<void> {
  const eventId = `${round}`;
  await store.answerTo(id, eventId);
  const stored = await store.load(id);
  if (stored === null) throw new Error(`${id} is not stored`);
  const isSaved = await store.save(stored.conversation, stored.version, {
    eventId,
    replies: [reply],
    user: 'ann',
  });
  if (!isSaved) throw new Error(`${id} was not saved`);
}

async function bareInsert({ database }: Connection, round: number): Promise<void> {
  const body = JSON.stringify([conversation, reply]);
  await database
    .withTables<{ bare: { id: string; body: string } }>()
    .insertInto('bare')
    .values({ id: `${round}`, body })
    .execute();
}

/** So many conversations, and the table for bare inserts. */
async function fill({ database }: Connection, name: string, count: number): Promise<void> {
  await database.schema
    .createTable('bare')
    .addColumn('id', 'text', (id) => id.primaryKey())
    .addColumn('body', 'text')
    .execute();
  const numbers =
    name === 'SQLite'
      ? sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})`
      : sql`with numbers as (select n from generate_series(1, ${count}::integer) as n)`;
  const id = sql`'stored ' || n`;
  const expiry = Date.now() + 86_400_000;
  const body = JSON.stringify(conversation);
  await sql`insert into conversations (id, body, version, knowledge_version, updated_at, expires_at)
    ${numbers} select ${id}, replace(${body}, 'ID', ${id}), 1, 'k', ${sql.lit(expiry)}, ${sql.lit(expiry)} + n from numbers`.execute(
    database,
  );
  // Here it is known that every conversation exists; to have PostgreSQL look up a million takes ten seconds.
  if (name !== 'SQLite') await sql`alter table speakers disable trigger all`.execute(database);
  await sql`insert into speakers (speaker, conversation_id)
    ${numbers} select 'u' || n % 5000, ${id} from numbers`.execute(database);
  // A database settles before it is measured, as one filled over months would be.
  if (name === 'SQLite') {
    await database.connection().execute((connection) => sql`analyze`.execute(connection));
  } else {
    await sql`alter table speakers enable trigger all`.execute(database);
    await sql`vacuum analyze`.execute(database);
    await sql`checkpoint`.execute(database);
  }
}
