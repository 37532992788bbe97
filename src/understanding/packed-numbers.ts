import { deflateSync, inflateSync } from 'node:zlib';

/*
 * Many whole numbers as text: deflated, in Base64. In JSON they would take four times the room, and ten times as long
 * to open. Int16Array has the byte order of the machine; all that run Node are little-endian, as is what is shipped.
 */

/** Packs whole numbers from -32,768 to 32,767. */
export function packNumbers(values: readonly number[]): string {
  return pack(new Uint8Array(Int16Array.from(values).buffer));
}

export function unpackNumbers(text: string): Int16Array {
  const { buffer, byteOffset, byteLength } = unpackBytes(text);
  // Copied, because 16 bit numbers have to begin at an even address.
  return new Int16Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** Packs whole numbers from 0 to 255. */
export function packBytes(values: readonly number[]): string {
  return pack(Uint8Array.from(values));
}

export function unpackBytes(text: string): Uint8Array {
  return inflateSync(Buffer.from(text, 'base64'), { chunkSize: CHUNK_BYTES });
}

/** What is opened is put together from pieces of so many bytes. */
const CHUNK_BYTES = 2 ** 20;

function pack(bytes: Uint8Array): string {
  return deflateSync(bytes, { level: 9 }).toString('base64');
}

/**
 * Fifteen steps, nought and these up and down, two to a byte: weights need no more, and opening them takes a tenth of
 * the time that inflating whole numbers does.
 */
const STEPS = [0, 1, 2, 3, 5, 8, 13, 20];
export const HIGHEST_STEP = 20;
const DOWN = 8;

/** Packs numbers from -20 to 20, each as the nearest step. */
export function packSteps(values: readonly number[]): string {
  const codes = values.map((value) => {
    const size = Math.abs(value);
    const nearest = STEPS.reduce(
      (best, step, code) => (Math.abs(step - size) < Math.abs((STEPS[best] ?? 0) - size) ? code : best),
      0,
    );
    return value < 0 && nearest > 0 ? nearest + DOWN : nearest;
  });
  const bytes = Uint8Array.from(
    { length: Math.ceil(codes.length / 2) },
    (_, at) => (codes[2 * at] ?? 0) + 16 * (codes[2 * at + 1] ?? 0),
  );
  return Buffer.from(bytes).toString('base64');
}

export function unpackSteps(text: string): Int8Array {
  const bytes = Buffer.from(text, 'base64');
  const steps = Int8Array.from({ length: 16 }, (_, code) =>
    code < DOWN ? (STEPS[code] ?? 0) : -(STEPS[code - DOWN] ?? 0),
  );
  const values = new Int8Array(2 * bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    values[2 * at] = steps[byte & 15] ?? 0;
    values[2 * at + 1] = steps[byte >> 4] ?? 0;
  }
  return values;
}
