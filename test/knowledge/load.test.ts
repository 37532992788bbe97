import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectFolder } from '../../adapters/settings.ts';
import { KnowledgeError } from '../../src/knowledge/fault.ts';
import { loadKnowledge, readCompiledKnowledge } from '../../src/knowledge/load.ts';
import { knowledge, knowledgeFolder } from '../support/knowledge.ts';

/** Whatever is wrong in the folder is said at once, each fault with file, line and the mend. */

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'knowledge-'));
  cpSync(new URL('../flowchart/database', import.meta.url).pathname, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
}

function addFile(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

async function faults(): Promise<string[]> {
  try {
    await loadKnowledge(folder);
    return [];
  } catch (problem) {
    if (!(problem instanceof KnowledgeError)) throw problem;
    return problem.message.split('\n').slice(1);
  }
}

test('the folder is fine to begin with', async () => {
  expect(await faults()).toEqual([]);
});

test.each<[string, () => void, RegExp[]]>([
  [
    'broken YAML',
    () => edit('decisions/Writers.yaml', (text) => `${text}\n  - : [`),
    [/decisions\/Writers\.yaml:\d+: not valid YAML .* — mend the syntax/],
  ],
  [
    'a field that is missing',
    () => edit('decisions/Writers.yaml', (text) => text.replace(/^why:.*\n/m, '')),
    [/decisions\/Writers\.yaml:1: "why" is missing — add it/],
  ],
  [
    'a field nobody reads',
    () => edit('outcomes/Cache.yaml', (text) => text.replace('    why:', '    wyh: oops\n    why:')),
    [/outcomes\/Cache\.yaml:2: "advice\.0" does not fit — .*wyh/],
  ],
  [
    'a safe default that is no option',
    () => edit('decisions/Joins.yaml', (text) => text.replace('option: "yes"', 'option: maybe')),
    [/decisions\/Joins\.yaml: the safe default "maybe" is no option — name one of yes, no/],
  ],
  [
    'an example that is missing',
    () => edit('outcomes/Cache.yaml', (text) => `${text}    code: gone.py\n`),
    [/outcomes\/Cache\.yaml: code\/gone\.py is missing — /],
  ],
  [
    'a label that a phone would cut',
    () => edit('decisions/Joins.yaml', (text) => text.replace(/label: .*/, `label: ${'x'.repeat(39)}`)),
    [/decisions\/Joins\.yaml:\d+: "options\.0\.label" .*38/],
  ],
  [
    'an implication to nowhere',
    () =>
      edit('decisions/Joins.yaml', (text) =>
        text.replace('label:', 'implies: { Nowhere: "yes" }\n    label:'),
      ),
    [/decisions\/Joins\.yaml: option "yes" implies an answer to "Nowhere"/],
  ],
  [
    'an outcome without a sizing model',
    () => edit('outcomes/Cache.yaml', (text) => `${text}    leaf: Guesswork\n`),
    [/outcomes\/Cache\.yaml: "Guesswork" has no sizing model — name one of SingleThread/],
  ],
  [
    'a file nobody reads',
    () => writeFileSync(join(folder, 'outcome.yml'), ''),
    [/outcome\.yml: nothing reads this file — /],
  ],
  [
    'a source nobody has read',
    () => writeFileSync(join(folder, 'sources.yaml'), '[]'),
    Array.from(
      ['Backups', 'Cache', 'ColumnStore', 'DocumentStore', 'Postgres', 'SQLite'],
      (node) => new RegExp(`outcomes/${node}\\.yaml: the source ".*" is not in sources\\.yaml — read https:`),
    ),
  ],
  [
    'a source that is missing',
    () => edit('outcomes/Cache.yaml', (text) => text.replace(/ +sources:\n( +- .*\n( {8}.*\n)*)+/, '')),
    [/outcomes\/Cache\.yaml:\d+: "advice\.0\.sources" is missing — add it/],
  ],
  [
    'an example no test can judge, with nothing to show of it',
    () => {
      addFile('code/keep.sql', 'SELECT 1;\n');
      edit('outcomes/Cache.yaml', (text) => `${text}    code: keep.sql\n`);
    },
    [
      /code\/keep\.sql: no test knows what it prints — add a line/,
      /code\/keep\.sql: no part of it is marked/,
    ],
  ],
  [
    'an example no advice shows',
    () => addFile('code/keep.sql', '-- >>>\nSELECT 1;\n-- <<<\n-- Ends with: 1\n'),
    [/code\/keep\.sql: no advice shows it — name it/],
  ],
  [
    'a topic without text',
    () =>
      addFile(
        'topics/Server.yaml',
        'title: Servers\ncovers: [Need, Tables, Documents, Keys, Embedded, Durable, Local, Upkeep]\n' +
          'sources: [{ page: Servers, url: "https://www.postgresql.org/" }]\n',
      ),
    [/topics\/Server\.yaml:1: "text" is missing — add it/],
  ],
  [
    'a node without a topic, where there are topics',
    () =>
      addFile(
        'topics/Server.yaml',
        'title: Servers\ntext: They serve.\ncovers: [Tables, Documents, Keys, Embedded, Durable, Local]\n' +
          'sources: [{ page: Servers, url: "https://www.postgresql.org/" }]\n',
      ),
    [/topics\/Upkeep\.yaml: nothing explains "Upkeep" — add the file/],
  ],
  [
    'both without a name for each part and advice for every way',
    () =>
      edit(
        'decisions/Joins.yaml',
        (text) =>
          `${text}both:\n  label: Both\n  because: both hold\n  parts: { "yes": Joined }\n  advice:\n    - title: T\n      via: Server\n` +
          '      why: w\n      how: h\n      pitfalls: [p]\n      otherwise: [o]\n' +
          '      sources: [{ page: P, url: "https://www.postgresql.org/" }]\n',
      ),
    [
      /decisions\/Joins\.yaml: "both\.parts" names yes — give each option its part: no, yes/,
      /decisions\/Joins\.yaml: "both\.advice" is for some ways only — add one without "via"/,
    ],
  ],
  ['no voice', () => rmSync(join(folder, 'voice.yaml')), [/voice\.yaml: the file is missing — add it/]],
  [
    'no chart',
    () => rmSync(join(folder, 'flowchart.mmd')),
    [/flowchart\.mmd: the file is missing — add the chart/],
  ],
  [
    'a decision without a question and an outcome without advice',
    () => {
      rmSync(join(folder, 'decisions/Reports.yaml'));
      rmSync(join(folder, 'outcomes/SQLite.yaml'));
    },
    [
      /flowchart\.mmd:\d+: .*Reports.* — .*decisions\/Reports\.yaml/,
      /flowchart\.mmd:\d+: .*SQLite.* — .*outcomes\/SQLite\.yaml/,
    ],
  ],
  [
    'several things at once',
    () => {
      edit('flowchart.mmd', (text) => `${text}\n    gibberish here ->\n`);
      edit('voice.yaml', (text) => text.replace(/^help:.*\n/m, ''));
      edit('decisions/Joins.yaml', (text) => text.replace('option: "yes"', 'option: maybe'));
    },
    [
      /flowchart\.mmd:\d+: /,
      /voice\.yaml:1: "help" is missing — add it/,
      /decisions\/Joins\.yaml: the safe default/,
    ],
  ],
])('%s', async (_, spoil, expected) => {
  spoil();
  const found = await faults();
  for (const fault of expected) {
    expect(
      found.filter((line) => fault.test(line)),
      found.join('\n'),
    ).not.toEqual([]);
  }
  expect(found.length, found.join('\n')).toBe(expected.length);
});

describe('the knowledge of the project', () => {
  test('can be read from the folder as well as from what the build compiled', async () => {
    // Training on all example messages takes the better part of a minute; some of each kind show as much.
    const project = join(folder, 'knowledge');
    cpSync(knowledgeFolder, project, { recursive: true });
    for (const [index, file] of readdirSync(join(project, 'phrases')).sort().entries()) {
      if (index % 40 > 0) rmSync(join(project, 'phrases', file));
    }
    const program = join(folder, 'program');
    for (const part of ['dist/src', 'dist/adapters', 'package.json']) {
      cpSync(join(projectFolder, part), join(program, part), { recursive: true });
    }
    symlinkSync(join(projectFolder, 'node_modules'), join(program, 'node_modules'));
    const built = await promisify(execFile)(
      process.execPath,
      [join(program, 'dist/adapters/compile-knowledge.js')],
      { env: { PATH: process.env.PATH, GILBERT_KNOWLEDGE_DIR: project } },
    );
    expect(built).toEqual({ stdout: '', stderr: '' });

    const compiled = readCompiledKnowledge(join(program, 'dist/knowledge.bin'));
    const fromFolder = await loadKnowledge(project);
    expect(fromFolder.language.models).not.toBeNull();
    expect(fromFolder).toEqual(compiled?.knowledge);
    // What does not come of the examples is what the project ships.
    const { version: _, language: __, ...others } = knowledge;
    expect(fromFolder).toMatchObject(others);
  }, 60_000);

  test('explains every node of the chart and every topic people may ask about', () => {
    const covered = Object.values(knowledge.topics).flatMap(({ covers }) => covers);
    const explained = [...Object.keys(knowledge.topics), ...covered];
    for (const id of Object.keys(knowledge.flowchart.nodes)) {
      if (id !== knowledge.flowchart.start) expect(explained, id).toContain(id);
    }
    for (const id of FURTHER_TOPICS) expect(explained, id).toContain(id);
  });

  test('compares seven approaches by seven aspects', () => {
    const approaches = knowledge.comparisons.find(({ title }) => /at the same time/.test(title));
    expect(approaches?.aspects).toEqual([
      'Best for',
      'GIL',
      'Memory per unit',
      'Units per machine',
      'Sharing data',
      'When one fails',
      'First pitfall',
    ]);
    const names = approaches?.rows.map(({ name }) => name.replace(/ \(.*/, ''));
    expect(names).toEqual(
      expect.arrayContaining([
        'Synchronous',
        'Threads',
        'asyncio',
        'Processes',
        'Subinterpreters',
        'Free-threaded threads',
        'Task queue',
      ]),
    );
  });
});

const FURTHER_TOPICS =
  'EventLoop FreeThreading Subinterpreters RaceCondition Deadlock Pickling SharedMemory StartMethod Greenlets TaskQueue'.split(
    ' ',
  );
