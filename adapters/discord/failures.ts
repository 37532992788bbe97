import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';

/** What a failed call to Discord means. */

/** Too late, or done already: nothing more can or need be sent for that interaction. */
export function isSettled(problem: unknown): boolean {
  return hasCode(
    problem,
    RESTJSONErrorCodes.UnknownInteraction,
    RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
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

/** The server closed the connection before it answered; the library does not try that again by itself. */
export function isClosedConnection(problem: unknown): boolean {
  if (typeof problem !== 'object' || problem === null) return false;
  if ('code' in problem && problem.code === 'UND_ERR_SOCKET') return true;
  return 'cause' in problem && isClosedConnection(problem.cause);
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
