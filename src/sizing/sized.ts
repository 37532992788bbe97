import { batchThroughput, chunkFor } from './batch-throughput.ts';
import { type Capacity, capacitiesOf, smallestCapacity } from './capacity.ts';
import { connectionPoolFor } from './connection-pool.ts';
import { TOLERANCE } from './constants.ts';
import { NO_WAIT } from './erlang.ts';
import { hostMemoryBytes } from './memory.ts';
import type { ResponseParts } from './percentile.ts';
import type { Deployment } from './predict-host.ts';
import { sizeBatch } from './size-batch.ts';
import { sizeOnline } from './size-online.ts';
import type { PredictedBatch, Resource, SizedRanges, Utilization } from './sizing-estimate.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/** The numbers of a configuration that get a span. */
export type SizedNumbers = { readonly [name in keyof SizedRanges]: number };

/** One workload, sized: no spans and no words yet. */
export interface Sized {
  readonly workload: Workload;
  readonly deployment: Deployment;
  readonly numbers: SizedNumbers;
  /** What keeps the demand from being met; null when it is met. */
  readonly obstacle: Resource | null;
  readonly bottleneck: Resource;
  readonly requestsPerSecondSized: number;
  readonly cpuDemandCores: number;
  readonly inFlightMean: number;
  readonly capacity: Capacity;
  readonly utilization: Utilization;
  /** Online only. */
  readonly response: { readonly parts: ResponseParts; readonly meanSeconds: number } | null;
  /** Batch only. */
  readonly batch: PredictedBatch | null;
  readonly chunkSize: number | null;
}

/** Runs the whole model once. */
export function sizeOnce(workload: Workload): Sized {
  return workload.shape === 'online' ? sizedOnline(workload) : sizedBatch(workload);
}

function sizedOnline(workload: Workload): Sized {
  const { deployment, prediction, obstacle } = sizeOnline(workload);
  const { hosts, processes, cores, arrivalsPerSecond } = deployment;
  const { utilization } = prediction;
  const inFlight = prediction.stable
    ? prediction.inFlight
    : (arrivalsPerSecond * unqueuedSeconds(workload)) / hosts;
  const totals = { hosts, processes: hosts * processes, slots: deployment.slots, cores: hosts * cores };
  return {
    workload,
    deployment,
    numbers: numbersOf(workload, totals, inFlight, arrivalsPerSecond),
    obstacle,
    bottleneck: obstacle ?? busiestResource(workload, utilization, arrivalsPerSecond),
    requestsPerSecondSized: arrivalsPerSecond,
    cpuDemandCores: arrivalsPerSecond * workload.cpu.mean * workload.coreQuota,
    inFlightMean: hosts * inFlight,
    capacity: smallestCapacity(capacitiesOf(workload, deployment)),
    utilization,
    response: {
      parts: prediction.stable
        ? prediction.parts
        : { ioWait: workload.ioWait, cpu: workload.cpu, wait: NO_WAIT },
      meanSeconds: prediction.stable ? prediction.responseMeanSeconds : unqueuedSeconds(workload),
    },
    batch: null,
    chunkSize: null,
  };
}

function sizedBatch(workload: Workload): Sized {
  const plan = sizeBatch(workload);
  const { workers, sizedPerSecond, throughputPerSecond } = plan;
  const { hosts, processes, slots, cores } = workers;
  const deployment = {
    hosts,
    processes: Math.ceil(processes / hosts),
    slots,
    cores: Math.ceil(cores / hosts),
    arrivalsPerSecond: sizedPerSecond,
  };
  const inFlight = Math.min(workload.jobs, processes * slots);
  const utilization = batchUtilization(workload, plan.workers, throughputPerSecond);
  const limits = capacitiesOf(workload, deployment);
  const free = {
    limit: smallestCapacity(limits).limit,
    perSecond: batchThroughput(workload, workers, sizedPerSecond),
  };
  return {
    workload,
    deployment,
    numbers: numbersOf(workload, workers, inFlight / hosts, throughputPerSecond),
    obstacle: plan.obstacle,
    bottleneck: plan.obstacle ?? busiestResource(workload, utilization, throughputPerSecond),
    requestsPerSecondSized: sizedPerSecond,
    cpuDemandCores: sizedPerSecond * workload.cpu.mean * workload.coreQuota,
    inFlightMean: Math.min(inFlight, throughputPerSecond * unqueuedSeconds(workload)),
    capacity: free,
    utilization,
    response: null,
    batch: { makespanSeconds: plan.makespanSeconds, throughputPerSecond },
    chunkSize: workload.mode === 'pool' ? chunkFor(workload, workers) : null,
  };
}

interface Totals {
  readonly hosts: number;
  readonly processes: number;
  readonly slots: number;
  readonly cores: number;
}

function numbersOf(
  workload: Workload,
  totals: Totals,
  hostInFlight: number,
  perSecond: number,
): SizedNumbers {
  const { hosts, processes, slots, cores } = totals;
  const pool = connectionPoolFor(workload, perSecond, processes, slots);
  const memory = hostMemoryBytes(workload, Math.ceil(processes / hosts), slots, hostInFlight);
  return {
    // Twelve times a tenth of a core is 1.2 cores, not 1.2000000000000002.
    cpuCores: Number((cores * workload.coreQuota).toPrecision(12)),
    processes,
    threadsPerProcess: workload.mode === 'threads' ? slots : 1,
    concurrencyPerProcess: slots,
    totalConcurrency: processes * slots,
    connectionPoolPerProcess: pool,
    connectionPoolTotal: pool * processes,
    memoryTotalBytes: hosts * memory,
    memoryPerHostBytes: memory,
    hosts,
  };
}

/** Busy shares while a batch of closed clients keeps `perSecond` going. */
export function batchUtilization(workload: Workload, totals: Totals, perSecond: number): Utilization {
  const { mode, cpu, gilCpu, freeThreaded, lockScope } = workload;
  const { processes, slots, cores } = totals;
  const atMostOne = (share: number): number => Math.min(1, share);
  const held = mode === 'loop' ? cpu.mean : mode === 'threads' && freeThreaded ? 0 : gilCpu.mean;
  return {
    cores: atMostOne((perSecond * cpu.mean) / cores),
    gil: atMostOne((perSecond * held) / processes),
    slots: atMostOne((perSecond * unqueuedSeconds(workload)) / (processes * slots)),
    lock: atMostOne((perSecond * workload.lockHoldSeconds) / (lockScope === 'service' ? 1 : processes)),
    downstreamConcurrency: atMostOne(
      (perSecond * workload.connectionSeconds) / workload.downstreamConcurrency,
    ),
  };
}

function busiestResource(workload: Workload, utilization: Utilization, perSecond: number): Resource {
  const downstreamRate = (perSecond * workload.callsPerRequest) / workload.downstreamCallsPerSecond;
  const shares: readonly (readonly [Resource, number])[] = [
    ['cores', utilization.cores],
    ['gil', utilization.gil],
    [workload.leaf === 'SingleThread' ? 'single-thread' : 'slots', utilization.slots],
    ['lock', utilization.lock],
    ['downstream-rate', downstreamRate],
    ['downstream-concurrency', utilization.downstreamConcurrency],
  ];
  const busiest = shares.reduce((most, next) => (next[1] > most[1] + TOLERANCE ? next : most));
  return busiest[0];
}
