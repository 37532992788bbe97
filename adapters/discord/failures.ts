import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, RESTJSONErrorCodes } from 'discord.js';

/** What a failed call to Discord means. */

/** Too late, or done already, by this or another copy of the program: nothing more can or need be sent. */
export function isSettled(problem: unknown): boolean {
  return hasCode(
    problem,
    RESTJSONErrorCodes.UnknownInteraction,
    RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
    RESTJSONErrorCodes.InvalidWebhookToken,
    RESTJSONErrorCodes.UnknownWebhook,
  );
}

/** The message cannot be changed any more: it is gone, or was changed too often after its first hour. */
export function isUnchangeable(problem: unknown): boolean {
  return hasCode(
    problem,
    RESTJSONErrorCodes.UnknownMessage,
    RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  );
}

/** Discord, or the client library by what it knows of Discord, does not allow that; trying again changes nothing. */
export function isRefused(problem: unknown): boolean {
  return problem instanceof DiscordAPIError || problem instanceof DiscordjsError;
}

/** The message has a thread, from the press before or by somebody's hand. */
export function hasThreadAlready(problem: unknown): boolean {
  const isKnown =
    problem instanceof DiscordjsError && problem.code === DiscordjsErrorCodes.MessageExistingThread;
  return isKnown || hasCode(problem, RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage);
}

/** The bot may write there, but not in answer to a message. */
export function isUnreplyable(problem: unknown): boolean {
  return hasCode(problem, RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory);
}

/** The server closed the connection before it answered; the library does not try that again by itself. */
export function isClosedConnection(problem: unknown): boolean {
  if (typeof problem !== 'object' || problem === null) return false;
  if ('code' in problem && problem.code === 'UND_ERR_SOCKET') return true;
  return 'cause' in problem && isClosedConnection(problem.cause);
}

/** What people are told of a failure: what they can do about it, and no detail. */
export function apologyFor(problem: unknown): string {
  if (hasCode(problem, RESTJSONErrorCodes.MissingAccess, RESTJSONErrorCodes.MissingPermissions)) {
    return 'I am not allowed to post that here. Somebody who manages this server can let me; a direct message to me always works.';
  }
  if (hasCode(problem, RESTJSONErrorCodes.InvalidActionOnArchivedThread)) {
    return 'This thread is archived. Write a message in it to open it again, then try once more.';
  }
  if (hasCode(problem, RESTJSONErrorCodes.UnknownChannel, RESTJSONErrorCodes.UnknownMessage)) {
    return 'That message or channel is gone. Nothing of our conversation is lost: ask me to repeat it where you are.';
  }
  return 'Something went wrong on my side. Nothing is lost; please try again in a moment.';
}

/** What may be logged of a failure: its address carries the interaction's token, its body what people wrote. */
export function traceOf(problem: unknown): { readonly name: string; readonly code?: string | number } {
  if (!(problem instanceof Error)) return { name: typeof problem };
  const code = 'code' in problem ? problem.code : undefined;
  return typeof code === 'string' || typeof code === 'number'
    ? { name: problem.name, code }
    : { name: problem.name };
}

function hasCode(problem: unknown, ...codes: readonly number[]): boolean {
  return problem instanceof DiscordAPIError && codes.some((code) => code === problem.code);
}
