import { z } from 'zod';
import { createGilbert } from '../../src/gilbert.ts';
import { findDecision } from '../../src/knowledge/knowledge.ts';
import { replySchema } from '../../src/reply/reply.ts';
import { estimate } from '../../src/sizing/estimate.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { openKnowledge } from '../open-knowledge.ts';
import { createPainter } from '../pictures.ts';
import { readSettings } from '../settings.ts';
import { ask } from './ask.ts';
import { readChatEvent } from './chat-events.ts';
import { answerJsonLines } from './json-lines.ts';

/*
 * What each command puts together. Database, logs and prompts are loaded only by the commands that use them, so that
 * a single question starts fast.
 */

export async function chatInTerminal(): Promise<void> {
  const { gilbertOn, knowledge, store } = await openHousehold();
  const { chat } = await import('./chat.ts');
  await chat(gilbertOn('terminal'), knowledge, createPainter(knowledge));
  await store.close();
}

export async function chatByJsonLines(): Promise<void> {
  const { gilbertOn, store } = await openHousehold();
  const gilbert = gilbertOn('terminal');
  await answerJsonLines(process.stdin, process.stdout, async (value) => {
    const incoming = readChatEvent(value, Date.now());
    if ('error' in incoming) return incoming;
    const { replies } = await gilbert.take(incoming);
    return { conversation: incoming.conversationId, replies };
  });
  await store.close();
}

/** One question needs no memory. */
export async function askOnce(words: readonly string[]): Promise<void> {
  const knowledge = await openKnowledge(readSettings());
  await ask(createGilbert(knowledge, createMemoryStore()), createPainter(knowledge), words);
}

const messageSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  context: z.string().nullish(),
});

export async function classifyByJsonLines(): Promise<void> {
  const knowledge = await openKnowledge(readSettings());
  const understand = createUnderstand(knowledge.language);
  await answerJsonLines(process.stdin, process.stdout, (value) => {
    const message = messageSchema.safeParse(value);
    if (!message.success) return { error: 'expected {"id":"…","text":"…","context":null or a decision id}' };
    const { id, text, context } = message.data;
    if (context != null && findDecision(knowledge, context) === null) {
      return { id, error: `context: accepted are null and ${Object.keys(knowledge.decisions).join(', ')}` };
    }
    const { intent, answers, topics, quantities, evidence, findings } = understand(text, context ?? null);
    return {
      id,
      intent,
      answers,
      topics,
      quantities,
      evidence,
      ...(findings === undefined ? {} : { findings }),
    };
  });
}

export async function sizeByJsonLines(): Promise<void> {
  await answerJsonLines(process.stdin, process.stdout, estimate);
}

export async function sizeForPeople(words: readonly string[]): Promise<void> {
  const { size } = await import('./size.ts');
  await size(words);
}

export async function printSchema(): Promise<void> {
  process.stdout.write(`${JSON.stringify(z.toJSONSchema(replySchema), null, 2)}\n`);
}

export async function review(): Promise<void> {
  const { store } = await openHousehold();
  const { reviewText } = await import('./review.ts');
  process.stdout.write(reviewText(await store.feedback()));
  await store.close();
}

async function openHousehold() {
  const { openGilbert } = await import('../open-gilbert.ts');
  return openGilbert(readSettings());
}
