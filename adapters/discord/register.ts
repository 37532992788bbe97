import { reportProblem } from '../report-problem.ts';
import { loadEnvironmentFile, SettingsError } from '../settings.ts';
import { restFor } from './client.ts';
import { COMMANDS } from './commands.ts';
import { registerCommands } from './register-commands.ts';
import { readDiscordSettings } from './settings.ts';
import { startFailure } from './start-failure.ts';

/** Registers the commands with Discord and ends; what is registered already is left alone. */
async function register(): Promise<void> {
  const settings = readDiscordSettings();
  if (settings === null) throw new SettingsError(['DISCORD_TOKEN: expected a bot token']);
  const rest = restFor(settings.apiUrl, settings.token);
  try {
    const { changed, names } = await registerCommands(
      rest,
      settings.applicationId,
      settings.guildId,
      COMMANDS,
    );
    const where = settings.guildId === null ? 'everywhere' : `in guild ${settings.guildId}`;
    process.stdout.write(`${names.join(', ')}: ${changed ? 'registered' : 'nothing changed'} ${where}\n`);
  } catch (problem) {
    throw startFailure(problem);
  }
}

loadEnvironmentFile();
register().catch(reportProblem);
