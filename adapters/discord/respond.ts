import { isClosedConnection, isSettled } from './failures.ts';

/** Discord waits so long for the first response to an interaction. */
const FIRST_RESPONSE_MILLISECONDS = 3000;

/**
 * Sends the first response to an interaction. The client library repeats a call whose connection was reset, not one
 * that the server closed: that is tried once more here, while there is time. The first try may have arrived
 * nevertheless; then the second is told so, and all is well.
 *
 * @throws what the library throws, isSettled() among it
 */
export async function respond(call: () => Promise<unknown>, isInTime: () => boolean): Promise<void> {
  try {
    await call();
  } catch (problem) {
    if (!isClosedConnection(problem) || !isInTime()) throw problem;
    await call().catch((again) => {
      if (!isSettled(again)) throw again;
    });
  }
}

/** Whether an interaction that arrived at that moment can still be responded to. */
export function timeFrom(receivedAt: number, now: () => number): () => boolean {
  return () => now() - receivedAt < FIRST_RESPONSE_MILLISECONDS;
}
