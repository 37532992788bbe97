import { shortSnowflake } from './custom-id.ts';

/** A conversation is named by a Discord id: of the command that began it, a thread, a direct message channel. */

export function keyOfEvent(eventId: string): string {
  return shortSnowflake(eventId);
}

/** Where everybody takes part: a thread, or a direct message channel. */
export function keyOfChannel(channelId: string): string {
  return shortSnowflake(channelId);
}

/** Mentions of one person in a channel where others talk too. */
export function keyOfPersonIn(channelId: string, userId: string): string {
  return `${shortSnowflake(channelId)}-${shortSnowflake(userId)}`;
}

/** The name under which the conversation is stored. */
export function conversationIdOf(key: string): string {
  return `discord:${key}`;
}

/** People as they stand in conversations: shown by Discord as their name there, unique, and never notifying. */
export function userNameOf(userId: string): string {
  return `<@${userId}>`;
}
