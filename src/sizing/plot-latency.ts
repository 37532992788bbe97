import { batchThroughput } from './batch-throughput.ts';
import { withDefaults } from './defaults.ts';
import { withSlots } from './fit-host.ts';
import { makespanSeconds } from './makespan.ts';
import { responseQuantile, responseTail } from './percentile.ts';
import { predictHost } from './predict-host.ts';
import { readInput } from './read-input.ts';
import { likelyPoint } from './sensitivity.ts';
import { type Sized, sizeOnce } from './sized.ts';
import type { SizingRefusal } from './sizing-estimate.ts';
import { workloadAt } from './workload.ts';

/** The predicted time with one number of workers; null when they cannot keep up. */
export interface LatencyPoint {
  /** Processes of the whole service. */
  readonly workers: number;
  readonly seconds: number | null;
}

export interface LatencyPlot {
  /** The 95th percentile of the response, or for a batch the time to its end. */
  readonly measure: 'responseP95Seconds' | 'makespanSeconds';
  readonly recommendedWorkers: number;
  /** The latency target or the deadline, where there is one. */
  readonly limitSeconds: number | null;
  /** By growing number of workers. */
  readonly points: readonly LatencyPoint[];
}

const MOST_POINTS = 24;

/**
 * Predicted time against the number of workers, at the sized load, on the recommended hosts with all their cores:
 * from one worker per host to twice the recommended number.
 */
export function plotLatency(input: unknown): LatencyPlot | SizingRefusal {
  const reading = readInput(input);
  if ('fault' in reading) return { error: reading.fault };
  const request = withDefaults(reading.value);
  const sized = sizeOnce(workloadAt(request, likelyPoint(request)));
  const { workload, deployment } = sized;
  const limit = workload.shape === 'batch' ? workload.deadlineSeconds : workload.targetSeconds;
  const onlyOneProcess =
    workload.leaf === 'SingleThread' ||
    (workload.mode === 'threads' && workload.freeThreaded) ||
    workload.coreQuota < 1;
  const perHost = onlyOneProcess ? [1] : spreadUpTo(Math.max(4, 2 * deployment.processes));
  return {
    measure: workload.shape === 'batch' ? 'makespanSeconds' : 'responseP95Seconds',
    recommendedWorkers: sized.numbers.processes,
    limitSeconds: Number.isFinite(limit) ? limit : null,
    points: perHost.map((processes) => ({
      workers: processes * deployment.hosts,
      seconds: workload.shape === 'batch' ? batchSeconds(sized, processes) : p95Seconds(sized, processes),
    })),
  };
}

function p95Seconds({ workload, deployment }: Sized, processes: number): number | null {
  const prediction = predictHost(
    workload,
    withSlots(workload, { ...deployment, processes, cores: workload.coresPerHost }),
  );
  if (!prediction.stable) return null;
  return responseQuantile(responseTail(prediction.parts), 0.95, prediction.responseMeanSeconds);
}

function batchSeconds({ workload, deployment }: Sized, processes: number): number {
  const { hosts, slots, cores, arrivalsPerSecond } = deployment;
  const total = processes * hosts;
  const workers = { hosts, processes: total, slots, cores: hosts * Math.max(cores, workload.coresPerHost) };
  return makespanSeconds(workload, workers, batchThroughput(workload, workers, arrivalsPerSecond));
}

/** At most `MOST_POINTS` whole numbers from 1 to `most`, evenly spread. */
function spreadUpTo(most: number): readonly number[] {
  const count = Math.min(most, MOST_POINTS);
  const steps = Array.from({ length: count }, (_, i) =>
    Math.round(1 + (i * (most - 1)) / Math.max(1, count - 1)),
  );
  return [...new Set(steps)];
}
