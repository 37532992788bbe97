import { z } from 'zod';
import type { Incoming } from '../../src/gilbert.ts';
import { commandPlace, conversationIdOf, type Place } from './conversation-id.ts';
import { fromSlackText } from './mrkdwn.ts';

/** `/gilbert …`: a question for the core, or nothing to ask but how it works. */
export interface Command {
  readonly place: Place;
  readonly incoming: Incoming;
}

const commandSchema = z.object({
  channel_id: z.string().min(1),
  user_id: z.string().min(1),
  text: z.string().default(''),
  trigger_id: z.string().min(1),
});

/** A slash command as a turn of that person's own conversation in that channel; without words it asks for help. */
export function readCommand(command: unknown, team: string, at: number): Command | null {
  const result = commandSchema.safeParse(command);
  if (!result.success) return null;
  const { channel_id, user_id, text, trigger_id } = result.data;
  const place = commandPlace(team, channel_id, user_id);
  return {
    place,
    incoming: {
      conversationId: conversationIdOf(place),
      user: user_id,
      at,
      eventId: `command:${trigger_id}`,
      input: { type: 'say', text: fromSlackText(text).trim() || 'help' },
    },
  };
}
