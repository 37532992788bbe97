/** Maps figures to pixels. */
export interface Scale {
  readonly at: (value: number) => number;
  /** Round figures within the scale, growing. */
  readonly ticks: readonly number[];
}

interface Span {
  readonly low: number;
  readonly high: number;
}

interface Pixels {
  readonly start: number;
  readonly end: number;
}

/** A scale over a span of pixels with up to about `count` ticks, which are round figures of `unit`. */
export function linearScale({ low, high }: Span, { start, end }: Pixels, count: number, unit = 1): Scale {
  const span = high - low || 1;
  const step = niceStep(span / unit / count) * unit;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return {
    at: (value) => start + ((value - low) / span) * (end - start),
    // Counted rather than added up, so that 0.3 does not become 0.30000000000000004.
    ticks: Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
      Number(((first + i) * step).toPrecision(12)),
    ),
  };
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is no less. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
