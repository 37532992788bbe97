import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Logger } from '../operations/log.ts';
import type { Answer } from './answer.ts';
import { isClosedConnection, isSettled, isUnchangeable, traceOf } from './failures.ts';
import { MOST_FOLLOW_UPS } from './limits.ts';
import type { DiscordMessage } from './message.ts';
import { payloadOf, privatePayloadOf, replacementOf } from './payload.ts';

/** How one interaction is answered: first response once and in time, later ones with its token while that lives. */
export interface Delivery {
  /** Tells Discord that the answer takes longer; resolves when that is through, or has failed. */
  readonly defer: () => Promise<void>;
  readonly send: (answer: Extract<Answer, { type: 'messages' }>) => Promise<void>;
}

/** Discord takes a token for 15 minutes; what is sent just before may arrive just after. */
const TOKEN_LIFE_MILLISECONDS = 14.5 * 60_000;
const FIRST_RESPONSE_MILLISECONDS = 3000;

interface Letter {
  readonly message: DiscordMessage;
  readonly isPrivate: boolean;
}

/** `isPrivate` is decided with the first response, so a deferral has to know it. */
export function createDelivery(
  interaction: RepliableInteraction,
  isPrivate: boolean,
  receivedAt: number,
  now: () => number,
  log: Logger,
): Delivery {
  const updatable =
    interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage())
      ? interaction
      : null;
  const hasToken = () => now() - receivedAt < TOKEN_LIFE_MILLISECONDS;

  /** Tries once more where the connection broke, if there is time. */
  const respond = async (call: () => Promise<unknown>): Promise<void> => {
    try {
      await call();
    } catch (problem) {
      const isInTime = now() - receivedAt < FIRST_RESPONSE_MILLISECONDS;
      if (!isClosedConnection(problem) || !isInTime) throw problem;
      await call();
    }
  };

  const reply = ({ message, isPrivate: forOne }: Letter) =>
    respond(() => interaction.reply(forOne ? privatePayloadOf(message) : payloadOf(message)));

  const first = async (letter: Letter, replaces: boolean): Promise<void> => {
    const { message } = letter;
    if (interaction.deferred) {
      // After `deferUpdate` the original is the message with the button; after `deferReply` the waiting one.
      if (updatable !== null && !replaces) await followUp(letter);
      else await interaction.editReply(updatable === null ? payloadOf(message) : replacementOf(message));
      return;
    }
    if (!replaces || updatable === null) return reply(letter);
    try {
      await respond(() => updatable.update(replacementOf(message)));
    } catch (problem) {
      if (!isUnchangeable(problem)) throw problem;
      await reply(letter);
    }
  };

  const followUp = async ({ message, isPrivate: forOne }: Letter): Promise<void> => {
    await interaction.followUp(forOne ? privatePayloadOf(message) : payloadOf(message));
  };

  /** Without a token there is only the channel, and nothing private. */
  const sendToChannel = async (letters: readonly Letter[]): Promise<void> => {
    const { channel } = interaction;
    const open = letters.filter((letter) => !letter.isPrivate);
    log.warn({ lost: letters.length - open.length }, 'an answer came after its interaction had expired');
    if (!channel?.isSendable()) return;
    for (const { message } of open) await channel.send(payloadOf(message));
  };

  return {
    defer: async () => {
      if (interaction.deferred || interaction.replied) return;
      try {
        await respond(() =>
          updatable === null
            ? interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {})
            : updatable.deferUpdate(),
        );
      } catch (problem) {
        log.warn(traceOf(problem), 'an interaction could not be deferred');
      }
    },
    send: async ({ open, closed, isPrivate: forOne, replaces }) => {
      const letters = [
        ...open.map((message) => ({ message, isPrivate: forOne })),
        ...closed.map((message) => ({ message, isPrivate: true })),
      ];
      const [head, ...rest] = letters;
      if (head === undefined) return;
      if (!hasToken()) return sendToChannel(letters);
      try {
        await first(head, replaces && open.length > 0);
        for (const letter of rest.slice(0, MOST_FOLLOW_UPS)) await followUp(letter);
      } catch (problem) {
        if (!isSettled(problem)) throw problem;
        log.warn(traceOf(problem), 'an interaction was settled already');
      }
    },
  };
}
