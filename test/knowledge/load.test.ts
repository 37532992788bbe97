import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KnowledgeError } from '../../src/knowledge/fault.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
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

function faults(): string[] {
  try {
    loadKnowledge(folder);
    return [];
  } catch (problem) {
    if (!(problem instanceof KnowledgeError)) throw problem;
    return problem.message.split('\n').slice(1);
  }
}

test('the folder is fine to begin with', () => {
  expect(faults()).toEqual([]);
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
])('%s', (_, spoil, expected) => {
  spoil();
  const found = faults();
  for (const fault of expected) {
    expect(
      found.filter((line) => fault.test(line)),
      found.join('\n'),
    ).not.toEqual([]);
  }
  expect(found.length, found.join('\n')).toBe(expected.length);
});

describe('the knowledge of the project', () => {
  test('can be read from the folder as well as from what the build compiled', () => {
    const fromFolder = JSON.parse(JSON.stringify(loadKnowledge(knowledgeFolder)));
    expect(fromFolder).toEqual(knowledge);
  });

  test('has a topic for every node of the chart that names an approach', () => {
    for (const { id, kind } of Object.values(knowledge.flowchart.nodes)) {
      if (kind !== 'step') expect(Object.keys(knowledge.topics), id).toContain(id);
    }
  });
});
