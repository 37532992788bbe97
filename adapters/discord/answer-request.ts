import { quantitiesText } from '../../src/advice/quantity-text.ts';
import { askAbout, recommendFor } from '../../src/conversation/ask.ts';
import { dialogueState } from '../../src/conversation/dialogue-state.ts';
import { compare, explain, help } from '../../src/conversation/digression.ts';
import type { Gilbert, Incoming } from '../../src/gilbert.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Reply, ReplyOf } from '../../src/reply/reply.ts';
import type { Store } from '../../src/store/store.ts';
import type { Painter, Picture } from '../pictures.ts';
import { type Answer, alone, closed, gone, movedOn, text } from './answer.ts';
import { answersToChange, optionsToChange } from './change-answer.ts';
import { button } from './controls.ts';
import { conversationIdOf, userNameOf } from './conversation-key.ts';
import { ALOUD, shortPart } from './custom-id.ts';
import { MOST_THREAD_NAME } from './limits.ts';
import { clip } from './markdown.ts';
import type { Place } from './place.ts';
import type { Request } from './read-event.ts';
import { renderCode } from './render-code.ts';
import { renderDetails, renderTurn } from './render-reply.ts';

export interface Parts {
  readonly gilbert: Gilbert;
  readonly knowledge: Knowledge;
  readonly store: Store;
  /** Without one there are no pictures. */
  readonly painter?: Painter;
}

type Standing = ReplyOf<'question'> | ReplyOf<'recommendation'>;

/** Answers a request: a turn of the conversation, or what only this platform offers. Rejects only when the store does. */
export async function answerRequest(parts: Parts, request: Request): Promise<Answer> {
  const { knowledge, store } = parts;
  const { wish, place } = request;
  switch (wish.type) {
    case 'turn': {
      const { replies, redelivered } = await parts.gilbert.take(wish.incoming);
      return rendered(parts, request, [...numbersNoted(wish.incoming, replies), ...replies], redelivered);
    }
    case 'form':
      return { type: 'form', form: wish.form };
    case 'begin': {
      const { replies, redelivered } = await parts.gilbert.take(wish.incoming);
      // Nothing was said yet, so that "starting over" would be odd.
      const questions = replies.filter(({ type }) => type === 'question');
      return rendered(parts, request, questions, redelivered);
    }
    case 'greet':
      return rendered(parts, request, [greeting(knowledge)]);
    case 'wordless':
      return rendered(parts, request, [line('I found no words in that message.'), greeting(knowledge)]);
    case 'help':
      return rendered(parts, request, [line(HELP), help(knowledge)]);
    case 'explain':
      return rendered(parts, request, [explain(knowledge, [wish.topic])]);
    case 'compare':
      return rendered(parts, request, [compare(knowledge, [wish.first, wish.second])]);
    case 'forget':
      return alone(await forgotten(store, request.userId));
    case 'unknown':
      return alone(`I do not know that ${wish.what} any more; it may be from an older version of me.`, [
        button(place, 'begin', 'Begin anew'),
      ]);
    case 'foreign':
      return alone(`This is ${userNameOf(wish.owner)}'s question. Ask your own with \`/gilbert ask\`.`, [
        button(place, 'begin', 'Ask my own'),
      ]);
    case 'refuse':
      return alone(wish.faults.join('\n'), [
        button(place, 'numbers', 'Open the form again', [...wish.kept, ...(place.isPrivate ? [] : [ALOUD])]),
      ]);
    case 'judge':
      return judged(parts, request, wish.verdict, wish.outcome);
    case 'show': {
      const standing = await standingOf(parts, place);
      if (standing === null) return gone(place);
      if (standing.type === 'question') return movedOn(place);
      const changed = shortPart(standing.outcomes[0] ?? '') === wish.outcome ? [] : [text(CHANGED)];
      const section = wish.what === 'code' ? renderCode(standing, place.canAttach) : renderDetails(standing);
      return closed([...changed, section]);
    }
    case 'answers':
      return answersToChange(knowledge, store, place);
    case 'answer':
      return optionsToChange(knowledge, request, wish.decision);
    case 'share': {
      const standing = await standingOf(parts, place);
      if (standing === null) return gone(place);
      return rendered(parts, request, [standing]);
    }
    case 'thread': {
      const standing = await standingOf(parts, place);
      if (standing === null) return gone(place);
      const inThread = { ...place, owner: null, canThread: false, isThread: true };
      const name = clip(
        standing.type === 'question' ? (standing.text.split('\n')[0] ?? '') : standing.title,
        MOST_THREAD_NAME,
      );
      const pictures = await picturesFor(parts, inThread, [standing])?.();
      return { type: 'thread', name, messages: renderTurn([standing], inThread, pictures).open };
    }
  }
}

const CHANGED = '-# The advice has changed since that message; this is the newest.';

function rendered(
  parts: Parts,
  { place, replaces }: Request,
  replies: readonly Reply[],
  isRepeated = false,
): Answer {
  const { open, closed: forOne } = renderTurn(replies, place);
  const words = {
    type: 'messages' as const,
    open,
    closed: forOne,
    isPrivate: place.isPrivate,
    replaces,
    isRepeated,
  };
  const drawing = isRepeated ? null : picturesFor(parts, place, replies);
  if (drawing === null) return words;
  // As many as there are without: each is the same message again.
  const illustrated = async () => renderTurn(replies, place, await drawing()).open.slice(0, open.length);
  return { ...words, illustrated };
}

/** Draws the recommendation among the replies; null where there is none, or no files may be sent. */
function picturesFor(
  { painter }: Parts,
  { canAttach }: Place,
  replies: readonly Reply[],
): (() => Promise<readonly Picture[]>) | null {
  const recommendation = replies.find((reply) => reply.type === 'recommendation');
  if (!painter || !recommendation || !canAttach) return null;
  return () => painter.draw(recommendation);
}

/** What the conversation stands at now, as the engine would say it; null where nothing is stored of it. */
async function standingOf({ knowledge, store }: Parts, { key }: Place): Promise<Standing | null> {
  const stored = await store.load(conversationIdOf(key));
  if (stored === null) return null;
  const state = dialogueState(knowledge, stored.conversation.entries);
  const { open } = state.walk;
  return open === null ? recommendFor(knowledge, state) : askAbout(knowledge, open);
}

function greeting({ voice }: Knowledge): Reply {
  const examples = voice.examples.map((example) => `- ${example}`).join('\n');
  return line(`${voice.greeting}\n\nFor example:\n${examples}`);
}

/** What there is to call in Discord. */
const HELP = `**In Discord**
- \`/gilbert ask\`: describe the job, or leave the question out and I begin to ask
- \`/gilbert size\`: how many processes, slots, cores and hosts
- \`/gilbert explain\`, \`/gilbert compare\`: a term, two ways side by side
- *Apps → Ask Gilbert* in the menu of a message: answers that message, only to you unless it is yours
- a mention or a direct message works as well; \`private: True\` keeps an answer to you
- \`/gilbert forget\` removes what I have stored about you
`;

/** Who gave numbers and gets a question shall see that they arrived. */
function numbersNoted({ input }: Incoming, replies: readonly Reply[]): readonly Reply[] {
  if (input.type !== 'fill' || replies[0]?.type !== 'question') return [];
  const numbers = quantitiesText(input.quantities);
  return numbers === '' ? [] : [line(`Noted: ${numbers}.`)];
}

function line(words: string): Reply {
  return { type: 'notice', text: words, private: false, offer: null };
}

async function forgotten(store: Store, userId: string): Promise<string> {
  const { conversations, anonymised, feedback } = await store.deleteUser(userNameOf(userId));
  const removed = [
    counted(conversations, 'conversation'),
    anonymised === 0 ? '' : `your name and words from ${counted(anonymised, 'conversation')} with others`,
    counted(feedback, 'rating'),
  ].filter((part) => part !== '');
  if (removed.length === 0) return 'I had nothing stored about you.';
  return `Removed: ${removed.join(', ')}. What I wrote in Discord stays there.`;
}

function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** One rating a person and recommendation, so that pressing twice counts once and a change of mind counts instead. */
async function judged(
  { store }: Parts,
  { place, userId, at }: Request,
  verdict: 'helpful' | 'unhelpful',
  outcome: string,
): Promise<Answer> {
  await store.replaceFeedback({
    conversationId: conversationIdOf(place.key),
    eventId: `rating:${userId}:${outcome}`,
    user: userNameOf(userId),
    at,
    verdict,
    decision: null,
    outcomes: outcome === '' ? [] : [outcome],
  });
  return alone(
    verdict === 'helpful'
      ? 'Noted: helpful. Thank you.'
      : 'Noted: not helpful. Thank you. Tell me what does not fit (*In my own words*), and I will look at it again.',
  );
}
