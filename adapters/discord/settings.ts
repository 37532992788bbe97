import { z } from 'zod';
import { SettingsError } from '../settings.ts';

const snowflake = z.string().regex(/^\d{15,20}$/, 'a Discord id: 15 to 20 digits');

/** The environment variables of this adapter, what they accept and what they mean when unset. */
const schema = z.object({
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
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/, error: 'an http:// or https:// address' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** Also reads plain messages in threads the bot opened; needs the privileged MessageContent intent. */
  DISCORD_MESSAGE_CONTENT: z.enum(['0', '1'], '0 or 1').optional(),
  /** Gateway connections of this process: as many as Discord advises, or its share of all of them. */
  SHARDS: z
    .string()
    .regex(
      /^(auto|\d{1,4}(-\d{1,4})?\/[1-9]\d{0,3})$/,
      'auto, or a share such as 0-3/8: connections 0 to 3 of 8',
    )
    .transform(readShards)
    .refine((shards) => shards !== null, 'a share such as 0-3/8, counted from 0')
    .default('auto'),
});

/** Some of all connections, for several processes of one bot; 'auto' is all of them. */
export type Shards = 'auto' | { readonly ids: readonly number[]; readonly count: number };

function readShards(text: string): Shards | null {
  if (text === 'auto') return 'auto';
  const [first = 0, last = 0, total] = text.split(/[-/]/).map(Number);
  const count = total ?? last;
  const end = total === undefined ? first : last;
  if (first > end || end >= count) return null;
  return { ids: Array.from({ length: end - first + 1 }, (_, index) => first + index), count };
}

export interface DiscordSettings {
  readonly token: string;
  readonly applicationId: string | null;
  readonly guildId: string | null;
  readonly apiUrl: string | null;
  readonly readsThreads: boolean;
  readonly shards: Shards;
}

/**
 * The settings of this adapter in the environment; null without a token.
 *
 * @throws SettingsError that names every variable that does not fit and what is accepted, without its value
 */
export function readDiscordSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): DiscordSettings | null {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new SettingsError(
      result.error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`),
    );
  }
  const read = result.data;
  if (read.DISCORD_TOKEN === undefined) return null;
  return {
    token: read.DISCORD_TOKEN,
    applicationId: read.DISCORD_APPLICATION_ID ?? null,
    guildId: read.DISCORD_GUILD_ID ?? null,
    apiUrl: read.DISCORD_API_URL ?? null,
    readsThreads: read.DISCORD_MESSAGE_CONTENT === '1',
    shards: read.SHARDS ?? 'auto',
  };
}
