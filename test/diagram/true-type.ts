import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Weight } from '../../src/diagram/text-width.ts';

/** Widths as the bundled font itself has them, read from its tables (OpenType specification: cmap, hhea, hmtx). */
export interface Font {
  /** Of a line of text at a font size, in the same unit. */
  readonly width: (text: string, size: number) => number;
}

const FILES = { regular: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' } as const;

export const fonts: Readonly<Record<Weight, Font>> = {
  regular: readFont(FILES.regular),
  bold: readFont(FILES.bold),
};

function readFont(file: string): Font {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`));
  const u16 = (at: number) => bytes.readUInt16BE(at);
  const tables = new Map(
    Array.from({ length: u16(4) }, (_, index) => {
      const at = 12 + 16 * index;
      return [bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8)] as const;
    }),
  );
  const table = (name: string) => tables.get(name) ?? 0;
  const unitsPerEm = u16(table('head') + 18);
  const metrics = u16(table('hhea') + 34);
  const advance = (glyph: number) => u16(table('hmtx') + 4 * Math.min(glyph, metrics - 1));
  const glyphOf = readCharacterMap(bytes, table('cmap'));
  return {
    width: (text, size) =>
      ([...text].reduce((sum, character) => sum + advance(glyphOf(character.codePointAt(0) ?? 0)), 0) /
        unitsPerEm) *
      size,
  };
}

/** Format 4, the basic plane; 0 stands for a character that the font lacks. */
function readCharacterMap(bytes: Buffer, cmap: number): (codePoint: number) => number {
  const u16 = (at: number) => bytes.readUInt16BE(at);
  const record = Array.from({ length: u16(cmap + 2) }, (_, index) => cmap + 4 + 8 * index).find(
    (at) => u16(at) === 3 && u16(at + 2) === 1,
  );
  const map = cmap + bytes.readUInt32BE((record ?? 0) + 4);
  const segments = u16(map + 6) / 2;
  return (codePoint) => {
    for (let segment = 0; segment < segments; segment += 1) {
      const at = map + 2 * segment;
      if (codePoint > u16(at + 14)) continue;
      const start = u16(at + 16 + 2 * segments);
      if (codePoint < start) return 0;
      const delta = u16(at + 16 + 4 * segments);
      const rangeAt = at + 16 + 6 * segments;
      if (u16(rangeAt) === 0) return (codePoint + delta) % 65_536;
      const glyph = u16(rangeAt + u16(rangeAt) + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) % 65_536;
    }
    return 0;
  };
}
