import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CompiledKnowledge,
  fingerprintOfFolder,
  loadKnowledge,
  packCompiledKnowledge,
  readCompiledKnowledge,
} from '../src/knowledge/load.ts';
import { reportProblem } from './report-problem.ts';
import { readSettings } from './settings.ts';

/** Build step: checks the knowledge folder and writes what it compiles to, so that starting only has to read it. */
async function compile(): Promise<void> {
  const { knowledgeFolder, compiledKnowledgeFile } = readSettings();
  const program = fingerprintOfFolder(join(import.meta.dirname, '..', 'src'));
  const earlier = readCompiledKnowledge(compiledKnowledgeFile);
  const usable = earlier?.program === program ? earlier : null;
  const knowledge = await loadKnowledge(knowledgeFolder, usable);
  if (knowledge === usable?.knowledge) return;

  const compiled: CompiledKnowledge = { program, knowledge };
  mkdirSync(dirname(compiledKnowledgeFile), { recursive: true });
  // Renaming is atomic: a program that starts meanwhile reads the old file or the new one, never half of it.
  const unfinished = `${compiledKnowledgeFile}.${process.pid}`;
  writeFileSync(unfinished, packCompiledKnowledge(compiled));
  renameSync(unfinished, compiledKnowledgeFile);
}

compile().catch(reportProblem);
