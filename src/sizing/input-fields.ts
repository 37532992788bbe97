import { MIB } from './constants.ts';
import type { QuantityName } from './sizing-input.ts';

/** What a number measures; decides which mix-up of units a value out of range is likely to be. */
export type Unit = 'seconds' | 'bytes' | 'fraction' | 'rate' | 'count' | 'number';

export interface FieldRule {
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
  /** The minimum itself is not allowed. */
  readonly aboveMin?: true;
  readonly whole?: true;
  /** A limit, target, size of host or other decision: a plain number has no span. */
  readonly decided?: true;
}

/** The allowed values of every numeric input. */
export const FIELD_RULES: Readonly<Record<QuantityName, FieldRule>> = {
  requestsPerSecond: { unit: 'rate', min: 0, aboveMin: true, max: 1e6 },
  concurrentUsers: { unit: 'count', min: 0, aboveMin: true, max: 1e8, whole: true },
  thinkTimeSeconds: { unit: 'seconds', min: 0, max: 86_400 },
  peakToMeanRatio: { unit: 'number', min: 1, max: 1000, decided: true },
  ioWaitSeconds: { unit: 'seconds', min: 0, max: 3600 },
  ioWaitP95Seconds: { unit: 'seconds', min: 0, aboveMin: true, max: 7200 },
  ioWaitScv: { unit: 'number', min: 0, max: 100, decided: true },
  cpuScv: { unit: 'number', min: 0, max: 100, decided: true },
  cpuSeconds: { unit: 'seconds', min: 0, max: 3600 },
  nativeCpuSeconds: { unit: 'seconds', min: 0, max: 3600 },
  frameworkCpuSeconds: { unit: 'seconds', min: 0, max: 1 },
  targetLatencySeconds: { unit: 'seconds', min: 0, aboveMin: true, max: 86_400, decided: true },
  targetPercentile: { unit: 'fraction', min: 0.5, max: 0.999, decided: true },
  maxUtilization: { unit: 'fraction', min: 0.05, max: 0.95, decided: true },
  jobs: { unit: 'count', min: 1, max: 1e10, whole: true, decided: true },
  deadlineSeconds: { unit: 'seconds', min: 0, aboveMin: true, max: 3.2e7, decided: true },
  coresPerHost: { unit: 'number', min: 0.05, max: 1024, decided: true },
  memoryPerHostBytes: { unit: 'bytes', min: 64 * MIB, max: 2 ** 46, decided: true },
  spareHosts: { unit: 'count', min: 0, max: 100, whole: true, decided: true },
  memoryPerWorkerBytes: { unit: 'bytes', min: MIB, max: 2 ** 42 },
  memoryPerRequestBytes: { unit: 'bytes', min: 0, max: 2 ** 40 },
  downstreamMaxRequestsPerMinute: { unit: 'rate', min: 0, aboveMin: true, max: 1e9, decided: true },
  downstreamMaxConcurrency: { unit: 'count', min: 1, max: 1e7, whole: true, decided: true },
  downstreamCallsPerRequest: { unit: 'number', min: 0, max: 1000, decided: true },
  connectionHoldSeconds: { unit: 'seconds', min: 0, max: 3600 },
  lockHoldSeconds: { unit: 'seconds', min: 0, max: 3600 },
  lockFraction: { unit: 'fraction', min: 0, max: 1 },
  coherencyFraction: { unit: 'fraction', min: 0, max: 1 },
  chunkSize: { unit: 'count', min: 1, max: 1e9, whole: true, decided: true },
};

export const QUANTITY_NAMES = Object.keys(FIELD_RULES) as readonly QuantityName[];

/** The inputs that are not numbers. */
export const OTHER_FIELDS = [
  'shape',
  'leaf',
  'startMethod',
  'freeThreaded',
  'pythonVersion',
  'inputConfidence',
  'evaluate',
] as const;
