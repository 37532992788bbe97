import { codeOf, messageOf, StoreError, type StoreErrorKind } from './store-error.ts';

/** SQLSTATE classes and codes (https://www.postgresql.org/docs/current/errcodes-appendix.html), longest first. */
const KINDS: readonly (readonly [string, StoreErrorKind])[] = [
  ['53100', 'full'],
  ['25006', 'read-only'],
  ['42501', 'refused'],
  ['3D000', 'refused'],
  ['XX001', 'corrupt'],
  ['XX002', 'corrupt'],
  ['57P', 'unreachable'],
  ['08', 'unreachable'],
  ['53', 'unreachable'],
  ['28', 'refused'],
];

const ADVICE: Readonly<Record<StoreErrorKind, string>> = {
  unreachable:
    'See that it runs and can be reached from here. The connection is taken up again by itself, and what was ' +
    'answered before is kept.',
  full: 'Free some space on its disk; the program goes on by itself, and what was answered before is kept.',
  'read-only': 'Name the primary server, not a standby, and see that the database takes writes.',
  locked: 'See what else holds its tables.',
  corrupt: 'Stop the program and restore the database from a backup.',
  newer: 'Start the newer version of the program.',
  refused: 'See that user, password and database name fit, and that the user may create tables there.',
  'wrong-key': 'Start with the passphrase that was used before.',
  fault: 'See the log of the database.',
};

/** What the driver threw, for the operator; `place` is where the database is. */
export function explainPostgres(place: string, error: unknown): StoreError {
  const kind = kindOf(error);
  const said = kind === 'unreachable' ? 'does not answer' : 'refuses to work';
  return new StoreError(kind, `${place} ${said} (${messageOf(error)}). ${ADVICE[kind]}`, error);
}

function kindOf(error: unknown): StoreErrorKind {
  const code = codeOf(error);
  // Codes of the operating system mean the way to the server; the driver's own time-outs and broken
  // connections carry no code at all.
  if (/^E[A-Z]/.test(code)) return 'unreachable';
  if (code === '') return isConnectionLost(messageOf(error)) ? 'unreachable' : 'fault';
  return KINDS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'fault';
}

/** The driver's words for a connection that ended or timed out (node_modules/pg/lib/client.js, pg-pool/index.js). */
function isConnectionLost(message: string): boolean {
  return /connection terminated|not queryable|timeout|server does not support SSL|connection error/i.test(
    message,
  );
}
