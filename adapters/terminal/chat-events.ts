import { z } from 'zod';
import type { Incoming } from '../../src/gilbert.ts';

const choice = z.strictObject({ decision: z.string(), option: z.string() });
const who = {
  conversation: z.string().min(1).max(200),
  user: z.string().min(1).max(200),
  event: z.string().min(1).optional(),
};

/** One line of `chat --jsonl`: who, where, and exactly one of text, choose, change, action. */
const chatEventSchema = z.union([
  z.strictObject({ ...who, text: z.string() }),
  z.strictObject({ ...who, choose: choice }),
  z.strictObject({ ...who, change: choice }),
  z.strictObject({ ...who, action: z.enum(['back', 'restart', 'unsure', 'why']) }),
]);
type ChatEvent = z.infer<typeof chatEventSchema>;

const FORM =
  'expected {"conversation":"…","user":"…"} with one of "text":"…", ' +
  '"choose":{"decision":"…","option":"…"}, "change":{"decision":"…","option":"…"}, ' +
  '"action":"back|restart|unsure|why", and optionally "event":"…"';

/** The event of a line, or what is wrong with it. */
export function readChatEvent(value: unknown, at: number): Incoming | { readonly error: string } {
  const result = chatEventSchema.safeParse(value);
  if (!result.success) return { error: FORM };
  const event = result.data;
  return {
    conversationId: event.conversation,
    user: event.user,
    at,
    ...(event.event === undefined ? {} : { eventId: event.event }),
    input: inputOf(event),
  };
}

function inputOf(event: ChatEvent): Incoming['input'] {
  if ('text' in event) return { type: 'say', text: event.text };
  if ('choose' in event) return { type: 'choose', ...event.choose };
  if ('change' in event) return { type: 'change', ...event.change };
  return { type: event.action };
}
