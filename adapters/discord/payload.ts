import { type APIMessageTopLevelComponent, type AttachmentPayload, MessageFlags } from 'discord.js';
import type { DiscordMessage } from './message.ts';

/** A message as the client library takes it; made anew for every call, since the library writes into it. */
export function payloadOf({ components, files }: DiscordMessage): {
  components: APIMessageTopLevelComponent[];
  files: AttachmentPayload[];
  flags: MessageFlags.IsComponentsV2;
} {
  return {
    components: [...components],
    files: files.map(({ name, data }) => ({ attachment: data, name })),
    flags: MessageFlags.IsComponentsV2,
  };
}

/** The same as an ephemeral message. */
export function privatePayloadOf(message: DiscordMessage) {
  const flags: (MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral)[] = [
    MessageFlags.IsComponentsV2,
    MessageFlags.Ephemeral,
  ];
  return { ...payloadOf(message), flags };
}

/** The same in the place of an earlier message, whose pictures go. */
export function replacementOf(message: DiscordMessage) {
  return { ...payloadOf(message), attachments: [] };
}
