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
