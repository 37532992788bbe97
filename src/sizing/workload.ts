import type { Point, SizingRequest } from './defaults.ts';
import { type Spread, sumOf } from './lognormal.ts';
import type { Leaf, Mode, Shape, StartMethod } from './sizing-input.ts';

/** Whom a lock keeps waiting: the threads or coroutines of one process, or all processes of the service. */
export type LockScope = 'process' | 'service';

/**
 * What one request or job demands, and the limits it must live in. All the model works on this.
 * Under a CPU quota below one core, CPU times are stretched to wall time and `coresPerHost` is 1.
 */
export interface Workload {
  readonly shape: Shape;
  readonly leaf: Leaf;
  readonly mode: Mode;
  readonly startMethod: StartMethod;
  readonly freeThreaded: boolean;
  /** Share of a core a host may use when that is below one; else 1. */
  readonly coreQuota: number;
  /** Online: mean arrival rate in the busy second. Batch: jobs over the deadline. */
  readonly arrivalsPerSecond: number;
  /** Closed population; infinite when the load is given as a rate. */
  readonly users: number;
  readonly jobs: number;
  readonly deadlineSeconds: number;
  readonly ioWait: Spread;
  /** S', CPU that holds the GIL, framework included. */
  readonly gilCpu: Spread;
  /** N, CPU in C code beside the GIL. */
  readonly nativeCpuSeconds: number;
  /** D = S' + N. */
  readonly cpu: Spread;
  /** h, part of W + S; 0 without a lock. */
  readonly lockHoldSeconds: number;
  readonly lockScope: LockScope;
  /** kappa of the Universal Scalability Law. */
  readonly coherency: number;
  /** Calls times the time each holds a connection. */
  readonly connectionSeconds: number;
  readonly callsPerRequest: number;
  readonly downstreamCallsPerSecond: number;
  readonly downstreamConcurrency: number;
  readonly targetSeconds: number;
  readonly percentile: number;
  readonly maxUtilization: number;
  readonly coresPerHost: number;
  readonly memoryPerHostBytes: number;
  readonly spareHosts: number;
  readonly workerBytes: number;
  readonly requestBytes: number;
  /** As given; undefined leaves it to the model. */
  readonly chunkSize: number | undefined;
}

/** Amounts below this are none; their squares would leave the range of numbers. */
const NOTHING = 1e-20;
/** The slowest rate, one event in 30,000 years. */
const SLOWEST_PER_SECOND = 1e-12;

/** An amount of the input, or what it is without one. */
function amount(value: number | undefined, absent = 0): number {
  const given = value ?? absent;
  return given < NOTHING ? 0 : given;
}

/** Mean time of a request that meets no queue (seconds), W + D. */
export function unqueuedSeconds(workload: Workload): number {
  return workload.ioWait.mean + workload.cpu.mean;
}

/** The workload at one point of the inputs' spans. */
export function workloadAt(request: SizingRequest, point: Point): Workload {
  const coreQuota = Math.min(1, amount(point.coresPerHost));
  const ioWaitSeconds = amount(point.ioWaitSeconds);
  const ownGil = {
    mean: (amount(point.cpuSeconds) * amount(point.freeThreaded, 1)) / coreQuota,
    scv: amount(point.cpuScv),
  };
  const framework = { mean: amount(point.frameworkCpuSeconds) / coreQuota, scv: 0 };
  const native = { mean: amount(point.nativeCpuSeconds) / coreQuota, scv: amount(point.cpuScv) };
  const cpu = sumOf([ownGil, framework, native]);
  const calls = amount(point.downstreamCallsPerRequest, 1);
  const hold = amount(point.connectionHoldSeconds, ioWaitSeconds / Math.max(1, calls));
  const lockHold = amount(point.lockHoldSeconds, amount(point.lockFraction) * (ownGil.mean + native.mean));
  const users = amount(point.concurrentUsers, Number.POSITIVE_INFINITY);
  const unqueued = ioWaitSeconds + cpu.mean;
  // A single thread never meets another one at its lock; a hold too short to measure is none.
  const noLock = request.leaf === 'SingleThread' || lockHold < 1e-9 * unqueued;
  return {
    shape: request.shape,
    leaf: request.leaf,
    mode: request.mode,
    startMethod: request.startMethod,
    freeThreaded: request.freeThreaded,
    coreQuota,
    arrivalsPerSecond:
      request.shape === 'batch'
        ? amount(point.jobs) / amount(point.deadlineSeconds)
        : arrivals(
            amount(point.requestsPerSecond),
            users,
            amount(point.thinkTimeSeconds),
            unqueued,
            amount(point.peakToMeanRatio),
          ),
    users,
    jobs: amount(point.jobs),
    deadlineSeconds: amount(point.deadlineSeconds),
    ioWait: { mean: ioWaitSeconds, scv: amount(point.ioWaitScv) },
    gilCpu: sumOf([ownGil, framework]),
    nativeCpuSeconds: native.mean,
    cpu,
    lockHoldSeconds: noLock ? 0 : Math.min(lockHold, unqueued),
    lockScope: request.mode === 'loop' || request.mode === 'threads' ? 'process' : 'service',
    coherency: request.mode === 'pool' ? amount(point.coherencyFraction) : 0,
    connectionSeconds: calls * hold,
    callsPerRequest: calls,
    downstreamCallsPerSecond: Math.max(
      SLOWEST_PER_SECOND,
      amount(point.downstreamMaxRequestsPerMinute, Number.POSITIVE_INFINITY) / 60,
    ),
    downstreamConcurrency: amount(point.downstreamMaxConcurrency, Number.POSITIVE_INFINITY),
    targetSeconds: amount(point.targetLatencySeconds, Number.POSITIVE_INFINITY),
    percentile: amount(point.targetPercentile),
    maxUtilization: amount(point.maxUtilization),
    coresPerHost: Math.max(1, amount(point.coresPerHost)),
    memoryPerHostBytes: amount(point.memoryPerHostBytes, Number.POSITIVE_INFINITY),
    spareHosts: amount(point.spareHosts),
    workerBytes: amount(point.memoryPerWorkerBytes),
    requestBytes: amount(point.memoryPerRequestBytes),
    chunkSize: point.chunkSize,
  };
}

/**
 * Arrival rate in the busy second. With a closed population, the interactive response law X = users / (Z + R),
 * never above what the users can send when none of them pauses (Denning and Buzen 1978).
 */
function arrivals(rate: number, users: number, thinkSeconds: number, unqueued: number, peak: number): number {
  const offered = Number.isFinite(users)
    ? Math.min((users / (thinkSeconds + unqueued)) * peak, users / unqueued)
    : rate * peak;
  return Math.max(SLOWEST_PER_SECOND, offered);
}
