import { z } from 'zod';
import { SettingsError } from '../settings.ts';

const secret = z.string().min(1);

/** Slack's environment variables, what each accepts. */
const schema = z.object({
  /** The app in one workspace; without it OAuth has to be configured. */
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'a bot token, which begins with xoxb-').optional(),
  /** Socket Mode; without it Slack calls over HTTP. */
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app-level token, which begins with xapp-').optional(),
  /** Needed over HTTP. */
  SLACK_SIGNING_SECRET: secret.optional(),
  /** The base of the Web API, for tests and proxies. */
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: 'an http or https address' }).optional(),
  /** Many workspaces: the app's OAuth credentials, and a secret of one's own for the state. */
  SLACK_CLIENT_ID: secret.optional(),
  SLACK_CLIENT_SECRET: secret.optional(),
  SLACK_STATE_SECRET: secret.optional(),
});

export interface SlackSettings {
  /** One workspace by its token, or many that install the app themselves. */
  readonly access:
    | { readonly kind: 'token'; readonly botToken: string }
    | {
        readonly kind: 'oauth';
        readonly clientId: string;
        readonly clientSecret: string;
        readonly stateSecret: string;
      };
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  readonly apiUrl: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Slack's settings in the environment; null where Slack is not configured at all.
 *
 * @throws SettingsError that names every variable that is missing or does not fit
 */
export function readSlackSettings(environment: Environment = process.env): SlackSettings | null {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  if (Object.keys(given).every((name) => name === 'SLACK_API_URL')) return null;
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new SettingsError(
      result.error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`),
    );
  }
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_API_URL: apiUrl,
    ...rest
  } = result.data;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: clientId } = rest;
  const { SLACK_CLIENT_SECRET: clientSecret, SLACK_STATE_SECRET: stateSecret } = rest;
  const problems: string[] = [];

  const oauth = [clientId, clientSecret, stateSecret].filter((each) => each !== undefined).length;
  if (botToken !== undefined && oauth > 0) {
    problems.push(
      'SLACK_BOT_TOKEN: expected either this (one workspace) or SLACK_CLIENT_ID (many), not both',
    );
  } else if (botToken === undefined && oauth === 0) {
    problems.push('SLACK_BOT_TOKEN: expected the Bot User OAuth Token of the app (xoxb-…)');
  } else if (botToken === undefined && oauth < 3) {
    problems.push(
      'SLACK_CLIENT_ID: expected together with SLACK_CLIENT_SECRET and SLACK_STATE_SECRET, all three set',
    );
  }
  if (appToken === undefined && signingSecret === undefined) {
    problems.push('SLACK_APP_TOKEN: expected it for Socket Mode (xapp-…), or SLACK_SIGNING_SECRET for HTTP');
  }
  if (problems.length > 0) throw new SettingsError(problems);

  return {
    access:
      botToken !== undefined
        ? { kind: 'token', botToken }
        : {
            kind: 'oauth',
            clientId: clientId ?? '',
            clientSecret: clientSecret ?? '',
            stateSecret: stateSecret ?? '',
          },
    transport:
      appToken !== undefined
        ? { kind: 'socket', appToken }
        : { kind: 'http', signingSecret: signingSecret ?? '' },
    apiUrl: apiUrl ?? null,
  };
}
