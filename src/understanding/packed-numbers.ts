/*
 * Many whole numbers of 16 bits as text: in JSON they would take three times the room, and ten times as long to open.
 * Int16Array has the byte order of the machine; all that run Node are little-endian, as is what is shipped.
 */

/** Packs whole numbers from -32,768 to 32,767 as Base64. */
export function packNumbers(values: readonly number[]): string {
  return Buffer.from(Int16Array.from(values).buffer).toString('base64');
}

export function unpackNumbers(text: string): Int16Array {
  const { buffer, byteOffset, byteLength } = Buffer.from(text, 'base64');
  // Copied, because 16 bit numbers have to begin at an even address.
  return new Int16Array(buffer.slice(byteOffset, byteOffset + byteLength));
}
