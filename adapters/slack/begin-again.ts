import { ACTIONS } from './action-ids.ts';
import { actions, button } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';
import { conversationIdOf, isDirect, isForOnePerson, type Place } from './conversation-id.ts';
import type { Rendered } from './rendered.ts';
import { sentence } from './turns.ts';

const REASONS = {
  expired: 'That was a while ago and I have not kept it.',
  outdated: 'That button is of an older version and does nothing any more.',
} as const;

/** For a conversation that is not remembered any more, or a button of an older version. */
export function beginAgain(place: Place, reason: keyof typeof REASONS = 'expired'): Rendered {
  const { blocks, text } = sentence(`${REASONS[reason]} Press *Begin again*, or ${otherwise(place)}.`);
  const value = encodeMeaning({ conversationId: conversationIdOf(place) });
  return { blocks: [...blocks, ...actions([button(ACTIONS.restart, 'Begin again', value)])], text };
}

function otherwise(place: Place): string {
  if (isForOnePerson(place)) return 'use `/gilbert` with a description of the job';
  return isDirect(place) ? 'describe the job here' : 'mention me with a description of the job';
}
