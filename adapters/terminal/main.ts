import { z } from 'zod';
import { createGilbert } from '../../src/gilbert.ts';
import { findDecision } from '../../src/knowledge/knowledge.ts';
import { replySchema } from '../../src/reply/reply.ts';
import { estimate } from '../../src/sizing/estimate.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { openKnowledge } from '../open-knowledge.ts';
import { reportProblem } from '../report-problem.ts';
import { loadEnvironmentFile, readSettings } from '../settings.ts';
import { ask } from './ask.ts';
import { chat } from './chat.ts';
import { readChatEvent } from './chat-events.ts';
import { answerJsonLines } from './json-lines.ts';

const USAGE = `Usage:
  chat             talk to Gilbert
  chat --jsonl     one event a line in, one line of replies out
  ask "question"   one question, one answer
  classify --jsonl read messages only
  size --json      estimate from one JSON object a line
  schema           the replies as JSON Schema
  review           what was not understood or not helpful, grouped
`;

/** The terminal's commands, by name. Answers go to stdout, everything else to stderr. */
async function run([command = 'chat', ...words]: readonly string[]): Promise<void> {
  const option = words.find((word) => word.startsWith('--'));
  switch (`${command} ${command === 'ask' ? '' : (option ?? '')}`.trim()) {
    case 'chat':
      return chatInTerminal();
    case 'chat --jsonl':
      return chatByJsonLines();
    case 'ask':
      return askOnce(words);
    case 'classify --jsonl':
      return classifyByJsonLines();
    case 'size --json':
      return answerJsonLines(process.stdin, process.stdout, estimate);
    case 'review':
      return review();
    case 'schema':
      process.stdout.write(`${JSON.stringify(z.toJSONSchema(replySchema), null, 2)}\n`);
      return;
    default:
      process.stderr.write(USAGE);
      process.exitCode = 2;
  }
}

async function askOnce(words: readonly string[]): Promise<void> {
  await ask(createGilbert(openKnowledge(readSettings()), createMemoryStore()), words);
}

async function review(): Promise<void> {
  const { openGilbert } = await import('../open-gilbert.ts');
  const { reviewText } = await import('./review.ts');
  const { store } = await openGilbert(readSettings());
  process.stdout.write(reviewText(await store.feedback()));
  await store.close();
}

async function chatInTerminal(): Promise<void> {
  // Loaded only here: a single question needs neither database nor logs.
  const { openGilbert } = await import('../open-gilbert.ts');
  const { gilbertOn, knowledge, store } = await openGilbert(readSettings());
  await chat(gilbertOn('terminal'), knowledge);
  await store.close();
}

async function chatByJsonLines(): Promise<void> {
  const { openGilbert } = await import('../open-gilbert.ts');
  const { gilbertOn, store } = await openGilbert(readSettings());
  const gilbert = gilbertOn('terminal');
  await answerJsonLines(process.stdin, process.stdout, async (value) => {
    const incoming = readChatEvent(value, Date.now());
    if ('error' in incoming) return incoming;
    const { replies } = await gilbert.take(incoming);
    return { conversation: incoming.conversationId, replies };
  });
  await store.close();
}

const messageSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  context: z.string().nullish(),
});

async function classifyByJsonLines(): Promise<void> {
  const knowledge = openKnowledge(readSettings());
  const understand = createUnderstand(knowledge.language);
  await answerJsonLines(process.stdin, process.stdout, (value) => {
    const message = messageSchema.safeParse(value);
    if (!message.success) return { error: 'expected {"id":"…","text":"…","context":null or a decision id}' };
    const { id, text, context } = message.data;
    if (context != null && findDecision(knowledge, context) === null) {
      return { id, error: `context: accepted are null and ${Object.keys(knowledge.decisions).join(', ')}` };
    }
    const { intent, answers, topics, quantities, evidence } = understand(text, context ?? null);
    return { id, intent, answers, topics, quantities, evidence };
  });
}

loadEnvironmentFile();
run(process.argv.slice(2)).catch(reportProblem);
