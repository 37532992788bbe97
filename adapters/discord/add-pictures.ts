import type { Logger } from '../operations/log.ts';
import { traceOf } from './failures.ts';
import type { DiscordMessage } from './message.ts';

/** Adds the pictures to words that are there already and complete: what goes wrong here is told to nobody. */
export async function addPictures(
  illustrated: () => Promise<readonly DiscordMessage[]>,
  addFiles: (messages: readonly DiscordMessage[]) => Promise<void>,
  log: Logger,
): Promise<void> {
  try {
    await addFiles(await illustrated());
  } catch (problem) {
    log.info(traceOf(problem), 'pictures could not be added');
  }
}
