import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** A platform in a thread of its own, as the real one is on another machine: what it does costs the program nothing. */
export interface Elsewhere<Deed> {
  readonly apiUrl: string;
  /** Milliseconds from the event it sends to the arrival of the first call that answers it, both by its clock. */
  readonly millisecondsToCall: (deed: Deed) => Promise<number>;
  readonly stop: () => Promise<unknown>;
}

/** What is left to do after the first call shall not be counted with the next event. */
const PAUSE_MILLISECONDS = 8;
/** Connections that are being closed shall not break instead. */
const GOODBYE_MILLISECONDS = 100;

/** `file` is a module of this folder that tells the address first, and then a time for each deed it is given. */
export async function startElsewhere<Deed>(file: string): Promise<Elsewhere<Deed>> {
  const worker = new Worker(new URL(file, import.meta.url));
  const [apiUrl] = await once(worker, 'message');
  return {
    apiUrl,
    millisecondsToCall: async (deed) => {
      worker.postMessage(deed);
      const [milliseconds] = await once(worker, 'message');
      await sleep(PAUSE_MILLISECONDS);
      return milliseconds;
    },
    stop: async () => {
      await sleep(GOODBYE_MILLISECONDS);
      await worker.terminate();
    },
  };
}
