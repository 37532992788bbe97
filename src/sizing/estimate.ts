import { commandLineOf } from './command-line.ts';
import { type SizingRequest, withDefaults } from './defaults.ts';
import { evaluateHost } from './evaluate.ts';
import { explain } from './explain.ts';
import { predictedOf } from './predicted.ts';
import { rangesOf } from './ranges.ts';
import { readInput } from './read-input.ts';
import { leveragesOf, sensitivityOf } from './sensitivity.ts';
import { sizeOnce } from './sized.ts';
import type { Evaluated, SizingEstimate, SizingRefusal } from './sizing-estimate.ts';
import { warningsFor } from './warnings.ts';
import { workloadAt } from './workload.ts';

export { type LatencyPlot, type LatencyPoint, plotLatency } from './plot-latency.ts';
export type {
  Assumption,
  Evaluated,
  PredictedBatch,
  PredictedResponse,
  Resource,
  Sensitivity,
  SizedRanges,
  SizingEstimate,
  SizingRefusal,
  Utilization,
} from './sizing-estimate.ts';
export type {
  EvaluateInput,
  InputConfidence,
  Leaf,
  Mode,
  NumberOrRange,
  Range,
  Shape,
  SizingInput,
  StartMethod,
} from './sizing-input.ts';

/**
 * Sizes a service or a batch: cores, processes, threads or coroutines, connection pools, memory and hosts, each with
 * a span, and what to expect of them. Pure: the same input always gives the same answer. Times are seconds, sizes
 * bytes, rates per second.
 *
 * @param input a `SizingInput`, of unknown origin
 * @returns the estimate, or a refusal that names the field, its value and the remedy; never throws
 * @example estimate({ requestsPerSecond: 20, ioWaitSeconds: 3, cpuSeconds: 0.02 })
 */
export function estimate(input: unknown): SizingEstimate | SizingRefusal {
  const reading = readInput(input);
  if ('fault' in reading) return { error: reading.fault };
  const request = withDefaults(reading.value);
  const workload = workloadAt(request, request.likely);
  const sized = sizeOnce(workload);
  const leverages = leveragesOf(request, sized.numbers.processes);
  const sensitivity = sensitivityOf(leverages);
  const predicted = predictedOf(sized);
  const evaluated = evaluatedOf(request);
  return {
    feasible: sized.obstacle === null,
    bottleneck: sized.bottleneck,
    shape: request.shape,
    leaf: request.leaf,
    ...rangesOf(request, sized.numbers, leverages),
    requestsPerSecondPeak: workload.arrivalsPerSecond,
    requestsPerSecondSized: sized.requestsPerSecondSized,
    cpuDemandCores: sized.cpuDemandCores,
    inFlightMean: sized.inFlightMean,
    hostsWithSpare: sized.numbers.hosts + workload.spareHosts,
    processesPerHost: sized.deployment.processes,
    maxSustainableRequestsPerSecond: sized.capacity.perSecond,
    capacityLimit: sized.capacity.limit,
    ...(sized.chunkSize !== null && { chunkSize: sized.chunkSize }),
    commandLine: commandLineOf(sized),
    utilization: sized.utilization,
    predicted,
    ...(evaluated !== null && { evaluated }),
    assumptions: request.assumptions,
    sensitivity,
    warnings: warningsFor(sized),
    explanation: explain(sized, predicted, sensitivity),
  };
}

/** True when the input could not be sized; `error` then says why and what to give instead. */
export function isRefusal<T extends object>(answer: T | SizingRefusal): answer is SizingRefusal {
  return 'error' in answer;
}

/** A quota below one core stretches bursts, so the workload is seen through the evaluated number of cores. */
function evaluatedOf(request: SizingRequest): Evaluated | null {
  if (request.evaluate === null) return null;
  const point = { ...request.likely, coresPerHost: request.evaluate.cpuCores };
  return evaluateHost(workloadAt(request, point), request.evaluate);
}
