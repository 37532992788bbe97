import { GIL_SWITCH_SECONDS } from './constants.ts';
import { coreSharing, sharingBesideGil, wholeServers } from './core-sharing.ts';
import { NO_WAIT, type Wait, waitForServer, waitOf } from './erlang.ts';
import type { Workload } from './workload.ts';

/** How the CPU of one host serves its requests. */
export interface CpuQueue {
  /** By how much bursts stretch because processes share cores, f. */
  readonly stretch: number;
  /** Busy share of one interpreter: its event loop or its GIL. 1 or more when it cannot keep up. */
  readonly gilUtilization: number;
  readonly wait: Wait;
}

/**
 * CPU queue of one host with `processes` on `cores`, at `arrivals` requests per second. Expects cores that can
 * keep up with the demand. Sync and pool processes have no queue here: requests wait for a whole process.
 */
export function cpuQueue(workload: Workload, processes: number, cores: number, arrivals: number): CpuQueue {
  const { mode, freeThreaded, cpu, gilCpu } = workload;
  if (mode === 'threads' && freeThreaded) return freeThreadedQueue(workload, cores, arrivals);
  const stretch = coreStretch(workload, processes, cores, arrivals);
  const perProcess = arrivals / processes;
  if (mode === 'loop') {
    // Native CPU runs on the loop's own thread, so it blocks the loop like Python code does.
    const busy = perProcess * cpu.mean * stretch;
    return { stretch, gilUtilization: busy, wait: singleServerWait(busy, cpu.mean * stretch, cpu.scv) };
  }
  const busy = perProcess * gilCpu.mean * stretch;
  if (mode !== 'threads') return { stretch, gilUtilization: busy, wait: NO_WAIT };
  // Bursts longer than the switch interval are time-sliced, which makes their spread irrelevant (M/G/1-PS).
  const scv = gilCpu.mean > GIL_SWITCH_SECONDS ? 1 : gilCpu.scv;
  return { stretch, gilUtilization: busy, wait: singleServerWait(busy, gilCpu.mean * stretch, scv) };
}

/** Stretch of a CPU burst on a host, from the share of time each process wants CPU at `arrivals` per second. */
export function coreStretch(workload: Workload, processes: number, cores: number, arrivals: number): number {
  const demandPerProcess = (arrivals * workload.cpu.mean) / processes;
  const stretch = coreSharing(processes, cores, (f) => demandPerProcess * f);
  const besideGil = workload.mode === 'threads' && workload.nativeCpuSeconds > 0;
  return besideGil ? Math.max(stretch, sharingBesideGil(cores, arrivals * workload.cpu.mean)) : stretch;
}

/** Wait of M/G/1 (Pollaczek and Khinchine): busy share rho strikes, x (1 + SCV)/2 / (1 - rho) lasts. */
function singleServerWait(busy: number, serviceSeconds: number, scv: number): Wait {
  if (busy <= 0 || busy >= 1) return NO_WAIT;
  return waitOf(busy, (serviceSeconds * (1 + scv)) / 2 / (1 - busy));
}

/** Without a GIL the threads of one process use all cores of the host: M/G/C. */
function freeThreadedQueue({ cpu }: Workload, cores: number, arrivals: number): CpuQueue {
  const { servers, slowdown } = wholeServers(cores);
  const service = cpu.mean * slowdown;
  const offered = arrivals * service;
  const wait = offered < servers ? waitForServer(servers, offered, service, Math.max(1, cpu.scv)) : NO_WAIT;
  return { stretch: slowdown, gilUtilization: 0, wait };
}
