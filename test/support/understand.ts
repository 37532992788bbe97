import { createGilbert, type Gilbert } from '../../src/gilbert.ts';
import type { Store } from '../../src/store/store.ts';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { language } from '../understanding/language.ts';
import { knowledge } from './knowledge.ts';

/** Reads messages in the project's language. It is pure, and opening it takes longer than most tests: all share it. */
export const understand = createUnderstand(language);

/** Gilbert on a store of the test's own. */
export function gilbertOn(store: Store): Gilbert {
  return createGilbert(knowledge, store, understand);
}
