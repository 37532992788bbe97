import { reportProblem } from '../report-problem.ts';
import { loadEnvironmentFile, SettingsError } from '../settings.ts';
import { restFor } from './client.ts';
import { COMMANDS } from './commands.ts';
import { DOUBLE, registerCommands } from './register-commands.ts';
import { readDiscordSettings } from './settings.ts';
import { startFailure } from './start-failure.ts';

/** Registers the commands with Discord, or takes them away, and ends; what is as it should be is left alone. */
async function register(removes: boolean): Promise<void> {
  const settings = readDiscordSettings();
  if (settings === null) throw new SettingsError(['DISCORD_TOKEN: expected a bot token']);
  const rest = restFor(settings.apiUrl, settings.token);
  try {
    const { applicationId, guildId } = settings;
    const commands = removes ? [] : COMMANDS;
    const { changed, names, isDouble } = await registerCommands(rest, applicationId, guildId, commands);
    const where = guildId === null ? 'everywhere' : `in guild ${guildId}`;
    const what = removes ? 'all commands: removed' : `${names.join(', ')}: registered`;
    process.stdout.write(`${changed ? what : 'nothing changed'} ${where}\n`);
    if (isDouble) process.stderr.write(`${DOUBLE}\n`);
  } catch (problem) {
    throw startFailure(problem);
  }
}

loadEnvironmentFile();
register(process.argv.includes('--remove')).catch(reportProblem);
