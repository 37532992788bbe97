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
    peakToMeanRatio: { name: 'peak over mean load', format: formatNumber },
    ioWaitScv: { name: 'spread of the waiting time', format: formatNumber },
    cpuScv: { name: 'spread of the CPU time', format: formatNumber },
    jobs: { name: 'number of jobs', format: formatNumber },
    deadlineSeconds: { name: 'time for all of it', format: formatSeconds },
    coresPerHost: { name: 'cores per host', format: formatNumber },
    memoryPerWorkerBytes: { name: 'memory per worker', format: formatBytes },
    memoryPerRequestBytes: { name: 'memory per task in flight', format: formatBytes },
    memoryPerHostBytes: { name: 'memory of a host', format: formatBytes },
    targetLatencySeconds: { name: 'response time asked for', format: formatSeconds },
    coherencyFraction: { name: 'cost of keeping shared state in step', format: formatNumber },
    freeThreaded: { name: 'slowdown without the GIL', format: formatNumber },
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

/** A sentence about fields of the model, in the names people know. */
export function withNames(text: string): string {
  return text.replace(/\b[a-z]+(?:[A-Z][a-z0-9]*)+\b/g, (word) => NAMES[word]?.name ?? word);
}

/** `5 ms`; the figure of an input, in its unit. */
export function valueOfInput(input: string, value: number): string {
  return (NAMES[input]?.format ?? formatNumber)(value);
}

/** `memory per worker 150 MiB`; null where the input is no figure people would ask about. */
export function namedValue(input: string, value: unknown): string | null {
  const known = NAMES[input];
  return known && typeof value === 'number' ? `${known.name} ${known.format(value)}` : null;
}
