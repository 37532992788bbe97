import type { Resource } from '../sizing/estimate.ts';
import { formatBytes, formatNumber, formatSeconds } from './units.ts';

/** The inputs of the sizing model that may be assumed, as people call them and their values. */
const NAMES: Readonly<Record<string, { readonly name: string; readonly format: (value: number) => string }>> =
  {
    cpuSeconds: { name: 'CPU time per task', format: formatSeconds },
    ioWaitSeconds: { name: 'waiting time per task', format: formatSeconds },
    nativeCpuSeconds: { name: 'CPU time per task outside the GIL', format: formatSeconds },
    frameworkCpuSeconds: { name: 'CPU time of the framework per task', format: formatSeconds },
    requestsPerSecond: { name: 'requests per second', format: formatNumber },
    concurrentUsers: { name: 'users at a time', format: formatNumber },
    thinkTimeSeconds: { name: "a user's pause between requests", format: formatSeconds },
    peakToMeanRatio: {
      name: 'busiest second over the mean',
      format: (value) => `${formatNumber(value)} times`,
    },
    ioWaitScv: { name: 'spread of the waiting time', format: formatNumber },
    cpuScv: { name: 'spread of the CPU time', format: formatNumber },
    jobs: { name: 'number of jobs', format: formatNumber },
    deadlineSeconds: { name: 'time for all of it', format: formatSeconds },
    coresPerHost: { name: 'cores per host', format: formatNumber },
    memoryPerWorkerBytes: { name: 'memory per worker', format: formatBytes },
    memoryPerRequestBytes: { name: 'memory per task in flight', format: formatBytes },
    lockHoldSeconds: { name: 'time in the lock per task', format: formatSeconds },
    lockFraction: { name: 'share of the CPU time in the lock', format: formatNumber },
    maxUtilization: { name: 'highest CPU utilisation', format: (value) => `${formatNumber(value * 100)} %` },
    connectionHoldSeconds: { name: 'time a call holds a connection', format: formatSeconds },
    downstreamCallsPerRequest: { name: 'calls per task', format: formatNumber },
  };

/** `CPU time per task`; an input without a name of its own keeps its field name. */
export function nameOfInput(input: string): string {
  return NAMES[input]?.name ?? `\`${input}\``;
}

/** `memory per worker 150 MiB`; null where the input is no figure people would ask about. */
export function namedValue(input: string, value: unknown): string | null {
  const known = NAMES[input];
  return known && typeof value === 'number' ? `${known.name} ${known.format(value)}` : null;
}

const LIMITS: Readonly<Record<Resource, string>> = {
  cores: 'the cores',
  gil: 'the GIL or event loop of each process',
  slots: 'the slots for what waits',
  lock: 'the shared lock',
  'downstream-rate': "the other side's request quota",
  'downstream-concurrency': 'how many calls the other side takes at a time',
  'latency-target': 'the response time asked for',
  'single-thread': 'the single thread',
  deadline: 'the time for all of it',
  memory: 'the memory of a host',
};

/** `the shared lock`: what runs out first. */
export function nameOfLimit(limit: Resource): string {
  return LIMITS[limit];
}
