import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { loadKnowledge, readCompiledKnowledge } from '../src/knowledge/load.ts';
import type { Settings } from './settings.ts';

/** The knowledge the settings point at. Rejects with a KnowledgeError that has all faults of the folder. */
export async function openKnowledge({
  knowledgeFolder,
  compiledKnowledgeFile,
}: Settings): Promise<Knowledge> {
  return loadKnowledge(knowledgeFolder, readCompiledKnowledge(compiledKnowledgeFile));
}
