import type { Leaf, Range, Shape } from './sizing-input.ts';

/** What can run out first. */
export type Resource =
  | 'cores'
  | 'gil'
  | 'slots'
  | 'lock'
  | 'downstream-rate'
  | 'downstream-concurrency'
  | 'latency-target'
  | 'single-thread'
  | 'deadline'
  | 'memory';

/** Busy shares from 0 to 1 at the sized load; 0 where the resource plays no part. */
export interface Utilization {
  readonly cores: number;
  readonly gil: number;
  readonly slots: number;
  readonly lock: number;
  readonly downstreamConcurrency: number;
}

export interface PredictedResponse {
  readonly responseMeanSeconds: number;
  readonly responseP50Seconds: number;
  readonly responseP95Seconds: number;
  readonly responseP99Seconds: number;
  /** At `targetPercentile`. */
  readonly responseAtTargetSeconds: number;
}

export interface PredictedBatch {
  readonly makespanSeconds: number;
  readonly throughputPerSecond: number;
}

/** What a given configuration does. Response times are absent when it is not stable, or for a batch. */
export interface Evaluated {
  readonly stable: boolean;
  /** The resource that gives way first; of a stable configuration, the next one to do so. */
  readonly limit: Resource;
  readonly throughputPerSecond: number;
  readonly responseMeanSeconds?: number;
  readonly responseP50Seconds?: number;
  readonly responseP95Seconds?: number;
  readonly responseP99Seconds?: number;
  readonly makespanSeconds?: number;
  readonly utilization: Utilization;
}

/** A default that was used because nothing was given. */
export interface Assumption {
  readonly input: string;
  readonly value: number | string | boolean;
}

/** How much the answer moves when one input goes from its low to its high end, all others staying. */
export interface Sensitivity {
  readonly input: string;
  /** The ends of the input itself. */
  readonly low: number;
  readonly high: number;
  /** Change of the natural logarithm of the demand named in `affects`. */
  readonly swing: number;
  readonly affects: 'cpu' | 'inFlight' | 'memory';
}

/** The configuration of the whole service without spare hosts, each number with its span. */
export interface SizedRanges {
  readonly cpuCores: Range;
  readonly processes: Range;
  readonly threadsPerProcess: Range;
  /** Slots: threads or coroutines; 1 for sync and process pools. */
  readonly concurrencyPerProcess: Range;
  readonly totalConcurrency: Range;
  readonly connectionPoolPerProcess: Range;
  readonly connectionPoolTotal: Range;
  readonly memoryTotalBytes: Range;
  readonly memoryPerHostBytes: Range;
  readonly hosts: Range;
}

/** The answer. `likely` of each range is the configuration to deploy. Plain JSON. */
export interface SizingEstimate extends SizedRanges {
  readonly feasible: boolean;
  readonly bottleneck: Resource;
  readonly shape: Shape;
  readonly leaf: Leaf;
  /** What was asked for, at peak; for a batch, jobs over the deadline. */
  readonly requestsPerSecondPeak: number;
  /** What the configuration is sized for. */
  readonly requestsPerSecondSized: number;
  readonly cpuDemandCores: number;
  readonly inFlightMean: number;
  readonly hostsWithSpare: number;
  readonly processesPerHost: number;
  readonly maxSustainableRequestsPerSecond: number;
  readonly capacityLimit: Resource;
  /** Of a process pool that works through a batch. */
  readonly chunkSize?: number;
  readonly commandLine: string;
  readonly utilization: Utilization;
  readonly predicted: PredictedResponse | PredictedBatch;
  readonly evaluated?: Evaluated;
  readonly assumptions: readonly Assumption[];
  readonly sensitivity: readonly Sensitivity[];
  readonly warnings: readonly string[];
  readonly explanation: readonly string[];
}

/** An input that cannot be sized: which field, which value, and what to give instead. */
export interface SizingRefusal {
  readonly error: string;
}
