/** One line a measurement: what, against what, how many times as much. */
export function report(
  what: string,
  value: number,
  baseline: string,
  baselineValue: number,
  unit: string,
): void {
  const ratio = value / baselineValue;
  const figure = (number: number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3));
  process.stdout.write(
    `${what}: ${ratio >= 0.1 ? ratio.toFixed(2) : ratio.toPrecision(2)} x ${baseline}  (${figure(value)} against ${figure(baselineValue)} ${unit})\n`,
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** What else runs on the machine only adds to a time, and to a longer one more. */
export function lowerQuartile(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 4)] ?? Number.NaN;
}
