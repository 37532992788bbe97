import type { BatchDeployment } from './batch-throughput.ts';
import { FORK_SECONDS, SPAWN_CPU_SECONDS } from './constants.ts';
import { lognormalQuantileOfTail, sumOf } from './lognormal.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/**
 * Time (seconds) from start to the last result: starting the processes, the bulk at `jobsPerSecond`, and the
 * stragglers - how much longer than average the slowest of the jobs running at the end takes.
 */
export function makespanSeconds(workload: Workload, workers: BatchDeployment, jobsPerSecond: number): number {
  const mean = unqueuedSeconds(workload);
  const together = Math.min(workload.jobs, workers.processes * workers.slots);
  const slowest = lognormalQuantileOfTail(sumOf([workload.ioWait, workload.cpu]), 1 / (together + 1));
  const bulk = Math.max(workload.jobs / jobsPerSecond, mean);
  return startSeconds(workload, workers) + bulk + Math.max(0, slowest - mean);
}

/**
 * Starting the workers of a pool: forking goes on one after the other on each host, fresh interpreters start side by
 * side on its cores. Loops and threads begin in the process that is there already.
 */
function startSeconds(workload: Workload, { hosts, processes, cores }: BatchDeployment): number {
  if (workload.mode !== 'pool') return 0;
  const perHost = Math.ceil(processes / hosts);
  if (workload.startMethod === 'fork') return FORK_SECONDS * perHost;
  return (SPAWN_CPU_SECONDS / workload.coreQuota) * Math.max(1, perHost / (cores / hosts));
}
