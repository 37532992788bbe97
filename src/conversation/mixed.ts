import { BOTH, findDecision } from '../knowledge/knowledge.ts';
import type { Evidence } from '../understanding/understanding.ts';
import type { SayTurn } from './read-message.ts';

/** A longer message is no quotation any more. */
const LONGEST_QUOTE = 40;

/** A reply that begins so is about all of it, whatever it goes on to tell. */
const LEADS =
  /^\W*((well|hm+|honestly|it's|its|it is|really|actually|a (bit|mix) of)\W+)*both\b\W*($|[:;,.–—-]|(really|tbh|honestly|actually|i think)\b)/i;

/**
 * Whether a message says that both options of a decision hold, each for a part of the job: as a reply to its question
 * ("both"), or by telling of both ("downloads, then heavy parsing"). The words it was read from; null where not.
 */
export function readBoth({ knowledge, conversation, state, event }: SayTurn): Evidence[] | null {
  const { act, intent, rivals, joined, answers } = event.reading;
  const { open } = state.walk;
  if (open === null || findDecision(knowledge, open)?.both === undefined) return null;

  const told = rivals.filter(({ slot }) => slot === open).map(({ text }) => text);
  const text = event.text.trim();
  const words = told.length > 1 ? told.join('” and “') : text.length <= LONGEST_QUOTE ? text : '';
  const isReply = conversation.questionTold === open;
  if (isReply && (act === 'both' || LEADS.test(text))) return [evidence(open, words)];

  const isJob = intent === 'workload' || intent === 'sizing' || intent === 'unsure';
  const isJoined = joined === 'both' || (joined === 'sequence' && answers[open] === undefined);
  return isJob && isJoined && told.length > 1 ? [evidence(open, words)] : null;
}

/**
 * The message without what follows from it as a matter of course: "yes, many waits" entails a job that waits, which
 * says nothing against its also computing. Only where both were said; a message about that decision itself changes it.
 */
export function withoutEntailed(turn: SayTurn): SayTurn {
  const { state, event } = turn;
  const { reading } = event;
  const isBoth = (slot: string) => state.said.get(slot)?.option === BOTH;
  const isEntailed = ({ slot, text }: Evidence) =>
    isBoth(slot) && reading.evidence.some((other) => other.slot !== slot && other.text === text);
  const evidence = reading.evidence.filter((each) => !isEntailed(each));
  if (evidence.length === reading.evidence.length) return turn;
  const answers = Object.fromEntries(evidence.map(({ slot, option }) => [slot, option]));
  return { ...turn, event: { ...event, reading: { ...reading, evidence, answers } } };
}

/** What to say where a message shows signs of both and not how they go together; empty where it does not. */
export function hintAtBoth({ knowledge, state, event }: SayTurn): string {
  const { rivals, answers } = event.reading;
  const { open } = state.walk;
  const both = open === null ? undefined : findDecision(knowledge, open)?.both;
  const told = rivals.filter(({ slot }) => slot === open);
  if (open === null || both === undefined || told.length < 2 || answers[open] !== undefined) return '';
  const signs = told.map(({ option, text }) => `“${text}” (${both.parts[option]?.toLowerCase() ?? option})`);
  return `I read ${signs.join(' and ')}. If each takes a good part of the time, say *both*.`;
}

function evidence(slot: string, text: string): Evidence {
  return { slot, option: BOTH, text, confidence: 0.8 };
}
