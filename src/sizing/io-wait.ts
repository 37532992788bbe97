import { scvFromP95 } from './lognormal.ts';
import type { QuantityName, Range } from './sizing-input.ts';

/** p95 over mean of a lognormal time with SCV 1. */
const P95_OVER_MEAN = 2.781;

type Quantities = Readonly<Partial<Record<QuantityName, Range>>>;

/** Mean I/O wait (seconds): as given, or from its 95th percentile; undefined when neither is given. */
export function ioWaitOf({ ioWaitSeconds, ioWaitP95Seconds }: Quantities): Range | undefined {
  if (ioWaitSeconds !== undefined || ioWaitP95Seconds === undefined) return ioWaitSeconds;
  const { low, likely, high } = ioWaitP95Seconds;
  return { low: low / P95_OVER_MEAN, likely: likely / P95_OVER_MEAN, high: high / P95_OVER_MEAN };
}

/** SCV of the I/O wait from mean and 95th percentile; undefined unless both are given and positive. */
export function ioWaitScvOf({ ioWaitSeconds, ioWaitP95Seconds }: Quantities): Range | undefined {
  if (ioWaitP95Seconds === undefined || ioWaitSeconds === undefined || ioWaitSeconds.likely <= 0)
    return undefined;
  const likely = Math.min(100, scvFromP95(ioWaitSeconds.likely, ioWaitP95Seconds.likely));
  return { low: 0.7 * likely, likely, high: 1.3 * likely };
}
