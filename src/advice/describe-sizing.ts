import type { SizingEstimate } from '../sizing/estimate.ts';
import { nameOfResource } from '../sizing/resource-names.ts';
import type { Quantities, QuantityName } from '../understanding/understanding.ts';
import { namedValue, nameOfInput, valueOfInput } from './input-names.ts';
import { quantitiesText } from './quantity-text.ts';
import { formatBytes, formatNumber, formatRange, formatSeconds, list } from './units.ts';

/** So many assumptions and warnings are worth reading at once; `npm run size` shows all. */
const MOST_ASSUMPTIONS = 4;
const MOST_WARNINGS = 3;

/**
 * The estimate as a message: what to deploy, the command, then why - demand, what fills up first, headroom, prediction,
 * twice the load, what to measure - and what was assumed.
 */
export function describeSizing(sizing: SizingEstimate, quantities: Quantities): string {
  const lines = [
    obstacleOf(sizing),
    `- Processes: **${formatRange(sizing.processes)}**, ${slotsOf(sizing)}`,
    `- Cores: **${formatRange(sizing.cpuCores)}**, memory: ${memoryOf(sizing)}`,
    hostsOf(sizing, quantities),
    `\`\`\`\n${sizing.commandLine}\n\`\`\``,
    demandOf(sizing, quantities),
    sizing.feasible ? `- Most used: ${mostUsed(sizing)}. ${headroomOf(sizing)}` : null,
    predictionOf(sizing, quantities),
    sizing.feasible ? `- ${sizing.explanation[4] ?? ''}` : null,
    measureFirst(sizing),
    ...sizing.warnings.slice(0, MOST_WARNINGS).map((warning) => `- Watch out: ${warning}`),
    assumed(sizing),
    unused(sizing, quantities),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/** What to begin with, and the command. */
export function describeInShort(sizing: SizingEstimate): string {
  const { processes, concurrencyPerProcess, cpuCores, memoryTotalBytes, hosts, commandLine } = sizing;
  const of = (count: number, one: string, many: string) =>
    `${formatNumber(count)} ${count === 1 ? one : many}`;
  const slots =
    concurrencyPerProcess.likely === 1
      ? ''
      : ` with ${of(concurrencyPerProcess.likely, slotOf(sizing), `${slotOf(sizing)}s`)}${processes.likely === 1 ? '' : ' each'}`;
  const places = [
    of(cpuCores.likely, 'core', 'cores'),
    formatBytes(memoryTotalBytes.likely),
    of(hosts.likely, 'host', 'hosts'),
  ];
  return `Begin with ${of(processes.likely, 'process', 'processes')}${slots}: ${list(places)}.\n\`\`\`\n${commandLine}\n\`\`\``;
}

/** How an estimate was worked out: what was given, each step by its law, and what was assumed. */
export function describeReckoning(sizing: SizingEstimate, quantities: Quantities): string {
  const { requestsPerSecondPeak, explanation, commandLine } = sizing;
  const { requestsPerSecond } = quantities;
  const isPeak = requestsPerSecond !== undefined && requestsPerSecondPeak > 1.01 * requestsPerSecond;
  const lines = [
    `Given: ${quantitiesText(quantities)}.`,
    isPeak
      ? `The busiest second has ${formatNumber(Number((requestsPerSecondPeak / requestsPerSecond).toPrecision(3)))} times the mean: ${rateText(sizing, requestsPerSecondPeak)}.`
      : null,
    // The last sentence names what to measure as the JSON does.
    ...explanation.slice(0, -1),
    commandLine.includes('--limit-concurrency')
      ? '`--limit-concurrency` is twice the slots, so that a burst waits for one instead of being refused.'
      : null,
  ];
  const steps = lines.filter((line) => line !== null).map((line) => `- ${line}`);
  return [...steps, measureFirst(sizing), assumed(sizing)].filter((line) => line !== null).join('\n');
}

/** What stands in the way, and what the figures are for instead. */
function obstacleOf(sizing: SizingEstimate): string | null {
  if (sizing.feasible) return null;
  const { predicted, requestsPerSecondSized, requestsPerSecondPeak } = sizing;
  const reached = 'throughputPerSecond' in predicted ? predicted.throughputPerSecond : requestsPerSecondSized;
  const asked = `${rateText(sizing, requestsPerSecondPeak)} asked for`;
  const instead =
    reached < 0.999 * requestsPerSecondPeak
      ? `The figures below are for what can be had: ${rateText(sizing, reached)} of the ${asked}.`
      : 'The figures below are the nearest to it.';
  return `**As stated this does not fit**: the limit is ${nameOfResource(sizing.bottleneck)}. ${instead}`;
}

function slotsOf(sizing: SizingEstimate): string {
  const { concurrencyPerProcess, totalConcurrency, shape } = sizing;
  if (concurrencyPerProcess.high === 1) return `one ${unitOf(shape)} at a time each`;
  const total =
    totalConcurrency.likely === concurrencyPerProcess.likely
      ? ''
      : `, ${formatRange(totalConcurrency)} in total`;
  return `each with **${formatRange(concurrencyPerProcess)}** ${slotOf(sizing)}s${total}`;
}

function slotOf({ leaf }: SizingEstimate): string {
  return leaf === 'Coroutines' || leaf === 'Streams' ? 'coroutine' : 'thread';
}

function memoryOf({ memoryTotalBytes, memoryPerHostBytes, hosts }: SizingEstimate): string {
  const total = `**${formatRange(memoryTotalBytes, formatBytes)}**`;
  return hosts.likely === 1
    ? total
    : `${total} in total, **${formatBytes(memoryPerHostBytes.likely)}** on each host`;
}

function hostsOf(sizing: SizingEstimate, { hosts: has, cores, memoryBytes }: Quantities): string {
  const { hosts, hostsWithSpare } = sizing;
  const parts = [
    ...(cores === undefined ? [] : [`${formatNumber(cores)} ${cores === 1 ? 'core' : 'cores'}`]),
    ...(memoryBytes === undefined ? [] : [formatBytes(memoryBytes)]),
  ];
  const size = parts.length === 0 ? '' : ` with ${list(parts)}`;
  const spare = hostsWithSpare > hosts.likely ? `, ${formatNumber(hostsWithSpare)} with a spare` : '';
  const line = `- Hosts${size}: **${formatRange(hosts)}**${spare}`;
  if (has === undefined) return line;
  if (has < hosts.likely) return `${line}; you have ${formatNumber(has)}, which is too few`;
  const enough = has >= hostsWithSpare ? 'enough' : 'enough as long as none fails';
  return `${line}; you have ${formatNumber(has)}, ${enough}`;
}

/** What the job demands before any headroom. */
function demandOf(sizing: SizingEstimate, { requestsPerSecond }: Quantities): string | null {
  const cores = coresText(sizing.cpuDemandCores);
  const inFlight = countText(sizing.inFlightMean);
  if (sizing.shape === 'batch') {
    if (!sizing.feasible) return null;
    return `- Demand: ${rateText(sizing, sizing.requestsPerSecondSized)}, ${inFlight} under way at a time, ${cores}`;
  }
  const mean = (sizing.inFlightMean * (requestsPerSecond ?? 0)) / sizing.requestsPerSecondSized;
  const isPeak = mean > 0 && sizing.feasible && mean < 0.99 * sizing.inFlightMean;
  const onAverage = isPeak ? `, ${countText(mean)} on average` : '';
  const when = isPeak ? 'at the peak of' : 'at';
  return `- In flight: about ${inFlight} ${when} ${rateText(sizing, sizing.requestsPerSecondSized)}${onAverage}, ${cores}`;
}

/** The binding resource and how busy it is. */
function mostUsed({ bottleneck, utilization }: SizingEstimate): string {
  const { cores, gil, slots, lock, downstreamConcurrency } = utilization;
  const shares: Partial<Record<typeof bottleneck, number>> = {
    cores,
    gil,
    slots,
    lock,
    'single-thread': slots,
    'downstream-concurrency': downstreamConcurrency,
  };
  const share = shares[bottleneck];
  return `${nameOfResource(bottleneck)}${share === undefined ? '' : ` (${formatNumber(Math.round(100 * share))} %)`}`;
}

function headroomOf(sizing: SizingEstimate): string {
  const of = (input: string): number | undefined => {
    const value = sizing.assumptions.find((each) => each.input === input)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const ceiling = formatNumber(100 * (of('maxUtilization') ?? 0.7));
  if (sizing.shape === 'batch')
    return `Headroom: cores planned to ${ceiling} %, the batch to 90 % of its time`;
  const none = formatNumber(100 - 100 * (of('targetPercentile') ?? 0.95));
  return `Headroom: cores planned to ${ceiling} %, slots so that at most ${none} % of the requests find none free`;
}

function predictionOf({ predicted }: SizingEstimate, quantities: Quantities): string {
  if ('makespanSeconds' in predicted) {
    const deadline = quantities.deadlineSeconds;
    return `- Done after ${formatSeconds(predicted.makespanSeconds)}${deadline === undefined ? '' : ` of ${formatSeconds(deadline)}`}`;
  }
  const target = quantities.p95TargetSeconds;
  const asked = target === undefined ? '' : ` (you asked for ${formatSeconds(target)})`;
  return `- Response time: 95 % within **${formatSeconds(predicted.responseP95Seconds)}**${asked}, half within ${formatSeconds(predicted.responseP50Seconds)}`;
}

/** The input that moves the figures most, between which values, and how to measure it. */
function measureFirst({ sensitivity }: SizingEstimate): string | null {
  const [first] = sensitivity;
  if (first === undefined) return null;
  const { input, low, high, swing, affects } = first;
  const how = HOW_TO_MEASURE[input] === undefined ? '' : ` (${HOW_TO_MEASURE[input]})`;
  const moved = { cpu: 'the CPU needed', inFlight: 'what is in flight', memory: 'the memory' }[affects];
  const span = `${valueOfInput(input, low)} to ${valueOfInput(input, high)}`;
  const times = Math.exp(swing);
  const fold = times > 1000 ? 'from next to nothing' : `${formatNumber(Number(times.toPrecision(2)))}-fold`;
  return `- Measure first: **${nameOfInput(input)}**${how}. From ${span} it changes ${moved} ${fold}`;
}

const HOW_TO_MEASURE: Readonly<Record<string, string>> = {
  cpuSeconds: '`time.thread_time()` before and after one',
  ioWaitSeconds: '`time.perf_counter()` around the call',
  memoryPerWorkerBytes: 'PSS of a warm worker: `smem`, or `/proc/PID/smaps_rollup`',
  memoryPerRequestBytes: '`tracemalloc` around one',
  peakToMeanRatio: 'requests in the busiest second, from the access log',
};

/** The assumptions that matter, those that move the figures most first. */
function assumed({ assumptions, sensitivity }: SizingEstimate): string | null {
  const values = new Map(assumptions.map(({ input, value }) => [input, value]));
  const byWeight = sensitivity.map(({ input }) => input).filter((input) => values.has(input));
  const named = byWeight
    .flatMap((input) => namedValue(input, values.get(input)) ?? [])
    .slice(0, MOST_ASSUMPTIONS);
  const cores = namedValue('coresPerHost', values.get('coresPerHost'));
  const all = [...named, ...(cores === null ? [] : [cores])];
  return all.length === 0
    ? null
    : `Assumed: ${all.join(', ')}. Tell me what you know of these, and I count again.`;
}

/** A number that was stated and plays no part must not seem to count. */
function unused({ shape }: SizingEstimate, quantities: Quantities): string | null {
  const names: readonly QuantityName[] =
    shape === 'batch'
      ? [
          'concurrentUsers',
          'p95TargetSeconds',
          ...(quantities.deadlineSeconds === undefined ? [] : (['requestsPerSecond'] as const)),
        ]
      : [
          'deadlineSeconds',
          ...(quantities.requestsPerSecond === undefined ? [] : (['concurrentUsers'] as const)),
        ];
  const left = Object.fromEntries(
    names.flatMap((name) => (quantities[name] === undefined ? [] : [[name, quantities[name]]])),
  );
  const text = quantitiesText(left);
  return text === '' ? null : `Not used here: ${text}.`;
}

function rateText({ shape }: SizingEstimate, perSecond: number): string {
  return perSecond < 0.1
    ? `${formatNumber(Number((perSecond * 3600).toPrecision(3)))} ${unitOf(shape)}s an hour`
    : `${formatNumber(Number(perSecond.toPrecision(3)))} ${unitOf(shape)}s per second`;
}

function unitOf(shape: SizingEstimate['shape']): string {
  return shape === 'batch' ? 'job' : 'request';
}

/** `computing on 0.45 cores` */
function coresText(cores: number): string {
  const text = formatNumber(Number(cores.toPrecision(2)));
  if (text === '0') return 'with next to no CPU';
  return `computing on ${text} ${text === '1' ? 'core' : 'cores'}`;
}

/** `226`, `2.5`, `0.03`: means of what comes in wholes. */
function countText(value: number): string {
  return formatNumber(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)));
}
