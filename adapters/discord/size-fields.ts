import type { Quantities } from '../../src/understanding/understanding.ts';
import type { Unit } from './read-number.ts';

/** The numbers `/gilbert size` takes. */
export interface SizeField {
  readonly quantity: Exclude<keyof Quantities, 'pythonVersion'>;
  /** Name of the command option; says its unit. */
  readonly option: string;
  readonly label: string;
  readonly description: string;
  readonly whole: boolean;
  /** In the unit of the option, both ends allowed. */
  readonly min: number;
  readonly max: number;
  /** Of the option in base units. */
  readonly factor: number;
  readonly unit: Unit;
}

const field = (
  quantity: SizeField['quantity'],
  option: string,
  label: string,
  description: string,
  [min, max]: readonly [number, number],
  rest: Partial<SizeField> = {},
): SizeField => ({
  quantity,
  option,
  label,
  description,
  min,
  max,
  whole: false,
  factor: 1,
  unit: 'count',
  ...rest,
});

const time = { factor: 1e-3, unit: 'milliseconds' } as const;

/** Ranges as the sizing model accepts them (src/sizing/input-fields.ts). */
export const SIZE_FIELDS: readonly SizeField[] = [
  field(
    'requestsPerSecond',
    'requests-per-second',
    'Requests per second',
    'Requests per second of the whole service',
    [0.001, 1e6],
    { unit: 'rate' },
  ),
  field('concurrentUsers', 'users', 'Users at a time', 'People or connections at the same time', [1, 1e8], {
    whole: true,
  }),
  field('jobsTotal', 'jobs', 'Jobs', 'Jobs in a batch', [1, 1e10], { whole: true }),
  field(
    'deadlineSeconds',
    'deadline-minutes',
    'Time for the batch',
    'Minutes for the whole batch',
    [0.001, 530_000],
    { factor: 60, unit: 'minutes' },
  ),
  field(
    'ioWaitSeconds',
    'wait-milliseconds',
    'Waiting per task',
    'Milliseconds one task waits for network or disk',
    [0, 3.6e6],
    time,
  ),
  field('cpuSeconds', 'cpu-milliseconds', 'CPU time per task', 'Milliseconds one task computes', [0, 3.6e6], {
    ...time,
  }),
  field(
    'p95TargetSeconds',
    'p95-milliseconds',
    'Slowest answer wanted (p95)',
    'Milliseconds within which 95 of 100 are to be answered',
    [0.1, 8.64e7],
    time,
  ),
  field('cores', 'cores', 'Cores per host', 'CPU cores of one host', [0.05, 1024]),
  field('memoryBytes', 'memory-gib', 'Memory per host', 'GiB of memory of one host', [0.0625, 65_536], {
    factor: 2 ** 30,
    unit: 'gibibytes',
  }),
  field(
    'memoryPerWorkerBytes',
    'worker-memory-mib',
    'Memory per worker',
    'MiB of memory one worker process takes',
    [1, 4_194_304],
    { factor: 2 ** 20, unit: 'gibibytes' },
  ),
  field('hosts', 'hosts', 'Hosts', 'Machines at hand', [1, 100_000], { whole: true }),
];

/** The numbers given as options of the command. */
export function quantitiesOfOptions(options: Readonly<Record<string, unknown>>): Quantities {
  const given = SIZE_FIELDS.flatMap(({ option, quantity, factor }) => {
    const value = options[option];
    return typeof value === 'number' ? [[quantity, value * factor] as const] : [];
  });
  return Object.fromEntries(given);
}
