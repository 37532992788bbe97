import { sharesOf } from './batch-hosts.ts';
import { capsOf, smallestCapacity } from './capacity.ts';
import { CHUNK_SECONDS, DISPATCH_SECONDS, TOLERANCE } from './constants.ts';
import { coreSharing } from './core-sharing.ts';
import { coreStretch } from './cpu-queue.ts';
import { closedThroughput } from './mean-value-analysis.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/** Workers that always have a next job: the totals of all hosts. */
export interface BatchDeployment {
  readonly hosts: number;
  readonly processes: number;
  /** Threads or coroutines per process; 1 for sync and pool. */
  readonly slots: number;
  readonly cores: number;
}

/**
 * Jobs per second that the workers get through (closed network, section by mode), within the caps.
 *
 * @param arrivalsPerSecond jobs per second that decide how processes share cores (loop and threads)
 */
export function batchThroughput(
  workload: Workload,
  workers: BatchDeployment,
  arrivalsPerSecond: number,
): number {
  const pooled = workload.mode === 'sync' || workload.mode === 'pool';
  const free = pooled
    ? pooledThroughput(workload, workers)
    : workers.processes * processThroughput(workload, workers, arrivalsPerSecond);
  return Math.min(free, computable(workers, workload.cpu.mean), smallestCapacity(capsOf(workload)).perSecond);
}

/** Jobs per second the cores have CPU for. */
function computable({ cores }: BatchDeployment, cpuSeconds: number): number {
  return cpuSeconds > 0 ? cores / cpuSeconds : Number.POSITIVE_INFINITY;
}

/** As `batchThroughput`, when nothing is known of the load: the rate that agrees with the core sharing it causes. */
export function saturatedThroughput(workload: Workload, workers: BatchDeployment): number {
  const most = batchThroughput(workload, workers, 0);
  let low = 0;
  let high = most;
  for (let round = 0; round < 40; round++) {
    const rate = (low + high) / 2;
    if (batchThroughput(workload, workers, rate) >= rate) low = rate;
    else high = rate;
  }
  return high;
}

/**
 * Jobs per chunk: as given, else at least four chunks per process, and enough work in each to outweigh its dispatch.
 * With more than 40 processes chunks grow further, so that the one parent keeps all of them busy.
 */
export function chunkFor(workload: Workload, { processes }: BatchDeployment): number {
  if (workload.chunkSize !== undefined) return workload.chunkSize;
  const even = Math.ceil(workload.jobs / (4 * processes));
  const work = Math.max(CHUNK_SECONDS, DISPATCH_SECONDS * processes);
  return Math.max(1, Math.min(even, Math.ceil(work / unqueuedSeconds(workload) - TOLERANCE)));
}

/**
 * Most processes that still help a pool with shared state: the peak of Gunther's Universal Scalability Law,
 * sqrt((1 - sigma) / kappa) with sigma = h / (W + D). Infinite without coherency cost.
 */
export function usefulProcesses(workload: Workload): number {
  if (workload.coherency <= 0) return Number.POSITIVE_INFINITY;
  const contention = workload.lockHoldSeconds / unqueuedSeconds(workload);
  return Math.max(1, Math.floor(Math.sqrt(Math.max(0, 1 - contention) / workload.coherency)));
}

/** Each process takes one job at a time; a lock makes the pool a machine repairman model. */
function pooledThroughput(workload: Workload, workers: BatchDeployment): number {
  const { ioWait, cpu, lockHoldSeconds, coherency, mode } = workload;
  const { processes } = workers;
  const chunk = chunkFor(workload, workers);
  const dispatch = mode === 'pool' ? DISPATCH_SECONDS / chunk : 0;
  const demand = cpu.mean + dispatch / 2;
  const share = (f: number): number => (demand * f) / (ioWait.mean + demand * f);
  const free = sharesOf(workload, workers).reduce((sum, host) => {
    const stretch = coreSharing(host.processes, host.cores, share);
    return sum + (host.count * host.processes) / (ioWait.mean + demand * stretch);
  }, 0);
  const busy = processes / free;
  const parallel =
    lockHoldSeconds > 0
      ? closedThroughput(processes, Math.max(0, busy - lockHoldSeconds), lockHoldSeconds)
      : free;
  const coherent = parallel / (1 + coherency * processes * (processes - 1));
  const dispatched = dispatch > 0 ? 1 / dispatch : Number.POSITIVE_INFINITY;
  return Math.min(coherent, dispatched, computable(workers, cpu.mean + dispatch));
}

/**
 * One process whose slots queue for its loop or GIL, and for its lock while that is held over I/O. Its share of a core
 * is that among all processes on all cores: as many cores as processes are planned, or more.
 */
function processThroughput(workload: Workload, workers: BatchDeployment, arrivals: number): number {
  const { mode, ioWait, cpu, gilCpu, nativeCpuSeconds, freeThreaded } = workload;
  const { hosts, processes, slots, cores } = workers;
  const locked = Math.min(workload.lockHoldSeconds, ioWait.mean);
  const waiting = ioWait.mean - locked;
  if (mode === 'threads' && freeThreaded) {
    // Several servers as one that is as fast as all of them, and a delay (Seidmann, Schweitzer, Shalev-Oren 1987).
    const servers = Math.max(1, cores / hosts);
    return closedThroughput(
      slots,
      waiting + (cpu.mean * (servers - 1)) / servers,
      cpu.mean / servers,
      locked,
    );
  }
  const open = coreStretch(workload, processes, cores, arrivals);
  // More than the cores can do of arrivals from outside; workers that wait for each other share a core with the others.
  const stretch = Number.isFinite(open) ? open : Math.max(1, (processes * slots) / cores);
  if (mode === 'loop') return closedThroughput(slots, waiting, cpu.mean * stretch, locked);
  return closedThroughput(slots, waiting + nativeCpuSeconds * stretch, gilCpu.mean * stretch, locked);
}
