/** A measured or guessed number, or its plausible span. Ends left out follow from `inputConfidence`. */
export type NumberOrRange =
  | number
  | { readonly low?: number | undefined; readonly likely: number; readonly high?: number | undefined };

/** A number with both ends of its plausible span; `low === high` marks a decision, which has none. */
export interface Range {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export const SHAPES = ['online', 'batch'] as const;
export type Shape = (typeof SHAPES)[number];

export const START_METHODS = ['fork', 'spawn', 'forkserver'] as const;
export type StartMethod = (typeof START_METHODS)[number];

export const CONFIDENCES = ['measured', 'estimated', 'guess'] as const;
export type InputConfidence = (typeof CONFIDENCES)[number];

/** Who queues where: one request per process, one job per pool process, event loops, or threads around a GIL. */
export type Mode = 'sync' | 'pool' | 'loop' | 'threads';

/** Each leaf of the flowchart that can be sized, with the way it executes requests. */
export const LEAF_MODES = {
  SingleThread: 'sync',
  SyncIO: 'sync',
  ProcessPoolIndependent: 'pool',
  ProcessPoolImmutable: 'pool',
  ProcessPoolAtomic: 'pool',
  ProcessPoolLocking: 'pool',
  Coroutines: 'loop',
  Streams: 'loop',
  ThreadPoolIndependent: 'threads',
  MessageQueue: 'threads',
  SimpleLock: 'threads',
  AdvLock: 'threads',
} as const satisfies Record<string, Mode>;
export type Leaf = keyof typeof LEAF_MODES;
export const LEAVES = Object.keys(LEAF_MODES) as readonly Leaf[];

/** A configuration of one host whose behaviour is to be predicted. */
export interface EvaluateInput {
  readonly processes: number;
  /** Threads or coroutines per process; 1 for sync and process pools. */
  readonly concurrencyPerProcess: number;
  readonly cpuCores: number;
  /** Clients that each send their next request as soon as they have the answer (a load test). */
  readonly closedClients?: number | undefined;
}

/** The numeric inputs: seconds, bytes, and rates per second unless the name says otherwise. */
export type QuantityName =
  | 'requestsPerSecond'
  | 'concurrentUsers'
  | 'thinkTimeSeconds'
  | 'peakToMeanRatio'
  | 'ioWaitSeconds'
  | 'ioWaitP95Seconds'
  | 'ioWaitScv'
  | 'cpuScv'
  | 'cpuSeconds'
  | 'nativeCpuSeconds'
  | 'frameworkCpuSeconds'
  | 'targetLatencySeconds'
  | 'targetPercentile'
  | 'maxUtilization'
  | 'jobs'
  | 'deadlineSeconds'
  | 'coresPerHost'
  | 'memoryPerHostBytes'
  | 'spareHosts'
  | 'memoryPerWorkerBytes'
  | 'memoryPerRequestBytes'
  | 'downstreamMaxRequestsPerMinute'
  | 'downstreamMaxConcurrency'
  | 'downstreamCallsPerRequest'
  | 'connectionHoldSeconds'
  | 'lockHoldSeconds'
  | 'lockFraction'
  | 'coherencyFraction'
  | 'chunkSize';

/** What `estimate` accepts: a rate or users with a time per request, or jobs and a deadline with one. */
export type SizingInput = { readonly [name in QuantityName]?: NumberOrRange | undefined } & {
  readonly shape?: Shape | undefined;
  readonly leaf?: Leaf | undefined;
  readonly startMethod?: StartMethod | undefined;
  readonly freeThreaded?: boolean | undefined;
  /** Such as `3.13`, or `3.14t` for the free-threaded build. */
  readonly pythonVersion?: string | undefined;
  readonly inputConfidence?: InputConfidence | undefined;
  readonly evaluate?: EvaluateInput | undefined;
};
