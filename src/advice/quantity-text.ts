import type { Quantities, QuantityName } from '../understanding/understanding.ts';
import { formatBytes, formatNumber, formatSeconds } from './units.ts';

const WORDS: Readonly<Record<Exclude<QuantityName, 'pythonVersion'>, (value: number) => string>> = {
  requestsPerSecond: (value) => `${formatNumber(value)} ${value === 1 ? 'request' : 'requests'} per second`,
  concurrentUsers: (value) => `${formatNumber(value)} concurrent ${value === 1 ? 'user' : 'users'}`,
  jobsTotal: (value) => `${formatNumber(value)} ${value === 1 ? 'job' : 'jobs'}`,
  deadlineSeconds: (value) => `a deadline of ${formatSeconds(value)}`,
  cores: (value) => `${formatNumber(value)} ${value === 1 ? 'core' : 'cores'}`,
  hosts: (value) => `${formatNumber(value)} ${value === 1 ? 'host' : 'hosts'}`,
  memoryBytes: (value) => `${bytesText(value)} of RAM on each host`,
  memoryPerWorkerBytes: (value) => `${bytesText(value)} per worker`,
  p95TargetSeconds: (value) => `p95 under ${formatSeconds(value)}`,
  ioWaitSeconds: (value) => `each waits ${formatSeconds(value)}`,
  cpuSeconds: (value) => `each takes ${formatSeconds(value)} of CPU`,
  latencySeconds: (value) => `each takes ${formatSeconds(value)}`,
};

/** The numbers of a job in words: `50 per second, 3 s each`. */
export function quantitiesText(quantities: Quantities): string {
  const { pythonVersion, ...numbers } = quantities;
  const words = Object.entries(numbers).map(([name, value]) => WORDS[name as keyof typeof WORDS](value));
  return [...words, ...(pythonVersion === undefined ? [] : [`Python ${pythonVersion}`])].join(', ');
}

/** `16 GB` where that is what was said, else in binary units. */
function bytesText(bytes: number): string {
  const unit = bytes % 1e9 === 0 ? 'GB' : bytes % 1e6 === 0 ? 'MB' : null;
  if (unit === null) return formatBytes(bytes);
  return `${formatNumber(bytes / (unit === 'GB' ? 1e9 : 1e6))} ${unit}`;
}
