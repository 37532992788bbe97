import {
  ActivityType,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  type Message,
  Options,
  Partials,
  REST,
  Status,
} from 'discord.js';
import type { PartHealth } from '../operations/http-server.ts';
import type { Logger } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import { answerAutocomplete, answerInteraction, type Surroundings } from './answer-interaction.ts';
import { answerMessage, isForBot } from './answer-message.ts';
import type { Parts } from './answer-request.ts';
import { COMMANDS } from './commands.ts';
import { traceOf } from './failures.ts';
import { DOUBLE, registerCommands } from './register-commands.ts';
import { createSeenEvents } from './seen-events.ts';
import type { DiscordSettings } from './settings.ts';
import { startFailure } from './start-failure.ts';

export interface DiscordBot {
  readonly health: () => Promise<PartHealth>;
  /** Takes nothing new, lets what is under way finish, leaves the gateway. */
  readonly stop: () => Promise<void>;
}

export interface DiscordOptions extends Parts {
  readonly settings: DiscordSettings;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const LONGEST_GOODBYE_MILLISECONDS = 4000;

/**
 * Registers the commands, connects to Discord and answers until it is stopped.
 *
 * @throws DiscordStartError when the token is refused or an intent is not granted
 */
export async function startDiscord(options: DiscordOptions): Promise<DiscordBot> {
  const { settings, gilbert, knowledge, store, log, metrics, painter, now = Date.now } = options;
  const client = createClient(settings);
  const seen = createSeenEvents();
  const underWay = new Set<Promise<void>>();
  let isStopping = false;
  const around: Surroundings = {
    parts: { gilbert, knowledge, store, ...(painter ? { painter } : {}) },
    log,
    now,
    failed: () => metrics.platformFailed('discord'),
    isStopping: () => isStopping,
  };

  const follow = (work: Promise<void>) => {
    const done = work.catch((problem) => {
      around.failed();
      log.error(traceOf(problem), 'an event of Discord could not be answered');
    });
    underWay.add(done);
    done.then(() => underWay.delete(done));
  };
  client.on(Events.InteractionCreate, (interaction: Interaction) => {
    if (!seen.isNew(interaction.id)) return;
    if (interaction.isAutocomplete()) follow(answerAutocomplete(interaction, knowledge, around));
    else if (interaction.isRepliable()) follow(answerInteraction(interaction, around));
  });
  client.on(Events.MessageCreate, (message: Message) => {
    const botId = client.user?.id;
    if (isStopping || botId === undefined) return;
    if (isForBot(message, botId, settings.readsThreads) && seen.isNew(message.id)) {
      follow(answerMessage(message, botId, around));
    }
  });
  logConnection(client, log, around.failed);

  try {
    await registerAll(settings, log);
    await connect(client, settings.token);
  } catch (problem) {
    await client.destroy();
    throw startFailure(problem);
  }
  return {
    health: async () => healthOf(client),
    stop: async () => {
      isStopping = true;
      await Promise.race([settled(underWay), timeout(LONGEST_GOODBYE_MILLISECONDS)]);
      // The library announces a new connection even when it is told to leave.
      client.removeAllListeners(Events.ShardReconnecting);
      await client.destroy();
    },
  };
}

function createClient({ apiUrl, readsThreads, shards }: DiscordSettings): Client {
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;
  return new Client({
    intents: [Guilds, GuildMessages, DirectMessages, ...(readsThreads ? [MessageContent] : [])],
    // Without it direct messages never arrive: their channels are not known beforehand.
    partials: [Partials.Channel],
    // Nobody is ever notified by what people wrote, wherever a message is sent from.
    allowedMentions: { parse: [], repliedUser: false },
    ...(shards === 'auto' ? { shards: 'auto' as const } : { shards: shards.ids, shardCount: shards.count }),
    ...(apiUrl === null ? {} : { rest: { api: apiUrl } }),
    presence: { activities: [{ type: ActivityType.Custom, name: 'Custom Status', state: '/gilbert ask' }] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      ThreadMemberManager: 0,
      // The bot's own member tells what it may do in a channel.
      GuildMemberManager: { maxSize: 20, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 100, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
}

async function registerAll({ apiUrl, token, applicationId, guildId }: DiscordSettings, log: Logger) {
  const rest = restFor(apiUrl, token);
  try {
    const { changed, isDouble } = await registerCommands(rest, applicationId, guildId, COMMANDS);
    log.info({ changed }, 'commands registered');
    if (isDouble) log.warn(DOUBLE);
  } catch (problem) {
    if (typeof problem === 'object' && problem !== null && 'status' in problem && problem.status === 401) {
      throw problem;
    }
    // Commands registered earlier still work; mentions and direct messages do anyway.
    log.error(traceOf(problem), 'commands could not be registered; run discord:register later');
  }
}

/** Calls to Discord outside the client. */
export function restFor(apiUrl: string | null, token: string): REST {
  return new REST(apiUrl === null ? {} : { api: apiUrl }).setToken(token);
}

/** Resolves when every shard is ready. */
async function connect(client: Client, token: string): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve());
  });
  await client.login(token);
  await ready;
}

/** A lost connection is the library's to mend; what it cannot mend is for the operator. */
function logConnection(client: Client, log: Logger, failed: () => void): void {
  client.on(Events.Error, (problem) => {
    failed();
    log.error(traceOf(problem), 'Discord client error');
  });
  client.on(Events.ShardError, (problem, shard) => {
    failed();
    log.warn({ ...traceOf(problem), shard }, 'connection error');
  });
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'connecting again'));
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'resumed'));
  client.on(Events.ShardReady, (shard) => log.info({ shard }, 'connected'));
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    log.fatal({ code, shard }, 'Discord ended the connection'),
  );
}

function healthOf(client: Client): PartHealth {
  const shards = [...client.ws.shards.values()];
  const lost = shards.filter(({ status }) => status !== Status.Ready).length;
  if (shards.length > 0 && lost === 0) return { ok: true };
  return { ok: false, detail: `${lost} of ${shards.length} connections are down` };
}

/** Resolves when nothing is under way any more, what begins in the meantime included. */
async function settled(underWay: ReadonlySet<Promise<void>>): Promise<void> {
  while (underWay.size > 0) await Promise.allSettled(underWay);
}

async function timeout(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());
}
