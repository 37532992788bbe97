import type { Call, FakeDiscord } from './fake-discord.ts';
import { emptyMessage } from './fake-discord.ts';
import { customIdOf, type SentMessage } from './sent-message.ts';
import {
  ANA,
  APPLICATION,
  BOT,
  CHANNEL,
  DIRECT,
  EVERYTHING,
  GUILD,
  snowflake,
  THREAD,
  userOf,
} from './world.ts';

/** Where a person is: a guild's channel, a thread the bot has not opened, a direct message, or a place without the bot. */
export type Where = 'guild' | 'thread' | 'direct' | 'group' | 'foreign-guild';

const CHANNELS: Readonly<
  Record<Where, { readonly id: string; readonly type: number; readonly context: number }>
> = {
  guild: { id: CHANNEL, type: 0, context: 0 },
  thread: { id: THREAD, type: 11, context: 0 },
  direct: { id: DIRECT, type: 1, context: 1 },
  group: { id: '6000', type: 3, context: 2 },
  'foreign-guild': { id: '7000', type: 0, context: 0 },
};

/** Somebody at a Discord client. Each method sends the event and gives its id. */
export interface Person {
  readonly ask: (name: string, options?: Record<string, string | number | boolean>) => string;
  /** Without a text Discord does not say what is being typed. */
  readonly type: (name: string, option: string, typed?: string) => string;
  readonly askAbout: (content: string, authorId: string, more?: object) => string;
  readonly press: (customId: string, on?: SentMessage, values?: readonly string[]) => string;
  readonly submit: (customId: string, fields: Record<string, string>, on?: SentMessage) => string;
  readonly write: (content: string, more?: object) => string;
}

export function personIn(
  fake: FakeDiscord,
  where: Where,
  userId = ANA,
  permissions = EVERYTHING,
  channelId = CHANNELS[where].id,
): Person {
  const user = userOf(userId);
  const channel = { ...CHANNELS[where], id: channelId };
  const isGuild = channel.context === 0;
  const guildId = where === 'foreign-guild' ? '8000' : GUILD;
  const thread =
    where === 'thread' ? { parent_id: CHANNEL, owner_id: BOT, thread_metadata: { archived: false } } : {};
  const who = isGuild
    ? {
        member: {
          user,
          roles: [],
          joined_at: '2020-01-01T00:00:00Z',
          permissions,
          deaf: false,
          mute: false,
          flags: 0,
        },
        guild_id: guildId,
        guild: { id: guildId, features: [], locale: 'en-US' },
      }
    : { user };

  const interaction = (type: number, data: object, message?: object, id = snowflake()): string => {
    fake.gateway.dispatch('INTERACTION_CREATE', {
      id,
      application_id: APPLICATION,
      type,
      token: `token${id}`,
      version: 1,
      ...who,
      channel_id: channel.id,
      channel: {
        id: channel.id,
        type: channel.type,
        name: 'here',
        ...(isGuild ? { guild_id: guildId } : {}),
        ...thread,
      },
      app_permissions: permissions,
      locale: 'en-US',
      entitlements: [],
      context: channel.context,
      authorizing_integration_owners: where === 'guild' || where === 'thread' ? { 0: GUILD } : { 1: userId },
      attachment_size_limit: 1_000_000,
      data,
      ...(message ? { message } : {}),
    });
    return id;
  };
  const shown = (message: SentMessage = {}) => ({
    ...emptyMessage(),
    components: [],
    ...message,
    embeds: [],
    content: '',
    id: snowflake(),
    channel_id: channel.id,
  });
  const command = (name: string, options: Record<string, string | number | boolean>) => ({
    id: '1',
    name: 'gilbert',
    type: 1,
    options: [
      {
        type: 1,
        name,
        options: Object.entries(options).map(([key, value]) => ({
          name: key,
          type: typeof value === 'string' ? 3 : typeof value === 'boolean' ? 5 : 10,
          value,
        })),
      },
    ],
  });

  return {
    ask: (name, options = {}) => interaction(2, command(name, options)),
    type: (name, option, typed) => {
      const focused = typed === undefined ? [] : [{ name: option, type: 3, value: typed, focused: true }];
      return interaction(4, { ...command(name, {}), options: [{ type: 1, name, options: focused }] });
    },
    askAbout: (content, authorId, more = {}) => {
      const target = {
        ...emptyMessage(),
        id: snowflake(),
        channel_id: channel.id,
        content,
        author: userOf(authorId),
        ...more,
      };
      return interaction(2, {
        id: '2',
        name: 'Ask Gilbert',
        type: 3,
        target_id: target.id,
        resolved: { messages: { [target.id]: target } },
      });
    },
    press: (customId, on, values) =>
      interaction(
        3,
        { custom_id: customId, component_type: values ? 3 : 2, ...(values ? { values } : {}) },
        shown(on),
      ),
    submit: (customId, fields, on) => {
      const components = Object.entries(fields).map(([name, value], index) => ({
        type: 18,
        id: index,
        component: given(name, value, index),
      }));
      return interaction(5, { custom_id: customId, components }, on ? shown(on) : undefined);
    },
    write: (content, more = {}) => {
      const id = snowflake();
      const mentions = new RegExp(`<@!?${BOT}>`).test(content) ? [userOf(BOT, 'Gilbert', true)] : [];
      fake.gateway.dispatch('MESSAGE_CREATE', {
        ...emptyMessage(),
        id,
        channel_id: channel.id,
        channel_type: channel.type,
        author: user,
        content,
        mentions,
        ...(isGuild
          ? {
              guild_id: guildId,
              member: { roles: [], joined_at: '2020-01-01T00:00:00Z', deaf: false, mute: false },
            }
          : {}),
        timestamp: new Date().toISOString(),
        ...more,
      });
      return id;
    },
  };
}

/** The callback an interaction was answered with. */
export async function callbackOf(fake: FakeDiscord, interactionId: string): Promise<Call> {
  return fake.call(({ path, status }) => path.startsWith(`/interactions/${interactionId}/`) && status < 300);
}

/** The message of that callback. */
export async function answerTo(fake: FakeDiscord, interactionId: string): Promise<SentMessage> {
  const { body } = await callbackOf(fake, interactionId);
  return body.data;
}

/** What stands in the place of the waiting line in the end. */
export async function editAfter(fake: FakeDiscord, interactionId: string): Promise<SentMessage> {
  const { body } = await fake.call(({ path }) => path.endsWith(`/token${interactionId}/messages/@original`));
  return body;
}

/** Presses the button of that label on a message as it was sent; the id of the interaction. */
export function pressOn(person: Person, message: SentMessage, label: string): string {
  return person.press(customIdOf(message, label), message);
}

/** The bot's message that answers a written one. */
export async function messageAfter(fake: FakeDiscord, messageId: string): Promise<SentMessage> {
  const { body } = await fake.call(
    ({ method, body }) => method === 'POST' && body?.message_reference?.message_id === messageId,
  );
  return body;
}

/** A field of a form as it comes back: picked from a group or a list, or typed. */
function given(name: string, value: string, id: number) {
  if (name === 'load-kind') return { type: 21, id, custom_id: name, value };
  if (name === 'host') return { type: 3, id, custom_id: name, values: [value] };
  return { type: 4, id, custom_id: name, value };
}
