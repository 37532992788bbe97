import type { Readable } from 'node:stream';
import type { Gilbert, Incoming } from '../../src/gilbert.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { choicesOf, type Offer, type Reply, type ReplyOf } from '../../src/reply/reply.ts';
import type { Painter } from '../pictures.ts';
import { readLines } from './json-lines.ts';
import { askPerson, type Choice } from './prompt.ts';
import { renderOptions, renderReply } from './render-reply.ts';
import { paint, renderMarkdown, type Style, styleFor } from './style.ts';
import { writePictures } from './write-pictures.ts';

type Input = Incoming['input'];

/** What is on the screen, as far as the next input refers to it. */
interface Screen {
  readonly question: ReplyOf<'question'> | null;
  readonly recommendation: ReplyOf<'recommendation'> | null;
  /** Ways on from what was explained last. */
  readonly offers: readonly Offer[];
}

const EMPTY: Screen = { question: null, recommendation: null, offers: [] };

/** The chat in a terminal: keyboard-driven where there is one, line by line where input is piped in. */
export async function chat(gilbert: Gilbert, knowledge: Knowledge, painter: Painter): Promise<void> {
  const style = styleFor(process.stdout);
  const conversationId = `terminal-${process.pid}-${Date.now()}`;
  let screen = EMPTY;
  const take = async (input: Input): Promise<Screen> => {
    const { replies } = await gilbert.take({ conversationId, user: 'you', at: Date.now(), input });
    screen = show(replies, style, !process.stdin.isTTY, screen);
    return screen;
  };
  const showAside: ShowAside = async (text, { recommendation }) => {
    const picture = PICTURE.exec(text);
    if (picture === null) return false;
    const pictures = recommendation === null ? [] : await painter.draw(recommendation);
    print(`${(await writePictures(pictures, picture[1] ?? DEFAULT_PICTURE)).text}\n`);
    return true;
  };
  print(paint(style, 'bold', 'Gilbert'));
  print(renderMarkdown(style, knowledge.voice.greeting));
  print(paint(style, 'dim', 'Ctrl+C leaves. Say help for more.\n'));
  if (process.stdin.isTTY) await chatByKeyboard(take, showAside, style);
  else await chatByLines(process.stdin, take, showAside, style);
}

/** Shows what needs no turn: a picture in a file. False when the text asks for none. */
type ShowAside = (text: string, screen: Screen) => Promise<boolean>;

const PICTURE = /^picture(?:\s+(\S+))?$/i;
const DEFAULT_PICTURE = 'gilbert-path.png';

async function chatByKeyboard(
  take: (input: Input) => Promise<Screen>,
  showAside: ShowAside,
  style: Style,
): Promise<void> {
  let screen = EMPTY;
  for (;;) {
    const answer = await askPerson(choicesOn(screen), style);
    if ('leaves' in answer) return;
    print('');
    const text = 'text' in answer ? answer.text : '';
    const wish = 'choice' in answer ? answer.choice : text;
    if (wish === '' || (await showAside(wish, screen))) continue;
    if ('choice' in answer) screen = await take(inputFor(wish, screen));
    else if (leaves(text)) return;
    else screen = await take(readTyped(text, screen));
  }
}

async function chatByLines(
  input: Readable,
  take: (input: Input) => Promise<Screen>,
  showAside: ShowAside,
  style: Style,
): Promise<void> {
  let screen = EMPTY;
  for await (const line of readLines(input)) {
    if ('error' in line) {
      print(`${paint(style, 'red', line.error)}\n`);
      continue;
    }
    print(`${paint(style, 'cyan', '›')} ${renderMarkdown(style, line.text)}\n`);
    if (leaves(line.text)) return;
    if (!(await showAside(line.text, screen))) screen = await take(readTyped(line.text, screen));
  }
}

function choicesOn({ question, recommendation, offers }: Screen): Choice[] {
  const waysOn = offers.map(({ say, label }) => ({ id: say, label }));
  if (question) {
    return [
      ...waysOn,
      ...choicesOf(question),
      { id: 'unsure', label: 'Not sure' },
      { id: 'why', label: 'Why do you ask?' },
      { id: 'back', label: 'Back' },
    ];
  }
  if (recommendation === null) return waysOn;
  const code = recommendation.code === '' ? [] : [{ id: 'code', label: 'Show the code' }];
  const picture = { id: 'picture', label: `Draw it (${DEFAULT_PICTURE})` };
  const further = recommendation.offers.map(({ say, label }) => ({ id: say, label }));
  return [
    ...waysOn,
    { id: 'more', label: 'More' },
    ...code,
    { id: 'why', label: 'Why' },
    picture,
    ...further,
    { id: 'back', label: 'Back' },
    { id: 'restart', label: 'Another job' },
  ];
}

function inputFor(choice: string, { question }: Screen): Input {
  if (question && choicesOf(question).some(({ id }) => id === choice)) {
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
  const choices = question ? choicesOf(question) : [];
  const option = /^\d{1,2}\.?$/.test(text) ? choices[Number.parseInt(text, 10) - 1] : undefined;
  if (question && option) return { type: 'choose', decision: question.decision, option: option.id };
  return { type: 'say', text };
}

function leaves(text: string): boolean {
  return /^(exit|quit|bye|:q)$/i.test(text);
}

function show(replies: readonly Reply[], style: Style, withOptions: boolean, before: Screen): Screen {
  for (const reply of replies) {
    print(renderReply(reply, style));
    if (reply.type === 'question' && withOptions) print(renderOptions(reply, style));
    print('');
  }
  const question = replies.find((reply) => reply.type === 'question') ?? null;
  const recommendation = replies.find((reply) => reply.type === 'recommendation') ?? null;
  const offers = replies.flatMap((reply) => (reply.type === 'explanation' ? reply.offers : []));
  // A remark or an explanation leaves what it interrupted on the screen.
  return question || recommendation ? { question, recommendation, offers } : { ...before, offers };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
