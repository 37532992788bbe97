/** The people, places and ids of the loopback Discord. */

export const TOKEN = 'loop.back.token';
export const BOT = '100000000000000001';
export const APPLICATION = '100000000000000002';
export const GUILD = '1000';
export const CHANNEL = '2000';
export const THREAD = '3000';
export const DIRECT = '4000';
export const ANA = '500000000000000001';
export const BEN = '500000000000000002';

export const botUser = userOf(BOT, 'Gilbert', true);

export function userOf(id: string, username = `user${id.slice(-3)}`, bot = false) {
  return { id, username, discriminator: '0', global_name: username, avatar: null, bot };
}

let count = 0n;
const DISCORD_EPOCH = 1_420_070_400_000n;
/** A new id, as Discord makes them: the time in the upper bits. */
export function snowflake(): string {
  count += 1n;
  return (((BigInt(Date.now()) - DISCORD_EPOCH) << 22n) + (count & 0x3fffffn)).toString();
}

export const EVERYTHING = '2251799813685247';

/** The guild as the gateway tells of it, with one text channel and one thread of the bot. */
export function guildOf(id = GUILD) {
  return {
    id,
    name: 'Loop',
    owner_id: ANA,
    roles: [
      {
        id,
        name: '@everyone',
        permissions: EVERYTHING,
        position: 0,
        color: 0,
        hoist: false,
        managed: false,
        mentionable: false,
      },
    ],
    emojis: [],
    stickers: [],
    features: [],
    members: [{ user: botUser, roles: [], joined_at: new Date(0).toISOString(), deaf: false, mute: false }],
    channels: [
      { id: CHANNEL, type: 0, name: 'general', guild_id: id, position: 0, permission_overwrites: [] },
    ],
    threads: [],
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    member_count: 3,
    unavailable: false,
  };
}

/** A thread the bot has opened. */
export function threadOf(id: string) {
  return {
    id,
    type: 11,
    guild_id: GUILD,
    parent_id: CHANNEL,
    owner_id: BOT,
    name: 'a question',
    thread_metadata: {
      archived: false,
      auto_archive_duration: 60,
      archive_timestamp: new Date(0).toISOString(),
      locked: false,
    },
  };
}

/** A job told in one message, which leaves nothing to ask. */
export const JOB = 'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?';
