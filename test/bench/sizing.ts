import { Bench } from 'tinybench';
import { withDefaults } from '../../src/sizing/defaults.ts';
import { estimate } from '../../src/sizing/estimate.ts';
import { predictedOf } from '../../src/sizing/predicted.ts';
import { readInput } from '../../src/sizing/read-input.ts';
import { likelyPoint } from '../../src/sizing/sensitivity.ts';
import { sizeOnce } from '../../src/sizing/sized.ts';
import { workloadAt } from '../../src/sizing/workload.ts';
import { report } from './report.ts';

const INPUTS = {
  'a web service': { requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.01 },
  'a service with a target': {
    requestsPerSecond: 300,
    ioWaitSeconds: 0.1,
    cpuSeconds: 0.01,
    targetLatencySeconds: 0.5,
  },
  'a batch': { jobs: 40_000, deadlineSeconds: 3600, cpuSeconds: 0.5 },
};

/** An estimate with its ranges, sensitivity and words against one plain evaluation: a configuration, its prediction. */
export async function sizingBench(): Promise<void> {
  for (const [name, input] of Object.entries(INPUTS)) {
    const reading = readInput(input);
    if ('fault' in reading) throw new Error(reading.fault);
    const request = withDefaults(reading.value);
    const bench = new Bench({ time: 300, warmupTime: 50 });
    bench
      .add('once', () => {
        predictedOf(sizeOnce(workloadAt(request, likelyPoint(request))));
      })
      .add('with ranges', () => {
        estimate(input);
      });
    await bench.run();
    const milliseconds = (task: string): number => {
      const result = bench.getTask(task)?.result;
      if (result?.state !== 'completed') throw new Error(`${task} was not measured`);
      return result.latency.p50;
    };
    const ranges = milliseconds('with ranges');
    report(`estimate with ranges, ${name}`, ranges, 'the model once', milliseconds('once'), 'ms');
  }
}
