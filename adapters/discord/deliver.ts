import { InteractionContextType, MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Logger } from '../operations/log.ts';
import type { Answer } from './answer.ts';
import { isSettled, isUnchangeable, traceOf } from './failures.ts';
import type { Form } from './forms.ts';
import { MOST_FOLLOW_UPS } from './limits.ts';
import type { DiscordMessage } from './message.ts';
import { payloadOf, privatePayloadOf, replacementOf } from './payload.ts';
import { respond, timeFrom } from './respond.ts';

/** How one interaction is answered: first response once and in time, later ones with its token while that lives. */
export interface Delivery {
  /**
   * Tells Discord that the answer takes longer, and whether it is for one person. False when somebody else has
   * responded already: another copy of the program, which gets the same events. Never rejects.
   */
  readonly defer: (isPrivate: boolean) => Promise<boolean>;
  readonly send: (messages: Messages) => Promise<void>;
  /** Adds their files to the open messages that were sent, which say the same without. */
  readonly addFiles: (messages: readonly DiscordMessage[]) => Promise<void>;
  /** Opens a form; only as the first response. */
  readonly open: (form: Form) => Promise<void>;
}

type Messages = Extract<Answer, { type: 'messages' }>;

/** Discord takes a token for 15 minutes; what is sent just before may arrive just after. */
const TOKEN_LIFE_MILLISECONDS = 14.5 * 60_000;

/** What the first response is called. */
const ORIGINAL = '@original';

interface Letter {
  readonly message: DiscordMessage;
  readonly isPrivate: boolean;
}

export function createDelivery(
  interaction: RepliableInteraction,
  receivedAt: number,
  now: () => number,
  log: Logger,
): Delivery {
  const updatable =
    interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage())
      ? interaction
      : null;
  const hasToken = () => now() - receivedAt < TOKEN_LIFE_MILLISECONDS;
  const isInTime = timeFrom(receivedAt, now);

  const reply = async ({ message, isPrivate: forOne }: Letter): Promise<string> => {
    await respond(() => interaction.reply(forOne ? privatePayloadOf(message) : payloadOf(message)), isInTime);
    interaction.replied = true;
    return ORIGINAL;
  };

  /** Gives what the message is called from now on. */
  const first = async (letter: Letter, replaces: boolean): Promise<string> => {
    const { message } = letter;
    const isDeferred = interaction.deferred;
    if (interaction.replied) return followUp(letter);
    if (updatable === null || !replaces) {
      if (!isDeferred) return reply(letter);
      if (updatable !== null) return followUp(letter);
      await interaction.editReply(payloadOf(message));
      return ORIGINAL;
    }
    try {
      if (isDeferred) await interaction.editReply(replacementOf(message));
      else await respond(() => updatable.update(replacementOf(message)), isInTime);
      interaction.replied = true;
      return ORIGINAL;
    } catch (problem) {
      if (!isUnchangeable(problem)) throw problem;
      return isDeferred ? followUp(letter) : reply(letter);
    }
  };

  const followUp = async ({ message, isPrivate: forOne }: Letter): Promise<string> => {
    const { id } = await interaction.followUp(forOne ? privatePayloadOf(message) : payloadOf(message));
    return id;
  };

  /** Without a token there is only the channel, and nothing private. */
  const sendToChannel = async (letters: readonly Letter[]): Promise<void> => {
    const { channel, context } = interaction;
    const open = letters.filter((letter) => !letter.isPrivate);
    log.warn({ lost: letters.length - open.length }, 'an answer came after its interaction had expired');
    // The bot is no member of a private channel, nor of a guild that is not known to it.
    if (context === InteractionContextType.PrivateChannel || !channel?.isSendable()) return;
    for (const { message } of open) await channel.send(payloadOf(message));
  };

  const deferOnce = async (isPrivate: boolean): Promise<boolean> => {
    if (interaction.deferred || interaction.replied) return true;
    try {
      await respond(
        () =>
          updatable === null
            ? interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {})
            : updatable.deferUpdate(),
        isInTime,
      );
      interaction.deferred = true;
      return true;
    } catch (problem) {
      log.info(traceOf(problem), 'an interaction could not be deferred');
      return !isSettled(problem);
    }
  };

  let deferring: Promise<boolean> | null = null;
  const sent: string[] = [];
  return {
    defer: (isPrivate) => {
      deferring ??= deferOnce(isPrivate);
      return deferring;
    },
    send: async ({ open, closed, isPrivate: forOne, replaces }) => {
      const letters = [
        ...open.map((message) => ({ message, isPrivate: forOne })),
        ...closed.map((message) => ({ message, isPrivate: true })),
      ];
      const [head, ...rest] = letters;
      if (!hasToken()) return sendToChannel(letters);
      // A waiting line must not stay for ever.
      if (head === undefined && interaction.deferred && updatable === null) await interaction.deleteReply();
      if (head === undefined) return;
      sent.push(await first(head, replaces && open.length > 0));
      for (const letter of rest.slice(0, MOST_FOLLOW_UPS)) sent.push(await followUp(letter));
      const lost = rest.length - MOST_FOLLOW_UPS;
      if (lost > 0) log.warn({ lost }, 'an answer was longer than the messages an interaction may have');
    },
    addFiles: async (messages) => {
      for (const [index, each] of messages.entries()) {
        const message = sent[index];
        if (message === undefined || each.files.length === 0 || !hasToken()) continue;
        await interaction.editReply({ ...replacementOf(each), message });
      }
    },
    open: async (form) => {
      if ('showModal' in interaction) await respond(() => interaction.showModal(form), isInTime);
    },
  };
}
