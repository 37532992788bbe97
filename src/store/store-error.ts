/**
 * What went wrong with the store:
 * `unreachable` the database does not answer; it is tried again with every call ·
 * `full` no room to write · `read-only` no right to write · `locked` another process holds it ·
 * `corrupt` the file is damaged · `newer` written by a newer version of the program ·
 * `refused` user, password, database name or right do not fit · `wrong-key` the passphrase does not fit ·
 * `fault` anything else.
 */
export type StoreErrorKind =
  | 'unreachable'
  | 'full'
  | 'read-only'
  | 'locked'
  | 'corrupt'
  | 'newer'
  | 'refused'
  | 'wrong-key'
  | 'fault';

/** The store failed. The message is for the operator: what, where, what to do. It never holds a secret. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** The text of whatever was thrown, on one line. */
export function messageOf(error: unknown): string {
  // Node gives several addresses' failures as one AggregateError without a message of its own.
  const told = error instanceof AggregateError && !error.message ? error.errors[0] : error;
  return (told instanceof Error ? told.message : String(told)).replaceAll(/\s+/g, ' ').trim();
}

/** The driver's code of an error, such as `SQLITE_FULL`, `ECONNREFUSED` or `53100`; empty when it has none. */
export function codeOf(error: unknown): string {
  const told = error instanceof AggregateError ? error.errors[0] : error;
  const code = told instanceof Error && 'code' in told ? told.code : '';
  return typeof code === 'string' ? code : '';
}
