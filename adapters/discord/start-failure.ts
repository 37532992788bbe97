import { SettingsError } from '../settings.ts';

/** Why Discord does not let the bot in, in a line for the operator. */
export class DiscordStartError extends SettingsError {
  constructor(line: string, cause: unknown) {
    super([line]);
    this.message = line;
    this.name = 'DiscordStartError';
    this.cause = cause;
  }
}

/** The failure of a login as advice; other failures as they are. */
export function startFailure(problem: unknown): unknown {
  const text = problem instanceof Error ? problem.message : '';
  const code = typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : null;
  const status =
    typeof problem === 'object' && problem !== null && 'status' in problem ? problem.status : null;
  if (code === 'TokenInvalid' || status === 401 || /Authentication failed/.test(text)) {
    return new DiscordStartError(
      'Discord refuses DISCORD_TOKEN. Reset the token in the developer portal (Bot → Reset Token) and set the new one.',
      problem,
    );
  }
  if (typeof code === 'string' && /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|UND_ERR)/.test(code)) {
    return new DiscordStartError(
      `Discord cannot be reached (${code}): check the network and DISCORD_API_URL.`,
      problem,
    );
  }
  if (/disallowed intents/i.test(text)) {
    return new DiscordStartError(
      'Discord does not grant the MessageContent intent. Switch it on in the developer portal (Bot → Privileged Gateway Intents) or unset DISCORD_MESSAGE_CONTENT.',
      problem,
    );
  }
  return problem;
}
