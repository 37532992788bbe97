import { quantitiesText } from '../advice/quantity-text.ts';
import { findDecision, type Knowledge } from '../knowledge/knowledge.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { askAbout } from './ask.ts';
import type { Entry } from './conversation.ts';
import { dialogueState } from './dialogue-state.ts';
import { explainHowToFindOut, explainWhy } from './digression.ts';
import { labelOf, notice, privateNotice, questionOf } from './notices.ts';
import { record, type Step, say, standing, type Turn } from './turn.ts';

/** Drops the last thing that changed something, and asks from there. */
export function takeBack(turn: Turn): Step {
  const { knowledge, conversation, state } = turn;
  const last = conversation.entries.at(-1);
  if (last === undefined)
    return say(turn, [notice('There is nothing to take back.'), ...standing(turn, state)]);
  const entries = conversation.entries.slice(0, -1);
  const earlier = dialogueState(knowledge, entries);
  const text = `Took back: ${describe(knowledge, last)}.`;
  return { conversation: { ...conversation, entries }, replies: [notice(text), ...standing(turn, earlier)] };
}

/** Numbers from a form: facts like those of a sentence. */
export function fill(turn: Turn, quantities: Quantities): Step {
  const { event, state } = turn;
  if (Object.keys(quantities).length === 0) {
    return say(turn, [privateNotice('The form was empty.'), ...standing(turn, state)]);
  }
  const who = { user: event.user, at: event.at };
  return record(turn, { ...who, kind: 'said', answers: {}, quantities, evidence: [], fresh: false });
}

export function startOver(turn: Turn): Step {
  const { event } = turn;
  return record(turn, { kind: 'restart', user: event.user, at: event.at }, [notice('Starting over.')]);
}

/** "Not sure": how to find out, the safe default on offer, and the question again. */
export function helpToDecide(turn: Turn): Step {
  const { knowledge, conversation, state, event } = turn;
  const { open } = state.walk;
  if (open === null) return say(turn, [notice('Nothing is being asked.'), ...standing(turn, state)]);
  const replies = [explainHowToFindOut(knowledge, open), askAbout(knowledge, open)];
  if (state.unsureAbout === open) return say(turn, replies);
  const entry: Entry = { kind: 'unsure', user: event.user, at: event.at, decision: open };
  return { conversation: { ...conversation, entries: [...conversation.entries, entry] }, replies };
}

/** "Why do you ask?": the reason, where each answer leads, and the question again. */
export function sayWhy(turn: Turn): Step {
  const { knowledge, state } = turn;
  const { open } = state.walk;
  if (open === null) return say(turn, [notice('Nothing is being asked.'), ...standing(turn, state)]);
  return say(turn, [explainWhy(knowledge, open), ...standing(turn, state)]);
}

function describe(knowledge: Knowledge, entry: Entry): string {
  switch (entry.kind) {
    case 'restart':
      return 'starting over';
    case 'unsure':
      return `not being sure about "${questionOf(knowledge, entry.decision)}"`;
    case 'chose':
      return labelOf(knowledge, entry.decision, entry.option);
    case 'said': {
      const labels = Object.entries(entry.answers)
        .filter(([decision]) => findDecision(knowledge, decision) !== null)
        .map(([decision, option]) => labelOf(knowledge, decision, option));
      return [...labels, quantitiesText(entry.quantities)].filter((text) => text !== '').join('; ');
    }
  }
}
