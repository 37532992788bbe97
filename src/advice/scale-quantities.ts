import type { SizingEstimate } from '../sizing/estimate.ts';
import type { Factors, Quantities, QuantityName, Scaled } from '../understanding/understanding.ts';
import { list } from './units.ts';

type NumberName = Exclude<QuantityName, 'pythonVersion'>;

/** The quantities a factor may be about, in order: the first that was stated is multiplied. */
const MEANT: Readonly<Record<Scaled, readonly NumberName[]>> = {
  load: ['requestsPerSecond', 'concurrentUsers', 'jobsTotal'],
  taskSeconds: ['ioWaitSeconds', 'latencySeconds', 'cpuSeconds'],
  cpuSeconds: ['cpuSeconds'],
  cores: ['cores'],
  hosts: ['hosts'],
  memoryBytes: ['memoryBytes'],
  memoryPerWorkerBytes: ['memoryPerWorkerBytes'],
  deadlineSeconds: ['deadlineSeconds'],
  p95TargetSeconds: ['p95TargetSeconds'],
};

/** What the estimate assumes where nobody stated it. */
const ASSUMED_AS: Readonly<Partial<Record<NumberName, string>>> = {
  cores: 'coresPerHost',
  memoryPerWorkerBytes: 'memoryPerWorkerBytes',
  cpuSeconds: 'cpuSeconds',
};

const NAMES: Readonly<Record<Scaled, string>> = {
  load: 'how much there is to do',
  taskSeconds: 'how long one takes',
  cpuSeconds: 'how much CPU time one takes',
  cores: 'how many cores a host has',
  hosts: 'how many hosts there are',
  memoryBytes: 'how much memory a host has',
  memoryPerWorkerBytes: 'how much memory a worker takes',
  deadlineSeconds: 'by when it must be done',
  p95TargetSeconds: 'the response time you aim at',
};

/** The quantities before and after a change in proportion, or what would have to be known for it. */
export type Scaling =
  | { readonly before: Quantities; readonly after: Quantities }
  | { readonly unknown: string };

/** Applies "10x traffic" to what was stated, or to what the estimate assumed in its place. */
export function scaleQuantities(
  factors: Factors,
  stated: Quantities,
  sizing: Pick<SizingEstimate, 'assumptions'> | null,
): Scaling {
  const before: { -readonly [Name in NumberName]?: number } = {};
  const after: { -readonly [Name in NumberName]?: number } = {};
  const unknown: string[] = [];
  for (const [scaled, factor] of Object.entries(factors) as [Scaled, number][]) {
    const name = MEANT[scaled].find((each) => stated[each] !== undefined) ?? MEANT[scaled][0];
    const value = name && (stated[name] ?? assumed(name, sizing));
    if (name === undefined || value === undefined) unknown.push(NAMES[scaled]);
    else [before[name], after[name]] = [value, scaledValue(name, value * factor)];
  }
  return unknown.length > 0 ? { unknown: list(unknown) } : { before, after };
}

function assumed(name: NumberName, sizing: Pick<SizingEstimate, 'assumptions'> | null): number | undefined {
  const value = sizing?.assumptions.find(({ input }) => input === ASSUMED_AS[name])?.value;
  return typeof value === 'number' ? value : undefined;
}

/** People, jobs and hosts stay whole; everything else loses only the noise of the multiplication. */
function scaledValue(name: NumberName, value: number): number {
  const isWhole = name === 'concurrentUsers' || name === 'jobsTotal' || name === 'hosts';
  return isWhole ? Math.max(1, Math.round(value)) : Number(value.toPrecision(12));
}
