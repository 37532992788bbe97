import {
  type ChatInputCommandInteraction,
  InteractionContextType,
  type Message,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
} from 'discord.js';
import { COMMAND, MESSAGE_COMMAND } from './commands.ts';
import type { DiscordEvent, What } from './event.ts';

/** What the client library hands over, as plain events. Everything is taken from the event itself, not from caches. */

export function eventOfInteraction(interaction: RepliableInteraction, at: number): DiscordEvent {
  const { appPermissions, guild, channel } = interaction;
  const threads = PermissionFlagsBits.CreatePublicThreads | PermissionFlagsBits.SendMessagesInThreads;
  return {
    id: interaction.id,
    userId: interaction.user.id,
    channelId: interaction.channelId ?? interaction.id,
    at,
    where: whereOf(interaction),
    // Without the guild in sight the bot is not a member of it: then only the user installed it.
    canThread:
      guild !== null && channel !== null && 'threads' in channel && appPermissions.has(threads) === true,
    canAttach: appPermissions.has(PermissionFlagsBits.AttachFiles),
    what: whatOf(interaction),
  };
}

/** A message for the bot; `answersCustomId` is of a button of the bot's message that it answers. */
export function eventOfMessage(
  message: Message,
  botId: string,
  answersCustomId: string | null,
): DiscordEvent {
  const { channel } = message;
  const where = message.guildId === null ? 'direct' : channel.isThread() ? 'thread' : 'guild';
  const text = wordsOf(message)
    .replace(new RegExp(`<@!?${botId}>`, 'g'), ' ')
    .trim();
  const mine =
    channel.isDMBased() || message.guild?.members.me == null
      ? null
      : channel.permissionsFor(message.guild.members.me);
  return {
    id: message.id,
    userId: message.author.id,
    channelId: message.channelId,
    at: message.createdTimestamp,
    where,
    canThread:
      where === 'guild' &&
      'threads' in channel &&
      mine?.has([PermissionFlagsBits.CreatePublicThreads, PermissionFlagsBits.SendMessagesInThreads]) ===
        true,
    canAttach: where === 'direct' || mine === null || mine.has(PermissionFlagsBits.AttachFiles),
    what: { type: 'message', text, answersCustomId },
  };
}

/** What a message says; a forwarded one has no words of its own. */
function wordsOf({ content, messageSnapshots }: Message): string {
  return content === '' ? (messageSnapshots.first()?.content ?? '') : content;
}

/** The first custom id among the components of a message; tells which conversation it belongs to. */
export function customIdIn(message: Message): string | null {
  const search = (node: unknown): string | null => {
    if (typeof node !== 'object' || node === null) return null;
    if ('custom_id' in node && typeof node.custom_id === 'string') return node.custom_id;
    for (const child of Object.values(node)) {
      const found = Array.isArray(child) ? (child.map(search).find((each) => each !== null) ?? null) : null;
      if (found !== null) return found;
    }
    return null;
  };
  return search({ components: message.components.map((component) => component.toJSON()) });
}

function whereOf(interaction: RepliableInteraction): DiscordEvent['where'] {
  if (interaction.channel?.isThread()) return 'thread';
  switch (interaction.context) {
    case InteractionContextType.BotDM:
      return 'direct';
    case InteractionContextType.PrivateChannel:
      return 'group';
    case InteractionContextType.Guild:
      return 'guild';
    default:
      return interaction.guildId === null ? 'direct' : 'guild';
  }
}

/** A command that is not ours any more is one without a name. */
function whatOf(interaction: RepliableInteraction): What {
  if (interaction.isChatInputCommand()) return commandOf(interaction);
  if (interaction.isMessageContextMenuCommand()) return messageCommandOf(interaction);
  if (interaction.isMessageComponent()) {
    const values = interaction.isStringSelectMenu() ? interaction.values : [];
    const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
    return { type: 'press', customId: interaction.customId, values, isPrivate };
  }
  return interaction.isModalSubmit() ? formOf(interaction) : { type: 'command', name: '', options: {} };
}

function commandOf({ commandName, options }: ChatInputCommandInteraction): What {
  if (commandName !== COMMAND) return { type: 'command', name: '', options: {} };
  const [first] = options.data;
  const given = first?.options ?? [];
  const values = given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return { type: 'command', name: first?.name ?? '', options: Object.fromEntries(values) };
}

function messageCommandOf(interaction: MessageContextMenuCommandInteraction): What {
  if (interaction.commandName !== MESSAGE_COMMAND) return { type: 'command', name: '', options: {} };
  const { targetMessage, user } = interaction;
  return {
    type: 'message-command',
    text: wordsOf(targetMessage),
    isOwn: targetMessage.author.id === user.id,
  };
}

function formOf(interaction: ModalSubmitInteraction): What {
  const fields = [...interaction.fields.fields].map(([name, field]) => [name, givenIn(field)] as const);
  return {
    type: 'form',
    customId: interaction.customId,
    fields: Object.fromEntries(fields),
    isPrivate: interaction.message?.flags.has(MessageFlags.Ephemeral) === true,
    hasMessage: interaction.isFromMessage(),
  };
}

/** What was typed, or picked. */
function givenIn(field: object): string {
  const [picked] = 'values' in field && Array.isArray(field.values) ? field.values : [];
  const given = 'value' in field ? field.value : picked;
  return typeof given === 'string' ? given : '';
}
