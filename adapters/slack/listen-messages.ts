import type { App } from '@slack/bolt';
import { beginAgain } from './begin-again.ts';
import { callSlack } from './call-slack.ts';
import { conversationIdOf } from './conversation-id.ts';
import { createEarlyReplies } from './early-replies.ts';
import { homeView, suggestedPrompts } from './home-view.ts';
import { type ListenerParts, teamOf } from './parts.ts';
import { type Heard, readMessage } from './read-event.ts';
import { createRecent } from './recent.ts';
import { createSpeakers } from './talk-among-people.ts';
import { hasSpokenIn, threadVoice, type WebClient } from './voice.ts';

const DAY_MILLISECONDS = 86_400_000;

/** What people write: mentions, direct messages, replies in threads where Gilbert is already talking. */
export function listenToMessages(app: App, parts: ListenerParts): void {
  const { store, turns, log, keepDays } = parts;
  const early = createEarlyReplies();
  const recent = createRecent();
  const speakers = createSpeakers();

  const hear = async (event: unknown, team: string, botUserId: string | undefined, client: WebClient) => {
    const heard = readMessage(event, { team, botUserId, at: Date.now() });
    if (heard === null) return;
    const take = ({ kind, place, incoming }: Heard) => {
      const areSeveral = speakers.areSeveral(incoming.conversationId, incoming.user);
      const isOverheard = kind === 'follow-up' && areSeveral;
      const voice = threadVoice(client, place, incoming.user);
      return turns.take({ place, incoming, client, voice, isOverheard });
    };
    const mayBeUnknown = heard.kind === 'follow-up' || (heard.kind === 'direct reply' && isOld(heard));
    // In order with the turns before: the mention that begins the conversation may still be under way.
    if (mayBeUnknown && !(await isUnderWay(heard.incoming.conversationId))) {
      const isTold = await tellIfExpired(heard, botUserId, client);
      if (heard.kind === 'follow-up') return early.keep(heard);
      if (isTold) return;
    }
    await take(heard);
    for (const reply of early.takeAfter(heard)) await take(reply);
  };

  /** Whether what was said in that thread may have been removed since. */
  const isOld = ({ place, incoming }: Heard) =>
    incoming.at - Number(place.thread) * 1000 > keepDays * DAY_MILLISECONDS;

  /**
   * Once a thread and day; false where nothing was told. Only a thread that is old enough is looked into, since Slack
   * allows that rarely.
   */
  const tellIfExpired = async (
    heard: Heard,
    botUserId: string | undefined,
    client: WebClient,
  ): Promise<boolean> => {
    const { place, incoming, isUnderOwnMessage } = heard;
    const { conversationId, user } = incoming;
    if (!isOld(heard) && !isUnderOwnMessage) return false;
    if (recent.isRepeat(conversationId, DAY_MILLISECONDS)) return false;
    const isOwn = isUnderOwnMessage && heard.kind === 'follow-up';
    if (!isOwn && !(await hasSpokenIn(client, place, botUserId))) return false;
    const voice = threadVoice(client, place, user);
    await turns.show(conversationId, () => voice.whisper(beginAgain(place)));
    return true;
  };
  const isUnderWay = async (conversationId: string): Promise<boolean> => {
    let isKnown = false;
    await turns.show(conversationId, async () => {
      isKnown = (await store.load(conversationId)) !== null;
    });
    return isKnown;
  };

  app.event('app_mention', ({ event, body, context, client }) =>
    hear(event, teamOf(context, body.team_id), context.botUserId, client),
  );
  app.event('message', ({ event, body, context, client }) =>
    hear(event, teamOf(context, body.team_id), context.botUserId, client),
  );

  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'messages') {
      await callSlack(() =>
        client.assistant.threads.setSuggestedPrompts({
          channel_id: event.channel,
          ...suggestedPrompts(parts.knowledge),
        }),
      );
    } else {
      await callSlack(() =>
        client.views.publish({ user_id: event.user, view: homeView(parts.knowledge, keepDays) }),
      );
    }
  });
  // Workspaces that still have the assistant instead of the agent view.
  app.event('assistant_thread_started', async ({ event, client }) => {
    const { channel_id, thread_ts } = event.assistant_thread;
    await callSlack(() =>
      client.assistant.threads.setSuggestedPrompts({
        channel_id,
        thread_ts,
        ...suggestedPrompts(parts.knowledge),
      }),
    );
  });
  app.event('assistant_thread_context_changed', async () => {});

  app.event('agent_session_stopped', async ({ event, body, context, client }) => {
    const place = { team: teamOf(context, body.team_id), channel: event.channel, thread: event.thread_ts };
    log.debug('Slack: somebody pressed stop');
    // Answers come whole; all that can still be there is the status.
    await turns.show(conversationIdOf(place), () => threadVoice(client, place, event.user).showStatus(''));
  });
}
