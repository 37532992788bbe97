import { z } from 'zod';
import type { Incoming } from '../../src/gilbert.ts';
import { type Action, actionOf } from './action-ids.ts';
import { decodeMeaning, type Meaning } from './button-value.ts';
import { conversationIdOf, isForOnePerson, type Place, placeOf } from './conversation-id.ts';

/** A press on a button or a choice from a menu. */
export interface Press {
  readonly action: Action;
  /** Null where what the button carries is from an older version or does not belong where it was pressed. */
  readonly meaning: Meaning | null;
  /** Where it was pressed; null outside of any conversation (App Home). */
  readonly place: Place | null;
  readonly user: string;
  readonly eventId: string;
  readonly triggerId: string;
  /** The words on the button or option. */
  readonly label: string;
  /** The message it was pressed on; null for what only one person sees. */
  readonly message: ShownMessage | null;
}

/** A message as Slack shows it. */
export interface ShownMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
}

const wordsSchema = z.object({ text: z.string() });
const bodySchema = z.object({
  team: z.object({ id: z.string() }).nullish(),
  enterprise: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  channel: z.object({ id: z.string() }).optional(),
  trigger_id: z.string().default(''),
  container: z.object({ is_ephemeral: z.boolean().optional() }).optional(),
  message: z
    .object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      text: z.string().default(''),
      blocks: z.array(z.record(z.string(), z.unknown())).default([]),
    })
    .optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string().default(''),
        action_ts: z.string().default(''),
        value: z.string().optional(),
        text: wordsSchema.optional(),
        selected_option: z.object({ value: z.string(), text: wordsSchema }).nullish(),
      }),
    )
    .min(1),
});
type Body = z.infer<typeof bodySchema>;
type Element = Body['actions'][number];

/** A `block_actions` payload; null when it is none of ours. `team` is the workspace the app acts for. */
export function readPress(body: unknown, team: string): Press | null {
  const result = bodySchema.safeParse(body);
  const element = result.data?.actions[0];
  const action = element && actionOf(element.action_id);
  if (!result.success || !element || !action) return null;
  const { user, channel, message, container, trigger_id } = result.data;
  const isEphemeral = container?.is_ephemeral === true;
  const meaning = meaningOf(element);
  const stated = meaning && placeOf(meaning.conversationId);
  const isTrue = stated && action !== 'outdated' ? belongs(stated, result.data, team) : false;
  const seen =
    channel && message ? { team, channel: channel.id, thread: message.thread_ts ?? message.ts } : null;
  return {
    action,
    meaning: isTrue ? meaning : null,
    place: isTrue ? stated : seen,
    user: user.id,
    eventId: `press:${element.action_ts}:${user.id}:${element.action_id}`,
    triggerId: trigger_id,
    label: element.selected_option?.text.text ?? element.text?.text ?? '',
    message:
      channel && message && !isEphemeral
        ? { channel: channel.id, ts: message.ts, text: message.text, blocks: message.blocks }
        : null,
  };
}

/** What the core is told of a press; null where the adapter itself sees to it. */
export function inputOf({ action, meaning }: Press): Incoming['input'] | null {
  switch (action) {
    case 'choose':
    case 'wayOn':
    case 'change': {
      const { decision, option } = meaning ?? {};
      const type = action === 'change' ? 'change' : 'choose';
      return decision === undefined || option === undefined ? null : { type, decision, option };
    }
    case 'reason':
      return { type: 'why' };
    case 'unsure':
    case 'why':
    case 'back':
    case 'restart':
      return { type: action };
    default:
      return null;
  }
}

/** A button's own value; of a menu, the value of its block and the option taken from it. */
function meaningOf({ value, block_id, selected_option }: Element): Meaning | null {
  if (!selected_option) return decodeMeaning(value ?? '');
  const about = decodeMeaning(block_id);
  if (about === null) return null;
  if (about.decision !== undefined) return { ...about, option: selected_option.value };
  const [decision = '', option = ''] = selected_option.value.split('=', 2);
  return { ...about, decision, option };
}

/**
 * What a button says of its place must fit where it was pressed: the value comes from a client, and another
 * workspace's conversation is not to be reached by it.
 */
function belongs(
  place: Place,
  { team, enterprise, user, channel, message, container }: Body,
  acting: string,
) {
  const teams = [acting, team?.id, enterprise?.id, user.team_id];
  if (!teams.includes(place.team) || channel?.id !== place.channel) return false;
  if (isForOnePerson(place)) return conversationIdOf(place).endsWith(`-${user.id}`);
  if (container?.is_ephemeral || message === undefined) return true;
  return (message.thread_ts ?? message.ts) === place.thread;
}
