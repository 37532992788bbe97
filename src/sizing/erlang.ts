import { SLOT_CEILING, TOLERANCE } from './constants.ts';
import { smallestWhere } from './smallest-where.ts';

/** A wait that strikes a request with `probability` and then lasts `meanSeconds`, exponentially distributed. */
export interface Wait {
  readonly probability: number;
  readonly meanSeconds: number;
}

export const NO_WAIT: Wait = { probability: 0, meanSeconds: 0 };

/** A wait rarer than this is none: its moments relative to its mean would leave the range of numbers. */
const NEGLIGIBLE = 1e-12;

/** A wait that strikes with `probability` for `meanSeconds`, or none when that is negligible. */
export function waitOf(probability: number, meanSeconds: number): Wait {
  return probability > NEGLIGIBLE && meanSeconds > 0 ? { probability, meanSeconds } : NO_WAIT;
}

/** Up to here the recursion is quicker than the integral. */
const RECURSION_LIMIT = 256;

/**
 * ln(1 / B(c, a)): Erlang's loss formula for `servers` c (whole) and `offered` load a (erlangs).
 * The logarithm stays finite where B itself underflows.
 *
 * Small c: 1/B_k = 1 + (k / a) / B_{k-1}. Large c: Jagerman's integral (1974),
 * 1/B = integral over t > 0 of e^-t (1 + t/a)^c, so that the cost does not grow with c.
 */
export function logInverseErlangB(servers: number, offered: number): number {
  if (offered <= 0) return Number.POSITIVE_INFINITY;
  if (servers > RECURSION_LIMIT) return logErlangIntegral(servers, offered);
  const load = Math.max(offered, 1e-90);
  let inverse = 1;
  let one = 1;
  let logScale = 0;
  for (let k = 1; k <= servers; k++) {
    inverse = one + (k / load) * inverse;
    if (inverse > 1e200) {
      logScale += Math.log(inverse);
      one /= inverse;
      inverse = 1;
    }
  }
  return Math.log(inverse) + logScale;
}

/** ln(1 / B(c, a)) from that of one server fewer: 1/B_c = 1 + (c / a) / B_{c-1}. */
export function oneServerMore(logBefore: number, servers: number, offered: number): number {
  const log = logBefore + Math.log(servers / offered);
  return log > 0 ? log + Math.log1p(Math.exp(-log)) : Math.log1p(Math.exp(log));
}

/** Probability that all `servers` are busy when blocked requests are lost (Erlang B). */
export function erlangB(servers: number, offered: number): number {
  return Math.exp(-logInverseErlangB(servers, offered));
}

/** Probability that a request finds all `servers` busy and waits (Erlang C); 1 when they cannot keep up. */
export function erlangC(servers: number, offered: number): number {
  if (offered <= 0) return 0;
  if (offered >= servers) return 1;
  const blocked = erlangB(servers, offered);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

/**
 * Wait before a pool of `servers` with Poisson arrivals (M/G/c), by Allen and Cunneen's approximation:
 * Erlang C for who waits, x / (c - a) (1 + SCV)/2 for how long. Requires offered < servers.
 *
 * @param offered load in erlangs, arrival rate times service time
 * @param serviceSeconds mean service time x
 */
export function waitForServer(servers: number, offered: number, serviceSeconds: number, scv: number): Wait {
  if (offered <= 0) return NO_WAIT;
  return waitOf(erlangC(servers, offered), ((serviceSeconds / (servers - offered)) * (1 + scv)) / 2);
}

/** Several waits in a row as one: strikes if any does, and lasts as long as all together on average. */
export function mergeWaits(waits: readonly Wait[]): Wait {
  const none = waits.reduce((product, wait) => product * (1 - wait.probability), 1);
  const mean = waits.reduce((sum, wait) => sum + wait.probability * wait.meanSeconds, 0);
  const probability = 1 - none;
  return waitOf(probability, mean / probability);
}

/** Of so many slots, 80% of them held, fewer than this share of the requests find none free. */
const MANY_SLOTS = 256;
const MISSED_AMONG_MANY = 0.0004;

/**
 * Fewest slots (threads, coroutines, connections) for a mean of `inFlight` held at a time, such that a request
 * finds none free with probability at most 1 - `percentile`, and at most 80% are held on average.
 * Grows like L + beta sqrt(L) (Halfin and Whitt 1981).
 */
export function slotsFor(inFlight: number, percentile: number): number {
  const least = Math.max(1, Math.ceil(inFlight / SLOT_CEILING - TOLERANCE));
  const allowed = 1 - percentile + TOLERANCE;
  if (least > MANY_SLOTS && allowed > MISSED_AMONG_MANY) return least;
  return (
    smallestWhere(least, Number.MAX_SAFE_INTEGER, (slots) => erlangC(slots, inFlight) <= allowed) ?? least
  );
}

/** Nodes and weights of the five-point Gauss-Legendre rule on [-1, 1], exact up to the ninth degree. */
const NODES = Float64Array.of(
  -0.906179845938664,
  -0.5384693101056831,
  0,
  0.5384693101056831,
  0.906179845938664,
);
const NODE_WEIGHTS = Float64Array.of(
  0.2369268850561891,
  0.4786286704993665,
  0.5688888888888889,
  0.4786286704993665,
  0.2369268850561891,
);

function logErlangIntegral(servers: number, offered: number): number {
  const exponent = (t: number): number => servers * Math.log1p(t / offered) - t;
  const peak = Math.max(0, servers - offered);
  const top = exponent(peak);
  // Curvature at the peak, and the slope at 0 where the peak is cut off; ten widths hold all but e^-50.
  const width = Math.min(Math.sqrt(servers), offered > servers ? offered / (offered - servers) : Infinity);
  const from = Math.max(0, peak - 10 * Math.sqrt(servers));
  const to = peak + (offered > servers ? 40 * width : 11 * Math.sqrt(servers));
  const panels = 16;
  const half = (to - from) / (2 * panels);
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = from + (2 * panel + 1) * half;
    for (let i = 0; i < NODES.length; i++) {
      sum += (NODE_WEIGHTS[i] ?? 0) * Math.exp(exponent(middle + (NODES[i] ?? 0) * half) - top);
    }
  }
  return top + Math.log(sum * half);
}
