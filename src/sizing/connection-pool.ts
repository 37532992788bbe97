import { TOLERANCE } from './constants.ts';
import { slotsFor } from './erlang.ts';
import type { Workload } from './workload.ts';

/**
 * Connections one process keeps open to the downstream: enough that a call seldom finds none free, never more than
 * its slots can use or its share of the downstream's limit. 0 when no request holds a connection.
 *
 * @param requestsPerSecond of the whole service
 * @param processes of the whole service
 */
export function connectionPoolFor(
  workload: Workload,
  requestsPerSecond: number,
  processes: number,
  slots: number,
): number {
  const { connectionSeconds, callsPerRequest, downstreamConcurrency, percentile } = workload;
  if (connectionSeconds <= 0 || callsPerRequest <= 0) return 0;
  const wanted = slotsFor((requestsPerSecond * connectionSeconds) / processes, percentile);
  const usable = Math.ceil(slots * Math.max(1, callsPerRequest) - TOLERANCE);
  const share = Math.floor(downstreamConcurrency / processes + TOLERANCE);
  return Math.max(1, Math.min(wanted, usable, share));
}
