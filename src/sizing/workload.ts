import type { Parameter, SizingRequest } from './defaults.ts';
import { type Spread, sumOf } from './lognormal.ts';
import type { Leaf, Mode, Shape, StartMethod } from './sizing-input.ts';

/** One value per parameter: the likely ones, or a point between them and an end of their spans. */
export type Point = Readonly<Partial<Record<Parameter, number>>>;

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

/** Mean time of a request that meets no queue (seconds), W + D. */
export function unqueuedSeconds(workload: Workload): number {
  return workload.ioWait.mean + workload.cpu.mean;
}

/** The workload at one point of the inputs' spans. */
export function workloadAt(request: SizingRequest, point: Point): Workload {
  const get = (name: Parameter, absent = 0): number => {
    const value = point[name] ?? absent;
    return value < NOTHING ? 0 : value;
  };
  const coreQuota = Math.min(1, get('coresPerHost'));
  const ioWaitSeconds = get('ioWaitSeconds');
  const ownGil = { mean: (get('cpuSeconds') * get('freeThreaded', 1)) / coreQuota, scv: get('cpuScv') };
  const framework = { mean: get('frameworkCpuSeconds') / coreQuota, scv: 0 };
  const native = { mean: get('nativeCpuSeconds') / coreQuota, scv: get('cpuScv') };
  const cpu = sumOf([ownGil, framework, native]);
  const calls = get('downstreamCallsPerRequest', 1);
  const hold = get('connectionHoldSeconds', ioWaitSeconds / Math.max(1, calls));
  const lockHold = get('lockHoldSeconds', get('lockFraction') * (ownGil.mean + native.mean));
  const users = get('concurrentUsers', Number.POSITIVE_INFINITY);
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
        ? get('jobs') / get('deadlineSeconds')
        : arrivals(
            get('requestsPerSecond'),
            users,
            get('thinkTimeSeconds'),
            unqueued,
            get('peakToMeanRatio'),
          ),
    users,
    jobs: get('jobs'),
    deadlineSeconds: get('deadlineSeconds'),
    ioWait: { mean: ioWaitSeconds, scv: get('ioWaitScv') },
    gilCpu: sumOf([ownGil, framework]),
    nativeCpuSeconds: native.mean,
    cpu,
    lockHoldSeconds: noLock ? 0 : Math.min(lockHold, unqueued),
    lockScope: request.mode === 'loop' || request.mode === 'threads' ? 'process' : 'service',
    coherency: request.mode === 'pool' ? get('coherencyFraction') : 0,
    connectionSeconds: calls * hold,
    callsPerRequest: calls,
    downstreamCallsPerSecond: Math.max(
      SLOWEST_PER_SECOND,
      get('downstreamMaxRequestsPerMinute', Number.POSITIVE_INFINITY) / 60,
    ),
    downstreamConcurrency: get('downstreamMaxConcurrency', Number.POSITIVE_INFINITY),
    targetSeconds: get('targetLatencySeconds', Number.POSITIVE_INFINITY),
    percentile: get('targetPercentile'),
    maxUtilization: get('maxUtilization'),
    coresPerHost: Math.max(1, get('coresPerHost')),
    memoryPerHostBytes: get('memoryPerHostBytes', Number.POSITIVE_INFINITY),
    spareHosts: get('spareHosts'),
    workerBytes: get('memoryPerWorkerBytes'),
    requestBytes: get('memoryPerRequestBytes'),
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
