import { estimate, isRefusal, type SizingEstimate } from '../sizing/estimate.ts';
import { LEAF_MODES } from '../sizing/sizing-input.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { formatBytes, formatNumber, formatRange, formatSeconds } from './units.ts';

/** What a web request is assumed to compute where nobody has measured it: seconds at the low end, likely, high. */
const ASSUMED_CPU_SECONDS = { low: 0.001, likely: 0.005, high: 0.03 };

export interface SizedJob {
  readonly sizing: SizingEstimate | null;
  /** The estimate in words; without one, what is missing. */
  readonly sizingText: string;
}

/** The sizing of a job from the numbers people stated; null with what is missing where they do not suffice. */
export function sizeJob(leaf: string | null, quantities: Quantities): SizedJob {
  if (leaf === null) return { sizing: null, sizingText: '' };
  const missing = missingFor(quantities);
  if (missing.length > 0) {
    return { sizing: null, sizingText: `For an estimate of how many, tell me ${list(missing)}.` };
  }
  const result = estimate(sizingInput(leaf, quantities));
  if (isRefusal(result)) return { sizing: null, sizingText: `I cannot size that: ${result.error}.` };
  return { sizing: result, sizingText: describe(result, quantities) };
}

/** Rows of a before/after table of two estimates. */
export function compareEstimates(
  now: Record<string, unknown> | null,
  then: Record<string, unknown> | null,
): { name: string; cells: string[] }[] {
  const cell = (sizing: Record<string, unknown> | null, show: (sizing: SizingEstimate) => string) =>
    sizing === null ? 'not sized' : show(sizing as unknown as SizingEstimate);
  if (now === null && then === null) return [];
  return FIGURES.map(({ name, show }) => ({ name, cells: [cell(now, show), cell(then, show)] }));
}

const FIGURES: readonly { name: string; show: (sizing: SizingEstimate) => string }[] = [
  { name: 'In flight', show: (sizing) => formatNumber(sizing.inFlightMean) },
  { name: 'Processes', show: (sizing) => formatRange(sizing.processes) },
  { name: 'Slots per process', show: (sizing) => formatRange(sizing.concurrencyPerProcess) },
  { name: 'Cores', show: (sizing) => formatRange(sizing.cpuCores) },
  { name: 'Memory', show: (sizing) => formatRange(sizing.memoryTotalBytes, formatBytes) },
  { name: 'Hosts with a spare', show: (sizing) => formatNumber(sizing.hostsWithSpare) },
];

/** The numbers of a conversation under the names of the sizing model. */
function sizingInput(leaf: string, quantities: Quantities): Record<string, unknown> {
  const isBatch = quantities.jobsTotal !== undefined;
  const waits = !computes(leaf);
  const { latencySeconds } = quantities;
  const input: Record<string, unknown> = {
    leaf,
    requestsPerSecond: quantities.requestsPerSecond,
    concurrentUsers: quantities.concurrentUsers,
    jobs: quantities.jobsTotal,
    deadlineSeconds: isBatch ? quantities.deadlineSeconds : undefined,
    ioWaitSeconds: quantities.ioWaitSeconds ?? (waits ? latencySeconds : undefined),
    cpuSeconds:
      quantities.cpuSeconds ?? (waits ? (isBatch ? undefined : ASSUMED_CPU_SECONDS) : latencySeconds),
    coresPerHost: quantities.cores,
    memoryPerHostBytes: quantities.memoryBytes,
    memoryPerWorkerBytes: quantities.memoryPerWorkerBytes,
    targetLatencySeconds: isBatch ? undefined : quantities.p95TargetSeconds,
    pythonVersion: quantities.pythonVersion,
    freeThreaded: quantities.pythonVersion?.endsWith('t') ? true : undefined,
  };
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** Whether the outcome is one for work that computes: a time nobody called waiting is computing there. */
function computes(leaf: string): boolean {
  return (
    leaf === 'SingleThread' || Object.entries(LEAF_MODES).some(([id, mode]) => id === leaf && mode === 'pool')
  );
}

function missingFor(quantities: Quantities): string[] {
  const missing: string[] = [];
  const isBatch = quantities.jobsTotal !== undefined;
  const hasVolume =
    isBatch || quantities.requestsPerSecond !== undefined || quantities.concurrentUsers !== undefined;
  if (!hasVolume) missing.push('how much there is to do (requests per second, or how many jobs by when)');
  if (isBatch && quantities.deadlineSeconds === undefined) missing.push('by when it must be done');
  const hasTime =
    quantities.ioWaitSeconds !== undefined ||
    quantities.cpuSeconds !== undefined ||
    quantities.latencySeconds !== undefined;
  if (!hasTime) missing.push('how long one takes');
  return missing;
}

function describe(sizing: SizingEstimate, quantities: Quantities): string {
  const lines = [
    sizing.feasible ? null : `**As stated this does not fit**: ${sizing.bottleneck} is the limit.`,
    sizing.shape === 'online'
      ? `- In flight: about **${formatNumber(sizing.inFlightMean)}** at ${formatNumber(sizing.requestsPerSecondPeak)} per second at peak`
      : null,
    `- Processes: **${formatRange(sizing.processes)}**, ${slotsOf(sizing)}`,
    `- Cores: **${formatRange(sizing.cpuCores)}**`,
    `- Memory: **${formatRange(sizing.memoryTotalBytes, formatBytes)}**`,
    hostsOf(sizing, quantities),
    'makespanSeconds' in sizing.predicted
      ? `- Done after: ${formatSeconds(sizing.predicted.makespanSeconds)}`
      : `- Response time, 95th percentile: ${formatSeconds(sizing.predicted.responseP95Seconds)}`,
    `\`${sizing.commandLine}\``,
    measureFirst(sizing),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function slotsOf({ concurrencyPerProcess, totalConcurrency }: SizingEstimate): string {
  if (concurrencyPerProcess.high === 1) return 'one job each';
  return `${formatRange(concurrencyPerProcess)} slots each, ${formatRange(totalConcurrency)} in total`;
}

function hostsOf(sizing: SizingEstimate, quantities: Quantities): string {
  const hosts = `- Hosts: **${formatRange(sizing.hosts)}**, ${formatNumber(sizing.hostsWithSpare)} with a spare`;
  const has = quantities.hosts;
  if (has === undefined) return hosts;
  return has < sizing.hosts.likely
    ? `${hosts}; you have ${has}, which is too few`
    : `${hosts}; you have ${has}`;
}

/** What was assumed, and which number moves the figures most. */
function measureFirst({ assumptions, sensitivity }: SizingEstimate): string {
  const first = sensitivity[0];
  const assumed = assumptions.map(({ input }) => input).slice(0, 4);
  const parts = [
    assumed.length === 0 ? null : `Assumed: ${assumed.map((name) => `\`${name}\``).join(', ')}.`,
    first === undefined ? null : `Measure first: \`${first.input}\`.`,
  ];
  return parts.filter((part) => part !== null).join(' ');
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
