import { webApi } from '@slack/bolt';
import { SettingsError } from '../settings.ts';
import { reasonOf } from './call-slack.ts';

/** Slack cannot be started with these settings: one line that says what to do. */
export class SlackStartError extends SettingsError {
  constructor(line: string, cause?: unknown) {
    super([line]);
    this.message = line;
    this.name = 'SlackStartError';
    this.cause = cause;
  }
}

/** The app in one workspace by its token, or in many that installed it. */
type Access = 'token' | 'oauth';

/** What the operator can do about a refusal of Slack; null where it is nothing of theirs. */
export function adviceOn(error: unknown, access: Access = 'token'): string | null {
  const reason = reasonOf(error);
  if (access === 'oauth' && endsEverything(error)) {
    return `The token of a workspace is no longer valid (${reason}): the app has to be installed there again, at /slack/install.`;
  }
  switch (reason) {
    case 'invalid_auth':
    case 'not_authed':
      return `Slack refuses SLACK_BOT_TOKEN (${reason}): copy the Bot User OAuth Token from "OAuth & Permissions" of the app.`;
    case 'token_revoked':
    case 'token_expired':
    case 'account_inactive':
      return `SLACK_BOT_TOKEN is no longer valid (${reason}): install the app to the workspace again and set its new token.`;
    case 'missing_scope':
      return `The app lacks a scope (${neededScope(error)}): update it from manifest.json and install it again.`;
    default:
      return null;
  }
}

/** What it means when no answer comes at all. */
export function unreachable(error: unknown): string {
  return `Slack cannot be reached (${reasonOf(error)}): check the network and SLACK_API_URL.`;
}

/** Whether nothing works any more until the operator sets another token. */
export function endsEverything(error: unknown): boolean {
  const reasons = ['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive'];
  return reasons.includes(reasonOf(error));
}

/** What is wrong with the token that opens the socket. */
export function adviceOnAppToken(error: unknown): string {
  const reason = reasonOf(error);
  if (reason === 'missing_scope') {
    return 'SLACK_APP_TOKEN lacks the scope connections:write: make an app-level token that has it.';
  }
  return endsEverything(error) || reason === 'not_allowed_token_type'
    ? `Slack refuses SLACK_APP_TOKEN (${reason}): make an app-level token with connections:write under "Basic Information".`
    : unreachable(error);
}

function neededScope(error: unknown): string {
  const isRefusal = error instanceof webApi.WebAPIPlatformError;
  const needed: unknown = isRefusal && 'needed' in error.data ? error.data.needed : undefined;
  return typeof needed === 'string' ? needed : 'missing_scope';
}
