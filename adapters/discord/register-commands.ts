import {
  type APIApplication,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js';

export interface Registration {
  /** False when the commands were there already, just as they are. */
  readonly changed: boolean;
  readonly names: readonly string[];
  /** In the guild they would show twice, for they are registered everywhere as well. */
  readonly isDouble: boolean;
}

/** What to do about commands that show twice. */
export const DOUBLE =
  'The commands are registered everywhere too, so that they show twice in this server. To keep one, unset DISCORD_GUILD_ID, or take the others away: npm run discord:register -- --remove without it.';

/**
 * Registers the commands, in one guild or everywhere, never both: they would show twice. What is there already is
 * not sent again, since Discord counts registrations. Without an application id Discord is asked whose token it is.
 */
export async function registerCommands(
  rest: REST,
  applicationId: string | null,
  guildId: string | null,
  commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
): Promise<Registration> {
  const id = applicationId ?? ((await rest.get(Routes.currentApplication())) as APIApplication).id;
  const route =
    guildId === null ? Routes.applicationCommands(id) : Routes.applicationGuildCommands(id, guildId);
  const there = await rest.get(route);
  const names = commands.map(({ name }) => name);
  const changed = essence(there) !== essence(commands);
  if (changed) await rest.put(route, { body: commands });
  const everywhere = guildId === null ? [] : await rest.get(Routes.applicationCommands(id));
  const isDouble = names.length > 0 && Array.isArray(everywhere) && everywhere.length > 0;
  return { changed, names, isDouble };
}

const LISTS = new Set(['contexts', 'integration_types']);
const SAID = new Set([
  'type',
  'name',
  'description',
  'options',
  'required',
  'autocomplete',
  'min_value',
  'max_value',
  'max_length',
  ...LISTS,
]);

/** Commands as text that is equal for equal commands: Discord adds ids, defaults and nulls to what it was sent. */
function essence(commands: unknown): string {
  const reduce = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reduce);
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value)
      .filter(([key, each]) => SAID.has(key) && !isDefault(each))
      .map(([key, each]) => [key, LISTS.has(key) && Array.isArray(each) ? each.toSorted() : reduce(each)]);
    return Object.fromEntries(kept.sort(([a], [b]) => String(a).localeCompare(String(b))));
  };
  const list = Array.isArray(commands) ? commands.map(reduce) : [];
  return JSON.stringify(list.map((each) => JSON.stringify(each)).sort());
}

function isDefault(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === false ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
