import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const program = new URL('../../../dist/adapters/terminal/main.js', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'gilbert-ask-'));
const TIME = 'real\t0m12.345s\nuser\t0m0.812s\nsys\t0m0.101s\n';

function ask(words: readonly string[], input = '') {
  const options = { input, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'ask', ...words], options);
  return { stdout, stderr, status };
}

test('what is piped in is read like a paste', () => {
  const { stdout, status } = ask([], TIME);
  expect(stdout).toContain('so it waits');
  expect(stdout).toContain('It waits (network, disk, database)');
  expect(status).toBe(0);
});

test('a question stands beside what is piped in', () => {
  const { stdout } = ask(['50', 'requests', 'per', 'second,', 'how many workers?'], TIME);
  expect(stdout).toContain('so it waits');
  expect(stdout).toContain('Yes, many waits at a time');
});

test('a file is read, with a question beside it', () => {
  const file = join(folder, 'times.txt');
  writeFileSync(file, TIME);
  expect(ask(['--file', file]).stdout).toContain('so it waits');
  expect(ask(['what now?', '--file', file]).stdout).toContain('so it waits');
});

test.each([
  ['a file that is not there', ['--file', join(folder, 'none.py')], 'there is no such file'],
  ['a folder', ['--file', folder], '--file'],
  ['an unknown option', ['--fil', 'x'], '--fil'],
  ['nothing at all', [], 'Usage'],
])('%s is said, and is an error', (_what, words, told) => {
  const { stdout, stderr, status } = ask(words);
  expect(stdout).toBe('');
  expect(stderr).toContain(told);
  expect(status).toBe(2);
});

test('more than a message may be is refused', () => {
  const { stderr, status } = ask([], 'x'.repeat(1_100_000));
  expect(stderr).toContain('longer than');
  expect(status).toBe(2);
});
