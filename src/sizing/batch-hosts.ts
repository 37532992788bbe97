import type { BatchDeployment } from './batch-throughput.ts';
import { TOLERANCE, USABLE_MEMORY } from './constants.ts';
import { hostMemoryBytes } from './memory.ts';
import { smallestWhere } from './smallest-where.ts';
import type { Workload } from './workload.ts';

/** Spreads processes and cores over the fewest hosts that have the cores; one process each under a small quota. */
export function onHosts(
  workload: Workload,
  processes: number,
  slots: number,
  cores: number,
): BatchDeployment {
  if (workload.coreQuota < 1) return { hosts: processes, processes, slots, cores: processes };
  const hosts = Math.ceil(cores / workload.coresPerHost - TOLERANCE);
  const oneEach = workload.mode === 'threads' && workload.freeThreaded;
  return { hosts: oneEach ? processes : Math.min(hosts, processes), processes, slots, cores };
}

/**
 * More hosts until the share of each fits into its memory, at last one process each with fewer slots; null when a
 * process with a single slot does not fit.
 */
export function withMemory(workload: Workload, workers: BatchDeployment): BatchDeployment | null {
  if (!Number.isFinite(workload.memoryPerHostBytes)) return workers;
  const fits = ({ hosts, processes, slots }: BatchDeployment): boolean => {
    const inFlight = Math.min(workload.jobs, processes * slots) / hosts;
    const bytes = hostMemoryBytes(workload, Math.ceil(processes / hosts), slots, inFlight);
    return bytes <= USABLE_MEMORY * workload.memoryPerHostBytes;
  };
  // What shares no core on fewer hosts must not do so on more.
  const spread = (hosts: number): BatchDeployment => {
    if (hosts === workers.hosts) return workers;
    const perHost = Math.min(workload.coresPerHost, Math.ceil(workers.cores / hosts - TOLERANCE));
    return {
      ...workers,
      hosts,
      cores: Math.max(workers.cores, Math.min(workers.processes, hosts * perHost)),
    };
  };
  const hosts = smallestWhere(workers.hosts, Math.max(workers.hosts, workers.processes), (n) =>
    fits(spread(n)),
  );
  if (hosts !== null) return spread(hosts);
  const split = (parts: number): BatchDeployment => {
    const processes = workers.processes * parts;
    const slots = Math.ceil(workers.slots / parts);
    return { hosts: processes, processes, slots, cores: Math.max(workers.cores, processes) };
  };
  const parts = smallestWhere(1, workers.slots, (n) => fits(split(n)));
  return parts === null ? null : split(parts);
}
