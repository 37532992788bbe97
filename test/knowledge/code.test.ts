import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const knowledge = join(import.meta.dirname, '../../knowledge');
const run = promisify(execFile);

/** The last line each example prints; what comes before it may depend on timing. */
const closingLines: Readonly<Record<string, string>> = {
  'bounded_queue.py': '30 items, failed: [13], sum of the other squares 9286',
  'bounded_tasks.py': '59 answers, 1 timeout, 10 at a time',
  'find_growth.py': '5000 entries kept by the dict, 0 of 200 cycles left',
  'guarded_update.py': '100 tickets sold, 0 left, 200 wanted',
  'less_work.py': '2501 pairs either way, on the same core',
  'line_server.py': '15 answers in all',
  'one_after_another.py': '4 of 4 fetched',
  'plain_loop.py': '20 jobs done, total 839979',
  'process_pool.py': '11301 primes below 120000',
  'read_only_copies.py': 'revenue 32000.00',
  'shared_counter.py': 'found 285715',
  'shared_structure.py': 'total 10000, as before',
  'thread_pool.py': '29 answers, 1 failure',
  'wait_and_compute.py': '16 pages, checksums add up to 419819',
  'wait_for_it.py': '12 done, at most 3 at a time, heartbeat stopped',
};

const files = readdirSync(join(knowledge, 'code')).filter((name) => !/^(\.|__pycache__)/.test(name));
const examples = files.filter((name) => name.endsWith('.py'));
const pythons = await findPythons();

test('every example has a closing line here, and every closing line its example', () => {
  expect(Object.keys(closingLines).sort()).toEqual(examples.sort());
});

test('every file is named by an outcome, and every name has its file', () => {
  const named = readdirSync(join(knowledge, 'outcomes')).flatMap((name) => {
    const outcome = parse(readFileSync(join(knowledge, 'outcomes', name), 'utf8')) as {
      advice: { code?: string }[];
    };
    return outcome.advice.flatMap(({ code }) => code ?? []);
  });
  expect([...new Set(named)].sort()).toEqual(files.sort());
});

if (pythons.length === 0) test.skip('the examples run (skipped: no Python 3.11 or newer on this machine)');

for (const { version, command } of pythons) {
  describe.concurrent(`Python ${version}`, () => {
    test.for(examples)('%s', async (example, { expect }) => {
      expect(await lastLine(command, example)).toBe(closingLines[example]);
    });
  });
}

// The default start method differs between systems and versions, so the newest Python tries them all.
const newest = pythons.at(-1);
const poolExamples = examples.filter((name) =>
  readFileSync(join(knowledge, 'code', name), 'utf8').includes('ProcessPoolExecutor('),
);
const startMethods = process.platform === 'win32' ? ['spawn'] : ['fork', 'spawn', 'forkserver'];

if (newest !== undefined) {
  const site = mkdtempSync(join(tmpdir(), 'start-method-'));
  // Python imports this module by itself before it runs anything.
  writeFileSync(
    join(site, 'sitecustomize.py'),
    'import multiprocessing, os\nmultiprocessing.set_start_method(os.environ["START_METHOD"], force=True)\n',
  );
  afterAll(() => rmSync(site, { recursive: true }));

  for (const method of startMethods) {
    describe.concurrent(`start method ${method}`, () => {
      test.for(poolExamples)('%s', async (example, { expect }) => {
        const line = await lastLine(newest.command, example, { PYTHONPATH: site, START_METHOD: method });
        expect(line).toBe(closingLines[example]);
      });
    });
  }
}

/** Warnings count as errors, so that an example which uses something deprecated fails. */
async function lastLine(
  command: string,
  example: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const { stdout } = await run(command, [join(knowledge, 'code', example)], {
    timeout: 15_000,
    env: { ...process.env, PYTHONWARNINGS: 'error', PYTHONDONTWRITEBYTECODE: '1', ...settings },
  });
  return stdout.trimEnd().split(/\r?\n/).at(-1);
}

/** Each Python from 3.11 on that really runs: on the path or installed by pyenv, oldest first, none twice. */
async function findPythons(): Promise<{ version: string; command: string }[]> {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const candidates = [
    ...['python3', 'python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3.15'],
    ...(existsSync(pyenv) ? readdirSync(pyenv).map((name) => join(pyenv, name, 'bin', 'python3')) : []),
  ];
  const tell =
    'import sys, sysconfig; ' +
    'print(*sys.version_info[:3], "t" if sysconfig.get_config_var("Py_GIL_DISABLED") else "")';
  const found = new Map<string, { version: string; command: string; minor: number }>();
  const answers = await Promise.allSettled(candidates.map((command) => run(command, ['-c', tell])));
  for (const [index, answer] of answers.entries()) {
    const command = candidates[index];
    if (answer.status === 'rejected' || command === undefined) continue;
    const [major = 0, minor = 0, patch = 0] = answer.value.stdout.split(' ').map(Number);
    const version = `${major}.${minor}.${patch}${answer.value.stdout.includes('t') ? 't' : ''}`;
    if (major === 3 && minor >= 11 && !found.has(version)) found.set(version, { version, command, minor });
  }
  return [...found.values()].sort((one, other) => one.minor - other.minor);
}
