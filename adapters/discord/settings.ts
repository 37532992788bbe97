import { z } from 'zod';

const snowflake = z.string().regex(/^\d{15,20}$/, 'a Discord id: 15 to 20 digits');

/** The environment variables of this adapter, what they accept and what they mean when unset. */
export const discordVariables = {
  /** The bot's token; unset: the adapter is not started. */
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'a bot token: three parts with dots between them')
    .optional(),
  /** For the registration of commands; unset: Discord is asked whose token it is. */
  DISCORD_APPLICATION_ID: snowflake.optional(),
  /** Registers the commands in this guild only, where they are seen at once; unset: everywhere. */
  DISCORD_GUILD_ID: snowflake.optional(),
  /** Base address without version, for tests and proxies. */
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'an http:// or https:// address' }).optional(),
  /** Also reads plain messages in threads the bot opened; needs the privileged MessageContent intent. */
  DISCORD_MESSAGE_CONTENT: z.enum(['0', '1'], '0 or 1').optional(),
  /** Gateway connections of this process. */
  SHARDS: z
    .union([z.literal('auto'), z.coerce.number().int().min(1).max(1000)], 'auto, or a number from 1 to 1000')
    .default('auto'),
} as const;

export interface DiscordSettings {
  readonly token: string;
  readonly applicationId: string | null;
  readonly guildId: string | null;
  readonly apiUrl: string | null;
  readonly readsThreads: boolean;
  readonly shards: 'auto' | number;
}

type Read = z.infer<z.ZodObject<typeof discordVariables>>;

/** The settings once their variables are checked; null without a token. */
export function discordSettingsOf(read: Read): DiscordSettings | null {
  if (read.DISCORD_TOKEN === undefined) return null;
  return {
    token: read.DISCORD_TOKEN,
    applicationId: read.DISCORD_APPLICATION_ID ?? null,
    guildId: read.DISCORD_GUILD_ID ?? null,
    apiUrl: read.DISCORD_API_URL ?? null,
    readsThreads: read.DISCORD_MESSAGE_CONTENT === '1',
    shards: read.SHARDS,
  };
}
