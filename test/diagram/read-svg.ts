import { JSDOM } from 'jsdom';
import { expect } from 'vitest';
import { fonts } from './true-type.ts';

/** A rectangle in the coordinates of the picture. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface DrawnText extends Area {
  readonly text: string;
  readonly isBold: boolean;
  readonly colour: string;
}

/** A box of a path: its rectangle, its lines, how it is drawn. */
export interface DrawnBox {
  readonly area: Area;
  readonly texts: readonly DrawnText[];
  readonly isDashed: boolean;
  readonly fill: string;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly DrawnText[];
  readonly boxes: readonly DrawnBox[];
  /** Answers on arrows. */
  readonly answers: readonly (readonly DrawnText[])[];
  /** All corners and control points of lines. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly elements: (name: string) => Element[];
}

const { window } = new JSDOM();

/** Reads an SVG as any program would; fails where it is no XML. */
export function readSvg(svg: string): Drawing {
  const document = new window.DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(document.querySelector('parsererror')?.textContent).toBeUndefined();
  const root = document.documentElement;
  const [, , width = 0, height = 0] = (root.getAttribute('viewBox') ?? '').split(' ').map(Number);
  const elements = (name: string) => [...root.getElementsByTagName(name)];
  const groups = elements('g');
  const boxes = groups.flatMap((group) => {
    const [rectangle, ...lines] = [...group.children];
    if (rectangle?.tagName !== 'rect') return [];
    return [
      {
        area: areaOf(rectangle),
        texts: lines.map(textOf),
        isDashed: rectangle.hasAttribute('stroke-dasharray'),
        fill: rectangle.getAttribute('fill') ?? '',
      },
    ];
  });
  const answers = groups.flatMap((group) => {
    const lines = [...group.children].filter(({ tagName }) => tagName === 'text');
    return group.firstElementChild?.tagName === 'path' && lines.length > 0 ? [lines.map(textOf)] : [];
  });
  const points = [...elements('path'), ...elements('polygon')].flatMap((line) => {
    const numbers = (line.getAttribute('d') ?? line.getAttribute('points') ?? '').match(/-?[\d.]+/g) ?? [];
    const { x, y } = shiftOf(line);
    return numbers.flatMap((value, index) =>
      index % 2 === 0 ? [{ x: x + Number(value), y: y + Number(numbers[index + 1]) }] : [],
    );
  });
  return { width, height, texts: elements('text').map(textOf), boxes, answers, points, elements };
}

/** Fails where a line of text or a box reaches out of the picture. */
export function expectInside({ width, height, texts, boxes, points }: Drawing): void {
  for (const { left, right, top, bottom, ...rest } of [...texts, ...boxes.map(({ area }) => area)]) {
    const named = JSON.stringify(rest);
    expect(left, named).toBeGreaterThanOrEqual(2);
    expect(top, named).toBeGreaterThanOrEqual(2);
    expect(right, named).toBeLessThanOrEqual(width - 2);
    expect(bottom, named).toBeLessThanOrEqual(height - 2);
  }
  for (const { x, y } of points) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(height);
  }
}

export function overlap(one: Area, other: Area): boolean {
  const slack = 0.5;
  return (
    one.left < other.right - slack &&
    other.left < one.right - slack &&
    one.top < other.bottom - slack &&
    other.top < one.bottom - slack
  );
}

const number = (element: Element, name: string) => Number(element.getAttribute(name) ?? 0);

function areaOf(rectangle: Element): Area {
  const { x, y } = shiftOf(rectangle);
  const left = x + number(rectangle, 'x');
  const top = y + number(rectangle, 'y');
  return { left, top, right: left + number(rectangle, 'width'), bottom: top + number(rectangle, 'height') };
}

/** A capital is 0.73 of the font size high; text that is turned takes as much room downwards as else across. */
function textOf(element: Element): DrawnText {
  const text = element.textContent ?? '';
  const size = number(element, 'font-size');
  const isBold = element.getAttribute('font-weight') === 'bold';
  const width = fonts[isBold ? 'bold' : 'regular'].width(text, size);
  const shift = shiftOf(element);
  const x = shift.x + number(element, 'x');
  const y = shift.y + number(element, 'y');
  const anchor = element.getAttribute('text-anchor') ?? 'start';
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  const flat = { left, right: left + width, top: y - 0.73 * size, bottom: y + 0.2 * size };
  const isTurned = element.parentElement?.getAttribute('transform')?.startsWith('rotate(-90') === true;
  const turned = {
    left: x - size / 2,
    right: x + size / 2,
    top: y - width / 2,
    bottom: y + width / 2,
  };
  return { text, isBold, colour: element.getAttribute('fill') ?? '', ...(isTurned ? turned : flat) };
}

/** The translations around an element. */
function shiftOf(element: Element): { x: number; y: number } {
  let [x, y] = [0, 0];
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    const [, across, down] =
      /^translate\((-?[\d.]+) (-?[\d.]+)\)$/.exec(each.getAttribute('transform') ?? '') ?? [];
    x += Number(across ?? 0);
    y += Number(down ?? 0);
  }
  return { x, y };
}
