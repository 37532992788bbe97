import type { Deployment } from './predict-host.ts';
import type { Resource } from './sizing-estimate.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/** The highest rate (per second, whole service) that one resource lets through. */
export interface Capacity {
  readonly limit: Resource;
  readonly perSecond: number;
}

/** Limits that no further machine lifts: the downstream's quotas, a lock of the whole service, a single thread. */
export function capsOf(workload: Workload): readonly Capacity[] {
  const { callsPerRequest, connectionSeconds, lockScope, lockHoldSeconds } = workload;
  const caps: Capacity[] = [
    { limit: 'downstream-rate', perSecond: ratio(workload.downstreamCallsPerSecond, callsPerRequest) },
    { limit: 'downstream-concurrency', perSecond: ratio(workload.downstreamConcurrency, connectionSeconds) },
  ];
  if (lockScope === 'service') caps.push({ limit: 'lock', perSecond: ratio(1, lockHoldSeconds) });
  if (workload.leaf === 'SingleThread') {
    caps.push({ limit: 'single-thread', perSecond: ratio(1, unqueuedSeconds(workload)) });
  }
  return caps;
}

/** All limits of a deployment. */
export function capacitiesOf(
  workload: Workload,
  deployment: Omit<Deployment, 'arrivalsPerSecond'>,
): readonly Capacity[] {
  const { mode, cpu, gilCpu, freeThreaded, leaf } = workload;
  const processes = deployment.hosts * deployment.processes;
  const slots = mode === 'loop' || mode === 'threads' ? processes * deployment.slots : processes;
  const caps = capsOf(workload);
  const all: Capacity[] = [
    { limit: 'cores', perSecond: ratio(deployment.hosts * deployment.cores, cpu.mean) },
  ];
  if (mode === 'loop') all.push({ limit: 'gil', perSecond: ratio(processes, cpu.mean) });
  if (mode === 'threads' && !freeThreaded)
    all.push({ limit: 'gil', perSecond: ratio(processes, gilCpu.mean) });
  if (leaf !== 'SingleThread')
    all.push({ limit: 'slots', perSecond: ratio(slots, unqueuedSeconds(workload)) });
  if (workload.lockScope === 'process') {
    all.push({ limit: 'lock', perSecond: ratio(processes, workload.lockHoldSeconds) });
  }
  return [...all, ...caps];
}

/** The limit reached first. */
export function smallestCapacity(capacities: readonly Capacity[]): Capacity {
  const unlimited: Capacity = { limit: 'slots', perSecond: Number.MAX_VALUE };
  return capacities.reduce((least, next) => (next.perSecond < least.perSecond ? next : least), unlimited);
}

function ratio(top: number, bottom: number): number {
  return bottom > 0 ? top / bottom : Number.POSITIVE_INFINITY;
}
