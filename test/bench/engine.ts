import { Bench } from 'tinybench';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { readSettings } from '../../adapters/settings.ts';
import { advance } from '../../src/conversation/advance.ts';
import { type ConversationEvent, newConversation } from '../../src/conversation/conversation.ts';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { report } from './report.ts';

/** Turns of the pure engine against an echo that takes the same event and gives one fixed reply. */
export async function engineBench(): Promise<void> {
  const knowledge = await openKnowledge(readSettings());
  const understand = createUnderstand(knowledge.language);
  const start = newConversation('bench', knowledge.version);
  const who = { user: 'u1', at: 0 };
  const text = 'we call Gemini from FastAPI, 50 req/s, each call takes 3 s';
  const choose: ConversationEvent = { ...who, type: 'choose', decision: 'TaskType', option: 'io' };
  const describe: ConversationEvent = { ...who, type: 'say', text, reading: understand(text, null) };
  const echo = (conversation: typeof start, event: ConversationEvent) => ({
    conversation: { ...conversation, entries: [...conversation.entries] },
    replies: [{ type: 'notice', text: JSON.stringify(event), private: false, offer: null }],
  });

  const bench = new Bench({ time: 500, warmupTime: 100 });
  bench
    .add('echo', () => {
      echo(start, choose);
    })
    .add('a question', () => {
      advance(knowledge, start, choose);
    })
    .add('a recommendation with its estimate', () => {
      advance(knowledge, start, describe);
    })
    .add('reading a sentence', () => {
      understand(text, null);
    });
  await bench.run();

  const turnsPerSecond = (name: string): number => {
    const result = bench.getTask(name)?.result;
    if (result?.state !== 'completed') throw new Error(`${name} was not measured`);
    return 1000 / result.latency.p50;
  };
  for (const name of ['a question', 'a recommendation with its estimate', 'reading a sentence']) {
    report(
      `turns of the engine, ${name}`,
      turnsPerSecond(name),
      'its echo',
      turnsPerSecond('echo'),
      'per second',
    );
  }
}
