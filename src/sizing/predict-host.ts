import { type CpuQueue, cpuQueue } from './cpu-queue.ts';
import { mergeWaits, NO_WAIT, type Wait, waitForServer, waitOf } from './erlang.ts';
import { type Spread, sumOf } from './lognormal.ts';
import type { ResponseParts } from './percentile.ts';
import type { Resource, Utilization } from './sizing-estimate.ts';
import type { Workload } from './workload.ts';

/** A service of equal hosts under Poisson arrivals. */
export interface Deployment {
  readonly hosts: number;
  /** Per host. */
  readonly processes: number;
  /** Per process: threads or coroutines; infinite while they are still to be sized. Ignored by sync and pool. */
  readonly slots: number;
  /** Per host. */
  readonly cores: number;
  /** Mean arrival rate of the whole service, per second. */
  readonly arrivalsPerSecond: number;
}

/** The behaviour of each host, or the resource that cannot keep up. */
export type Prediction =
  | {
      readonly stable: true;
      readonly parts: ResponseParts;
      readonly responseMeanSeconds: number;
      /** Mean requests of one host in execution or, for sync and pool, waiting for a process. */
      readonly inFlight: number;
      /** Mean requests of one host that hold a slot. */
      readonly occupied: number;
      readonly utilization: Utilization;
    }
  | { readonly stable: false; readonly limit: Resource; readonly utilization: Utilization };

/** Predicts the steady state of one host (seconds); unstable as soon as any resource is asked for all it has. */
export function predictHost(workload: Workload, deployment: Deployment): Prediction {
  const { hosts, processes, cores, arrivalsPerSecond } = deployment;
  const arrivals = arrivalsPerSecond / hosts;
  const lockArrivals = workload.lockScope === 'service' ? arrivalsPerSecond : arrivals / processes;
  const base: Utilization = {
    cores: (arrivals * workload.cpu.mean) / cores,
    gil: 0,
    slots: 0,
    lock: lockArrivals * workload.lockHoldSeconds,
    downstreamConcurrency: (arrivalsPerSecond * workload.connectionSeconds) / workload.downstreamConcurrency,
  };
  const unstable = (limit: Resource, utilization: Utilization): Prediction => ({
    stable: false,
    limit,
    utilization,
  });
  if (base.cores >= 1) return unstable('cores', base);
  const queue = cpuQueue(workload, processes, cores, arrivals);
  const utilization = { ...base, gil: queue.gilUtilization };
  if (!Number.isFinite(queue.stretch)) return unstable('cores', utilization);
  if (utilization.gil >= 1) return unstable('gil', utilization);
  if (utilization.lock >= 1) return unstable('lock', utilization);
  if (utilization.downstreamConcurrency >= 1) return unstable('downstream-concurrency', utilization);
  return withSlots(workload, deployment, queue, utilization);
}

/** Adds the wait for a process (sync, pool) or for a slot (loop, threads): M/G/c with all the rest as service. */
function withSlots(
  workload: Workload,
  deployment: Deployment,
  queue: CpuQueue,
  before: Utilization,
): Prediction {
  const { mode, ioWait, cpu } = workload;
  const { hosts, processes, slots } = deployment;
  const pooled = mode === 'sync' || mode === 'pool';
  const arrivals = deployment.arrivalsPerSecond / hosts;
  const ownCpu = { mean: cpu.mean * queue.stretch, scv: cpu.scv };
  const alone = pooled && hosts * processes === 1;
  const lock = alone ? NO_WAIT : lockWait(workload, before.lock);
  const inside = [queue.wait, lock, downstreamWait(workload, deployment)];
  const service = sumOf([ioWait, ownCpu, ...inside.map(spreadOf)]);
  const servers = pooled ? processes : slots;
  const offered = (arrivals * service.mean) / (pooled ? 1 : processes);
  // A closed population that fits into the slots never waits for one.
  const total = servers * hosts * (pooled ? 1 : processes);
  const crowded = Number.isFinite(servers) && total < workload.users;
  const utilization = { ...before, slots: crowded ? offered / servers : Math.min(1, offered / servers) };
  if (crowded && utilization.slots >= 1) return { stable: false, limit: 'slots', utilization };
  const slotWait = crowded ? waitForServer(servers, offered, service.mean, service.scv) : NO_WAIT;
  const wait = mergeWaits([...inside, slotWait]);
  const responseMeanSeconds = service.mean + slotWait.probability * slotWait.meanSeconds;
  return {
    stable: true,
    parts: { ioWait, cpu: ownCpu, wait },
    responseMeanSeconds,
    inFlight: Math.min(workload.users / hosts, arrivals * (pooled ? responseMeanSeconds : service.mean)),
    occupied: Math.min(workload.users / hosts, arrivals * service.mean),
    utilization,
  };
}

/** Wait for a lock held for h at a busy share rho: strikes with rho and lasts h / (1 - rho), as in M/M/1. */
function lockWait(workload: Workload, busy: number): Wait {
  if (busy <= 0) return NO_WAIT;
  return waitOf(busy, workload.lockHoldSeconds / (1 - busy));
}

/** Wait for one of the downstream's connections, once per call: M/G/n over the whole service. */
function downstreamWait(workload: Workload, { arrivalsPerSecond }: Deployment): Wait {
  const { downstreamConcurrency, connectionSeconds, callsPerRequest, ioWait } = workload;
  if (!Number.isFinite(downstreamConcurrency) || connectionSeconds <= 0) return NO_WAIT;
  const offered = arrivalsPerSecond * connectionSeconds;
  const once = waitForServer(downstreamConcurrency, offered, connectionSeconds / callsPerRequest, ioWait.scv);
  const probability = 1 - (1 - once.probability) ** callsPerRequest;
  return waitOf(probability, (callsPerRequest * once.probability * once.meanSeconds) / probability);
}

/** First two moments of a wait, zeros included. */
function spreadOf({ probability, meanSeconds }: Wait): Spread {
  return { mean: probability * meanSeconds, scv: probability > 0 ? 2 / probability - 1 : 0 };
}
