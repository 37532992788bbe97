import type { Pressed } from './listen-presses.ts';
import type { ListenerParts } from './parts.ts';
import { recommendationOf, standingOf } from './standing.ts';
import { sentence } from './turns.ts';

const THANKS = {
  helpful: 'Thank you, good to know.',
  unhelpful: 'Thank you. Tell me what does not fit, and I will look at it again.',
} as const;

/** Keeps what somebody thought of a recommendation, once for each message and verdict, and thanks them in private. */
export async function giveFeedback(
  { press, voice }: Pressed,
  { store, knowledge, turns }: ListenerParts,
): Promise<void> {
  const { meaning, user, eventId, message } = press;
  const verdict = meaning?.option === 'helpful' ? 'helpful' : 'unhelpful';
  const conversationId = meaning?.conversationId ?? '';
  await turns.show(conversationId, async () => {
    const state = await standingOf(knowledge, store, conversationId);
    const isNew = await store.addFeedback({
      conversationId,
      eventId: message === null ? eventId : `feedback:${message.ts}:${user}:${verdict}`,
      user,
      at: Date.now(),
      verdict,
      decision: state?.walk.open ?? null,
      outcomes: recommendationOf(knowledge, state)?.outcomes ?? [],
    });
    if (isNew) await voice.whisper(sentence(THANKS[verdict]));
  });
}
