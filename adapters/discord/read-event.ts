import { sideSteps } from '../../src/conversation/side-branch.ts';
import type { Incoming } from '../../src/gilbert.ts';
import { answersTo, findDecision, type Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';
import { conversationIdOf, keyOfChannel, keyOfEvent, keyOfPersonIn, userNameOf } from './conversation-key.ts';
import { ALOUD, ANEW, HUSHED, longPart, type Press, readCustomId } from './custom-id.ts';
import type { DiscordEvent, What } from './event.ts';
import { type Form, numbersForm, WORDS, whatIfForm, wordsForm } from './forms.ts';
import { keptOfParts, partsOfKept } from './kept-fields.ts';
import type { Place } from './place.ts';
import { plainWords } from './plain-words.ts';
import { quantitiesOfOptions } from './size-fields.ts';
import { quantitiesOfForm } from './size-form.ts';
import { topicOf } from './topic-choices.ts';

/** What is asked of the program. */
export type Wish =
  | { readonly type: 'turn'; readonly incoming: Incoming }
  /** The first question of a new conversation; a turn, so that the answer to it is read in its light. */
  | { readonly type: 'begin'; readonly incoming: Incoming }
  | { readonly type: 'greet' | 'wordless' | 'help' | 'forget' | 'answers' | 'thread' | 'share' }
  | { readonly type: 'unknown'; readonly what: 'button' | 'command' }
  | { readonly type: 'foreign'; readonly owner: string }
  | { readonly type: 'explain'; readonly topic: string }
  | { readonly type: 'compare'; readonly first: string; readonly second: string }
  | { readonly type: 'answer'; readonly decision: string }
  | { readonly type: 'show'; readonly what: 'code' | 'more'; readonly outcome: string }
  | { readonly type: 'judge'; readonly verdict: 'helpful' | 'unhelpful'; readonly outcome: string }
  /** A form that does not fit; `kept` goes with the button that opens it again. */
  | { readonly type: 'refuse'; readonly faults: readonly string[]; readonly kept: readonly string[] }
  | { readonly type: 'form'; readonly form: Form };

/** A wish with where and how it is answered. */
export interface Request {
  readonly wish: Wish;
  readonly place: Place;
  /** The answer takes the place of the message with the button. */
  readonly replaces: boolean;
  readonly eventId: string;
  readonly userId: string;
  readonly at: number;
}

type CommandWhat = Extract<What, { type: 'command' }>;

/** An event of Discord as a request. Pure; what a custom id claims is checked here and by the engine. */
export function readEvent(event: DiscordEvent, knowledge: Knowledge): Request {
  const { what } = event;
  switch (what.type) {
    case 'command':
      return readCommand(event, what, knowledge);
    case 'message-command': {
      const place = newPlace(event, !what.isOwn);
      const wish: Wish = what.text.trim() === '' ? { type: 'wordless' } : turn(event, place, say(what.text));
      return request(event, place, wish);
    }
    case 'message':
      return readMessage(event, what.text, what.answersCustomId);
    case 'press':
    case 'form':
      return readPress(event, what, knowledge);
  }
}

function readCommand(event: DiscordEvent, { name, options }: CommandWhat, knowledge: Knowledge): Request {
  const isClosed = name === 'help' || name === 'forget';
  const place = newPlace(event, options.private === true || isClosed);
  const text = (option: string) => `${options[option] ?? ''}`.trim();
  switch (name) {
    case 'ask': {
      const question = text('question');
      if (question !== '') return request(event, place, turn(event, place, say(question)));
      return request(event, place, begin(event, place));
    }
    case 'size': {
      const quantities = quantitiesOfOptions(options);
      const isEmpty = Object.keys(quantities).length === 0;
      const wish: Wish = isEmpty
        ? { type: 'form', form: numbersForm(place, place.isPrivate ? [HUSHED] : []) }
        : turn(event, place, { type: 'fill', quantities });
      return request(event, place, wish);
    }
    case 'explain': {
      const topic = topicOf(knowledge, text('topic'));
      if (topic !== null) return request(event, place, { type: 'explain', topic });
      const isEmpty = text('topic') === '';
      return request(
        event,
        place,
        isEmpty ? { type: 'help' } : turn(event, place, say(`What is ${text('topic')}?`)),
      );
    }
    case 'compare': {
      const [first, second] = [topicOf(knowledge, text('first')), topicOf(knowledge, text('second'))];
      if (first !== null && first === second) return request(event, place, { type: 'explain', topic: first });
      const wish: Wish =
        first && second
          ? { type: 'compare', first, second }
          : turn(event, place, say(`${text('first')} vs ${text('second')}`));
      return request(event, place, wish);
    }
    case 'help':
    case 'forget':
      return request(event, place, { type: name });
    default:
      return request(event, { ...place, isPrivate: true }, { type: 'unknown', what: 'command' });
  }
}

function readMessage(event: DiscordEvent, text: string, answersCustomId: string | null): Request {
  const { where, channelId, userId } = event;
  const answered = answersCustomId === null ? null : readCustomId(answersCustomId);
  // A reply to a question put to somebody else is the beginning of one's own.
  const isOpenTo = answered !== null && (where === 'thread' || (answered.owner ?? userId) === userId);
  const own =
    where === 'guild' || where === 'group' ? keyOfPersonIn(channelId, userId) : keyOfChannel(channelId);
  const place = { ...newPlace(event, false), key: isOpenTo ? answered.key : own };
  // A bare mention is a greeting, or asks where one was.
  const bare: Wish = { type: isOpenTo ? 'share' : 'greet' };
  return request(event, place, text.trim() === '' ? bare : turn(event, place, say(text)));
}

function readPress(
  event: DiscordEvent,
  what: Extract<What, { type: 'press' | 'form' }>,
  knowledge: Knowledge,
): Request {
  const press = readCustomId(what.customId);
  if (press === null || SUBMITTED.has(press.verb) !== (what.type === 'form')) {
    return request(event, newPlace(event, true), UNKNOWN_BUTTON);
  }
  const last = press.parts.at(-1);
  const isPrivate = (what.isPrivate || last === HUSHED) && last !== ALOUD && press.verb !== 'share';
  const place: Place = {
    ...newPlace(event, isPrivate),
    key: press.key,
    owner: event.where === 'thread' ? null : press.owner,
  };
  const mayAnswer = place.owner === null || place.owner === event.userId;
  if (!mayAnswer && !OPEN_TO_ALL.has(press.verb)) {
    const owner = place.owner ?? '';
    return request(event, { ...newPlace(event, true) }, { type: 'foreign', owner });
  }
  const wish = wishOf(event, place, press, what, knowledge);
  // What is offered then begins elsewhere, and leaves this conversation as it is.
  if (wish.type === 'unknown') return request(event, newPlace(event, true), wish);
  const isOnMessage = what.type === 'press' || what.hasMessage;
  const replaces = isOnMessage && REPLACING.has(press.verb) && last !== ANEW && last !== ALOUD;
  return { ...request(event, place, wish), replaces };
}

/** What comes of a form; all else comes of buttons and menus. */
const SUBMITTED: ReadonlySet<string> = new Set(['say', 'suppose', 'fill']);
/** Looking is free, answering is not. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set(['show', 'judge', 'begin']);
/** A question gives way to the next one; a recommendation stays. */
const REPLACING: ReadonlySet<string> = new Set([
  'choose',
  'change',
  'pick',
  'unsure',
  'why',
  'back',
  'restart',
  'begin',
  'say',
  'answer',
]);

function wishOf(
  event: DiscordEvent,
  place: Place,
  { verb, parts }: Press,
  what: Extract<What, { type: 'press' | 'form' }>,
  knowledge: Knowledge,
): Wish {
  const value = what.type === 'press' ? (what.values[0] ?? '') : '';
  const words = what.type === 'form' ? (what.fields[WORDS] ?? '').trim() : '';
  const [first = '', second = ''] = parts;
  switch (verb) {
    case 'choose':
    case 'change':
    case 'pick': {
      const choice = choiceOf(knowledge, first, verb === 'pick' ? value : second);
      return choice === null
        ? UNKNOWN_BUTTON
        : turn(event, place, { type: verb === 'pick' ? 'choose' : verb, ...choice });
    }
    case 'unsure':
    case 'why':
    case 'back':
    case 'restart':
      return turn(event, place, { type: verb });
    case 'begin':
      return begin(event, place);
    case 'answers':
    case 'thread':
    case 'share':
      return { type: verb };
    case 'words':
      return { type: 'form', form: wordsForm(place, parts) };
    case 'whatif':
      return { type: 'form', form: whatIfForm(place) };
    case 'numbers':
      return { type: 'form', form: numbersForm(place, parts.filter(isFlag), keptOfParts(parts)) };
    case 'say':
      return turn(event, place, say(words));
    case 'suppose':
      return turn(
        event,
        place,
        say(words === '' || /^\W*what if\b/i.test(words) ? words : `What if ${words}`),
      );
    case 'fill': {
      const fields = what.type === 'form' ? what.fields : {};
      const read = quantitiesOfForm(fields);
      if ('faults' in read) return { type: 'refuse', faults: read.faults, kept: partsOfKept(fields) };
      if (Object.keys(read.quantities).length === 0) {
        return { type: 'refuse', faults: [EMPTY_FORM], kept: [] };
      }
      return turn(event, place, fill(read.quantities));
    }
    case 'answer':
      return { type: 'answer', decision: longPart(value, Object.keys(knowledge.decisions)) };
    case 'show':
      return { type: 'show', what: first === 'code' ? 'code' : 'more', outcome: second };
    case 'judge': {
      const outcome = longPart(second, Object.keys(knowledge.outcomes));
      const isKnown =
        (first === 'helpful' || first === 'unhelpful') && Object.hasOwn(knowledge.outcomes, outcome);
      return isKnown ? { type: 'judge', verdict: first, outcome } : UNKNOWN_BUTTON;
    }
  }
}

/** Parts that tell who sees the answer. */
function isFlag(part: string): boolean {
  return part === ALOUD || part === HUSHED;
}

const UNKNOWN_BUTTON = { type: 'unknown', what: 'button' } as const;
const EMPTY_FORM = 'The form was empty. One number is enough to begin with.';

/** The decision and option, or the step of a side branch, that a button names; null where the chart has none such. */
function choiceOf(knowledge: Knowledge, decisionPart: string, optionPart: string) {
  const decision = longPart(decisionPart, Object.keys(knowledge.flowchart.nodes));
  const options = [
    ...(findDecision(knowledge, decision) ? answersTo(knowledge, decision).map(({ id }) => id) : []),
    ...(sideSteps(knowledge, decision) ?? []),
  ];
  const option = longPart(optionPart, options);
  return options.includes(option) ? { decision, option } : null;
}

function say(text: string) {
  return { type: 'say', text: plainWords(text) } as const;
}

function fill(quantities: Quantities) {
  return { type: 'fill', quantities } as const;
}

function turn(event: DiscordEvent, place: Place, input: Incoming['input']): Wish {
  return { type: 'turn', incoming: incomingOf(event, place, input) };
}

function begin(event: DiscordEvent, place: Place): Wish {
  return { type: 'begin', incoming: incomingOf(event, place, { type: 'restart' }) };
}

function incomingOf({ id, userId, at }: DiscordEvent, { key }: Place, input: Incoming['input']): Incoming {
  return { conversationId: conversationIdOf(key), user: userNameOf(userId), at, eventId: id, input };
}

/** The place of a conversation that begins with this event; in direct messages there is only one. */
function newPlace(event: DiscordEvent, isPrivate: boolean): Place {
  const { where, id, channelId, userId } = event;
  const isShared = where === 'direct' || where === 'thread';
  return {
    key: where === 'direct' ? keyOfChannel(channelId) : keyOfEvent(id),
    owner: isShared ? null : userId,
    canThread: event.canThread && !isPrivate && where === 'guild',
    canShare: isPrivate && where !== 'direct',
    isThread: where === 'thread',
    isPrivate,
    canAttach: event.canAttach,
  };
}

function request({ id, userId, at }: DiscordEvent, place: Place, wish: Wish): Request {
  return { wish, place, replaces: false, eventId: id, userId, at };
}
