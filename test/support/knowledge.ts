import { loadKnowledge, readCompiledKnowledge } from '../../src/knowledge/load.ts';

export const knowledgeFolder = new URL('../../knowledge', import.meta.url).pathname;
const compiledFile = new URL('../../dist/knowledge.bin', import.meta.url).pathname;

/** The project's own knowledge. */
export const knowledge = await loadKnowledge(knowledgeFolder, readCompiledKnowledge(compiledFile));
