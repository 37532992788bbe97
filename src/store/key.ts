import { createHash } from 'node:crypto';

/** Two keys of this many characters fit one entry of a PostgreSQL index (2.7 kB). */
const LONGEST_KEY = 200;

/**
 * An id from outside as a database key: the id itself where it is ordinary. PostgreSQL refuses NUL in text and
 * SQLite ends the text there, so control characters are escaped; a very long id is replaced by its digest.
 */
export function keyOf(id: string): string {
  const key = JSON.stringify(id).slice(1, -1);
  return key.length <= LONGEST_KEY ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}
