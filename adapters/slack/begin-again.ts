import { ACTIONS } from './action-ids.ts';
import { actions, button } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';
import { conversationIdOf, type Place } from './conversation-id.ts';
import type { Rendered } from './rendered.ts';
import { sentence } from './turns.ts';

/** For a conversation that is not remembered any more, or a button of an older version. */
export function beginAgain(place: Place): Rendered {
  const { blocks, text } = sentence(
    'That was a while ago and I have not kept it. Press *Begin again*, or mention me with a description of the job.',
  );
  const value = encodeMeaning({ conversationId: conversationIdOf(place) });
  return { blocks: [...blocks, ...actions([button(ACTIONS.restart, 'Begin again', value)])], text };
}
