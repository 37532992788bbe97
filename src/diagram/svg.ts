import { FONT_FAMILY, type Weight } from './text-width.ts';
import { COLOURS } from './theme.ts';

/** A finished piece of SVG, everything in it escaped. */
export type Svg = string;

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `<name attributes>children</name>`; numbers are cut to tenths, attributes that are undefined left out. */
export function element(name: string, attributes: Attributes, ...children: readonly Svg[]): Svg {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? tenths(value) : escaped(value)}"`],
  );
  const opening = `<${name}${written.join('')}`;
  return children.length === 0 ? `${opening}/>` : `${opening}>${children.join('')}</${name}>`;
}

export interface TextPlace {
  readonly x: number;
  /** Of the middle of the line. */
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly weight?: Weight;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Colour around the letters, where lines may cross them. */
  readonly halo?: string;
}

/** Half the height of a capital over the font size: what a line has to go down to have its middle at `y`. */
const HALF_CAPITAL = 0.36;

/** One line of text. */
export function textAt(text: string, { x, y, size, colour, weight, anchor, halo }: TextPlace): Svg {
  const attributes = {
    x,
    y: y + HALF_CAPITAL * size,
    'font-size': size,
    'font-weight': weight === 'bold' ? 'bold' : undefined,
    'text-anchor': anchor === undefined || anchor === 'start' ? undefined : anchor,
    fill: colour,
    ...(halo && { stroke: halo, 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' }),
  };
  return element('text', attributes, escaped(text));
}

/** Around the card; shows on the platforms' own background. */
const CARD_RADIUS = 10;

/** The picture: an opaque card, so that its colours hold on light and dark backgrounds alike. */
export function card(width: number, height: number, ...content: readonly Svg[]): Svg {
  const size = { width: Math.ceil(width), height: Math.ceil(height) };
  const frame = { x: 0.5, y: 0.5, width: size.width - 1, height: size.height - 1, rx: CARD_RADIUS };
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${size.width} ${size.height}`,
      ...size,
      'font-family': FONT_FAMILY,
    },
    element('rect', { ...frame, fill: COLOURS.card, stroke: COLOURS.cardEdge }),
    ...content,
  );
}

export function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text as XML takes it: what XML forbids altogether (control characters, halves of characters) is left out. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
