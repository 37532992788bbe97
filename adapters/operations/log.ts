import { destination, type Logger, pino } from 'pino';

import type { LogLevel } from '../settings.ts';

export type { Logger } from 'pino';

/**
 * Structured logs on stderr, one JSON object a line. What people write, their names and tokens are never passed to
 * it; the redaction is a net below that, for platform errors that carry their request along.
 */
export function createLog(level: LogLevel): Logger {
  const secrets = ['token', 'text', 'user', 'headers', 'authorization', 'body', 'data', 'config', 'original'];
  return pino(
    {
      level,
      base: null,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
    },
    // Written at once: the last line before a crash is the one that is needed.
    destination({ dest: 2, sync: true }),
  );
}
