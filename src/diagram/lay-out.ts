import type { Viz } from '@viz-js/viz';

/** What is to be laid out; sizes in pixels. */
export interface Boxes {
  readonly sizes: readonly Size[];
  readonly arrows: readonly {
    readonly from: number;
    readonly to: number;
    /** Room beside the arrow; null where it has no label. */
    readonly label: Size | null;
    /** Drawn straight where possible. */
    readonly isStraight: boolean;
  }[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything goes, in pixels from the upper left corner. */
export interface Layout extends Size {
  /** Centres of the boxes. */
  readonly boxes: readonly Point[];
  readonly arrows: readonly {
    /** A Bézier curve: its start, then three points a piece. */
    readonly curve: readonly Point[];
    /** Where it ends. */
    readonly tip: Point;
    /** Centre of the label. */
    readonly label: Point | null;
  }[];
}

const POINTS_PER_INCH = 72;
const BETWEEN_COLUMNS = 14;
const BETWEEN_ROWS = 13;

/** Has Graphviz lay boxes out from top to bottom. It sees no words, only sizes. */
export function layOut(viz: Viz, { sizes, arrows }: Boxes): Layout {
  const laidOut: unknown = viz.renderJSON({
    directed: true,
    strict: false,
    graphAttributes: {
      rankdir: 'TB',
      nodesep: BETWEEN_COLUMNS / POINTS_PER_INCH,
      ranksep: BETWEEN_ROWS / POINTS_PER_INCH,
      splines: true,
    },
    nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
    edgeAttributes: { arrowsize: 0.7 },
    nodes: sizes.map(({ width, height }, index) => ({
      name: `n${index}`,
      attributes: { width: width / POINTS_PER_INCH, height: height / POINTS_PER_INCH },
    })),
    edges: arrows.map(({ from, to, label, isStraight }, index) => ({
      tail: `n${from}`,
      head: `n${to}`,
      attributes: {
        id: `e${index}`,
        weight: isStraight ? 20 : 1,
        ...(label && { label: { html: spacer(label) } }),
      },
    })),
  });
  return readLayout(laidOut, sizes.length, arrows.length);
}

/** A label of a given size without words. */
function spacer({ width, height }: Size): string {
  const size = `fixedsize="true" width="${Math.ceil(width)}" height="${Math.ceil(height)}"`;
  return `<table border="0" cellborder="0" cellpadding="0" cellspacing="0" ${size}><tr><td></td></tr></table>`;
}

interface GraphvizOutput {
  readonly bb: string;
  readonly objects?: readonly { readonly name: string; readonly pos: string }[];
  readonly edges?: readonly { readonly id: string; readonly pos: string; readonly lp?: string }[];
}

/** Graphviz counts from the lower left corner; an arrow's `pos` is `e,tip start control control point …`. */
function readLayout(value: unknown, boxCount: number, arrowCount: number): Layout {
  const { bb, objects = [], edges = [] } = value as GraphvizOutput;
  const [left = 0, bottom = 0, right = 0, top = 0] = bb.split(',').map(Number);
  const pointOf = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number);
    return { x: x - left, y: top - y };
  };
  const boxes = new Map(objects.map(({ name, pos }) => [name, pointOf(pos)]));
  const curves = new Map(
    edges.map(({ id, pos, lp }) => {
      const [end = '', ...curve] = pos.split(' ');
      const label = lp === undefined ? null : pointOf(lp);
      return [id, { curve: curve.map(pointOf), tip: pointOf(end.slice(2)), label }];
    }),
  );
  const nowhere = { x: 0, y: 0 };
  return {
    width: right - left,
    height: top - bottom,
    boxes: Array.from({ length: boxCount }, (_, index) => boxes.get(`n${index}`) ?? nowhere),
    arrows: Array.from(
      { length: arrowCount },
      (_, index) => curves.get(`e${index}`) ?? { curve: [], tip: nowhere, label: null },
    ),
  };
}
