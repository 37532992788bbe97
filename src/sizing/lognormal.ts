/** A positive time by its mean (seconds) and its squared coefficient of variation (variance / mean^2). */
export interface Spread {
  readonly mean: number;
  readonly scv: number;
}

/** Share of a standard normal variable above z. Complementary error function of Numerical Recipes, error < 1.2e-7. */
export function normalTail(z: number): number {
  const x = Math.abs(z) * Math.SQRT1_2;
  const t = 1 / (1 + 0.5 * x);
  const poly =
    -1.26551223 +
    t *
      (1.00002368 +
        t *
          (0.37409196 +
            t *
              (0.09678418 +
                t *
                  (-0.18628806 +
                    t *
                      (0.27886807 +
                        t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))))))));
  const upper = x > 26 ? 0 : 0.5 * t * Math.exp(-x * x + poly);
  return z >= 0 ? upper : 1 - upper;
}

/** The z that a standard normal variable exceeds with probability `tail` (0 < tail < 1). Acklam's approximation. */
export function normalQuantileOfTail(tail: number): number {
  if (tail > 0.5) return -normalQuantileOfTail(1 - tail);
  if (tail < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(tail));
    return -polynomial(q, RARE_TOP) / polynomial(q, RARE_BOTTOM);
  }
  const q = 0.5 - tail;
  const r = q * q;
  return (q * polynomial(r, USUAL_TOP)) / polynomial(r, USUAL_BOTTOM);
}

/** Coefficients of Acklam's rational functions, the highest power first. */
const RARE_TOP = Float64Array.of(
  -7.784894002430293e-3,
  -0.3223964580411365,
  -2.400758277161838,
  -2.549732539343734,
  4.374664141464968,
  2.938163982698783,
);
const RARE_BOTTOM = Float64Array.of(
  7.784695709041462e-3,
  0.3224671290700398,
  2.445134137142996,
  3.754408661907416,
  1,
);
const USUAL_TOP = Float64Array.of(
  -39.69683028665376,
  220.9460984245205,
  -275.9285104469687,
  138.357751867269,
  -30.66479806614716,
  2.506628277459239,
);
const USUAL_BOTTOM = Float64Array.of(
  -54.47609879822406,
  161.5858368580409,
  -155.6989798598866,
  66.80131188771972,
  -13.28068155288572,
  1,
);

/** Standard deviation of the logarithm. */
export function sigmaOf(spread: Spread): number {
  return Math.sqrt(Math.log1p(spread.scv));
}

/** Mean of the logarithm. */
export function muOf(spread: Spread): number {
  return Math.log(spread.mean) - Math.log1p(spread.scv) / 2;
}

/** Standard deviation (seconds). */
export function deviation(spread: Spread): number {
  return spread.mean * Math.sqrt(spread.scv);
}

/** True for a time that never varies. */
export function isConstant(spread: Spread): boolean {
  return deviation(spread) <= 1e-12 * spread.mean;
}

/** P(time > t) of a lognormal time, as a function of t (seconds). */
export function lognormalTail(spread: Spread): (seconds: number) => number {
  const { mean } = spread;
  if (isConstant(spread)) return (t) => (t < mean ? 1 : 0);
  const mu = muOf(spread);
  const sigma = sigmaOf(spread);
  return (t) => (t <= 0 ? 1 : normalTail((Math.log(t) - mu) / sigma));
}

/** The time (seconds) that a lognormal time exceeds with probability `tail`. */
export function lognormalQuantileOfTail(spread: Spread, tail: number): number {
  if (spread.mean <= 0) return 0;
  return Math.exp(muOf(spread) + sigmaOf(spread) * normalQuantileOfTail(tail));
}

/**
 * SCV of a lognormal time from its mean and its 95th percentile (seconds, both positive).
 * Solves q = m exp(1.6449 s - s^2 / 2) for s; above the largest ratio a lognormal can have, that ratio's s.
 */
export function scvFromP95(meanSeconds: number, p95Seconds: number): number {
  const z = 1.6449;
  const sigma = z - Math.sqrt(Math.max(0, z * z - 2 * Math.log(p95Seconds / meanSeconds)));
  return Math.expm1(sigma * sigma);
}

/** The sum of independent times, by its first two moments. */
export function sumOf(parts: readonly Spread[]): Spread {
  const mean = parts.reduce((sum, part) => sum + part.mean, 0);
  if (mean <= 0) return { mean: 0, scv: 0 };
  const scv = parts.reduce((sum, part) => sum + part.scv * (part.mean / mean) ** 2, 0);
  return { mean, scv };
}

function polynomial(x: number, coefficients: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + (coefficients[i] ?? 0);
  return sum;
}
