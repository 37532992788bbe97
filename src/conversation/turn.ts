import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Reply } from '../reply/reply.ts';
import { askAbout, recommendFor, understoodAbout } from './ask.ts';
import type { Conversation, ConversationEvent, Entry } from './conversation.ts';
import { type DialogueState, dialogueState, factAbout, setAside } from './dialogue-state.ts';
import { labelOf, notice } from './notices.ts';

/** One step of a conversation: what it is afterwards, and what to say. */
export interface Step {
  readonly conversation: Conversation;
  readonly replies: readonly Reply[];
  /** Where the conversation stands afterwards, where that was worked out already. */
  readonly state?: DialogueState;
}

/** What every kind of turn works on. */
export interface Turn<Event extends ConversationEvent = ConversationEvent> {
  readonly knowledge: Knowledge;
  readonly conversation: Conversation;
  readonly state: DialogueState;
  readonly event: Event;
}

/** Replies without a change. */
export function say({ conversation, state }: Turn, replies: readonly Reply[]): Step {
  return { conversation, replies, state };
}

/** One more entry; says what it changed of earlier answers, then what comes next. */
export function record(turn: Turn, entry: Entry, before: readonly Reply[] = []): Step {
  const { knowledge, conversation, state } = turn;
  const next = { ...conversation, entries: [...conversation.entries, entry] };
  const nextState = dialogueState(knowledge, next.entries);
  // With a new job everything is different, so that nothing is worth calling a change.
  const changes = entry.kind === 'said' && entry.fresh ? [] : changesBetween(turn, nextState);
  const replies = [...before, ...changes, ...standing(turn, nextState, state)];
  return { conversation: next, replies, state: nextState };
}

/** What the conversation stands at: the open question, or the recommendation. */
export function standing(
  { knowledge }: Turn,
  state: DialogueState,
  before: DialogueState | null = null,
): Reply[] {
  const { open } = state.walk;
  if (open === null) return [recommendFor(knowledge, state)];
  const news = before === null ? [] : newlyUnderstood(knowledge, before, state);
  return [askAbout(knowledge, open, news)];
}

/** Answers read from words that were not there before, and what they imply, as far as it lies on the path. */
function newlyUnderstood(knowledge: Knowledge, before: DialogueState, after: DialogueState) {
  const taken = after.walk.taken.map(({ decision }) => decision);
  const news = [...taken, ...setAside(after)].filter((decision) => {
    const fact = factAbout(after, decision);
    return fact !== null && fact.words !== '' && factAbout(before, decision)?.option !== fact.option;
  });
  return understoodAbout(knowledge, after, news);
}

/** Earlier answers that this turn overruled, said out loud, with what that sets aside or brings back. */
function changesBetween({ knowledge, state }: Turn, after: DialogueState): Reply[] {
  const changed = [...after.said].flatMap(([decision, fact]) => {
    const earlier = factAbout(state, decision);
    if (earlier === null || earlier.option === fact.option) return [];
    const from = labelOf(knowledge, decision, earlier.option);
    return [`Changed: ${from} → ${labelOf(knowledge, decision, fact.option)}.`];
  });
  if (changed.length === 0) return [];
  const onPathBefore = new Set(state.walk.taken.map(({ decision }) => decision));
  const aside = setAside(after).filter((decision) => onPathBefore.has(decision));
  const returned = setAside(state).filter((decision) => !setAside(after).includes(decision));
  const list = (decisions: readonly DecisionId[]) =>
    decisions
      .map((decision) => labelOf(knowledge, decision, after.said.get(decision)?.option ?? ''))
      .join('; ');
  if (aside.length > 0) changed.push(`Set aside for now: ${list(aside)}.`);
  if (returned.length > 0) changed.push(`Counts again: ${list(returned)}.`);
  return [notice(changed.join(' '))];
}
