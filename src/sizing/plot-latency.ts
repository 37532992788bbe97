import { type BatchDeployment, batchThroughput } from './batch-throughput.ts';
import { withDefaults } from './defaults.ts';
import { withSlots } from './fit-host.ts';
import { makespanSeconds } from './makespan.ts';
import { responseQuantile, responseTail } from './percentile.ts';
import { type Deployment, predictHost } from './predict-host.ts';
import { readInput } from './read-input.ts';
import { batchUtilization, type Sized, sizeOnce } from './sized.ts';
import type { SizingRefusal } from './sizing-estimate.ts';
import { type Workload, workloadAt } from './workload.ts';

/** The predicted behaviour with one number of workers. */
export interface LatencyPoint {
  /** Of the whole service: processes, or what the plot counts instead. */
  readonly workers: number;
  /** Null when they cannot keep up. */
  readonly seconds: number | null;
  /** Busy share of the busiest resource, from 0 to 1; 1 when they cannot keep up. */
  readonly utilization: number;
}

export interface LatencyPlot {
  /** The 95th percentile of the response, or for a batch the time to its end. */
  readonly measure: 'responseP95Seconds' | 'makespanSeconds';
  /** What is counted: processes, or the threads or slots of the recommended processes where these run out first. */
  readonly workerKind: 'processes' | 'threads' | 'slots';
  readonly recommendedWorkers: number;
  /** The latency target or the deadline, where there is one. */
  readonly limitSeconds: number | null;
  /** By growing number of workers. */
  readonly points: readonly LatencyPoint[];
}

const MOST_POINTS_BELOW = 13;
const MOST_POINTS_ABOVE = 8;

/**
 * Predicted time and utilisation against the number of workers, at the sized load: of processes on the recommended
 * hosts with all their cores, from one per host to twice the recommended number; of slots, from half to twice.
 */
export function plotLatency(input: unknown): LatencyPlot | SizingRefusal {
  const reading = readInput(input);
  if ('fault' in reading) return { error: reading.fault };
  const request = withDefaults(reading.value);
  const sized = sizeOnce(workloadAt(request, request.likely));
  const { workload, numbers } = sized;
  const limit = workload.shape === 'batch' ? workload.deadlineSeconds : workload.targetSeconds;
  const workerKind = workerKindOf(sized);
  return {
    measure: workload.shape === 'batch' ? 'makespanSeconds' : 'responseP95Seconds',
    workerKind,
    recommendedWorkers: workerKind === 'processes' ? numbers.processes : numbers.totalConcurrency,
    limitSeconds: Number.isFinite(limit) ? limit : null,
    points: workerKind === 'processes' ? pointsByProcesses(sized) : pointsBySlots(sized),
  };
}

/** Slots where they are what runs out first, as of requests that mostly wait; more processes would change nothing. */
function workerKindOf({ workload, deployment, utilization }: Sized): LatencyPlot['workerKind'] {
  const { mode, shape } = workload;
  if ((mode !== 'loop' && mode !== 'threads') || deployment.slots <= 1) return 'processes';
  // The slots of a batch are always full, so that a full core tells that more of them would not help.
  const ceiling = shape === 'batch' ? workload.maxUtilization : utilization.slots;
  if (Math.max(utilization.cores, utilization.gil) >= ceiling) return 'processes';
  return mode === 'threads' ? 'threads' : 'slots';
}

function pointsByProcesses(sized: Sized): readonly LatencyPoint[] {
  const { workload, deployment, numbers } = sized;
  const onlyOneEach =
    workload.leaf === 'SingleThread' ||
    (workload.leaf === 'SyncIO' && workload.shape === 'batch') ||
    (workload.mode === 'threads' && workload.freeThreaded) ||
    workload.coreQuota < 1;
  const isBatch = workload.shape === 'batch';
  // The processes of a batch may be uneven over its hosts; a service has as many on each.
  const recommended = isBatch ? numbers.processes : deployment.processes;
  const counts = onlyOneEach ? [recommended] : around(1, recommended, Math.max(4, 2 * recommended));
  const cores = Math.max(deployment.cores, workload.coresPerHost);
  return counts.map((processes) => {
    if (!isBatch) {
      const onAllCores = { ...deployment, processes, cores };
      return responsePoint(workload, withSlots(workload, onAllCores), processes * deployment.hosts);
    }
    const hosts = Math.min(deployment.hosts, processes);
    return batchPoint(sized, { hosts, processes, slots: deployment.slots, cores: hosts * cores }, processes);
  });
}

function pointsBySlots(sized: Sized): readonly LatencyPoint[] {
  const { workload, deployment, numbers } = sized;
  const { hosts, processes } = numbers;
  const recommended = deployment.slots;
  const isBatch = workload.shape === 'batch';
  // More slots than jobs would stay empty.
  const useful = isBatch ? Math.ceil(workload.jobs / processes) : Number.POSITIVE_INFINITY;
  const most = Math.max(recommended, Math.min(2 * recommended, useful));
  const cores = numbers.cpuCores / workload.coreQuota;
  return around(Math.ceil(recommended / 2), recommended, most).map((slots) =>
    isBatch
      ? batchPoint(sized, { hosts, processes, slots, cores }, slots * processes)
      : responsePoint(workload, { ...deployment, slots }, slots * processes),
  );
}

function responsePoint(workload: Workload, deployment: Deployment, workers: number): LatencyPoint {
  const prediction = predictHost(workload, deployment);
  if (!prediction.stable) return { workers, seconds: null, utilization: 1 };
  return {
    workers,
    seconds: responseQuantile(responseTail(prediction.parts), 0.95, prediction.responseMeanSeconds),
    utilization: Math.max(...Object.values(prediction.utilization)),
  };
}

function batchPoint({ workload, deployment }: Sized, totals: BatchDeployment, workers: number): LatencyPoint {
  const perSecond = batchThroughput(workload, totals, deployment.arrivalsPerSecond);
  const { slots: _slots, gil, ...shared } = batchUtilization(workload, totals, perSecond);
  // Workers of a batch always have a next job, and a pool's processes are its workers: that they are busy tells nothing.
  const own = workload.mode === 'loop' || workload.mode === 'threads' ? [gil] : [];
  return {
    workers,
    seconds: makespanSeconds(workload, totals, perSecond),
    utilization: Math.max(...Object.values(shared), ...own),
  };
}

/**
 * Whole numbers around the recommended one, all of them where they are few. Below it, where the time bends and most
 * points cost nothing because they cannot keep up, they lie closer than above.
 */
function around(least: number, recommended: number, most: number): readonly number[] {
  return [
    ...new Set([
      ...spread(least, recommended, MOST_POINTS_BELOW),
      ...spread(recommended, most, MOST_POINTS_ABOVE),
    ]),
  ];
}

/** At most so many whole numbers from `first` to `last`, evenly spread, both among them. */
function spread(first: number, last: number, most: number): readonly number[] {
  const count = Math.min(last - first + 1, most);
  return Array.from({ length: count }, (_, i) =>
    Math.round(first + (i * (last - first)) / Math.max(1, count - 1)),
  );
}
