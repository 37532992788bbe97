import type { FakeSlack, Message } from './fake-slack.ts';
import { BOT_USER } from './fake-slack.ts';

/** What Slack sends, as small as the adapter has to cope with. */

export const TEAM = 'T0000000001';
export const CHANNEL = 'C0000000001';
export const DIRECT = 'D0000000001';

let count = 0;
/** A new number each time: for ids that Slack makes. */
export const next = (): number => {
  count += 1;
  return count;
};
export const timestamp = (): string => `1700000000.${String(next()).padStart(6, '0')}`;

interface Said {
  readonly text: string;
  readonly user?: string;
  readonly channel?: string;
  readonly ts?: string;
  readonly thread?: string | undefined;
  readonly team?: string;
}

function event(type: string, { text, user = 'U0000000001', ...where }: Said, more: object = {}) {
  const { channel = CHANNEL, ts = timestamp(), thread, team = TEAM } = where;
  const inner = {
    type,
    text,
    user,
    channel,
    ts,
    event_ts: ts,
    ...(thread && { thread_ts: thread }),
    ...more,
  };
  return {
    type: 'event_callback',
    team_id: team,
    api_app_id: 'A0000000001',
    event_id: `Ev${next()}`,
    event_time: 1_700_000_000,
    event: inner,
    authorizations: [{ team_id: team, user_id: BOT_USER, is_bot: true, is_enterprise_install: false }],
  };
}

export const mention = (said: Said) => event('app_mention', { ...said, text: `<@${BOT_USER}> ${said.text}` });
/** The same mention as Slack also delivers it to those who read the channel. */
export const mentionAsMessage = (said: Said) =>
  event('message', { ...said, text: `<@${BOT_USER}> ${said.text}` }, { channel_type: 'channel' });
export const message = (said: Said, more: object = {}) =>
  event('message', said, { channel_type: said.channel?.startsWith('D') ? 'im' : 'channel', ...more });
export const happening = (inner: object) => ({ ...event('x', { text: '' }), event: inner });

export function command(slack: FakeSlack, text: string, user = 'U0000000001', channel = CHANNEL) {
  return {
    command: '/gilbert',
    text,
    team_id: TEAM,
    team_domain: 'team',
    channel_id: channel,
    user_id: user,
    user_name: 'ana',
    trigger_id: `trigger-${next()}`,
    response_url: slack.responseUrl,
    api_app_id: 'A0000000001',
  };
}

type Json = Readonly<Record<string, unknown>>;
type Pressable = Json & { readonly action_id: string };

/** The buttons and menus among blocks, by their words; a feedback button counts as two. */
export function pressables(
  blocks: readonly Json[],
): { readonly words: string; readonly element: Pressable }[] {
  const wordsOf = (part: unknown) => (part as { text: { text: string } }).text.text;
  return blocks.flatMap((block) => {
    const elements = (block.elements ?? []) as Pressable[];
    if (block.type === 'context_actions') {
      return elements.flatMap((element) =>
        [element.positive_button, element.negative_button].map((side) => {
          const { value } = side as { value: string };
          return { words: wordsOf(side), element: { ...element, value } };
        }),
      );
    }
    if (block.type !== 'actions') return [];
    return elements.flatMap((element) => {
      if (element.type !== 'static_select') return [{ words: wordsOf(element), element }];
      const groups = (element.option_groups ?? [{ options: element.options }]) as { options: Json[] }[];
      return groups
        .flatMap(({ options }) => options)
        .map((option) => ({
          words: wordsOf(option),
          element: { ...element, block_id: block.block_id, selected_option: option },
        }));
    });
  });
}

interface PressedOn {
  readonly blocks: readonly Json[];
  readonly channel?: string;
  /** What everybody sees; without it, only the person who presses sees it. */
  readonly message?: Message;
  readonly user?: string;
  readonly team?: string;
}

/** A press on the button or option with those words. */
export function press(slack: FakeSlack, words: string, on: PressedOn) {
  const found = pressables(on.blocks).find((each) => each.words === words);
  if (!found) throw new Error(`no "${words}" among ${pressables(on.blocks).map((each) => each.words)}`);
  return pressOn(slack, { ...found.element, text: { type: 'plain_text', text: words } }, on);
}

export function pressOn(slack: FakeSlack, element: Pressable, on: PressedOn) {
  const { user = 'U0000000001', channel = on.message?.channel ?? CHANNEL, team = TEAM } = on;
  const shown = on.message && {
    ts: on.message.ts,
    text: on.message.text,
    blocks: on.message.blocks,
    ...(on.message.thread && { thread_ts: on.message.thread }),
  };
  return {
    type: 'block_actions',
    team: { id: team, domain: 'team' },
    user: { id: user, username: 'ana', team_id: team },
    api_app_id: 'A0000000001',
    trigger_id: `trigger-${next()}`,
    channel: { id: channel, name: 'general' },
    container: { type: 'message', channel_id: channel, is_ephemeral: on.message === undefined },
    ...(shown && { message: shown }),
    response_url: slack.responseUrl,
    actions: [{ block_id: 'b', ...element, action_ts: timestamp() }],
  };
}

export function submission(callbackId: string, metadata: string, values: Json, user = 'U0000000001') {
  return {
    type: 'view_submission',
    team: { id: TEAM, domain: 'team' },
    user: { id: user, name: 'ana', team_id: TEAM },
    api_app_id: 'A0000000001',
    view: {
      id: `V${next()}`,
      type: 'modal',
      callback_id: callbackId,
      private_metadata: metadata,
      state: {
        values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value: { value } }])),
      },
    },
  };
}

export function shortcut(slack: FakeSlack, text: string, ts = timestamp(), user = 'U0000000001') {
  return {
    type: 'message_action',
    callback_id: 'ask_gilbert',
    team: { id: TEAM, domain: 'team' },
    user: { id: user, name: 'ana' },
    channel: { id: CHANNEL, name: 'general' },
    message: { type: 'message', ts, user: 'U0000000009', text },
    message_ts: ts,
    trigger_id: `trigger-${next()}`,
    response_url: slack.responseUrl,
  };
}
