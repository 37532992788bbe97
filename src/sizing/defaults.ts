import { MIB } from './constants.ts';
import { minorVersion } from './input-conflicts.ts';
import { ioWaitOf, ioWaitScvOf } from './io-wait.ts';
import type { GivenInput } from './read-input.ts';
import type { Assumption } from './sizing-estimate.ts';
import {
  type EvaluateInput,
  LEAF_MODES,
  type Leaf,
  type Mode,
  type QuantityName,
  type Range,
  type Shape,
  type StartMethod,
} from './sizing-input.ts';

/** Everything the model can be told in numbers; `freeThreaded` is the slowdown of the build without a GIL. */
export type Parameter = QuantityName | 'freeThreaded';
export type Quantities = Readonly<Partial<Record<Parameter, Range>>>;
/** One value per parameter: the likely ones, or a point between them and an end of their spans. */
export type Point = Readonly<Partial<Record<Parameter, number>>>;

/** A complete input: given values, and defaults where there are any. */
export interface SizingRequest {
  readonly shape: Shape;
  readonly leaf: Leaf;
  readonly mode: Mode;
  readonly startMethod: StartMethod;
  readonly freeThreaded: boolean;
  readonly quantities: Quantities;
  /** The likely value of every quantity. */
  readonly likely: Point;
  readonly evaluate: EvaluateInput | null;
  readonly assumptions: readonly Assumption[];
}

const NONE = span(0, 0, 0);
const LOCK_FRACTIONS: Readonly<Partial<Record<Leaf, Range>>> = {
  ProcessPoolAtomic: span(0, 0.01, 0.03),
  MessageQueue: span(0, 0.01, 0.03),
  ProcessPoolLocking: span(0.01, 0.05, 0.15),
  SimpleLock: span(0.01, 0.05, 0.15),
  AdvLock: span(0.02, 0.08, 0.2),
};
const COHERENCY_FRACTIONS: Readonly<Partial<Record<Leaf, Range>>> = {
  ProcessPoolAtomic: span(0, 0.0001, 0.0005),
  ProcessPoolLocking: span(0, 0.0002, 0.001),
};

/** Fills in what was not given, and lists each value so taken as an assumption. */
export function withDefaults(given: GivenInput): SizingRequest {
  const assumptions: Assumption[] = [];
  const assume = <T extends Assumption['value']>(input: string, value: T): T => {
    assumptions.push({ input, value });
    return value;
  };
  const shape = given.shape ?? assume('shape', given.quantities.jobs === undefined ? 'online' : 'batch');
  const known = given.quantities;
  const computed = (known.cpuSeconds?.likely ?? 0) + (known.nativeCpuSeconds?.likely ?? 0);
  const leaf =
    given.leaf ??
    assume('leaf', (ioWaitOf(known)?.likely ?? 0) >= computed ? 'Coroutines' : 'ProcessPoolIndependent');
  const mode = LEAF_MODES[leaf];
  const startMethod = given.startMethod ?? assume('startMethod', 'fork');
  const pythonVersion = given.pythonVersion ?? assume('pythonVersion', '3.13');
  const freeThreaded = given.freeThreaded ?? assume('freeThreaded', pythonVersion.endsWith('t'));
  if (given.inputConfidence === undefined) assume('inputConfidence', 'estimated');

  // Assigned, because adding to what was spread takes ten times as long.
  const quantities: Partial<Record<Parameter, Range>> = Object.assign({}, known);
  const fallbacks = Object.entries(fallbacksFor(shape, leaf, known)) as [QuantityName, Range | undefined][];
  for (const [name, fallback] of fallbacks) {
    if (fallback === undefined || quantities[name] !== undefined) continue;
    quantities[name] = fallback;
    assume(name, fallback.likely);
  }
  const derivedScv = ioWaitScvOf(known);
  if (derivedScv !== undefined) quantities.ioWaitScv = derivedScv;
  if (known.connectionHoldSeconds === undefined) {
    // Not filled in: it follows the I/O wait wherever that moves.
    const calls = Math.max(1, quantities.downstreamCallsPerRequest?.likely ?? 1);
    assume('connectionHoldSeconds', (quantities.ioWaitSeconds?.likely ?? 0) / calls);
  }
  if (freeThreaded) {
    quantities.freeThreaded = minorVersion(pythonVersion) >= 14 ? span(1.03, 1.1, 1.15) : span(1.2, 1.4, 1.5);
  }
  return {
    shape,
    leaf,
    mode,
    startMethod,
    freeThreaded,
    quantities,
    likely: likelyOf(quantities),
    evaluate: given.evaluate ?? null,
    assumptions,
  };
}

function likelyOf(quantities: Quantities): Point {
  const likely: Partial<Record<Parameter, number>> = {};
  for (const [name, range] of Object.entries(quantities)) likely[name as Parameter] = range.likely;
  return likely;
}

/** The defaults that apply to this shape and leaf, except those that follow from other inputs at each point. */
function fallbacksFor(
  shape: Shape,
  leaf: Leaf,
  known: Quantities,
): Readonly<Partial<Record<QuantityName, Range | undefined>>> {
  const online = shape === 'online';
  const users = known.concurrentUsers !== undefined;
  const onlinePeak = users ? span(1, 1, 1.5) : span(1, 1.5, 3);
  const scvIsDerived = ioWaitScvOf(known) !== undefined;
  return {
    thinkTimeSeconds: users ? span(2, 10, 30) : undefined,
    peakToMeanRatio: online ? onlinePeak : exactly(1),
    ioWaitSeconds: ioWaitOf(known) ?? NONE,
    ioWaitScv: scvIsDerived ? undefined : span(0.25, 1, 2),
    cpuScv: span(0, 1, 2),
    cpuSeconds: NONE,
    nativeCpuSeconds: NONE,
    frameworkCpuSeconds: online ? span(0.0003, 0.001, 0.002) : span(0, 0.0001, 0.0003),
    targetPercentile: exactly(0.95),
    maxUtilization: exactly(online ? 0.7 : 0.9),
    coresPerHost: exactly(4),
    spareHosts: exactly(online ? 1 : 0),
    memoryPerWorkerBytes: span(60 * MIB, 150 * MIB, 500 * MIB),
    memoryPerRequestBytes: span(32 * 1024, 256 * 1024, 2 * MIB),
    downstreamCallsPerRequest: exactly(1),
    lockFraction: known.lockHoldSeconds === undefined ? (LOCK_FRACTIONS[leaf] ?? NONE) : undefined,
    coherencyFraction: COHERENCY_FRACTIONS[leaf] ?? NONE,
  };
}

function span(low: number, likely: number, high: number): Range {
  return { low, likely, high };
}

function exactly(value: number): Range {
  return span(value, value, value);
}
