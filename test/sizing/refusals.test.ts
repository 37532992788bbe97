import { describe, expect, it } from 'vitest';
import { estimate, isRefusal, plotLatency } from '../../src/sizing/estimate.ts';
import { FIELD_RULES } from '../../src/sizing/input-fields.ts';

const online = { requestsPerSecond: 10, ioWaitSeconds: 0.5, cpuSeconds: 0.01 };
const batch = { jobs: 100, deadlineSeconds: 60, cpuSeconds: 0.1 };

/** What is wrong, the input, and the message in full or its telling part. */
const REFUSED: readonly (readonly [string, unknown, string])[] = [
  ['text for an object', 'hello', 'the input is "hello"; give one object such as'],
  ['a list', [], 'the input is a list; give one object'],
  ['null', null, 'the input is null; give one object'],
  ['an unknown field', { ...online, colour: 1 }, '"colour" is not a field; leave it out or give one of'],
  [
    'milliseconds in a name',
    { ...online, ioWaitMs: 5 },
    '"ioWaitMs" is not a field; did you mean ioWaitSeconds in seconds?',
  ],
  [
    'millis in a name',
    { ...online, cpuMillis: 5 },
    '"cpuMillis" is not a field; did you mean cpuSeconds in seconds?',
  ],
  [
    'minutes in a name',
    { ...batch, deadlineMinutes: 5 },
    '"deadlineMinutes" is not a field; did you mean deadlineSeconds in seconds?',
  ],
  [
    'megabytes in a name',
    { ...online, memoryPerHostMb: 5 },
    '"memoryPerHostMb" is not a field; did you mean memoryPerHostBytes in bytes?',
  ],
  ['a name in another style', { ...online, cores_per_host: 5 }, 'did you mean coresPerHost?'],
  [
    'a number as text',
    { ...online, ioWaitSeconds: '3' },
    'ioWaitSeconds is "3", not a number; give a number from 0 to 3600',
  ],
  [
    'a boolean',
    { ...online, cpuSeconds: true },
    'cpuSeconds is true, not a number; give a number from 0 to 3600',
  ],
  ['null for a number', { ...online, cpuSeconds: null }, 'cpuSeconds is null, not a number'],
  ['NaN', { ...online, cpuSeconds: Number.NaN }, 'cpuSeconds is NaN, not a finite number'],
  [
    'infinity',
    { ...online, requestsPerSecond: Number.POSITIVE_INFINITY },
    'requestsPerSecond is Infinity, not a finite number',
  ],
  [
    'a negative',
    { ...online, ioWaitSeconds: -1 },
    'ioWaitSeconds -1 is negative; give a number from 0 to 3600',
  ],
  [
    'a zero rate',
    { ...online, requestsPerSecond: 0 },
    'requestsPerSecond 0 is out of range; give a number above 0 and at most 1000000',
  ],
  [
    'a rate above the table',
    { ...online, requestsPerSecond: 2e6 },
    'requestsPerSecond 2000000 is out of range',
  ],
  [
    'a range without likely',
    { ...online, cpuSeconds: { low: 1 } },
    'cpuSeconds is an object but not a range; give a number or {"low", "likely", "high"}',
  ],
  [
    'a range with more',
    { ...online, cpuSeconds: { likely: 1, mean: 2 } },
    'cpuSeconds is an object but not a range',
  ],
  ['a list for a range', { ...online, cpuSeconds: [1, 2, 3] }, 'cpuSeconds is a list but not a range'],
  [
    'text within a range',
    { ...online, cpuSeconds: { likely: '1' } },
    'cpuSeconds.likely is "1", not a number',
  ],
  [
    'low above likely',
    { ...online, cpuSeconds: { low: 2, likely: 1 } },
    'cpuSeconds.low 2 is above likely 1; give low <= likely <= high',
  ],
  [
    'likely above high',
    { ...online, cpuSeconds: { likely: 2, high: 1 } },
    'cpuSeconds.high 1 is below likely 2; give low <= likely <= high',
  ],
  ['half a job', { ...batch, jobs: 1.5 }, 'jobs 1.5 is not whole; give a whole number from 1 to 10000000000'],
  ['half a user', { concurrentUsers: 1.5, cpuSeconds: 1 }, 'concurrentUsers 1.5 is not whole'],
  ['half a spare host', { ...online, spareHosts: 0.5 }, 'spareHosts 0.5 is not whole'],
  [
    'half a connection',
    { ...online, downstreamMaxConcurrency: 1.5 },
    'downstreamMaxConcurrency 1.5 is not whole',
  ],
  ['half a chunk', { ...batch, chunkSize: 1.5 }, 'chunkSize 1.5 is not whole'],
  [
    'rate and users',
    { ...online, concurrentUsers: 5 },
    'requestsPerSecond 10 and concurrentUsers 5 both set the load; give only one of them',
  ],
  [
    'online and batch',
    { ...online, ...batch },
    'requestsPerSecond 10 asks for an online service and jobs 100 for a batch; give only one kind',
  ],
  ['a rate with a deadline', { ...online, deadlineSeconds: 5 }, 'deadlineSeconds 5 for a batch'],
  [
    'both lock fields',
    { ...online, lockHoldSeconds: 0.01, lockFraction: 0.1 },
    'lockHoldSeconds 0.01 and lockFraction 0.1 say the same twice; give only one of them',
  ],
  [
    'no load',
    { cpuSeconds: 0.1 },
    'the load is missing; give requestsPerSecond or concurrentUsers, or jobs and deadlineSeconds',
  ],
  ['nothing', {}, 'the load is missing'],
  [
    'no time',
    { requestsPerSecond: 5 },
    'the time of a request is missing; give ioWaitSeconds, ioWaitP95Seconds, cpuSeconds or nativeCpuSeconds',
  ],
  [
    'a batch without a deadline',
    { jobs: 5, cpuSeconds: 0.1 },
    'jobs 5 has no deadline; give deadlineSeconds',
  ],
  [
    'a deadline without jobs',
    { deadlineSeconds: 5, cpuSeconds: 0.1 },
    'deadlineSeconds 5 has no work; give jobs',
  ],
  [
    'a shape without its load',
    { ...batch, shape: 'online' },
    'shape "online" has no load; give requestsPerSecond or concurrentUsers',
  ],
  [
    'a batch shape with a rate',
    { ...online, shape: 'batch' },
    'shape "batch" has no work; give jobs and deadlineSeconds',
  ],
  [
    'all times zero',
    { requestsPerSecond: 5, ioWaitSeconds: 0, cpuSeconds: 0 },
    'ioWaitSeconds, cpuSeconds and nativeCpuSeconds are all 0; give the one that takes the time',
  ],
  [
    'seconds above the limit',
    { ...online, ioWaitSeconds: 5000 },
    'ioWaitSeconds 5000 is out of range; is it in milliseconds? then give 5; give a number from 0 to 3600',
  ],
  [
    'a wait in milliseconds',
    { ...online, ioWaitSeconds: 800, targetLatencySeconds: 2 },
    'ioWaitSeconds 800 looks like milliseconds; give 0.8',
  ],
  [
    'a wait p95 in milliseconds',
    { requestsPerSecond: 1, ioWaitP95Seconds: 800, targetLatencySeconds: 2 },
    'ioWaitP95Seconds 800 looks like milliseconds',
  ],
  [
    'CPU in milliseconds',
    { ...online, cpuSeconds: 100, targetLatencySeconds: 2 },
    'cpuSeconds 100 looks like milliseconds; give 0.1',
  ],
  [
    'a job in milliseconds',
    { ...batch, cpuSeconds: 3000 },
    'cpuSeconds 3000 looks like milliseconds; give 3 (one job takes 3000 s and deadlineSeconds is 60)',
  ],
  [
    'a job whose wait and native CPU are in milliseconds',
    { jobs: 100, deadlineSeconds: 60, ioWaitSeconds: 1500, nativeCpuSeconds: 1600 },
    'nativeCpuSeconds 1600 looks like milliseconds; give 1.6',
  ],
  [
    'p95 far below the mean',
    { ...online, ioWaitP95Seconds: 0.05 },
    'ioWaitP95Seconds 0.05 is far below the mean ioWaitSeconds 0.5; give both in seconds',
  ],
  [
    'megabytes',
    { ...online, memoryPerWorkerBytes: 150 },
    'memoryPerWorkerBytes 150 is out of range; is it in megabytes? then give 150000000; give a number from 1048576',
  ],
  [
    'host memory in megabytes',
    { ...online, memoryPerHostBytes: 4096 },
    'memoryPerHostBytes 4096 is out of range; is it in megabytes?',
  ],
  [
    'a percentile in percent',
    { ...online, targetPercentile: 95 },
    'targetPercentile 95 is out of range; give a fraction such as 0.95; give a number from 0.5 to 0.999',
  ],
  [
    'a utilisation in percent',
    { ...online, maxUtilization: 70 },
    'maxUtilization 70 is out of range; give a fraction such as 0.7',
  ],
  [
    'an unknown leaf',
    { ...online, leaf: 'Tasks' },
    'leaf "Tasks" is unknown; give one of SingleThread, SyncIO, ProcessPoolIndependent',
  ],
  [
    'an unknown shape',
    { ...online, shape: 'stream' },
    'shape "stream" is unknown; give one of online, batch',
  ],
  [
    'an unknown start method',
    { ...online, startMethod: 'thread' },
    'startMethod "thread" is unknown; give one of fork, spawn, forkserver',
  ],
  [
    'an unknown confidence',
    { ...online, inputConfidence: 'sure' },
    'inputConfidence "sure" is unknown; give one of measured, estimated, guess',
  ],
  ['freeThreaded as text', { ...online, freeThreaded: 'yes' }, 'freeThreaded is "yes"; give true or false'],
  [
    'a version as a number',
    { ...online, pythonVersion: 3.13 },
    'pythonVersion is 3.13; give text such as "3.13"',
  ],
  [
    'free threads before 3.13',
    { ...online, freeThreaded: true, pythonVersion: '3.12' },
    'pythonVersion "3.12" has no free-threaded build; give "3.13" or later',
  ],
  ['evaluate as a number', { ...online, evaluate: 3 }, 'evaluate is 3; give an object such as'],
  [
    'evaluate without cores',
    { ...online, evaluate: { processes: 1, concurrencyPerProcess: 1 } },
    'evaluate.cpuCores is missing; give an object such as',
  ],
  [
    'evaluate with no process',
    { ...online, evaluate: { processes: 0, concurrencyPerProcess: 1, cpuCores: 1 } },
    'evaluate.processes 0 is out of range; give a whole number above 0',
  ],
  [
    'evaluate with half a slot',
    { ...online, evaluate: { processes: 1, concurrencyPerProcess: 1.5, cpuCores: 1 } },
    'evaluate.concurrencyPerProcess 1.5 is not whole',
  ],
  [
    'evaluate with more',
    { ...online, evaluate: { workers: 1 } },
    'evaluate.workers is not a field; give processes, concurrencyPerProcess, cpuCores, closedClients',
  ],
];

describe('an input that cannot be sized is refused with field, value and remedy', () => {
  it.each(REFUSED)('%s', (_, input, message) => {
    const answer = estimate(input);
    expect(isRefusal(answer) && answer.error).toContain(message);
    expect(Object.keys(answer)).toEqual(['error']);
    expect(plotLatency(input)).toEqual(answer);
  });

  it('names all faulty fields at once', () => {
    const answer = estimate({ requestsPerSecond: -1, cpuSeconds: 'x', leaf: 'y' });
    const text = isRefusal(answer) ? answer.error : '';
    for (const field of ['requestsPerSecond', 'cpuSeconds', 'leaf']) expect(text).toContain(field);
  });
});

const wrongValues = Object.entries(FIELD_RULES).flatMap(([field, { min, max, aboveMin, whole }]) => {
  const values: readonly unknown[] = [
    aboveMin ? min : min - 1e-3,
    max * 1.001,
    -1,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    '1',
    false,
    null,
    [],
    ...(whole ? [min + 1.5] : []),
  ];
  return values.map((value) => ({ field, value }));
});

describe('a value outside the table is refused for every field', () => {
  it.each(wrongValues)('$field: $value', ({ field, value }) => {
    const answer = estimate({ [field]: value });
    const text = isRefusal(answer) ? answer.error : '';
    const shown = Array.isArray(value) ? 'a list' : typeof value === 'string' ? `"${value}"` : String(value);
    expect(text).toContain(field);
    expect(text).toContain(shown);
    expect(text).toContain('give ');
  });

  it.each(Object.entries(FIELD_RULES))('%s: also at the ends of a range', (field, { max }) => {
    const answer = estimate({ [field]: { low: 0, likely: max, high: max * 2 } });
    expect(isRefusal(answer) && answer.error).toContain(`${field}.`);
  });
});
