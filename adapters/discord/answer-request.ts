import { askAbout, recommendFor, understoodOnPath } from '../../src/conversation/ask.ts';
import { dialogueState } from '../../src/conversation/dialogue-state.ts';
import { compare, explain, help } from '../../src/conversation/digression.ts';
import type { Gilbert } from '../../src/gilbert.ts';
import { findDecision, type Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Reply, ReplyOf } from '../../src/reply/reply.ts';
import type { Store } from '../../src/store/store.ts';
import { button, menu } from './controls.ts';
import { conversationIdOf, userNameOf } from './conversation-key.ts';
import { ALOUD, shortPart } from './custom-id.ts';
import type { Form } from './forms.ts';
import { MOST_THREAD_NAME } from './limits.ts';
import { clip } from './markdown.ts';
import { type Control, type DiscordMessage, type Picture, packMessages, type Section } from './message.ts';
import type { Place } from './place.ts';
import type { Request } from './read-event.ts';
import { renderCode } from './render-code.ts';
import { renderDetails, renderTurn } from './render-reply.ts';

/** What is to be sent; how it gets to Discord is not known here. */
export type Answer =
  | {
      readonly type: 'messages';
      /** For the place, or for one person in a private conversation. */
      readonly open: readonly DiscordMessage[];
      /** For the one who spoke or pressed only. */
      readonly closed: readonly DiscordMessage[];
      readonly isPrivate: boolean;
      readonly replaces: boolean;
    }
  | { readonly type: 'form'; readonly form: Form }
  | { readonly type: 'thread'; readonly name: string; readonly messages: readonly DiscordMessage[] }
  /** Answered before, by this or another copy of the program. */
  | { readonly type: 'nothing' };

export interface Parts {
  readonly gilbert: Gilbert;
  readonly knowledge: Knowledge;
  readonly store: Store;
  /** The path of a recommendation as a picture, where there is something to draw it with. */
  readonly drawPath?: (reply: ReplyOf<'recommendation'>) => Promise<Picture | null>;
}

type Standing = ReplyOf<'question'> | ReplyOf<'recommendation'>;

/** Answers a request: a turn of the conversation, or what only this platform offers. Rejects only when the store does. */
export async function answerRequest(parts: Parts, request: Request): Promise<Answer> {
  const { knowledge, store } = parts;
  const { wish, place } = request;
  switch (wish.type) {
    case 'turn': {
      const { replies, redelivered } = await parts.gilbert.take(wish.incoming);
      return redelivered ? { type: 'nothing' } : rendered(parts, request, replies);
    }
    case 'form':
      return { type: 'form', form: wish.form };
    case 'begin': {
      const { replies, redelivered } = await parts.gilbert.take(wish.incoming);
      // Nothing was said yet, so that "starting over" would be odd.
      const questions = replies.filter(({ type }) => type === 'question');
      return redelivered ? { type: 'nothing' } : rendered(parts, request, questions);
    }
    case 'greet':
      return rendered(parts, request, [greeting(knowledge)]);
    case 'help':
      return rendered(parts, request, [help(knowledge)]);
    case 'explain':
      return rendered(parts, request, [explain(knowledge, [wish.topic])]);
    case 'compare':
      return rendered(parts, request, [compare(knowledge, [wish.first, wish.second])]);
    case 'forget':
      return alone(await forgotten(store, request.userId));
    case 'unknown':
      return alone('I do not know that button any more; it may be from an older version of me.', [
        button(place, 'begin', 'Begin anew'),
      ]);
    case 'foreign':
      return alone(`This is ${userNameOf(wish.owner)}'s question. Ask your own with \`/gilbert ask\`.`, [
        button(place, 'begin', 'Ask my own'),
      ]);
    case 'refuse':
      return alone(wish.faults.join('\n'), [button(place, 'numbers', 'Open the form again')]);
    case 'judge':
      return judged(parts, request, wish.verdict, wish.outcome);
    case 'show': {
      const standing = await standingOf(parts, place);
      if (standing?.type !== 'recommendation') return alone(GONE, [button(place, 'begin', 'Begin anew')]);
      const changed = shortPart(standing.outcomes[0] ?? '') === wish.outcome ? [] : [text(CHANGED)];
      const section = wish.what === 'code' ? renderCode(standing, place.canAttach) : renderDetails(standing);
      return closed([...changed, section]);
    }
    case 'answers':
      return answersToChange(parts, place);
    case 'answer':
      return optionsToChange(knowledge, request, wish.decision);
    case 'thread': {
      const standing = await standingOf(parts, place);
      if (standing === null) return alone(GONE, [button(place, 'begin', 'Begin anew')]);
      const inThread = { ...place, owner: null, canThread: false, isThread: true };
      const name = clip(
        standing.type === 'question' ? (standing.text.split('\n')[0] ?? '') : standing.title,
        MOST_THREAD_NAME,
      );
      return { type: 'thread', name, messages: renderTurn([standing], inThread).open };
    }
  }
}

const GONE = 'I no longer have that conversation, or it stands at a question now.';
const CHANGED = '-# The advice has changed since that message; this is the newest.';

async function rendered(
  parts: Parts,
  { place, replaces }: Request,
  replies: readonly Reply[],
): Promise<Answer> {
  const recommendation = replies.find((reply) => reply.type === 'recommendation');
  const picture = recommendation && parts.drawPath ? await parts.drawPath(recommendation) : null;
  const { open, closed: forOne } = renderTurn(replies, place, picture);
  return { type: 'messages', open, closed: forOne, isPrivate: place.isPrivate, replaces };
}

function closed(sections: readonly Section[]): Answer {
  return { type: 'messages', open: [], closed: packMessages(sections), isPrivate: true, replaces: false };
}

function alone(words: string, controls: readonly Control[] = []): Answer {
  return closed([{ ...text(words), rows: [controls] }]);
}

function text(words: string): Section {
  return { accent: null, parts: [{ type: 'text', text: words }], rows: [] };
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
  return {
    type: 'notice',
    text: `${voice.greeting}\n\nFor example:\n${examples}`,
    private: false,
    offer: null,
  };
}

async function forgotten(store: Store, userId: string): Promise<string> {
  const { conversations, anonymised, feedback } = await store.deleteUser(userNameOf(userId));
  if (conversations + anonymised + feedback === 0) return 'I had nothing stored about you.';
  const shared = anonymised === 0 ? '' : `, your name and words from ${anonymised} with others`;
  return `Removed: ${conversations} of your conversations${shared}, ${feedback} of your ratings. The messages above are Discord's: delete them there.`;
}

/** One rating a person, verdict and conversation, so that pressing twice counts once and the other one may follow. */
async function judged(
  { store }: Parts,
  { place, userId, at }: Request,
  verdict: 'helpful' | 'unhelpful',
  outcome: string,
): Promise<Answer> {
  const isNew = await store.addFeedback({
    conversationId: conversationIdOf(place.key),
    eventId: `${userId}:${outcome}:${verdict}`,
    user: userNameOf(userId),
    at,
    verdict,
    decision: null,
    outcomes: outcome === '' ? [] : [outcome],
  });
  if (!isNew) return alone('I have noted that already. Thank you.');
  const more = verdict === 'helpful' ? '' : ' Tell me what did not fit: **In my own words**.';
  return alone(`Noted, thank you.${more}`);
}

async function answersToChange(parts: Parts, place: Place): Promise<Answer> {
  const { knowledge, store } = parts;
  const stored = await store.load(conversationIdOf(place.key));
  const state = stored && dialogueState(knowledge, stored.conversation.entries);
  const answers = state ? understoodOnPath(knowledge, state) : [];
  if (answers.length === 0) return alone(GONE, [button(place, 'begin', 'Begin anew')]);
  const options = answers.map(({ decision, label }) => ({
    id: decision,
    label: findDecision(knowledge, decision)?.question.split('\n')[0] ?? decision,
    description: `Now: ${label}`,
  }));
  const aloud = place.isPrivate ? [] : [ALOUD];
  const choice = menu(place, 'answer', 'Which answer?', options, aloud);
  return closed([{ ...text('Which answer shall change?'), rows: [[choice]] }]);
}

function optionsToChange(knowledge: Knowledge, request: Request, decision: string): Answer {
  const { place } = request;
  const asked = findDecision(knowledge, decision);
  if (asked === null)
    return alone('That question is not asked any more.', [button(place, 'begin', 'Begin anew')]);
  const aloud = place.isPrivate ? [] : [ALOUD];
  const buttons = asked.options.map(({ id, label }) =>
    button(place, 'change', label, [decision, id, ...aloud]),
  );
  const rows = Array.from({ length: Math.ceil(buttons.length / 5) }, (_, row) =>
    buttons.slice(row * 5, row * 5 + 5),
  );
  return closed([{ ...text(`### ${asked.question}`), rows }]);
}
