import { bytesText, countText, numberText, percentText, secondsText } from './quantity-text.ts';
import { limitText, nameOfResource } from './resource-names.ts';
import type { Sized } from './sized.ts';
import { sizeOnce } from './sized.ts';
import type { PredictedBatch, PredictedResponse, Sensitivity } from './sizing-estimate.ts';
import type { Workload } from './workload.ts';

/** The reasoning in order: demand, binding resource, headroom, prediction, twice the load, what to measure first. */
export function explain(
  sized: Sized,
  predicted: PredictedResponse | PredictedBatch,
  sensitivity: readonly Sensitivity[],
): readonly string[] {
  return [
    demandSentence(sized),
    bindingSentence(sized),
    headroomSentence(sized),
    predictionSentence(sized.workload, predicted),
    doubleSentence(sized),
    measureSentence(sensitivity),
  ];
}

function bindingSentence({ bottleneck, obstacle, requestsPerSecondSized, batch }: Sized): string {
  const binding = capitalised(limitText(bottleneck));
  if (obstacle === null) return `${binding}.`;
  const perSecond = numberText(Math.min(requestsPerSecondSized, batch?.throughputPerSecond ?? Infinity));
  return `${binding}; this plan does ${perSecond} per second.`;
}

function demandSentence({ workload, requestsPerSecondSized, cpuDemandCores, inFlightMean }: Sized): string {
  const unit = workload.shape === 'batch' ? 'jobs' : 'requests';
  const rate = numberText(requestsPerSecondSized);
  return `${rate} ${unit} per second need ${numberText(cpuDemandCores)} cores of CPU (utilisation law) and hold ${numberText(inFlightMean)} in flight (Little's law).`;
}

function headroomSentence({ workload, numbers }: Sized): string {
  const ceiling = percentText(workload.maxUtilization);
  if (workload.shape === 'batch') {
    return `CPU is planned to ${ceiling} and the batch to 90% of its deadline; that gives ${countText(numbers.processes, 'process', 'processes')}.`;
  }
  const none = percentText(1 - workload.percentile);
  return `CPU is planned to ${ceiling}, slots to 80% and so that at most ${none} of the requests find none free; that gives ${countText(numbers.processes, 'process', 'processes')} with ${countText(numbers.concurrencyPerProcess, 'slot')} each.`;
}

function predictionSentence(workload: Workload, predicted: PredictedResponse | PredictedBatch): string {
  if ('makespanSeconds' in predicted) {
    return `The batch takes about ${secondsText(predicted.makespanSeconds)} of its ${secondsText(workload.deadlineSeconds)}.`;
  }
  const target = Number.isFinite(workload.targetSeconds)
    ? `, the target being ${secondsText(workload.targetSeconds)}`
    : '';
  return `${percentText(workload.percentile)} of the responses come within ${secondsText(predicted.responseAtTargetSeconds)}${target}; half within ${secondsText(predicted.responseP50Seconds)}.`;
}

function doubleSentence(sized: Sized): string {
  const { workload, numbers, capacity } = sized;
  const first = `Growing load first meets ${nameOfResource(capacity.limit)} at ${numberText(capacity.perSecond)} per second.`;
  const doubled = sizeOnce({
    ...workload,
    arrivalsPerSecond: 2 * workload.arrivalsPerSecond,
    jobs: 2 * workload.jobs,
    users: 2 * workload.users,
  });
  if (doubled.obstacle !== null)
    return `${first} Twice the load cannot be met: the limit is ${nameOfResource(doubled.obstacle)}.`;
  const labels = {
    processes: 'processes',
    cpuCores: 'cores',
    totalConcurrency: 'slots',
    hosts: 'hosts',
  } as const;
  const changes = (Object.keys(labels) as (keyof typeof labels)[])
    .filter((name) => numbers[name] < doubled.numbers[name])
    .map((name) => `${labels[name]} ${numberText(numbers[name])} to ${numberText(doubled.numbers[name])}`);
  if (changes.length === 0) return `${first} Twice the load fits the same configuration.`;
  return `${first} Twice the load takes ${changes.join(', ')}.`;
}

function measureSentence(sensitivity: readonly Sensitivity[]): string {
  const [first] = sensitivity;
  if (first === undefined) return 'All inputs are given exactly; nothing needs measuring first.';
  const demand = { cpu: 'CPU', inFlight: 'requests in flight', memory: 'memory' }[first.affects];
  const [low, high] = [inputText(first.input, first.low), inputText(first.input, first.high)];
  return `Measure ${first.input} first: between ${low} and ${high} it moves ${demand} by a factor of ${numberText(Math.exp(first.swing))}.`;
}

function inputText(name: string, value: number): string {
  if (name.endsWith('Seconds')) return secondsText(value);
  return name.endsWith('Bytes') ? bytesText(value) : numberText(value);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
