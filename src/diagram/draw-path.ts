import type { Viz } from '@viz-js/viz';
import type { FlowchartNode } from '../flowchart/flowchart.ts';
import { type Layout, layOut, type Point, type Size } from './lay-out.ts';
import { type ChartParts, type PathArrow, type PathBox, type PathParts, pathGraph } from './path-graph.ts';
import { card, element, type Svg, tenths, textAt } from './svg.ts';
import { textWidth } from './text-width.ts';
import { COLOURS } from './theme.ts';
import { type Type, wrapLabel } from './wrap-label.ts';

/** The width pictures are made for: that of a message in a chat. */
export const PICTURE_WIDTH = 400;

const EDGE = 12;
const PADDING = { x: 9, y: 7 };
const LINE = 16;
const BETWEEN_NODES = 5;
/** The way is wider than what lies beside it: there is always room for both within the width of a picture. */
const TEXT_WIDTH = { taken: 146, faint: 96 };
const NODE_TYPE: Type = { size: 13, weight: 'regular' };
const DECISION_TYPE: Type = { size: 13, weight: 'bold' };
const FAINT_TYPE: Type = { size: 12, weight: 'regular' };
const ANSWER_TYPE = {
  taken: { size: 12.5, weight: 'bold' },
  faint: { size: 11.5, weight: 'regular' },
} as const;
const ANSWER_TEXT_WIDTH = 120;

interface DrawnBox extends Size {
  readonly box: PathBox;
  /** The lines of each node. */
  readonly texts: readonly { readonly lines: readonly string[]; readonly type: Type }[];
}

interface DrawnArrow {
  readonly arrow: PathArrow;
  readonly lines: readonly string[];
  readonly type: Type;
}

/**
 * The way through the chart as an SVG: walked nodes in bold, beside them faintly the nodes where the other ways begin,
 * the answers on the arrows. Pure; `viz` does the layout.
 */
export function drawPath(chart: ChartParts, path: PathParts, viz: Viz): Svg {
  const graph = pathGraph(chart, path);
  const boxes = graph.boxes.map(boxFor);
  const arrows = graph.arrows.map(arrowFor);
  const layout = layOut(viz, {
    sizes: boxes,
    arrows: arrows.map(({ arrow, lines, type }) => ({
      from: arrow.from,
      to: arrow.to,
      label: lines.length === 0 ? null : labelSize(lines, type),
      isStraight: arrow.isTaken,
    })),
  });
  const width = Math.max(PICTURE_WIDTH, layout.width + 2 * EDGE);
  const shift = { x: (width - layout.width) / 2, y: EDGE };
  const faintFirst = <Item>(items: readonly Item[], isTaken: (item: Item) => boolean) =>
    items
      .map((item, index) => ({ item, index }))
      .sort((a, b) => Number(isTaken(a.item)) - Number(isTaken(b.item)));
  return card(
    width,
    layout.height + 2 * EDGE,
    element(
      'g',
      { transform: `translate(${tenths(shift.x)} ${tenths(shift.y)})` },
      ...faintFirst(arrows, ({ arrow }) => arrow.isTaken).map(({ item, index }) =>
        drawArrow(item, layout.arrows[index]),
      ),
      ...faintFirst(boxes, ({ box }) => box.isTaken).map(({ item, index }) =>
        drawBox(item, layout.boxes[index]),
      ),
    ),
  );
}

function boxFor(box: PathBox): DrawnBox {
  const texts = box.nodes.map((node) => {
    const type = typeOf(node, box.isTaken);
    return { lines: wrapLabel(node.label, box.isTaken ? TEXT_WIDTH.taken : TEXT_WIDTH.faint, type), type };
  });
  const lines = texts.flatMap(({ lines: some, type }) =>
    some.map((line) => textWidth(line, type.size, type.weight)),
  );
  return {
    box,
    texts,
    width: Math.max(...lines) + 2 * PADDING.x,
    height: lines.length * LINE + (texts.length - 1) * BETWEEN_NODES + 2 * PADDING.y,
  };
}

function typeOf({ kind }: FlowchartNode, isTaken: boolean): Type {
  if (!isTaken) return FAINT_TYPE;
  return kind === 'step' ? NODE_TYPE : DECISION_TYPE;
}

function arrowFor(arrow: PathArrow): DrawnArrow {
  const type = arrow.isTaken ? ANSWER_TYPE.taken : ANSWER_TYPE.faint;
  return { arrow, type, lines: arrow.label === '' ? [] : wrapLabel(arrow.label, ANSWER_TEXT_WIDTH, type) };
}

function labelSize(lines: readonly string[], { size, weight }: Type): Size {
  return {
    width: Math.max(...lines.map((line) => textWidth(line, size, weight))) + 10,
    height: lines.length * LINE,
  };
}

function drawBox({ box, texts, width, height }: DrawnBox, centre: Point = { x: 0, y: 0 }): Svg {
  const isOutcome = box.isTaken && box.nodes.some(({ kind }) => kind === 'outcome');
  const corner = { x: centre.x - width / 2, y: centre.y - height / 2 };
  const looks = box.isTaken
    ? {
        fill: isOutcome ? COLOURS.outcome : COLOURS.takenFill,
        stroke: isOutcome ? COLOURS.outcome : COLOURS.taken,
        'stroke-width': 2,
      }
    : { fill: COLOURS.card, stroke: COLOURS.faint, 'stroke-width': 1, 'stroke-dasharray': '4 3' };
  const colour = isOutcome ? COLOURS.onOutcome : box.isTaken ? COLOURS.ink : COLOURS.faintInk;
  let top = corner.y + PADDING.y;
  const lines = texts.flatMap(({ lines: some, type }) => {
    const drawn = some.map((line, index) =>
      textAt(line, { x: centre.x, y: top + (index + 0.5) * LINE, ...type, colour, anchor: 'middle' }),
    );
    top += some.length * LINE + BETWEEN_NODES;
    return drawn;
  });
  return element(
    'g',
    {},
    element('rect', { ...corner, width, height, rx: isOutcome ? 12 : 6, ...looks }),
    ...lines,
  );
}

function drawArrow({ arrow, lines, type }: DrawnArrow, place?: Layout['arrows'][number]): Svg {
  if (!place) return '';
  const { curve, tip, label } = place;
  const colour = arrow.isTaken ? COLOURS.taken : COLOURS.faint;
  const [start, ...rest] = curve;
  const end = curve.at(-1) ?? tip;
  const point = ({ x, y }: Point) => `${tenths(x)} ${tenths(y)}`;
  const path = `M${start ? point(start) : ''} C${rest.map(point).join(' ')}`;
  const words = lines.map((line, index) =>
    textAt(line, {
      x: label?.x ?? 0,
      y: (label?.y ?? 0) + (index + 0.5 - lines.length / 2) * LINE,
      ...type,
      colour: arrow.isTaken ? COLOURS.taken : COLOURS.faintInk,
      anchor: 'middle',
    }),
  );
  return element(
    'g',
    {},
    element('path', {
      d: path,
      fill: 'none',
      stroke: colour,
      'stroke-width': arrow.isTaken ? 2.5 : 1.2,
      'stroke-dasharray': arrow.isTaken ? undefined : '4 3',
    }),
    element('polygon', { points: arrowHead(end, tip, arrow.isTaken ? 5 : 3.5), fill: colour }),
    ...words,
  );
}

/** A triangle from where the curve ends to the tip. */
function arrowHead(from: Point, tip: Point, halfWidth: number): string {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y) || 1;
  const across = { x: (-(tip.y - from.y) / length) * halfWidth, y: ((tip.x - from.x) / length) * halfWidth };
  const corners = [
    tip,
    { x: from.x + across.x, y: from.y + across.y },
    { x: from.x - across.x, y: from.y - across.y },
  ];
  return corners.map(({ x, y }) => `${tenths(x)},${tenths(y)}`).join(' ');
}
