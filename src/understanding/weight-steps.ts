/**
 * Fifteen steps, nought and these up and down, two to a byte: weights need no more, and are there without unpacking.
 */
const STEPS = [0, 1, 2, 3, 5, 8, 13, 20];
export const HIGHEST_STEP = 20;
const DOWN = 8;

/** Packs numbers from -20 to 20, each as the nearest step; rows have to have an even number of them. */
export function packSteps(values: readonly number[]): Uint8Array {
  const codes = values.map((value) => {
    const size = Math.abs(value);
    const nearest = STEPS.reduce(
      (best, step, code) => (Math.abs(step - size) < Math.abs((STEPS[best] ?? 0) - size) ? code : best),
      0,
    );
    return value < 0 && nearest > 0 ? nearest + DOWN : nearest;
  });
  return Uint8Array.from(
    { length: Math.ceil(codes.length / 2) },
    (_, at) => (codes[2 * at] ?? 0) + 16 * (codes[2 * at + 1] ?? 0),
  );
}

/** Rows of packed steps. */
export interface StepRows {
  /** Adds up rows given by their numbers; what it returns is used again for the next sum. */
  sum(rows: readonly number[]): Int32Array;
  /** The sum of a row's steps, each times its factor. */
  dot(row: number, factors: Float64Array): number;
}

/**
 * Opens rows of `width` steps each; they stay packed, since unpacking all of them takes longer than reading a few
 * messages.
 */
export function openSteps(bytes: Uint8Array, width: number): StepRows {
  const half = width / 2;
  const sums = new Int32Array(width);
  const pairs = new Int32Array(half);
  const sum = (rows: readonly number[]) => {
    sums.fill(0);
    for (let begin = 0; begin < rows.length; begin += MOST_ROWS) {
      const end = Math.min(rows.length, begin + MOST_ROWS);
      pairs.fill(0);
      for (let row = begin; row < end; row += 1) {
        const from = (rows[row] ?? 0) * half;
        for (let at = 0; at < half; at += 1) {
          pairs[at] = (pairs[at] ?? 0) + (PAIR_OF_BYTE[bytes[from + at] ?? 0] ?? 0);
        }
      }
      for (let at = 0; at < half; at += 1) {
        const pair = pairs[at] ?? 0;
        const first = (pair << 16) >> 16;
        sums[2 * at] = (sums[2 * at] ?? 0) + first;
        sums[2 * at + 1] = (sums[2 * at + 1] ?? 0) + ((pair - first) >> 16);
      }
    }
    return sums;
  };
  const dot = (row: number, factors: Float64Array) => {
    let total = 0;
    for (let at = 0; at < half; at += 1) {
      const byte = bytes[row * half + at] ?? 0;
      total += (FIRST_OF_BYTE[byte] ?? 0) * (factors[2 * at] ?? 0);
      total += (SECOND_OF_BYTE[byte] ?? 0) * (factors[2 * at + 1] ?? 0);
    }
    return total;
  };
  return { sum, dot };
}

function stepOf(code: number): number {
  return code < DOWN ? (STEPS[code] ?? 0) : -(STEPS[code - DOWN] ?? 0);
}
const FIRST_OF_BYTE = Int32Array.from({ length: 256 }, (_, byte) => stepOf(byte & 15));
const SECOND_OF_BYTE = Int32Array.from({ length: 256 }, (_, byte) => stepOf(byte >> 4));
/** Both as one number, so that one addition does for two. */
const PAIR_OF_BYTE = FIRST_OF_BYTE.map((first, byte) => first + 65_536 * (SECOND_OF_BYTE[byte] ?? 0));
/** Of more rows the sums might not fit into half of a number. */
const MOST_ROWS = 1_600;
