import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Reply } from '../../src/reply/reply.ts';

/** A command of the terminal as a co-process: one line in, one line out. */
export interface LineProcess {
  /** Sends a line (bytes or text as they are, other values as JSON) and gives the next line back, parsed. */
  readonly ask: (line: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

export const programFile = new URL('../../dist/adapters/terminal/main.js', import.meta.url).pathname;

export function startCommand(words: readonly string[], environment: NodeJS.ProcessEnv = {}): LineProcess {
  const folder = mkdtempSync(join(tmpdir(), 'gilbert-'));
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [programFile, ...words], {
    env: { ...process.env, GILBERT_DATA_DIR: folder, ...environment },
  });
  let complaints = '';
  child.stderr.on('data', (data) => {
    complaints += data;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (line) => {
      const text = typeof line === 'string' || Buffer.isBuffer(line) ? line : JSON.stringify(line);
      child.stdin.write(Buffer.concat([Buffer.from(text), Buffer.from('\n')]));
      const next = await lines.next();
      if (next.done) throw new Error(`${words.join(' ')} ended: ${complaints}`);
      return JSON.parse(next.value);
    },
    stop: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What `chat --jsonl` answers to one event. */
export async function repliesTo(chat: LineProcess, event: unknown): Promise<readonly Reply[]> {
  const answer = (await chat.ask(event)) as { replies?: readonly Reply[]; error?: string };
  if (!answer.replies) throw new Error(`no replies: ${JSON.stringify(answer)}`);
  return answer.replies;
}
