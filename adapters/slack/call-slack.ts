import { setTimeout as sleep } from 'node:timers/promises';
import { RespondError, webApi } from '@slack/bolt';

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi;

const MOST_TRIES = 8;
const FIRST_WAIT_MILLISECONDS = 200;
const LONGEST_WAIT_MILLISECONDS = 5000;
const MOST_PAUSES = 60;
/** A longer pause is no answer to a person any more. */
const LONGEST_PAUSE_SECONDS = 60;

/** What is not known after a failure: Slack may have done it and then failed, or done it and the answer was lost. */
export type Doubt = 'failed' | 'lost';

type Failure = Doubt | 'not taken' | 'final';

export interface Trying {
  /** Waits for its turn where calls would only get in each other's way. */
  readonly inTurn?: <Result>(task: () => Promise<Result>) => Promise<Result>;
  readonly mostTries?: number;
}

/**
 * Calls the Web API until it takes the call: pauses as long as Slack says when there were too many, waits a little
 * longer each time when it fails. After a failure that leaves a doubt, `wasDone` tells whether to call again (then the
 * result is null); calls that may be made twice without harm need none.
 *
 * @throws the last error of the Web API
 */
export async function callSlack<Result>(
  call: () => Promise<Result>,
  wasDone: (doubt: Doubt) => Promise<boolean> = async () => false,
  { inTurn = (task) => task(), mostTries = MOST_TRIES }: Trying = {},
): Promise<Result | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inTurn(() => withPauses(call));
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'final' || tries === mostTries) throw error;
      await sleep(Math.min(FIRST_WAIT_MILLISECONDS * 2 ** (tries - 1), LONGEST_WAIT_MILLISECONDS));
      if (failure !== 'not taken' && (await wasDone(failure))) return null;
    }
  }
}

/** For what cannot be looked up and is better said once too little than twice. */
export const takenAsDoneIfLost = async (doubt: Doubt): Promise<boolean> => doubt === 'lost';

/** Makes the call again after each pause that Slack asks for. */
async function withPauses<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let pauses = 0; ; pauses += 1) {
    try {
      return await call();
    } catch (error) {
      const isTooSoon = error instanceof WebAPIRateLimitedError && error.retryAfter <= LONGEST_PAUSE_SECONDS;
      if (!isTooSoon || pauses === MOST_PAUSES) throw error;
      await sleep(error.retryAfter * 1000);
    }
  }
}

/** Failures of Slack itself that come as an ordinary answer. It warns that the call may have been done. */
const OWN_FAULTS = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'];

function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIPlatformError) {
    const { error: reason } = error.data;
    if (OWN_FAULTS.includes(reason)) return 'failed';
    return reason === 'ratelimited' || reason === 'rate_limited' ? 'not taken' : 'final';
  }
  if (error instanceof WebAPIRateLimitedError) return 'final';
  if (error instanceof RespondError || error instanceof WebAPIHTTPError) {
    const status = error.statusCode ?? 0;
    if (status === 429) return 'not taken';
    return status >= 500 ? 'failed' : 'final';
  }
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(causesOf(error)) ? 'not taken' : 'lost';
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
