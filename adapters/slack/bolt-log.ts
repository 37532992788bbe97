import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../operations/log.ts';

/** Who connects says what failed and what to do. */
const TOLD_BETTER = /Failed to retrieve a new WSS URL|http request failed/;

/**
 * Bolt's and the Web API's own log lines in ours: the sentence only, without tokens and without the objects and
 * errors handed along, which may hold what people wrote. Debug lines hold whole events and are dropped.
 */
export function boltLog(log: Logger): BoltLogger {
  const tell = (say: (line: string) => void, words: readonly unknown[]) => {
    const line = lineOf(words);
    if (!TOLD_BETTER.test(line)) say(line);
  };
  return {
    debug: () => {},
    info: (...words) => log.debug(lineOf(words)),
    warn: (...words) => tell((line) => log.warn(line), words),
    error: (...words) => tell((line) => log.error(line), words),
    setLevel: () => {},
    setName: () => {},
    getLevel: () => LogLevel.INFO,
  };
}

function lineOf([first]: readonly unknown[]): string {
  const line = first instanceof Error ? first.name : String(first);
  const harmless = line.replace(/x(ox|app)[\w.]*-[\w-]+/g, '…').replace(/[{[][^\n]*/s, '…');
  return `Slack: ${harmless.split('\n', 1)[0]?.slice(0, 200)}`;
}
