import { type BatchDeployment, batchThroughput, saturatedThroughput } from './batch-throughput.ts';
import { capacitiesOf, smallestCapacity } from './capacity.ts';
import { coreStretch } from './cpu-queue.ts';
import { NO_WAIT } from './erlang.ts';
import { sumOf } from './lognormal.ts';
import { makespanSeconds } from './makespan.ts';
import { type ResponseParts, responseQuantile, responseTail } from './percentile.ts';
import { predictHost } from './predict-host.ts';
import { batchUtilization } from './sized.ts';
import type { Evaluated, PredictedResponse, Resource } from './sizing-estimate.ts';
import type { EvaluateInput } from './sizing-input.ts';
import type { Workload } from './workload.ts';

/**
 * Predicts what a fixed configuration of one host does with the whole load (times in seconds). When it cannot keep
 * up, the answer is the rate it does reach and the resource that limits it, never an endless response time.
 *
 * @param workload as seen by a host with the evaluated number of cores
 */
export function evaluateHost(workload: Workload, fixed: EvaluateInput): Evaluated {
  const pooled = workload.mode === 'sync' || workload.mode === 'pool';
  const workers: BatchDeployment = {
    hosts: 1,
    processes: fixed.processes,
    slots: pooled ? 1 : fixed.concurrencyPerProcess,
    cores: workload.coresPerHost,
  };
  const first = smallestCapacity(capacitiesOf(workload, workers));
  if (workload.shape === 'batch' || fixed.closedClients !== undefined) {
    return evaluateClosed(workload, workers, fixed.closedClients ?? Number.POSITIVE_INFINITY, first.limit);
  }
  const arrivalsPerSecond = workload.arrivalsPerSecond;
  const prediction = predictHost(workload, { ...workers, arrivalsPerSecond });
  if (prediction.stable && arrivalsPerSecond < first.perSecond) {
    return {
      stable: true,
      limit: first.limit,
      throughputPerSecond: arrivalsPerSecond,
      ...responseTimes(prediction.parts, prediction.responseMeanSeconds),
      utilization: prediction.utilization,
    };
  }
  const limit = arrivalsPerSecond >= first.perSecond || prediction.stable ? first.limit : prediction.limit;
  const throughputPerSecond = Math.min(arrivalsPerSecond, saturatedThroughput(workload, workers));
  return { stable: false, limit, throughputPerSecond, utilization: prediction.utilization };
}

/** Mean and the usual percentiles (seconds). */
export function responseTimes(
  parts: ResponseParts,
  meanSeconds: number,
): Omit<PredictedResponse, 'responseAtTargetSeconds'> {
  // All searches begin at the mean and widen by doubling, so that they meet again and again.
  const tail = remembered(responseTail(parts));
  return {
    responseMeanSeconds: meanSeconds,
    responseP50Seconds: responseQuantile(tail, 0.5, meanSeconds),
    responseP95Seconds: responseQuantile(tail, 0.95, meanSeconds),
    responseP99Seconds: responseQuantile(tail, 0.99, meanSeconds),
  };
}

function remembered(tail: (seconds: number) => number): (seconds: number) => number {
  const known = new Map<number, number>();
  return (seconds) => {
    const share = known.get(seconds) ?? tail(seconds);
    known.set(seconds, share);
    return share;
  };
}

/** A fixed number of clients, each sending its next request at once; for a batch, its workers are the clients. */
function evaluateClosed(
  workload: Workload,
  workers: BatchDeployment,
  clients: number,
  limit: Resource,
): Evaluated {
  const throughputPerSecond = closedRate(workload, workers, clients);
  const common = {
    stable: true,
    limit,
    throughputPerSecond,
    utilization: batchUtilization(workload, workers, throughputPerSecond),
  };
  if (workload.shape === 'batch') {
    return { ...common, makespanSeconds: makespanSeconds(workload, workers, throughputPerSecond) };
  }
  const mean = clients / throughputPerSecond;
  return { ...common, ...responseTimes(closedParts(workload, workers, throughputPerSecond, mean), mean) };
}

/** Clients spread evenly over the processes; sync and pool processes are themselves what clients wait for. */
function closedRate(workload: Workload, workers: BatchDeployment, clients: number): number {
  if (workload.mode === 'sync' || workload.mode === 'pool') {
    return batchThroughput(workload, { ...workers, processes: Math.min(workers.processes, clients) }, 0);
  }
  const perProcess = Math.min(workers.slots, clients / workers.processes);
  const few = Math.floor(perProcess);
  const more = perProcess - few;
  const rateWith = (slots: number): number =>
    slots < 1 ? 0 : saturatedThroughput(workload, { ...workers, slots });
  return more > 0 ? (1 - more) * rateWith(few) + more * rateWith(few + 1) : rateWith(few);
}

/**
 * In a closed system the queue is what the delay leaves over, so its spread is bounded by that of the customers in
 * the delay (about Poisson) and of the services ahead; far from saturation it is that of an open queue.
 */
function closedParts(
  workload: Workload,
  workers: BatchDeployment,
  perSecond: number,
  mean: number,
): ResponseParts {
  const { ioWait, cpu } = workload;
  const stretch = coreStretch(
    workload,
    workers.processes,
    workers.cores,
    Math.min(perSecond, (0.999 * workers.cores) / Math.max(cpu.mean, 1e-12)),
  );
  const ownCpu = { mean: Math.min(cpu.mean * stretch, Math.max(cpu.mean, mean - ioWait.mean)), scv: cpu.scv };
  const queued = Math.max(0, mean - ioWait.mean - ownCpu.mean);
  const perJob = 1 / perSecond;
  const busy = Math.min(1, (perSecond * cpu.mean) / workers.processes);
  const closed = (queued / perJob) * perJob ** 2 * cpu.scv + perSecond * ioWait.mean * perJob ** 2;
  const open = queued ** 2 * (2 / Math.max(busy, 1e-6) - 1);
  const scv = queued > 0 ? Math.min(open, closed) / queued ** 2 : 0;
  return { ioWait, cpu: sumOf([ownCpu, { mean: queued, scv }]), wait: NO_WAIT };
}
