import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, test } from 'vitest';
import { knowledge, knowledgeFolder } from '../support/knowledge.ts';

const run = promisify(execFile);

/** The last line each example prints, as its file tells it; what comes before may depend on timing. */
const closingLine = (name: string) => knowledge.code[name]?.endsWith;
const examples = Object.keys(knowledge.code).filter((name) => name.endsWith('.py'));
const pythons = await findPythons();

if (pythons.length === 0) test.skip('the examples run (skipped: no Python 3.11 or newer on this machine)');

for (const { version, command } of pythons) {
  describe.concurrent(`Python ${version}`, () => {
    test.for(examples)('%s', async (example, { expect }) => {
      expect(await lastLine(command, example)).toBe(closingLine(example));
    });
  });
}

// Pieces of Python within texts are no files of their own; that they are Python can be told all the same.
if (pythons.length > 0) {
  const pieces = piecesIn({ topics: knowledge.topics, decisions: knowledge.decisions });
  test('the pieces of Python within texts compile, for the oldest Python they name', async ({ expect }) => {
    const check =
      'import ast, json, sys\nfor piece in json.load(sys.stdin):\n' +
      '    compile(piece, piece, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)\nprint("fine")';
    const checked = run(pythons[0]?.command ?? '', ['-c', check]);
    checked.child.stdin?.end(JSON.stringify(pieces));
    expect(pieces.length).toBeGreaterThan(8);
    expect((await checked).stdout.trim()).toBe('fine');
  });
}

function piecesIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [...value.matchAll(/```python\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(piecesIn) : [];
}

// The default start method differs between systems and versions, so the newest Python tries them all.
const newest = pythons.at(-1);
const poolExamples = examples.filter((name) => knowledge.code[name]?.text.includes('ProcessPoolExecutor('));
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
        expect(line).toBe(closingLine(example));
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
  const { stdout } = await run(command, [join(knowledgeFolder, 'code', example)], {
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
