/** Something somebody did in Discord, in plain data: what the client and its tests hand to the translation. */
export interface DiscordEvent {
  /** Of the interaction or message; the same again is a redelivery. */
  readonly id: string;
  readonly userId: string;
  readonly channelId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A direct message, a thread, another channel of a guild, or a private channel of people without the bot. */
  readonly where: 'direct' | 'thread' | 'guild' | 'group';
  readonly canThread: boolean;
  readonly canAttach: boolean;
  readonly what: What;
}

export type What =
  | {
      readonly type: 'command';
      readonly name: string;
      readonly options: Readonly<Record<string, string | number | boolean>>;
    }
  | { readonly type: 'message-command'; readonly text: string; readonly isOwn: boolean }
  | {
      readonly type: 'press';
      readonly customId: string;
      /** What was picked from a menu. */
      readonly values: readonly string[];
      /** The message with the button is seen by one person only. */
      readonly isPrivate: boolean;
    }
  | {
      readonly type: 'form';
      readonly customId: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly isPrivate: boolean;
      /** The form was opened by a button. */
      readonly hasMessage: boolean;
    }
  | {
      readonly type: 'message';
      /** Without the mention of the bot. */
      readonly text: string;
      /** The custom id of a button of the bot's message that this one answers, or that began the thread. */
      readonly answersCustomId: string | null;
    };
