import { quantitiesText } from '../advice/quantity-text.ts';
import { findDecision, type Knowledge } from '../knowledge/knowledge.ts';
import { codeOf, detailsOf } from '../reply/details.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { explainPath, explainWhy } from './account.ts';
import { askAbout, recommendFor } from './ask.ts';
import type { Entry } from './conversation.ts';
import { dialogueState } from './dialogue-state.ts';
import { explain, explainHowToFindOut, pageOf } from './digression.ts';
import { labelOf, notice, privateNotice, questionOf } from './notices.ts';
import { isAboutAJob, nextStep, sideStep, tellOfStep, tellStep } from './side-branch.ts';
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
  const isAside = earlier.lookedAt !== null || !isAboutAJob(entries);
  const next =
    last.kind === 'looked' && isAside ? sideStep(knowledge, earlier.lookedAt) : standing(turn, earlier);
  return { conversation: { ...conversation, entries }, replies: [notice(text), ...next] };
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
  // Who looks at a step of a side branch means that one, not a question nobody has put yet.
  if (state.lookedAt !== null && !isAboutAJob(conversation.entries)) return tellStep(turn, state.lookedAt);
  if (open === null) return say(turn, [notice('Nothing is being asked.'), ...standing(turn, state)]);
  const platform = (event.type === 'say' ? event.reading.platform : undefined) ?? state.platform;
  const where = { platform, pythonVersion: state.quantities.pythonVersion };
  const replies = [explainHowToFindOut(knowledge, open, where), askAbout(knowledge, open)];
  if (state.unsureAbout === open) return say(turn, replies);
  const entry: Entry = {
    kind: 'unsure',
    user: event.user,
    at: event.at,
    decision: open,
    ...(platform === null ? {} : { platform }),
  };
  return { conversation: { ...conversation, entries: [...conversation.entries, entry] }, replies };
}

/** "Why do you ask?": the reason, where each answer leads, and the question again; of an answer, how it came about. */
export function sayWhy(turn: Turn): Step {
  const { knowledge, state } = turn;
  const { open } = state.walk;
  if (open === null) return say(turn, [explainPath(knowledge, state)]);
  return say(turn, [explainWhy(knowledge, open), ...standing(turn, state)]);
}

/** "more" or "code": the rest of what stands; of an open question, what it is about. */
export function tellRest(turn: Turn, what: 'more' | 'code'): Step {
  const { knowledge, state } = turn;
  const ofStep = tellOfStep(turn, what);
  if (ofStep !== null) return ofStep;
  const next = what === 'more' ? nextStep(knowledge, state.lookedAt) : null;
  if (next !== null) return tellStep(turn, next);
  const { open } = state.walk;
  if (open === null) {
    const recommendation = recommendFor(knowledge, state);
    return say(turn, [what === 'code' ? codeOf(recommendation) : detailsOf(recommendation)]);
  }
  const text = 'The code comes with the recommendation; this question is still open.';
  return say(turn, [what === 'code' ? notice(text) : explain(knowledge, [open]), ...standing(turn, state)]);
}

/** Goes on to the next step of a side branch; null where none is being told. */
export function goOn(turn: Turn): Step | null {
  const next = nextStep(turn.knowledge, turn.state.lookedAt);
  return next === null ? null : tellStep(turn, next);
}

function describe(knowledge: Knowledge, entry: Entry): string {
  switch (entry.kind) {
    case 'restart':
      return 'starting over';
    case 'unsure':
      return `not being sure about "${questionOf(knowledge, entry.decision)}"`;
    case 'looked':
      return `looking at "${pageOf(knowledge, entry.node)?.title ?? entry.node}"`;
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
