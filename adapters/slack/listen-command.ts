import type { App, RespondFn } from '@slack/bolt';
import { ASK_SHORTCUT, COMMAND } from './action-ids.ts';
import { type ListenerParts, teamOf } from './parts.ts';
import { readCommand } from './read-command.ts';
import { readShortcut } from './read-event.ts';
import { INVITE } from './share.ts';
import { sentence } from './turns.ts';
import { responseVoice, threadVoice } from './voice.ts';

/** Another command within this time goes on with the conversation of the one before. */
const GOES_ON_MILLISECONDS = 30 * 60_000;

/** `/gilbert`, answered to one person only, and the message shortcut, answered in the thread of the message. */
export function listenToCommands(app: App, { gilbert, store, turns, responders }: ListenerParts): void {
  app.command(COMMAND, async ({ ack, command, context, client, respond }) => {
    await ack();
    const read = readCommand(command, teamOf(context, command.team_id), Date.now());
    if (read === null) return;
    const { place, incoming } = read;
    responders.remember(incoming.conversationId, respond);
    await turns.show(incoming.conversationId, () => beginAfterAWhile(incoming));
    await turns.take({ place, incoming, client, voice: responseVoice(respond, { replaces: false }) });
  });

  /** Days later `/gilbert` is about something else; nobody wants to hear that it starts over. */
  const beginAfterAWhile = async (incoming: {
    conversationId: string;
    user: string;
    at: number;
    eventId?: string;
  }) => {
    const { conversationId, user, at, eventId } = incoming;
    const last = (await store.load(conversationId))?.conversation.entries.at(-1);
    if (last === undefined || at - last.at < GOES_ON_MILLISECONDS) return;
    await gilbert.take({
      conversationId,
      user,
      at,
      eventId: `${eventId}:afresh`,
      input: { type: 'restart' },
    });
  };

  app.shortcut({ callback_id: ASK_SHORTCUT, type: 'message_action' }, async (args) => {
    const { ack, body, context, client } = args;
    await ack();
    const heard = readShortcut(body, teamOf(context, body.team?.id), Date.now());
    if (heard === null) return;
    const { place, incoming } = heard;
    await turns.take({
      place,
      incoming,
      client,
      voice: threadVoice(client, place, incoming.user),
      onUnheard: (reason) => explain(reason, args.respond),
    });
  });
}

async function explain(reason: string, respond: RespondFn): Promise<void> {
  const isOutside = ['not_in_channel', 'channel_not_found', 'is_archived'].includes(reason);
  const { text, blocks } = sentence(
    isOutside ? INVITE : 'Slack did not take my answer. Try again in a minute.',
  );
  await respond({ response_type: 'ephemeral', replace_original: false, text, blocks: [...blocks] });
}
