import { expect, test } from 'vitest';
import { COLOURS } from '../../src/diagram/theme.ts';

/** Contrast as WCAG 2.2 defines it: 4.5 for text, 3 for lines that carry meaning. */

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const { card, range, overload, takenFill, outcome } = COLOURS;

test.each([
  ['ink', COLOURS.ink, [card, takenFill]],
  ['an outcome', COLOURS.onOutcome, [outcome]],
  ['an answer taken', COLOURS.taken, [card]],
  ['an answer not taken', COLOURS.faintInk, [card]],
  ['an axis', COLOURS.axis, [card]],
  ['a limit', COLOURS.limit, [card, overload]],
  ['the recommended time', COLOURS.outcome, [card]],
])('%s can be read', (_, colour, backgrounds) => {
  for (const background of backgrounds) expect(contrast(colour, background)).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ['the way taken', COLOURS.taken, [card]],
  ['the way not taken', COLOURS.faint, [card]],
  ['the time', COLOURS.time, [card, range, overload]],
  ['the load', COLOURS.load, [card, range, overload]],
  ['the recommendation', COLOURS.outcome, [card, range]],
  ['the limit', COLOURS.limit, [card, range]],
])('%s can be seen', (_, colour, backgrounds) => {
  for (const background of backgrounds) expect(contrast(colour, background)).toBeGreaterThanOrEqual(3);
});

test('the card stands out from light and dark backgrounds of the platforms, or its edge does', () => {
  for (const background of ['#1a1d21', '#313338', '#2b2d31']) {
    expect(contrast(card, background)).toBeGreaterThanOrEqual(4.5);
  }
});
