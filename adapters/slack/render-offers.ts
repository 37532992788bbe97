import type { Offer } from '../../src/reply/reply.ts';
import { ACTIONS } from './action-ids.ts';
import { type Button, button } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';

/** Ways on as buttons; each is a choice like that of an option. */
export function renderOffers(offers: readonly Offer[], conversationId: string): Button[] {
  return offers.map(({ decision, option, label }, index) =>
    button(`${ACTIONS.wayOn}:${index}`, label, encodeMeaning({ conversationId, decision, option })),
  );
}
