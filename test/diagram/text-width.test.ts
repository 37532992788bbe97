import { expect, test } from 'vitest';
import { textWidth } from '../../src/diagram/text-width.ts';
import { wrapLabel } from '../../src/diagram/wrap-label.ts';
import { fonts } from './true-type.ts';

const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

test.each(['regular', 'bold'] as const)('widths are those of the font: %s', (weight) => {
  for (const character of printable) {
    expect(textWidth(character, 2048, weight), character).toBe(fonts[weight].width(character, 2048));
  }
});

test('no character is wider than it is taken for', () => {
  const isTooNarrow = (codePoint: number) => {
    const character = String.fromCodePoint(codePoint);
    return (['regular', 'bold'] as const).some(
      (weight) => textWidth(character, 100, weight) < fonts[weight].width(character, 100) - 1e-9,
    );
  };
  const basicPlane = Array.from({ length: 0xffff }, (_, index) => index + 1);
  const named = basicPlane.filter((each) => each < 0x3000 || each % 17 === 0).filter((each) => each >= 32);
  expect(named.filter(isTooNarrow)).toEqual([]);
});

test.each([
  ['Need to scale I/O operations?', 146, ['Need to scale', 'I/O operations?']],
  ['Use Lock/ RLock', 200, ['Use Lock/RLock']],
  ['Use Condition/ Event/Semaphore', 146, ['Use Condition/', 'Event/Semaphore']],
  ['', 100, ['']],
])('%j is broken into even lines', (label, width, lines) => {
  expect(wrapLabel(label, width, { size: 13, weight: 'bold' })).toEqual(lines);
});

test('what is too long ends in an ellipsis', () => {
  const lines = wrapLabel('word '.repeat(100), 80, { size: 12, weight: 'regular' });
  expect(lines).toHaveLength(4);
  expect(lines.at(-1)).toMatch(/…$/);
  for (const line of lines) expect(fonts.regular.width(line, 12)).toBeLessThanOrEqual(80);
});
