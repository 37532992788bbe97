import { z } from 'zod';
import type { Incoming } from '../../src/gilbert.ts';
import { conversationIdOf, type Place } from './conversation-id.ts';
import { fromSlackText } from './mrkdwn.ts';

/** Something somebody wrote, where it belongs, and whether it is meant for Gilbert at all. */
export interface Heard {
  readonly place: Place;
  /** Of the message itself. */
  readonly ts: string;
  readonly incoming: Incoming;
  /**
   * `addressed`: a mention or a direct message. `direct reply`: a direct message in a thread. `follow-up`: meant for
   * Gilbert only if a conversation is under way in that thread.
   */
  readonly kind: 'addressed' | 'direct reply' | 'follow-up';
  /** A reply in a thread that Gilbert himself began. */
  readonly isUnderOwnMessage: boolean;
}

/** What is known about the event around the message. */
export interface Around {
  readonly team: string;
  readonly botUserId: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Slack's own voice, which carries no `bot_id`. */
const SLACKBOT = 'USLACKBOT';

const timestamp = z.string().regex(/^\d+\.\d+$/);
const messageSchema = z.object({
  type: z.enum(['message', 'app_mention']),
  channel: z.string().min(1),
  channel_type: z.string().optional(),
  user: z.string().min(1),
  ts: timestamp,
  thread_ts: timestamp.optional(),
  parent_user_id: z.string().optional(),
  text: z.string().default(''),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  bot_id: z.undefined().optional(),
  hidden: z.undefined().optional(),
});

/**
 * A `message` or `app_mention` event as a turn of the conversation in its thread; null for what is not meant for
 * Gilbert: bots, edits, talk in channels. A mention arrives as both, with the same `ts`, hence with the same event
 * id, so that it counts once; so does a redelivery.
 */
export function readMessage(event: unknown, { team, botUserId, at }: Around): Heard | null {
  const result = messageSchema.safeParse(event);
  if (!result.success) return null;
  const { type, channel, channel_type, user, ts, thread_ts, parent_user_id, text, subtype } = result.data;
  if (user === botUserId || user === SLACKBOT) return null;

  const mention = botUserId === undefined ? null : new RegExp(`<@${botUserId}(\\|[^>]*)?>`, 'g');
  const isMentioned = type === 'app_mention' || (mention?.test(text) ?? false);
  const isReply = thread_ts !== undefined && thread_ts !== ts;
  const isAddressed = isMentioned || channel_type === 'im';
  const isForSomebodyElse = /^\s*<@/.test(text);
  if (!isAddressed && (!isReply || isForSomebodyElse)) return null;

  const place = { team, channel, thread: thread_ts ?? ts };
  const words = fromSlackText(mention === null ? text : text.replace(mention, ' ')).trim();
  // A picture among people who talk in a thread is no answer.
  if (!isAddressed && words === '' && subtype === 'file_share') return null;
  return {
    place,
    ts,
    kind: !isAddressed ? 'follow-up' : isReply && !isMentioned ? 'direct reply' : 'addressed',
    isUnderOwnMessage: parent_user_id !== undefined && parent_user_id === botUserId,
    incoming: {
      conversationId: conversationIdOf(place),
      user,
      at,
      eventId: `message:${ts}`,
      input: { type: 'say', text: words },
    },
  };
}

const shortcutSchema = z.object({
  channel: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  message: z.object({ ts: timestamp, thread_ts: timestamp.optional(), text: z.string().default('') }),
  trigger_id: z.string(),
});

/** The message shortcut: that message's words, asked by whoever used the shortcut, in that message's thread. */
export function readShortcut(body: unknown, team: string, at: number): Heard | null {
  const result = shortcutSchema.safeParse(body);
  if (!result.success) return null;
  const { channel, user, message, trigger_id } = result.data;
  const place = { team, channel: channel.id, thread: message.thread_ts ?? message.ts };
  return {
    place,
    ts: message.ts,
    kind: 'addressed',
    isUnderOwnMessage: false,
    incoming: {
      conversationId: conversationIdOf(place),
      user: user.id,
      at,
      eventId: `shortcut:${trigger_id}`,
      input: { type: 'say', text: fromSlackText(message.text).trim() },
    },
  };
}
