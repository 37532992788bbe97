import { codeOf, messageOf, StoreError } from './store-error.ts';

/** Primary result codes (https://www.sqlite.org/rescode.html); an extended code begins with its primary one. */
const KINDS = [
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR', 'io'],
  ['SQLITE_READONLY', 'read-only'],
  ['SQLITE_PERM', 'read-only'],
  ['SQLITE_CANTOPEN', 'read-only'],
  ['SQLITE_CORRUPT', 'corrupt'],
  ['SQLITE_NOTADB', 'corrupt'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
] as const;

/** What SQLite threw, for the operator; `file` is where the database is. */
export function explainSqlite(file: string, error: unknown): StoreError {
  const told = messageOf(error);
  // A failed opening comes without a code, its number at the end of the text: 14 is SQLITE_CANTOPEN.
  const code = codeOf(error) || (/ConnectionFailed.*: 14"\)$/.test(told) ? 'SQLITE_CANTOPEN' : '');
  const kind = KINDS.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'fault';
  switch (kind) {
    case 'full':
      return full(file, error);
    case 'read-only':
      return new StoreError(
        'read-only',
        `${file} cannot be written (${told}). The file and its folder must be writable for the user this ` +
          'program runs as, and the disk must not be mounted read-only.',
        error,
      );
    case 'corrupt':
      return new StoreError(
        'corrupt',
        `${file} is damaged or not a database of this program (${told}). Stop the program, move the file aside ` +
          'together with its -wal and -shm files, and put a backup in their place; what is readable can be saved ' +
          'with: sqlite3 gilbert.sqlite .recover. The program has not overwritten anything.',
        error,
      );
    case 'locked':
      return new StoreError(
        'locked',
        `${file} is locked by another process (${told}). See what else has it open; it must not lie on a network ` +
          'drive. Several copies of the program belong on PostgreSQL.',
        error,
      );
    case 'io':
      return new StoreError(
        'fault',
        `${file} cannot be read or written (${code}: ${told}). Look at the disk and the system log; what was ` +
          'answered before is kept as far as the disk keeps it.',
        error,
      );
    case 'fault':
      return new StoreError('fault', `${file}: ${told}.`, error);
  }
}

/** Why the data folder could not be made, for the operator. */
export function explainSqliteFolder(folder: string, error: unknown): StoreError {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return full(folder, error);
  return new StoreError(
    'read-only',
    `The data folder ${folder} cannot be made (${messageOf(error)}). Name a folder that can be made and written.`,
    error,
  );
}

function full(where: string, cause: unknown): StoreError {
  return new StoreError(
    'full',
    `The disk is full: nothing more can be saved to ${where} (${messageOf(cause)}). Free some space; the program ` +
      'goes on by itself, and what was answered before is kept.',
    cause,
  );
}
