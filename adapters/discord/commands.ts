import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { MOST_QUESTION } from './limits.ts';
import { SIZE_FIELDS } from './size-fields.ts';

export const COMMAND = 'gilbert';
export const MESSAGE_COMMAND = 'Ask Gilbert';

/** Said explicitly on every command: what Discord assumes without it is not what its documentation says. */
const EVERYWHERE = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
};

const isPrivate: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'private',
  description: 'Only you see the answer',
};

const topic = (name: string, description: string): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.String,
  name,
  description,
  required: true,
  autocomplete: true,
  max_length: 100,
});

const numbers: readonly APIApplicationCommandBasicOption[] = SIZE_FIELDS.map(
  ({ option, description, whole, min, max }) => {
    const rest = { name: option, description, min_value: min, max_value: max };
    return whole
      ? { type: ApplicationCommandOptionType.Integer, ...rest }
      : { type: ApplicationCommandOptionType.Number, ...rest };
  },
);

const subcommand = (
  name: string,
  description: string,
  options: readonly APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption => ({
  type: ApplicationCommandOptionType.Subcommand,
  name,
  description,
  options: [...options],
});

/** Every command, as Discord wants it registered. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    type: ApplicationCommandType.ChatInput,
    name: COMMAND,
    description: 'What to use for a concurrent Python job, and how many',
    ...EVERYWHERE,
    options: [
      subcommand('ask', 'Describe the job; I ask only what is still open', [
        {
          type: ApplicationCommandOptionType.String,
          name: 'question',
          description: 'The job in your own words; without it I begin to ask',
          max_length: MOST_QUESTION,
        },
        isPrivate,
      ]),
      subcommand('size', 'How many processes, slots, cores and hosts; without numbers a form opens', [
        ...numbers,
        isPrivate,
      ]),
      subcommand('explain', 'What a term means', [topic('topic', 'Such as the GIL'), isPrivate]),
      subcommand('compare', 'Two ways side by side', [
        topic('first', 'Such as threads'),
        topic('second', 'Such as asyncio'),
        isPrivate,
      ]),
      subcommand('help', 'What I can do'),
      subcommand('forget', 'Remove everything I have stored about you'),
    ],
  },
  { type: ApplicationCommandType.Message, name: MESSAGE_COMMAND, ...EVERYWHERE },
];
