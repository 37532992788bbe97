import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Imports point one way: adapters to src, src to itself and libraries. These rules keep the house in order. */

const root = new URL('..', import.meta.url).pathname;

interface ImportLine {
  readonly file: string;
  readonly from: string;
}

function importsUnder(folder: string): ImportLine[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      const found = text.matchAll(/(?:from|import\(|require\(|^import)\s*['"]([^'"]+)['"]/gm);
      return [...found].map((match) => ({ file: relative(root, path), from: match[1] ?? '' }));
    });
}

const src = importsUnder('src');
const adapters = importsUnder('adapters');

test('there are imports to look at', () => {
  expect(src.length).toBeGreaterThan(20);
  expect(adapters.length).toBeGreaterThan(10);
});

test('src imports no adapter and no platform package', () => {
  const outward = src.filter(({ from }) => /adapters\/|^@slack\/|^discord\.js/.test(from));
  expect(outward).toEqual([]);
});

test('only the store and the knowledge loader touch the outside world', () => {
  const effects = src.filter(
    ({ file, from }) =>
      /^node:(fs|net|http|https|child_process|os|process|dns|timers)/.test(from) &&
      !file.startsWith('src/store/') &&
      file !== 'src/knowledge/load.ts',
  );
  expect(effects).toEqual([]);
});

test('src reads no clock and no environment outside the store', () => {
  const readers = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(join('src', 'store')))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) =>
      /Date\.now\(|new Date\(\)|Math\.random\(|process\.env/.test(readFileSync(path, 'utf8')),
    );
  expect(readers.map((path) => relative(root, path))).toEqual([]);
});

test('natural is known to one file, and never imported whole', () => {
  const users = [...src, ...adapters].filter(({ from }) => /^natural(\/|$)/.test(from));
  expect(users.filter(({ from }) => from === 'natural')).toEqual([]);
  expect(new Set(users.map(({ file }) => file)).size).toBe(1);
});

test('what draws is known to one file and loaded with the first picture', () => {
  const drawing = [...src, ...adapters].filter(({ from }) => /^@viz-js|^@resvg|^dejavu/.test(from));
  const files = new Set(drawing.map(({ file }) => file).filter((file) => file.startsWith('adapters/')));
  expect([...files]).toEqual(['adapters/pictures.ts']);
  for (const { file } of drawing) {
    const loads = readFileSync(join(root, file), 'utf8').match(/^import (?!type).*@(?:viz-js|resvg).*$/gm);
    expect(loads, file).toBeNull();
  }
});

test('the Python grammar is known to the files that read its trees', () => {
  const users = [...src, ...adapters].filter(({ from }) => from.startsWith('@lezer/'));
  expect(users.length).toBeGreaterThan(0);
  for (const { file } of users) expect(file).toMatch(/^src\/python-code\/parse[a-z-]*\.ts$/);
});
