import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectFolder } from '../../adapters/settings.ts';
import { startFakeDiscord } from '../adapters/discord/fake-discord.ts';
import { APPLICATION, TOKEN } from '../adapters/discord/world.ts';
import { startFakeSlack } from '../adapters/slack/fake-slack.ts';
import { median, report } from './report.ts';

const ROUNDS = 5;
/** After the start, until what it took is given back. */
const SETTLING_MILLISECONDS = 3_000;
const IMPORTS = `await import('@slack/bolt'); await import('discord.js'); console.log('loaded'); setInterval(() => {}, 1e6)`;

/** Memory of the program serving both platforms with nothing to do, against a process that only imports their packages. */
export async function memoryBench(): Promise<void> {
  const [slack, discord] = [await startFakeSlack(), await startFakeDiscord()];
  const folder = mkdtempSync(join(tmpdir(), 'gilbert-bench-'));
  const env = {
    PATH: process.env.PATH,
    GILBERT_DATA_DIR: folder,
    PORT: '0',
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_APP_TOKEN: 'xapp-bench',
    DISCORD_API_URL: discord.apiUrl,
    DISCORD_TOKEN: TOKEN,
    DISCORD_APPLICATION_ID: APPLICATION,
  };
  const program = join(projectFolder, 'dist', 'adapters', 'start.js');
  const [serving, importing]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = spawn(process.execPath, ['--input-type=module', '-e', IMPORTS], { cwd: projectFolder });
    importing.push(await idleMebibytes(bare, bare.stdout));
    const bot = spawn(process.execPath, [program], { env });
    serving.push(await idleMebibytes(bot, bot.stderr));
  }
  report(
    'idle memory, Slack and Discord served',
    median(serving),
    'a process that imports Bolt and discord.js',
    median(importing),
    'MiB resident, median',
  );
  await Promise.all([slack.stop(), discord.stop()]);
  rmSync(folder, { recursive: true, force: true });
}

/** Resident memory of a process that has said that it is up, some time after it said the last of that. */
async function idleMebibytes(child: ChildProcess, output: NonNullable<ChildProcess['stdout']>) {
  await Promise.race([once(output, 'data'), once(child, 'exit')]);
  await delay(SETTLING_MILLISECONDS);
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const kibibytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
  const ended = once(child, 'exit');
  child.kill();
  await ended;
  return kibibytes / 1024;
}
