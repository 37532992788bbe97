import { createGilbert } from '../src/gilbert.ts';
import { createMemoryStore } from '../src/store/memory-store.ts';
import { openKnowledge } from './open-knowledge.ts';
import { reportProblem } from './report-problem.ts';
import { loadEnvironmentFile, readSettings } from './settings.ts';
import { chat } from './terminal/chat.ts';

/** Starts Gilbert: without any platform's token that is the chat in this terminal. */
async function start(): Promise<void> {
  const knowledge = openKnowledge(readSettings());
  const store = createMemoryStore();
  await chat(createGilbert(knowledge, store), knowledge);
  await store.close();
}

loadEnvironmentFile();
start().catch(reportProblem);
