import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../../adapters/settings.ts';
import { median, report } from './report.ts';

const ROUNDS = 15;

/** Start-up of a one-shot question against a Node.js that does nothing, taken in turns. */
export async function startUpBench(): Promise<void> {
  const main = join(projectFolder, 'dist', 'adapters', 'terminal', 'main.js');
  const ask: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(millisecondsOf(['-e', '0']));
    ask.push(
      millisecondsOf([main, 'ask', 'we call an API from FastAPI, 50 req/s, 3 s each, how many workers?']),
    );
  }
  report('start-up and answer of ask', median(ask), 'node -e 0', median(bare), 'ms, median');
}

function millisecondsOf(words: readonly string[]): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${words.join(' ')} failed: ${stderr}`);
  return performance.now() - begun;
}
