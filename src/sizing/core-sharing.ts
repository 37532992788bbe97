import { TOLERANCE } from './constants.ts';
import { erlangC } from './erlang.ts';
import { normalTail } from './lognormal.ts';

/**
 * By how much a CPU burst stretches when `processes` take turns on `cores` (at least 1).
 * Fixed point of f = E[max(1, (1 + Bin(P - 1, u(f))) / C)]: a process that wants CPU finds each of the others
 * wanting it too with probability u, and the cores are shared evenly.
 *
 * @param busyShare share of time one process wants CPU when its bursts are stretched by f
 */
export function coreSharing(
  processes: number,
  cores: number,
  busyShare: (stretch: number) => number,
): number {
  if (processes <= cores) return 1;
  const next = (stretch: number): number =>
    1 + excessOverCores(processes - 1, Math.min(1, busyShare(stretch)), cores) / cores;
  let stretch = 1;
  let gain = next(stretch) - stretch;
  // Each round steps to what the last stretch leads to, and from there along the secant as long as that does not overshoot.
  for (let round = 0; round < 100 && gain > 1e-10 * stretch; round++) {
    const step = stretch + gain;
    const stepGain = next(step) - step;
    const leap = step + (stepGain * gain) / (gain - stepGain);
    const leapGain = leap > step && leap <= processes / cores ? next(leap) - leap : -1;
    [stretch, gain] = leapGain >= 0 ? [leap, leapGain] : [step, stepGain];
  }
  return stretch;
}

/**
 * By how much a burst stretches when several threads of one process use CPU at a time: 1 + C(C, A) / (C - A),
 * the wait of M/M/C over its service time. Infinite when the cores cannot keep up.
 */
export function sharingBesideGil(cores: number, demandCores: number): number {
  if (demandCores >= cores) return Number.POSITIVE_INFINITY;
  const { servers, slowdown } = wholeServers(cores);
  const offered = demandCores * slowdown;
  return slowdown * (1 + erlangC(servers, offered) / (servers - offered));
}

/** A fractional quota as the next whole number of cores, each slower by `slowdown`. */
export function wholeServers(cores: number): { readonly servers: number; readonly slowdown: number } {
  const servers = Math.ceil(cores - TOLERANCE);
  return { servers, slowdown: servers / cores };
}

/** From this standard deviation on, in processes, a binomial is as good as normal; its terms would grow with its size. */
const NEARLY_NORMAL = 30;

/** E[max(0, 1 + B - cores)] for B ~ Bin(n, u): exact, by the at most `cores` terms below the threshold. */
function excessOverCores(n: number, u: number, cores: number): number {
  const threshold = cores - 1;
  const mean = n * u;
  if (u <= 0) return Math.max(0, -threshold);
  if (u >= 1) return Math.max(0, n - threshold);
  const deviation = Math.sqrt(mean * (1 - u));
  if (deviation > NEARLY_NORMAL) {
    const above = (mean - threshold) / deviation;
    return deviation * (above * normalTail(-above) + normalDensity(above));
  }
  const first = Math.max(0, Math.floor(mean - 12 * deviation - 12));
  const last = Math.min(n, Math.ceil(threshold) - 1);
  let shortfall = 0;
  let probability = binomialProbability(n, u, first);
  for (let k = first; k <= last; k++) {
    shortfall += (threshold - k) * probability;
    probability *= ((n - k) / (k + 1)) * (u / (1 - u));
  }
  return Math.max(0, mean - threshold + shortfall);
}

function normalDensity(z: number): number {
  return Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
}

function binomialProbability(n: number, u: number, k: number): number {
  if (k === 0) return Math.exp(n * Math.log1p(-u));
  const logChoose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return Math.exp(logChoose + k * Math.log(u) + (n - k) * Math.log1p(-u));
}

/** Stirling's series, shifted to where it is exact to 1e-12. */
function logGamma(x: number): number {
  if (x < 10) return logGamma(x + 1) - Math.log(x);
  const square = x * x;
  return (
    (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / x
  );
}
