import type { App } from '@slack/bolt';
import { beginAgain } from './begin-again.ts';
import { callSlack } from './call-slack.ts';
import { conversationIdOf } from './conversation-id.ts';
import { homeView, suggestedPrompts } from './home-view.ts';
import { type ListenerParts, teamOf } from './parts.ts';
import { readMessage } from './read-event.ts';
import { threadVoice, type WebClient } from './voice.ts';

/** What people write: mentions, direct messages, replies in threads where Gilbert is already talking. */
export function listenToMessages(app: App, parts: ListenerParts): void {
  const { store, turns, log } = parts;

  const hear = async (event: unknown, team: string, botUserId: string | undefined, client: WebClient) => {
    const heard = readMessage(event, { team, botUserId, at: Date.now() });
    if (heard === null) return;
    const { place, incoming, kind, isUnderOwnMessage } = heard;
    const voice = threadVoice(client, place, incoming.user);
    // In order with the turns before: the mention that begins the conversation may still be under way.
    if (kind === 'follow-up' && !(await isUnderWay(incoming.conversationId))) {
      if (!isUnderOwnMessage) return;
      return turns.show(incoming.conversationId, () => voice.whisper(beginAgain(place)));
    }
    await turns.take({ place, incoming, voice, client });
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
      await callSlack(() => client.views.publish({ user_id: event.user, view: homeView(parts.knowledge) }));
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
