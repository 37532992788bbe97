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
  const { coresPerHost, mode, freeThreaded } = workload;
  const oneEach = mode === 'threads' && freeThreaded;
  const hosts = oneEach ? processes : Math.min(processes, Math.ceil(cores / coresPerHost - TOLERANCE));
  return { hosts, processes, slots, cores: Math.min(cores, hosts * coresPerHost) };
}

/** What equal shares give one host, and how many hosts get just that. */
export interface HostShare {
  readonly count: number;
  readonly processes: number;
  readonly cores: number;
}

/** Processes and cores dealt out one by one: no host has two more than another, and who gets more of both gets both. */
export function sharesOf(
  { coresPerHost }: Workload,
  { hosts, processes, cores }: BatchDeployment,
): readonly HostShare[] {
  const share = (total: number, host: number): number =>
    Math.floor(total / hosts) + (host < total % hosts ? 1 : 0);
  const ends = [processes % hosts, cores % hosts, hosts].sort((a, b) => a - b);
  return ends
    .map((end, i) => ({ first: ends[i - 1] ?? 0, end }))
    .filter(({ first, end }) => first < end)
    .map(({ first, end }) => ({
      count: end - first,
      processes: share(processes, first),
      cores: Number.isInteger(coresPerHost) ? share(cores, first) : cores / hosts,
    }));
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
  const spread = (hosts: number): BatchDeployment => ({
    ...workers,
    hosts,
    cores: Math.max(workers.cores, hosts),
  });
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
