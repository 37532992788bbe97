import { estimate, isRefusal, type SizingEstimate } from '../sizing/estimate.ts';
import { LEAF_MODES } from '../sizing/sizing-input.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { namedValue, nameOfInput, nameOfLimit } from './input-names.ts';
import { formatBytes, formatNumber, formatRange, formatSeconds, list } from './units.ts';

/** What a web request is assumed to compute where nobody has measured it: seconds at the low end, likely, high. */
const ASSUMED_CPU_SECONDS = { low: 0.001, likely: 0.005, high: 0.03 };

export interface SizedJob {
  readonly sizing: SizingEstimate | null;
  /** What the estimate was made from, under the names of the sizing model; null without one. */
  readonly sizingInput: Readonly<Record<string, unknown>> | null;
  /** The estimate in words; without one, what is missing. */
  readonly sizingText: string;
}

/** The sizing of a job from the numbers people stated; null with what is missing where they do not suffice. */
export function sizeJob(leaf: string | null, quantities: Quantities): SizedJob {
  if (leaf === null) return { sizing: null, sizingInput: null, sizingText: '' };
  const missing = missingFor(quantities);
  if (missing.length > 0) {
    const sizingText = `For an estimate of how many, tell me ${list(missing)}.`;
    return { sizing: null, sizingInput: null, sizingText };
  }
  const input = sizingInput(leaf, quantities);
  const result = estimate(input);
  if (isRefusal(result)) {
    return { sizing: null, sizingInput: null, sizingText: `I cannot size that: ${result.error}.` };
  }
  const sizing = withAssumedCpu(result, quantities);
  return { sizing, sizingInput: input, sizingText: describe(sizing, quantities) };
}

/** The CPU time that stands in for one nobody measured is an assumption like those of the model. */
function withAssumedCpu(sizing: SizingEstimate, quantities: Quantities): SizingEstimate {
  if (taskTimes(quantities, sizing.leaf).cpuSeconds !== ASSUMED_CPU_SECONDS) return sizing;
  const assumption = { input: 'cpuSeconds', value: ASSUMED_CPU_SECONDS.likely };
  return { ...sizing, assumptions: [assumption, ...sizing.assumptions] };
}

/** The estimate a recommendation carries; null without one. */
export function sizingOf({ sizing }: { readonly sizing: unknown }): SizingEstimate | null {
  return sizing === null ? null : (sizing as SizingEstimate);
}

/** Rows of a before/after table of two estimates. */
export function compareEstimates(
  now: SizingEstimate | null,
  then: SizingEstimate | null,
): { name: string; cells: string[] }[] {
  const cell = (sizing: SizingEstimate | null, show: (sizing: SizingEstimate) => string) =>
    sizing === null ? 'not sized' : show(sizing);
  if (now === null && then === null) return [];
  const isTold = now?.feasible === false || then?.feasible === false;
  return [...(isTold ? [FITS] : []), ...FIGURES].map(({ name, show }) => ({
    name,
    cells: [cell(now, show), cell(then, show)],
  }));
}

interface Figure {
  readonly name: string;
  readonly show: (sizing: SizingEstimate) => string;
}

const FITS: Figure = {
  name: 'Fits',
  show: ({ feasible, bottleneck }) => (feasible ? 'yes' : `no: ${nameOfLimit(bottleneck)}`),
};

const FIGURES: readonly Figure[] = [
  { name: 'In flight', show: (sizing) => formatNumber(Math.round(sizing.inFlightMean)) },
  { name: 'Processes', show: (sizing) => formatRange(sizing.processes) },
  { name: 'Slots per process', show: (sizing) => formatRange(sizing.concurrencyPerProcess) },
  { name: 'Cores', show: (sizing) => formatRange(sizing.cpuCores) },
  { name: 'Memory', show: (sizing) => formatRange(sizing.memoryTotalBytes, formatBytes) },
  { name: 'Hosts with a spare', show: (sizing) => formatNumber(sizing.hostsWithSpare) },
  {
    name: 'Time',
    show: ({ predicted }) =>
      'makespanSeconds' in predicted
        ? `done after ${formatSeconds(predicted.makespanSeconds)}`
        : `95 % within ${formatSeconds(predicted.responseP95Seconds)}`,
  },
];

/** The numbers of a conversation under the names of the sizing model. */
function sizingInput(leaf: string, quantities: Quantities): Record<string, unknown> {
  const isBatch = quantities.jobsTotal !== undefined;
  const input: Record<string, unknown> = {
    leaf,
    requestsPerSecond: quantities.requestsPerSecond,
    concurrentUsers: quantities.concurrentUsers,
    jobs: quantities.jobsTotal,
    deadlineSeconds: isBatch ? quantities.deadlineSeconds : undefined,
    ...taskTimes(quantities, leaf),
    coresPerHost: quantities.cores,
    memoryPerHostBytes: quantities.memoryBytes,
    memoryPerWorkerBytes: quantities.memoryPerWorkerBytes,
    targetLatencySeconds: isBatch ? undefined : quantities.p95TargetSeconds,
    pythonVersion: quantities.pythonVersion,
    freeThreaded: quantities.pythonVersion?.endsWith('t') ? true : undefined,
  };
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/**
 * Waiting and computing of one task. A time nobody called either is computing where the outcome is one for
 * computing, else waiting; a web request nobody measured is assumed to compute a little.
 */
function taskTimes(quantities: Quantities, leaf: string) {
  const { ioWaitSeconds, cpuSeconds, latencySeconds, jobsTotal } = quantities;
  if (computes(leaf)) return { ioWaitSeconds, cpuSeconds: cpuSeconds ?? latencySeconds };
  const assumedCpu = jobsTotal === undefined ? ASSUMED_CPU_SECONDS : undefined;
  return { ioWaitSeconds: ioWaitSeconds ?? latencySeconds, cpuSeconds: cpuSeconds ?? assumedCpu };
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
  const { predicted, memoryTotalBytes, cpuCores, commandLine } = sizing;
  const lines = [
    sizing.feasible ? null : `**As stated this does not fit**: the limit is ${sizing.bottleneck}.`,
    inFlightOf(sizing, quantities),
    `- Processes: **${formatRange(sizing.processes)}**, ${slotsOf(sizing)}`,
    `- Cores: **${formatRange(cpuCores)}**, memory: **${formatRange(memoryTotalBytes, formatBytes)}**`,
    hostsOf(sizing, quantities),
    'makespanSeconds' in predicted
      ? `- Done after: ${formatSeconds(predicted.makespanSeconds)}`
      : `- Response time, 95th percentile: ${formatSeconds(predicted.responseP95Seconds)}`,
    `\`\`\`\n${commandLine}\n\`\`\``,
    assumed(sizing),
    measureFirst(sizing),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function inFlightOf(sizing: SizingEstimate, { requestsPerSecond }: Quantities): string | null {
  if (sizing.shape === 'batch') return null;
  const inFlight = formatNumber(Math.round(sizing.inFlightMean));
  const peak = formatNumber(sizing.requestsPerSecondPeak);
  const mean = (sizing.inFlightMean * (requestsPerSecond ?? 0)) / sizing.requestsPerSecondPeak;
  const onAverage = mean > 0 ? `, ${formatNumber(Math.round(mean))} on average` : '';
  return `- In flight: about **${inFlight}** at the peak of ${peak} per second${onAverage}`;
}

function slotsOf({ concurrencyPerProcess, totalConcurrency }: SizingEstimate): string {
  if (concurrencyPerProcess.high === 1) return 'one job at a time each';
  return `${formatRange(concurrencyPerProcess)} slots each, ${formatRange(totalConcurrency)} in total`;
}

function hostsOf(sizing: SizingEstimate, quantities: Quantities): string {
  const spare = sizing.hostsWithSpare > sizing.hosts.likely ? `, ${sizing.hostsWithSpare} with a spare` : '';
  const hosts = `- Hosts: **${formatRange(sizing.hosts)}**${spare}`;
  const has = quantities.hosts;
  if (has === undefined) return hosts;
  return has < sizing.hosts.likely
    ? `${hosts}; you have ${has}, which is too few`
    : `${hosts}; you have ${has}`;
}

/** The assumptions that matter, those that move the figures most first. */
function assumed({ assumptions, sensitivity }: SizingEstimate): string | null {
  const values = new Map(assumptions.map(({ input, value }) => [input, value]));
  const byWeight = sensitivity.map(({ input }) => input).filter((input) => values.has(input));
  const named = byWeight.flatMap((input) => namedValue(input, values.get(input)) ?? []).slice(0, 4);
  return named.length === 0 ? null : `Assumed: ${named.join(', ')}.`;
}

function measureFirst({ sensitivity }: SizingEstimate): string | null {
  const first = sensitivity[0]?.input;
  if (first === undefined) return null;
  const how = first === 'cpuSeconds' ? ' (`time.thread_time()` around one)' : '';
  return `Measure first: ${nameOfInput(first)}${how}.`;
}
