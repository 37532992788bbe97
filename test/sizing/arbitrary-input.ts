import fc from 'fast-check';
import type { Leaf, SizingInput } from '../../src/sizing/estimate.ts';
import { LEAVES } from '../../src/sizing/sizing-input.ts';

/** A number anywhere between two positive limits, equally likely in each power of ten. */
export function logUniform(low: number, high: number): fc.Arbitrary<number> {
  return fc
    .double({ min: Math.log(low), max: Math.log(high), noNaN: true })
    .map((log) => Math.min(high, Math.max(low, Math.exp(log))));
}

function whole(low: number, high: number): fc.Arbitrary<number> {
  return logUniform(low, high).map(Math.round);
}

const load = fc.oneof(
  fc.record({ requestsPerSecond: logUniform(1e-4, 1e6) }),
  fc.record({
    concurrentUsers: whole(1, 1e8),
    thinkTimeSeconds: fc.oneof(fc.constant(0), logUniform(0.01, 86_400)),
  }),
);
const batch = fc.record({ jobs: whole(1, 1e10), deadlineSeconds: logUniform(1, 3.2e7) });

const anyField = fc.record(
  {
    ioWaitSeconds: logUniform(1e-5, 3600),
    cpuSeconds: logUniform(1e-6, 3600),
    nativeCpuSeconds: logUniform(1e-6, 3600),
    frameworkCpuSeconds: fc.double({ min: 0, max: 1, noNaN: true }),
    ioWaitScv: fc.double({ min: 0, max: 100, noNaN: true }),
    cpuScv: fc.double({ min: 0, max: 100, noNaN: true }),
    peakToMeanRatio: logUniform(1, 1000),
    targetLatencySeconds: logUniform(1e-3, 86_400),
    targetPercentile: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
    maxUtilization: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    coresPerHost: logUniform(0.05, 1024),
    memoryPerHostBytes: logUniform(2 ** 26, 2 ** 46),
    memoryPerWorkerBytes: logUniform(2 ** 20, 2 ** 42),
    memoryPerRequestBytes: logUniform(1, 2 ** 40),
    startMethod: fc.constantFrom('fork', 'spawn', 'forkserver'),
    downstreamMaxRequestsPerMinute: logUniform(1e-3, 1e9),
    downstreamMaxConcurrency: whole(1, 1e7),
    downstreamCallsPerRequest: logUniform(0.01, 1000),
    lockFraction: fc.double({ min: 0, max: 1, noNaN: true }),
    coherencyFraction: logUniform(1e-9, 1),
    chunkSize: whole(1, 1e9),
    freeThreaded: fc.boolean(),
    inputConfidence: fc.constantFrom('measured', 'estimated', 'guess'),
    evaluate: fc.record({
      processes: whole(1, 1e9),
      concurrencyPerProcess: whole(1, 1e9),
      cpuCores: logUniform(0.01, 1e6),
    }),
  },
  { requiredKeys: [] },
);

const leaf: fc.Arbitrary<Leaf> = fc.constantFrom(...LEAVES);

/** Any input, up to the limits of every field; a few of them are refused. */
export const anyInput: fc.Arbitrary<SizingInput> = fc
  .tuple(fc.oneof(load, batch), anyField, leaf)
  .map(([work, fields, at]) => ({ ...work, ...fields, leaf: at }) as SizingInput);

type OnlineInput = SizingInput & { readonly requestsPerSecond: number };

/** An ordinary online service with a request rate. */
export const onlineInput: fc.Arbitrary<OnlineInput> = fc
  .record(
    {
      requestsPerSecond: logUniform(0.01, 1e4),
      ioWaitSeconds: logUniform(1e-3, 30),
      cpuSeconds: logUniform(1e-4, 1),
      nativeCpuSeconds: logUniform(1e-4, 1),
      coresPerHost: fc.integer({ min: 1, max: 64 }),
      memoryPerHostBytes: logUniform(2 ** 30, 2 ** 38),
      targetOverWork: logUniform(0.5, 30),
      leaf,
    },
    { requiredKeys: ['requestsPerSecond', 'ioWaitSeconds', 'coresPerHost', 'memoryPerHostBytes', 'leaf'] },
  )
  .map(({ targetOverWork, ...input }) => {
    const work = input.ioWaitSeconds + (input.cpuSeconds ?? 0) + (input.nativeCpuSeconds ?? 0);
    return targetOverWork === undefined ? input : { ...input, targetLatencySeconds: work * targetOverWork };
  });

/** A service of any kind, with whatever may limit it; `times` gives the same service that many times the load. */
export interface Service {
  readonly input: SizingInput;
  readonly times: (factor: number) => SizingInput;
}

const ofRate = logUniform(0.01, 1e4).map((requestsPerSecond) => ({
  load: { requestsPerSecond },
  times: (factor: number) => ({ requestsPerSecond: Math.min(1e6, requestsPerSecond * factor) }),
}));
const ofUsers = fc.tuple(whole(1, 1e5), logUniform(0.5, 100)).map(([concurrentUsers, thinkTimeSeconds]) => ({
  load: { concurrentUsers, thinkTimeSeconds },
  times: (factor: number) => ({ concurrentUsers: Math.ceil(concurrentUsers * factor), thinkTimeSeconds }),
}));

const anyLimit = fc.record(
  {
    peakToMeanRatio: fc.constantFrom(1, 1.5, 3),
    targetPercentile: fc.constantFrom(0.5, 0.9, 0.95, 0.99),
    maxUtilization: fc.constantFrom(0.5, 0.7, 0.85),
    memoryPerHostBytes: logUniform(2 ** 28, 2 ** 38),
    memoryPerWorkerBytes: logUniform(2 ** 24, 2 ** 31),
    downstreamMaxConcurrency: whole(2, 1000),
    downstreamMaxRequestsPerMinute: logUniform(60, 1e6),
    lockFraction: fc.double({ min: 0, max: 0.9, noNaN: true }),
    freeThreaded: fc.boolean(),
  },
  { requiredKeys: [] },
);

export const service: fc.Arbitrary<Service> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: ofRate }, { weight: 1, arbitrary: ofUsers }),
    onlineInput,
    anyLimit,
    fc.option(fc.oneof(logUniform(0.05, 1), logUniform(1, 64)), { nil: undefined }),
  )
  .map(([{ load: given, times }, { requestsPerSecond: _, ...work }, limits, quota]) => {
    const rest = { ...work, ...limits, ...(quota !== undefined && { coresPerHost: quota }) };
    return {
      input: { ...given, ...rest } as SizingInput,
      times: (factor) => ({ ...times(factor), ...rest }) as SizingInput,
    };
  });

type BatchInput = SizingInput & { readonly jobs: number; readonly deadlineSeconds: number };

/** A batch on hosts of whole cores. */
export const batchInput: fc.Arbitrary<BatchInput> = fc.record(
  {
    jobs: whole(1, 1e7),
    deadlineSeconds: logUniform(1, 1e5),
    ioWaitSeconds: logUniform(1e-3, 30),
    cpuSeconds: logUniform(1e-4, 5),
    nativeCpuSeconds: logUniform(1e-4, 2),
    coresPerHost: fc.integer({ min: 1, max: 64 }),
    memoryPerHostBytes: logUniform(2 ** 27, 2 ** 38),
    startMethod: fc.constantFrom('fork', 'spawn'),
    freeThreaded: fc.boolean(),
    leaf,
  },
  { requiredKeys: ['jobs', 'deadlineSeconds', 'cpuSeconds', 'coresPerHost', 'memoryPerHostBytes', 'leaf'] },
) as fc.Arbitrary<BatchInput>;
