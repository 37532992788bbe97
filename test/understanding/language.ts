import { knowledge } from '../support/knowledge.ts';

/** The compiled language of the project's own knowledge, as it is shipped: plain JSON. */
export const language: typeof knowledge.language = JSON.parse(JSON.stringify(knowledge.language));
