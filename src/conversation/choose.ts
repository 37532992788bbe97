import type { DecisionId, OptionId } from '../flowchart/flowchart.ts';
import type { Reply } from '../reply/reply.ts';
import { factAbout } from './dialogue-state.ts';
import { labelOf, notice, privateNotice, questionOf, refuseChoice } from './notices.ts';
import { sideSteps, tellStep } from './side-branch.ts';
import { record, type Step, say, standing, type Turn } from './turn.ts';

/** A press on an option of a question. Only the open question takes it; otherwise a change is offered. */
export function choose(turn: Turn, decision: DecisionId, option: OptionId): Step {
  const { knowledge, state, event } = turn;
  if (sideSteps(knowledge, decision)?.includes(option)) return tellStep(turn, option);
  const refusal = refuseChoice(knowledge, decision, option);
  if (refusal) return say(turn, [refusal, ...standing(turn, state)]);

  const earlier = factAbout(state, decision);
  if (earlier && state.walk.open !== decision) return say(turn, [alreadyAnswered(turn, decision, option)]);
  if (state.walk.open !== decision) return say(turn, [notOnTheWay(turn, decision), ...standing(turn, state)]);
  return record(turn, { kind: 'chose', user: event.user, at: event.at, decision, option });
}

/** A late press, a second person or a double click: nothing moves, but the change is offered. */
function alreadyAnswered({ knowledge, state }: Turn, decision: DecisionId, option: OptionId): Reply {
  const earlier = factAbout(state, decision);
  const label = labelOf(knowledge, decision, earlier?.option ?? '');
  const by = earlier?.user ? `, by ${earlier.user}` : '';
  if (earlier?.option === option) return privateNotice(`Already answered: ${label}${by}.`);
  const wanted = labelOf(knowledge, decision, option);
  return privateNotice(`Already answered: ${label}${by}. Nothing has changed.`, {
    decision,
    option,
    label: `Change to: ${wanted}`,
  });
}

function notOnTheWay({ knowledge }: Turn, decision: DecisionId): Reply {
  return notice(`"${questionOf(knowledge, decision)}" is not being asked now, so that answer was not taken.`);
}

/** A correction: overrules an earlier answer, out loud. */
export function change(turn: Turn, decision: DecisionId, option: OptionId): Step {
  const { knowledge, state, event } = turn;
  const refusal = refuseChoice(knowledge, decision, option);
  if (refusal) return say(turn, [refusal, ...standing(turn, state)]);

  const earlier = factAbout(state, decision);
  const isOnTheWay = earlier !== null || state.walk.open === decision;
  if (!isOnTheWay) return say(turn, [notOnTheWay(turn, decision), ...standing(turn, state)]);
  if (earlier?.option === option && state.said.has(decision)) {
    return say(turn, [alreadyAnswered(turn, decision, option)]);
  }
  return record(turn, { kind: 'chose', user: event.user, at: event.at, decision, option });
}
