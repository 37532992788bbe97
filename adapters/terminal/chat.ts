import type { Readable } from 'node:stream';
import type { Gilbert, Incoming } from '../../src/gilbert.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Reply, ReplyOf } from '../../src/reply/reply.ts';
import { readLines } from './json-lines.ts';
import { askPerson, type Choice } from './prompt.ts';
import { renderOptions, renderReply } from './render-reply.ts';
import { paint, renderMarkdown, type Style, styleFor } from './style.ts';

type Input = Incoming['input'];

/** What is on the screen, as far as the next input refers to it. */
interface Screen {
  readonly question: ReplyOf<'question'> | null;
  readonly recommendation: ReplyOf<'recommendation'> | null;
}

/** The chat in a terminal: keyboard-driven where there is one, line by line where input is piped in. */
export async function chat(gilbert: Gilbert, knowledge: Knowledge): Promise<void> {
  const style = styleFor(process.stdout);
  const conversationId = `terminal-${process.pid}-${Date.now()}`;
  let screen: Screen = { question: null, recommendation: null };
  const take = async (input: Input): Promise<Screen> => {
    const { replies } = await gilbert.take({ conversationId, user: 'you', at: Date.now(), input });
    screen = show(replies, style, !process.stdin.isTTY, screen);
    return screen;
  };
  print(paint(style, 'bold', 'Gilbert'));
  print(renderMarkdown(style, knowledge.voice.greeting));
  print(paint(style, 'dim', 'Ctrl+C leaves. Say help for more.\n'));
  if (process.stdin.isTTY) await chatByKeyboard(take, style);
  else await chatByLines(process.stdin, take, style);
}

async function chatByKeyboard(take: (input: Input) => Promise<Screen>, style: Style): Promise<void> {
  let screen: Screen = { question: null, recommendation: null };
  for (;;) {
    const answer = await askPerson(choicesOn(screen), style);
    if ('leaves' in answer) return;
    print('');
    const text = 'text' in answer ? answer.text : '';
    if ('choice' in answer && answer.choice === 'code') showCode(screen);
    else if ('choice' in answer) screen = await take(inputFor(answer.choice, screen));
    else if (leaves(text)) return;
    else if (asksForCode(text, screen)) showCode(screen);
    else if (text !== '') screen = await take(readTyped(text, screen));
  }
}

async function chatByLines(
  input: Readable,
  take: (input: Input) => Promise<Screen>,
  style: Style,
): Promise<void> {
  let screen: Screen = { question: null, recommendation: null };
  for await (const line of readLines(input)) {
    if ('error' in line) {
      print(`${paint(style, 'red', line.error)}\n`);
      continue;
    }
    print(`${paint(style, 'cyan', '›')} ${renderMarkdown(style, line.text)}\n`);
    if (leaves(line.text)) return;
    if (asksForCode(line.text, screen)) showCode(screen);
    else screen = await take(readTyped(line.text, screen));
  }
}

function choicesOn({ question, recommendation }: Screen): Choice[] {
  if (question) {
    return [
      ...question.options,
      { id: 'unsure', label: 'Not sure' },
      { id: 'why', label: 'Why do you ask?' },
      { id: 'back', label: 'Back' },
    ];
  }
  if (recommendation === null) return [];
  const code = recommendation.code === '' ? [] : [{ id: 'code', label: 'Show the code' }];
  return [...code, { id: 'back', label: 'Back' }, { id: 'restart', label: 'Another job' }];
}

function inputFor(choice: string, { question }: Screen): Input {
  if (question?.options.some(({ id }) => id === choice)) {
    return { type: 'choose', decision: question.decision, option: choice };
  }
  switch (choice) {
    case 'unsure':
    case 'why':
    case 'back':
    case 'restart':
      return { type: choice };
    default:
      return { type: 'say', text: choice };
  }
}

/** A bare number below a list of options picks one of them; everything else is for Gilbert to read. */
function readTyped(text: string, { question }: Screen): Input {
  const option = /^\d{1,2}\.?$/.test(text) ? question?.options[Number.parseInt(text, 10) - 1] : undefined;
  if (question && option) return { type: 'choose', decision: question.decision, option: option.id };
  return { type: 'say', text };
}

function leaves(text: string): boolean {
  return /^(exit|quit|bye|:q)$/i.test(text);
}

function asksForCode(text: string, { recommendation }: Screen): boolean {
  return recommendation !== null && recommendation.code !== '' && /^(show )?(me )?(the )?code$/i.test(text);
}

function showCode({ recommendation }: Screen): void {
  print(`${recommendation?.code ?? ''}\n`);
}

function show(replies: readonly Reply[], style: Style, withOptions: boolean, before: Screen): Screen {
  for (const reply of replies) {
    print(renderReply(reply, style));
    if (reply.type === 'question' && withOptions) print(renderOptions(reply, style));
    print('');
  }
  const question = replies.find((reply) => reply.type === 'question') ?? null;
  const recommendation = replies.find((reply) => reply.type === 'recommendation') ?? null;
  // A remark or an explanation leaves what it interrupted on the screen.
  return question || recommendation ? { question, recommendation } : before;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
