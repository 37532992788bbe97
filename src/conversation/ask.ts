import { recommend } from '../advice/recommend.ts';
import type { DecisionId } from '../flowchart/flowchart.ts';
import { BOTH, findOption, type Knowledge } from '../knowledge/knowledge.ts';
import type { ReplyOf, Understood } from '../reply/reply.ts';
import { type DialogueState, factAbout } from './dialogue-state.ts';

/** The question of a decision, with what was just read from a message. */
export function askAbout(
  knowledge: Knowledge,
  decision: DecisionId,
  understood: readonly Understood[] = [],
): ReplyOf<'question'> {
  const asked = knowledge.decisions[decision];
  if (asked === undefined) throw new Error(`The flowchart asks ${decision}, which has no question`);
  return {
    type: 'question',
    decision,
    text: asked.question,
    why: asked.why,
    options: asked.options.map(({ id, label }) => ({ id, label })),
    offers: asked.both ? [{ decision, option: BOTH, label: asked.both.label, say: BOTH }] : [],
    understood: [...understood],
  };
}

/** The answers on the path, in its order, each with the words it came from. */
export function understoodOnPath(knowledge: Knowledge, state: DialogueState): Understood[] {
  return understoodAbout(
    knowledge,
    state,
    state.walk.taken.map(({ decision }) => decision),
  );
}

export function understoodAbout(
  knowledge: Knowledge,
  state: DialogueState,
  decisions: readonly DecisionId[],
): Understood[] {
  return decisions.flatMap((decision) => {
    const fact = factAbout(state, decision);
    const option = fact && findOption(knowledge, decision, fact.option);
    if (!fact || !option) return [];
    return [
      {
        decision,
        option: option.id,
        label: option.label,
        words: fact.words,
        said: state.said.has(decision),
      },
    ];
  });
}

/** The recommendation for a state without an open question. */
export function recommendFor(knowledge: Knowledge, state: DialogueState): ReplyOf<'recommendation'> {
  return recommend(knowledge, state, state.quantities, understoodOnPath(knowledge, state));
}
