import { knowledge } from '../support/knowledge.ts';

/** The compiled language of the project's own knowledge, as it is shipped. */
export const { language } = knowledge;
