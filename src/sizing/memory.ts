import {
  FREE_THREADED_MEMORY,
  IN_FLIGHT_HEADROOM,
  SUPERVISOR_BYTES,
  TASK_BYTES,
  THREAD_BYTES,
} from './constants.ts';
import type { Workload } from './workload.ts';

/**
 * Resident memory of one host (bytes): supervisor, workers at full size, threads or tasks, and payloads.
 * A forked worker is counted in full since reference counts un-share the pages it touches.
 *
 * @param processes of one host
 * @param slots threads or coroutines per process
 * @param inFlight mean requests in flight on the host
 */
export function hostMemoryBytes(
  workload: Workload,
  processes: number,
  slots: number,
  inFlight: number,
): number {
  const build = workload.freeThreaded ? FREE_THREADED_MEMORY : 1;
  const atBusyMoment = IN_FLIGHT_HEADROOM * inFlight;
  const workers = (SUPERVISOR_BYTES + processes * workload.workerBytes) * build;
  return Math.round(
    workers + slotBytes(workload, processes * slots, atBusyMoment) + atBusyMoment * workload.requestBytes,
  );
}

function slotBytes({ mode }: Workload, slots: number, atBusyMoment: number): number {
  switch (mode) {
    case 'threads':
      return slots * THREAD_BYTES;
    case 'loop':
      // A coroutine exists only while it has a request; a thread of a pool stays.
      return Math.min(slots, atBusyMoment) * TASK_BYTES;
    case 'sync':
    case 'pool':
      return 0;
  }
}
