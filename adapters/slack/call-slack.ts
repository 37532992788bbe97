import { setTimeout as sleep } from 'node:timers/promises';
import { RespondError, webApi } from '@slack/bolt';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

const MOST_TRIES = 8;
const FIRST_WAIT_MILLISECONDS = 200;
const LONGEST_WAIT_MILLISECONDS = 5000;
/** A longer pause is no answer to a person any more. */
const LONGEST_RATE_LIMIT_SECONDS = 60;

/** What a failed call means for trying again. */
type Failure =
  /** Slack did not take the call, and may after so many milliseconds (null: whenever). */
  | { readonly kind: 'again'; readonly afterMilliseconds: number | null }
  /** The answer was lost on the way: Slack may have done it. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'final' };

/**
 * Calls the Web API until it takes the call: waits as long as Slack says when there were too many, a little longer
 * each time when it fails. After a lost answer `wasDone` tells whether to call again; calls that may be made twice
 * without harm need none.
 *
 * @throws the last error of the Web API
 */
export async function callSlack<Result>(
  call: () => Promise<Result>,
  wasDone: () => Promise<boolean> = async () => false,
): Promise<Result | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'final' || tries === MOST_TRIES) throw error;
      const backOff = Math.min(FIRST_WAIT_MILLISECONDS * 2 ** (tries - 1), LONGEST_WAIT_MILLISECONDS);
      await sleep((failure.kind === 'again' && failure.afterMilliseconds) || backOff);
      if (failure.kind === 'unknown' && (await wasDone())) return null;
    }
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) {
    if (error.retryAfter > LONGEST_RATE_LIMIT_SECONDS) return { kind: 'final' };
    return { kind: 'again', afterMilliseconds: error.retryAfter * 1000 };
  }
  if (error instanceof RespondError) {
    const isPassing = error.statusCode === 429 || (error.statusCode ?? 0) >= 500;
    return isPassing ? { kind: 'again', afterMilliseconds: null } : { kind: 'final' };
  }
  if (error instanceof WebAPIHTTPError) {
    // A gateway's own failure says nothing about what became of the call behind it.
    if (error.statusCode === 502 || error.statusCode === 504) return { kind: 'unknown' };
    return error.statusCode >= 500 ? { kind: 'again', afterMilliseconds: null } : { kind: 'final' };
  }
  if (error instanceof WebAPIRequestError) {
    const wasSent = !/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(causesOf(error));
    return wasSent ? { kind: 'unknown' } : { kind: 'again', afterMilliseconds: null };
  }
  return { kind: 'final' };
}

/** Slack's word for what is wrong (`not_in_channel`), or what kind of failure it was. Holds nothing people wrote. */
export function reasonOf(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return error.data.error;
  if (error instanceof WebAPIHTTPError) return `HTTP ${error.statusCode}`;
  if (error instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (error instanceof WebAPIRequestError) return 'no connection';
  return error instanceof Error ? error.name : 'unknown';
}

function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code = 'code' in error ? String(error.code) : '';
  const inner = 'original' in error ? causesOf(error.original) : '';
  return `${code} ${error.message} ${inner} ${causesOf(error.cause)}`;
}
