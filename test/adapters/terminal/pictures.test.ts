import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { takePictureOption } from '../../../adapters/terminal/write-pictures.ts';
import { readPng } from '../../diagram/read-png.ts';
import { programFile } from '../../support/chat-process.ts';

/** Pictures as files, from the commands a user can run. */

const folder = mkdtempSync(join(tmpdir(), 'gilbert-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const JOB = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';

function run(words: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [programFile, ...words], {
    encoding: 'utf8',
    input,
    cwd: folder,
    env: { ...process.env, GILBERT_DATA_DIR: join(folder, 'data') },
  });
  return { stdout, stderr, status };
}
const sizeOf = (name: string) => {
  const { width, height } = readPng(readFileSync(join(folder, name)));
  return { width, height };
};

describe('ask --picture', () => {
  test('writes the path and the plot and says their names', () => {
    const { stdout, status } = run(['ask', '--picture', 'path.png', JOB]);
    expect(status).toBe(0);
    expect(stdout).toContain('The path: path.png');
    expect(stdout).toContain('The plot of the sizing: path-sizing.png');
    expect(sizeOf('path.png').width).toBe(800);
    expect(sizeOf('path-sizing.png')).toEqual({ width: 800, height: 580 });
  });

  test.each([
    ['a folder that is not there', 'nowhere/path.png', 'no such folder'],
    ['a folder in the place of the file', 'taken.png', 'it is a folder'],
  ])('%s is told after the answer', (_, file, complaint) => {
    mkdirSync(join(folder, 'taken.png'), { recursive: true });
    const { stdout, stderr, status } = run(['ask', JOB, '--picture', file]);
    expect(stdout).toContain('How many');
    expect(stderr).toContain(complaint);
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(1);
  });

  test('without a recommendation there is nothing to draw', () => {
    const { stderr, status } = run(['ask', '--picture=none.png', 'hello']);
    expect(stderr).toContain('There is no picture yet');
    expect(status).toBe(1);
    expect(readdirSync(folder)).not.toContain('none.png');
  });

  test.each([
    [['ask', '--picture'], 'needs the name of a file'],
    [['ask', JOB, '--picture', '--code'], 'needs the name of a file'],
    [['ask', JOB, '--picture', 'path.jpg'], 'ends in .png'],
  ])('%j is refused', (words, complaint) => {
    const { stderr, status } = run(words);
    expect(stderr).toContain(complaint);
    expect(status).toBe(2);
  });
});

test('size --picture writes the plot', () => {
  const { stdout, status } = run([
    ...['size', '--picture', 'plot.png', '--jobs', '10000', '--deadlineSeconds', '300'],
    ...['--cpuSeconds', '0.25', '--coresPerHost', '16'],
  ]);
  expect(status).toBe(0);
  expect(stdout).toContain('The plot of the sizing: plot.png');
  expect(sizeOf('plot.png')).toEqual({ width: 800, height: 580 });
});

test('in the chat "picture" draws what was recommended', () => {
  const { stdout } = run(
    ['chat'],
    ['picture early.png', JOB, 'picture late.png', 'picture', 'bye'].join('\n'),
  );
  expect(stdout).toContain('There is no picture yet');
  expect(stdout).toContain('The path: late.png');
  expect(stdout).toContain('The path: gilbert-path.png');
  expect(sizeOf('late-sizing.png').width).toBe(800);
  expect(readdirSync(folder)).not.toContain('early.png');
});

test('the option may stand anywhere, and with an equals sign', () => {
  for (const words of [
    ['--picture', 'a.png', 'x'],
    ['x', '--picture', 'a.png'],
    ['--picture=a.png', 'x'],
  ]) {
    expect(takePictureOption(words)).toEqual({ file: 'a.png', words: ['x'], fault: null });
  }
  expect(takePictureOption(['x'])).toEqual({ file: null, words: ['x'], fault: null });
});
