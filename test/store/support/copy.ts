import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Incoming } from '../../../src/gilbert.ts';
import type { Reply } from '../../../src/reply/reply.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import { programFile } from '../../support/chat-process.ts';
import { lineOf, scenarios } from '../../support/scenarios.ts';
import { gilbertOn } from '../../support/understand.ts';
import type { Home } from './homes.ts';

/** One thing somebody says or presses, with the id under which it may be delivered again. */
export interface Said {
  readonly conversation: string;
  readonly event: string;
  readonly user: string;
  readonly input: Incoming['input'];
}

/** A copy of the whole program (`chat --jsonl`) in a process of its own. */
export interface Copy {
  /** Resolves with the replies; null when the copy ended before giving any. */
  readonly say: (said: Said) => Promise<readonly Reply[] | null>;
  readonly kill: () => Promise<void>;
  /** Lets it finish and close the store. */
  readonly end: () => Promise<void>;
}

export function startCopy(where: NonNullable<Home['where']>): Copy {
  const { dataDirectory, databaseUrl = '' } = where;
  const child = spawn(process.execPath, [programFile, 'chat', '--jsonl'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, GILBERT_DATA_DIR: dataDirectory, DATABASE_URL: databaseUrl },
  });
  // Writing to a copy that was just killed fails; that it gives no answer is what counts.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close');
  // The program answers line by line, in order.
  const waiting: ((replies: readonly Reply[] | null) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line).replies));
  ended.then(() => {
    for (const resolve of waiting.splice(0)) resolve(null);
  });
  return {
    say: ({ conversation, event, user, input }) => {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(null);
      const replies = new Promise<readonly Reply[] | null>((resolve) => waiting.push(resolve));
      child.stdin.write(`${JSON.stringify({ conversation, event, user, ...lineOf(input) })}\n`);
      return replies;
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

/** What is said in so many conversations, which follow the scenarios in turn, up to that many turns each. */
export function scripts(conversations: number, turns: number): readonly (readonly Said[])[] {
  return Array.from({ length: conversations }, (_, index) => {
    const conversation = `c${index}`;
    const scenario = scenarios[index % scenarios.length];
    return (scenario?.turns ?? [])
      .slice(0, turns)
      .map(({ user, input }, turn) => ({ conversation, event: `${conversation}.${turn}`, user, input }));
  });
}

/** What one copy that nothing happens to replies to each event. */
export async function undisturbed(events: readonly Said[]): Promise<ReadonlyMap<string, readonly Reply[]>> {
  const gilbert = gilbertOn(createMemoryStore());
  const replies = new Map<string, readonly Reply[]>();
  for (const { conversation, event, user, input } of events) {
    const incoming = { conversationId: conversation, eventId: event, user, at: 0, input };
    replies.set(event, (await gilbert.take(incoming)).replies);
  }
  return replies;
}
