import type { DialogueState } from '../../src/conversation/dialogue-state.ts';
import { factAbout } from '../../src/conversation/dialogue-state.ts';
import { answersTo, type Knowledge } from '../../src/knowledge/knowledge.ts';
import { ACTIONS } from './action-ids.ts';
import { actions, plain, sections } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';
import { LIMITS } from './limits.ts';
import { toPlainText } from './mrkdwn.ts';
import type { Rendered } from './rendered.ts';

/** A menu of every other answer to the questions on the path; null where nothing was answered. */
export function correctionMenu(
  knowledge: Knowledge,
  conversationId: string,
  state: DialogueState,
): Rendered | null {
  const groups = state.walk.taken.flatMap(({ decision }) => {
    const known = knowledge.decisions[decision];
    const current = factAbout(state, decision)?.option;
    const others = answersTo(knowledge, decision).filter(({ id }) => id !== current);
    const options = others.flatMap(({ id, label }) => {
      const value = `${decision}=${id}`;
      return value.length > LIMITS.optionValue
        ? []
        : [{ text: plain(toPlainText(label), LIMITS.optionText), value }];
    });
    if (known === undefined || options.length === 0) return [];
    return [{ label: plain(toPlainText(known.question), LIMITS.optionText), options }];
  });
  if (groups.length === 0) return null;
  const menu = {
    type: 'static_select' as const,
    action_id: ACTIONS.change,
    placeholder: plain('Choose the right answer', LIMITS.placeholder),
    option_groups: groups.slice(0, LIMITS.options),
  };
  const text = 'Which answer do you want to change?';
  return { blocks: [...sections(text), ...actions([menu], encodeMeaning({ conversationId }))], text };
}
