import type { Quantities, QuantityName } from '../understanding/understanding.ts';
import { formatBytes, formatNumber, formatSeconds } from './units.ts';

const WORDS: Readonly<Record<Exclude<QuantityName, 'pythonVersion'>, (value: number) => string>> = {
  requestsPerSecond: (value) => `${formatNumber(value)} per second`,
  concurrentUsers: (value) => `${formatNumber(value)} users at a time`,
  jobsTotal: (value) => `${formatNumber(value)} jobs`,
  deadlineSeconds: (value) => `${formatSeconds(value)} for all of it`,
  cores: (value) => `${formatNumber(value)} ${value === 1 ? 'core' : 'cores'}`,
  hosts: (value) => `${formatNumber(value)} ${value === 1 ? 'host' : 'hosts'}`,
  memoryBytes: (value) => `${formatBytes(value)} of memory`,
  memoryPerWorkerBytes: (value) => `${formatBytes(value)} per worker`,
  p95TargetSeconds: (value) => `95 % within ${formatSeconds(value)}`,
  ioWaitSeconds: (value) => `${formatSeconds(value)} of waiting each`,
  cpuSeconds: (value) => `${formatSeconds(value)} of CPU each`,
  latencySeconds: (value) => `${formatSeconds(value)} each`,
};

/** The numbers of a job in words: `50 per second, 3 s each`. */
export function quantitiesText(quantities: Quantities): string {
  const { pythonVersion, ...numbers } = quantities;
  const words = Object.entries(numbers).map(([name, value]) => WORDS[name as keyof typeof WORDS](value));
  return [...words, ...(pythonVersion === undefined ? [] : [`Python ${pythonVersion}`])].join(', ');
}
