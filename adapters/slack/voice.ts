import type { RespondFn, webApi } from '@slack/bolt';
import type { Block } from './blocks.ts';
import { callSlack, type Doubt, takenAsDoneIfLost } from './call-slack.ts';
import type { Place } from './conversation-id.ts';
import { type ConversationQueue, createConversationQueue } from './conversation-queue.ts';
import type { Rendered } from './rendered.ts';

export type WebClient = webApi.WebClient;

/** Where the answers of a turn go. */
export interface Voice {
  /** To everybody in the conversation. `key` is the same when the same message is said again. Gives its `ts`. */
  readonly say: (message: Rendered, key: string) => Promise<string | null>;
  /** To the person whose turn it is. */
  readonly whisper: (message: Rendered) => Promise<void>;
  /** "Working on it", until something is said or the words are empty. */
  readonly showStatus: (words: string) => Promise<void>;
}

const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;
const METADATA_TYPE = 'gilbert_reply';
/** A lost message was said since then, by the clocks of both sides. */
const LOOK_BACK_SECONDS = 600;

/** Messages under way at a time in one channel. */
const LANES = 8;
const queues = new WeakMap<WebClient, ConversationQueue>();
let lane = 0;

/**
 * Slack takes about one message a second in a channel. When it is too fast, a few messages wait and try again; the
 * others wait behind them instead of being refused again and again.
 */
export function inTurnIn(client: WebClient, channel: string) {
  const queue = queues.get(client) ?? createConversationQueue();
  queues.set(client, queue);
  lane = (lane + 1) % LANES;
  const key = `${channel}#${lane}`;
  return <Result>(task: () => Promise<Result>): Promise<Result> => queue(key, task);
}

/** Into the thread of the conversation, never above it. Private words are seen by that person only. */
export function threadVoice(client: WebClient, { channel, thread }: Place, user: string): Voice {
  return {
    say: async ({ text, blocks }, key) => {
      const metadata = { event_type: METADATA_TYPE, event_payload: { key } };
      const message = { channel, thread_ts: thread, text, blocks: [...blocks], metadata, ...NO_PREVIEWS };
      const post = async () => (await client.chat.postMessage(message)).ts ?? null;
      const wasSaid = (doubt: Doubt) => isInThread(client, channel, thread, key, doubt);
      return callSlack(post, wasSaid, { inTurn: inTurnIn(client, channel) });
    },
    whisper: async ({ text, blocks }) => {
      await callSlack(
        () => client.chat.postEphemeral({ channel, user, thread_ts: thread, text, blocks: [...blocks] }),
        takenAsDoneIfLost,
      );
    },
    showStatus: async (status) => {
      await client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status });
    },
  };
}

/** Looks the message up by its key. Where that cannot be seen, only a lost answer is taken for one that was given. */
async function isInThread(
  client: WebClient,
  channel: string,
  thread: string,
  key: string,
  doubt: Doubt,
): Promise<boolean> {
  const oldest = String(Date.now() / 1000 - LOOK_BACK_SECONDS);
  const look = () =>
    client.conversations.replies({ channel, ts: thread, oldest, include_all_metadata: true, limit: 200 });
  try {
    const { messages = [] } = (await callSlack(look)) ?? {};
    return messages.some(({ metadata }) => {
      const payload: unknown = metadata?.event_payload;
      return typeof payload === 'object' && payload !== null && 'key' in payload && payload.key === key;
    });
  } catch {
    return takenAsDoneIfLost(doubt);
  }
}

/** Whether Gilbert has said something in that thread; false where that cannot be seen. */
export async function hasSpokenIn(
  client: WebClient,
  { channel, thread }: Place,
  botUserId: string | undefined,
): Promise<boolean> {
  try {
    const { messages = [] } = await client.conversations.replies({ channel, ts: thread, limit: 15 });
    return messages.some(({ user }) => user !== undefined && user === botUserId);
  } catch {
    return false;
  }
}

/**
 * To one person only, through the address Slack gave with a command or a press. With `replaces` the first message
 * takes the place of the one that was pressed on.
 */
export function responseVoice(respond: RespondFn, { replaces }: { readonly replaces: boolean }): Voice {
  let isFirst = true;
  const show = async ({ text, blocks }: Rendered, replace: boolean) => {
    const message = { response_type: 'ephemeral' as const, replace_original: replace, text, ...NO_PREVIEWS };
    await callSlack(() => respond({ ...message, blocks: [...blocks] }), takenAsDoneIfLost);
  };
  return {
    say: async (message) => {
      await show(message, replaces && isFirst);
      isFirst = false;
      return null;
    },
    whisper: (message) => show(message, false),
    showStatus: async () => {},
  };
}

/** What only one person sees, where Slack gave no address to answer to (a form). */
export function privateVoice(client: WebClient, { channel }: Place, user: string): Voice {
  const show = async ({ text, blocks }: Rendered) => {
    await callSlack(
      () => client.chat.postEphemeral({ channel, user, text, blocks: [...blocks] }),
      takenAsDoneIfLost,
    );
    return null;
  };
  return { say: show, whisper: async (message) => void (await show(message)), showStatus: async () => {} };
}

/** Puts other blocks in the place of a message's. */
export async function replaceMessage(
  client: WebClient,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  { text, blocks }: { readonly text: string; readonly blocks: readonly object[] },
): Promise<void> {
  await callSlack(() =>
    client.chat.update({ channel, ts, text, blocks: [...blocks] as Block[], parse: 'none' }),
  );
}
