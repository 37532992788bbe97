import { NO_WAIT } from './erlang.ts';
import { responseTimes } from './evaluate.ts';
import { responseQuantile, responseTail } from './percentile.ts';
import type { Sized } from './sized.ts';
import type { PredictedBatch, PredictedResponse } from './sizing-estimate.ts';

/** What the recommended configuration is expected to do: response times, or the end of the batch; in seconds. */
export function predictedOf({ response, batch, workload }: Sized): PredictedResponse | PredictedBatch {
  if (batch !== null) return batch;
  const { parts, meanSeconds } = response ?? {
    parts: { ioWait: workload.ioWait, cpu: workload.cpu, wait: NO_WAIT },
    meanSeconds: workload.ioWait.mean + workload.cpu.mean,
  };
  const times = responseTimes(parts, meanSeconds);
  const responseAtTargetSeconds =
    workload.percentile === 0.95
      ? times.responseP95Seconds
      : responseQuantile(responseTail(parts), workload.percentile, meanSeconds);
  return { ...times, responseAtTargetSeconds };
}
