import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { KnowledgeError } from '../src/knowledge/fault.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import { readSettings } from './settings.ts';

/** Build step: checks the knowledge folder and writes what it compiles to, so that starting only has to read it. */
try {
  const { knowledgeFolder, compiledKnowledgeFile } = readSettings();
  const knowledge = loadKnowledge(knowledgeFolder, compiledKnowledgeFile);
  mkdirSync(dirname(compiledKnowledgeFile), { recursive: true });
  // Renaming is atomic: a program that starts meanwhile reads the old file or the new one, never half of it.
  const unfinished = `${compiledKnowledgeFile}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(knowledge));
  renameSync(unfinished, compiledKnowledgeFile);
} catch (problem) {
  if (!(problem instanceof KnowledgeError)) throw problem;
  process.stderr.write(`${problem.message}\n`);
  process.exitCode = 1;
}
