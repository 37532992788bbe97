import {
  type Message,
  type MessageCreateOptions,
  MessageReferenceType,
  type MessageReplyOptions,
} from 'discord.js';
import { addPictures } from './add-pictures.ts';
import type { Surroundings } from './answer-interaction.ts';
import { answerRequest } from './answer-request.ts';
import { apologyFor, isUnreplyable, traceOf } from './failures.ts';
import { customIdIn, eventOfMessage } from './from-discord.ts';
import type { DiscordMessage } from './message.ts';
import { payloadOf, replacementOf } from './payload.ts';
import { readEvent } from './read-event.ts';

/** Work that takes longer is announced by the typing indicator. */
const TYPING_AFTER_MILLISECONDS = 500;

/** Whether a message is meant for the bot: it mentions it, is direct, or stands in its thread where that is read. */
export function isForBot(message: Message, botId: string, readsThreads: boolean): boolean {
  if (message.author.bot || message.system || message.webhookId !== null) return false;
  if (message.guildId === null || message.mentions.users.has(botId)) return true;
  return readsThreads && message.channel.isThread() && message.channel.ownerId === botId;
}

/** Answers a mention, a direct message or a message in the bot's thread. */
export async function answerMessage(
  message: Message,
  botId: string,
  { parts, log, failed }: Surroundings,
): Promise<void> {
  const { channel } = message;
  const timer = setTimeout(() => {
    if (channel.isSendable()) channel.sendTyping().catch(() => {});
  }, TYPING_AFTER_MILLISECONDS);
  /** The nonce keeps a request from becoming a second message, repeated by the library or by another copy of the program. */
  const once = (index: number) => ({ nonce: `${message.id}-${index}`.slice(-25), enforceNonce: true });
  const reply = async (payload: MessageReplyOptions & MessageCreateOptions): Promise<Message> => {
    try {
      return await message.reply({ ...payload, failIfNotExists: false });
    } catch (problem) {
      if (!isUnreplyable(problem) || !channel.isSendable()) throw problem;
      return channel.send(payload);
    }
  };
  try {
    const event = eventOfMessage(message, botId, await answeredCustomId(message, botId));
    const answer = await answerRequest(parts, readEvent(event, parts.knowledge));
    if (answer.type !== 'messages' || answer.isRepeated) return;
    // A message cannot be answered privately; what is meant for one person is said as a reply to them.
    const sent: Message[] = [];
    for (const [index, each] of [...answer.open, ...answer.closed].entries()) {
      const payload = { ...payloadOf(each), ...once(index) };
      if (index === 0) sent.push(await reply(payload));
      else if (channel.isSendable()) sent.push(await channel.send(payload));
    }
    clearTimeout(timer);
    if (answer.illustrated) {
      const addFiles = async (messages: readonly DiscordMessage[]) => {
        for (const [index, each] of messages.entries()) {
          if (each.files.length > 0) await sent[index]?.edit(replacementOf(each));
        }
      };
      await addPictures(answer.illustrated, addFiles, log);
    }
  } catch (problem) {
    failed();
    log.error(traceOf(problem), 'a message could not be answered');
    await reply({ content: apologyFor(problem), ...once(0) }).catch(() => {});
  } finally {
    clearTimeout(timer);
  }
}

/** The custom id of the bot's message that this one replies to, or that began the thread. */
async function answeredCustomId(message: Message, botId: string): Promise<string | null> {
  const { channel, reference } = message;
  if (message.guildId === null) return null;
  const isReply = reference?.messageId !== undefined && reference.type === MessageReferenceType.Default;
  const replied = isReply ? await message.fetchReference().catch(() => null) : null;
  if (replied?.author.id === botId) return customIdIn(replied);
  if (!channel.isThread() || channel.ownerId !== botId) return null;
  const starter = await channel.fetchStarterMessage().catch(() => null);
  return starter?.author.id === botId ? customIdIn(starter) : null;
}
