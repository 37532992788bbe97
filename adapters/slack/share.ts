import type { ReplyOf } from '../../src/reply/reply.ts';
import { callSlack, reasonOf, takenAsDoneIfLost } from './call-slack.ts';
import { conversationIdOf } from './conversation-id.ts';
import type { Pressed } from './listen-presses.ts';
import type { ListenerParts } from './parts.ts';
import { renderShared } from './render-recommendation.ts';
import { packMessages } from './rendered.ts';
import { sentence } from './turns.ts';
import { inTurnIn } from './voice.ts';

export const INVITE =
  'I am not in this conversation, so I cannot answer here. In a channel, invite me with `/invite @Gilbert` and try again.';

/**
 * Posts what only one person saw so far to the channel, at that person's wish. The conversation goes on in its
 * thread, so it is copied there; the private one stays as it is.
 */
export async function shareAnswer(
  { place, client, voice }: Pick<Pressed, 'place' | 'client' | 'voice'>,
  recommendation: ReplyOf<'recommendation'>,
  { store, sendPictures }: Pick<ListenerParts, 'store' | 'sendPictures'>,
): Promise<void> {
  const { channel, team } = place;
  let thread: string | undefined;
  try {
    for (const { text, blocks } of packMessages([renderShared(recommendation)])) {
      const message = { channel, text, blocks: [...blocks], unfurl_links: false, unfurl_media: false };
      const where = thread === undefined ? {} : { thread_ts: thread };
      // Not looked up after a lost answer: shared once too little can be pressed again.
      const posted = await callSlack(
        () => client.chat.postMessage({ ...message, ...where }),
        takenAsDoneIfLost,
        { inTurn: inTurnIn(client, channel) },
      );
      thread ??= posted?.ts;
      if (thread === undefined) break;
    }
  } catch (error) {
    const isOutside = ['not_in_channel', 'channel_not_found'].includes(reasonOf(error));
    return voice.whisper(sentence(isOutside ? INVITE : 'Slack did not take it. Try again in a minute.'));
  }
  const stored = await store.load(conversationIdOf(place));
  if (thread === undefined || stored === null) return;
  const id = conversationIdOf({ team, channel, thread });
  await store.save({ ...stored.conversation, id }, 0, null);
  await sendPictures(client, { team, channel, thread }, recommendation);
}
