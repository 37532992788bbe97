import type { DecisionId, OptionId } from '../flowchart/flowchart.ts';
import { findDecision, findOption, type Knowledge } from '../knowledge/knowledge.ts';
import type { Reply, ReplyOf } from '../reply/reply.ts';

/** A line for everybody in the conversation. */
export function notice(text: string): ReplyOf<'notice'> {
  return { type: 'notice', text, private: false, offer: null };
}

/** A line for the person who pressed or wrote only. */
export function privateNotice(text: string, offer: ReplyOf<'notice'>['offer'] = null): ReplyOf<'notice'> {
  return { type: 'notice', text, private: true, offer };
}

export function error(text: string): ReplyOf<'error'> {
  return { type: 'error', text };
}

/** The label of an option as people see it. */
export function labelOf(knowledge: Knowledge, decision: DecisionId, option: OptionId): string {
  return findOption(knowledge, decision, option)?.label ?? option;
}

/** The question as one refers to it in passing. */
export function questionOf(knowledge: Knowledge, decision: DecisionId): string {
  return findDecision(knowledge, decision)?.question ?? decision;
}

/** Why a choice cannot be taken at all: no such decision, or no such option. Null where it can. */
export function refuseChoice(knowledge: Knowledge, decision: DecisionId, option: OptionId): Reply | null {
  const known = findDecision(knowledge, decision);
  if (known === null) {
    const accepted = Object.keys(knowledge.decisions).join(', ');
    return error(`There is no question "${shown(decision)}". The questions are: ${accepted}.`);
  }
  if (findOption(knowledge, decision, option) === null) {
    const accepted = known.options.map(({ id }) => id).join(', ');
    return error(`"${shown(option)}" is no answer to ${decision}. The answers are: ${accepted}.`);
  }
  return null;
}

/** What a stranger sent, short enough to repeat. */
function shown(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
