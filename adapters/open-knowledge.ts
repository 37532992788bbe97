import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { loadKnowledge, readCompiledKnowledge } from '../src/knowledge/load.ts';
import type { Settings } from './settings.ts';

/**
 * The knowledge the settings point at.
 *
 * @throws KnowledgeError with all faults of the folder
 */
export function openKnowledge({ knowledgeFolder, compiledKnowledgeFile }: Settings): Knowledge {
  return loadKnowledge(knowledgeFolder, readCompiledKnowledge(compiledKnowledgeFile));
}
