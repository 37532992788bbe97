import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Reply } from '../../../src/reply/reply.ts';
import type { Home } from './homes.ts';

const program = new URL('./copy.mjs', import.meta.url).pathname;

/** Something said to a copy. */
export interface Said {
  readonly conversation: string;
  readonly event: string;
  readonly user: string;
  readonly text: string;
}

/** What a copy says; every line has some of these. */
export interface Told {
  readonly opened?: boolean;
  readonly failed?: string;
  readonly message?: string;
  readonly event?: string;
  readonly replies?: readonly Reply[];
  readonly redelivered?: boolean;
}

/** A copy of the program in a process of its own (see copy.mjs). */
export interface Copy {
  /** Opens the store; resolves with what it says to that. */
  readonly open: (where: NonNullable<Home['where']>) => Promise<Told>;
  /** Resolves with the answer; null when the copy ended before giving one. */
  readonly say: (said: Said) => Promise<Told | null>;
  readonly kill: () => Promise<void>;
  /** Lets it finish and close the store. */
  readonly end: () => Promise<void>;
}

/** Starts a copy; resolves when it is loaded and waits to be told which store to open. */
export async function startCopy(): Promise<Copy> {
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  // Writing to a copy that was just killed fails; that it gives no answer is what counts.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close');
  const waiting = new Map<string, (told: Told | null) => void>();
  const next = (key: string) => new Promise<Told | null>((resolve) => waiting.set(key, resolve));
  const answer = (key: string, told: Told | null) => {
    waiting.get(key)?.(told);
    waiting.delete(key);
  };
  const ready = next('ready');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = JSON.parse(line);
    answer(told.ready ? 'ready' : (told.event ?? 'opened'), told);
  });
  ended.then(() => {
    for (const key of [...waiting.keys()]) answer(key, null);
  });
  const send = (value: unknown) => child.stdin.write(`${JSON.stringify(value)}\n`);
  await ready;
  return {
    open: async (where) => {
      const opened = next('opened');
      send(where);
      return (await opened) ?? { failed: 'ended' };
    },
    say: (said) => {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(null);
      const told = next(said.event);
      send(said);
      return told;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
