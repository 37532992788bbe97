import { inflateSync } from 'node:zlib';

/** A decoded PNG of eight-bit RGBA without interlacing, which is what the painter makes. */
export interface Image {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, opacity, each up to 255. */
  readonly at: (x: number, y: number) => readonly number[];
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BYTES_PER_PIXEL = 4;

export function readPng(data: Buffer): Image {
  if (!data.subarray(0, 8).equals(SIGNATURE)) throw new Error('no PNG');
  const parts: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = 8; at < data.length; ) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    const body = data.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      const form = [...body.subarray(8, 13)].join();
      if (form !== '8,6,0,0,0') throw new Error(`unexpected form ${form}`);
    }
    if (type === 'IDAT') parts.push(body);
    at += length + 12;
  }
  const pixels = unfiltered(inflateSync(Buffer.concat(parts)), width, height);
  return {
    width,
    height,
    at: (x, y) => [
      ...pixels.subarray((y * width + x) * BYTES_PER_PIXEL, (y * width + x + 1) * BYTES_PER_PIXEL),
    ],
  };
}

/** Undoes the filter of each row (PNG specification, section 9). */
function unfiltered(raw: Buffer, width: number, height: number): Buffer {
  const stride = width * BYTES_PER_PIXEL;
  const pixels = Buffer.alloc(stride * height);
  if (raw.length !== (stride + 1) * height) throw new Error('wrong amount of pixels');
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let i = 0; i < stride; i += 1) {
      const left = i < BYTES_PER_PIXEL ? 0 : (pixels[y * stride + i - BYTES_PER_PIXEL] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * stride + i] ?? 0);
      const corner =
        y === 0 || i < BYTES_PER_PIXEL ? 0 : (pixels[(y - 1) * stride + i - BYTES_PER_PIXEL] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[y * stride + i] = ((raw[y * (stride + 1) + 1 + i] ?? 0) + guess) % 256;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
