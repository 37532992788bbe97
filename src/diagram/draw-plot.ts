import { formatNumber, formatSeconds } from '../advice/units.ts';
import type { LatencyPlot, SizingEstimate } from '../sizing/estimate.ts';
import { PICTURE_WIDTH } from './draw-path.ts';
import { type PlotFacts, percent, plotFacts } from './plot-facts.ts';
import { linearScale, type Scale } from './scale.ts';
import { card, element, type Svg, tenths, textAt } from './svg.ts';
import { textWidth } from './text-width.ts';
import { COLOURS } from './theme.ts';
import { cutToWidth } from './wrap-label.ts';

const HEIGHT = 290;
/** Where the curves are. */
const AREA = { left: 58, right: PICTURE_WIDTH - 50, top: 92, bottom: HEIGHT - 46 };
const SMALL = 11.5;
const LINE = 15;

/**
 * Predicted time (left axis) and utilisation of the busiest resource (right axis) against the number of workers, as an
 * SVG: the recommended number is marked, its plausible range shaded, and where they cannot keep up is shown.
 */
export function drawPlot(plot: LatencyPlot, sizing: SizingEstimate): Svg {
  const facts = plotFacts(plot, sizing);
  const x = scaleOfWorkers(plot);
  const time = scaleOfTime(facts);
  const load = linearScale({ low: 0, high: 1 }, { start: AREA.bottom, end: AREA.top }, 4);
  return card(
    PICTURE_WIDTH,
    HEIGHT,
    element(
      'clipPath',
      { id: 'area' },
      element('rect', {
        x: AREA.left,
        y: AREA.top,
        width: AREA.right - AREA.left,
        height: AREA.bottom - AREA.top,
      }),
    ),
    ...heading(facts),
    ...regions(facts, x),
    ...grid(time, load, x, plot),
    ...curves(facts, x, time, load),
    ...recommendation(facts, x, time),
  );
}

function scaleOfWorkers({ points, recommendedWorkers }: LatencyPlot): Scale {
  const counts = points.map(({ workers }) => workers);
  const low = Math.min(...counts, recommendedWorkers);
  const high = Math.max(...counts, recommendedWorkers);
  const { at, ticks } = linearScale(
    low === high ? { low: Math.max(0, low - 1), high: high + 1 } : { low, high },
    { start: AREA.left, end: AREA.right },
    high >= 10_000 ? 3 : 5,
  );
  return { at, ticks: ticks.filter(Number.isInteger) };
}

/**
 * Near saturation the predicted time has no bounds: the axis ends above what the recommended number and more reach,
 * and takes in the limit where that is not far off.
 */
function scaleOfTime({ plot, seconds }: PlotFacts): Scale {
  const times = plot.points.flatMap((point) =>
    point.seconds !== null && (seconds === null || point.workers >= plot.recommendedWorkers)
      ? [point.seconds]
      : [],
  );
  const reached = Math.max(...times, seconds ?? 0);
  const limit = plot.limitSeconds ?? 0;
  const needed =
    reached === 0 ? limit || 1 : limit <= 3 * reached ? Math.max(1.5 * reached, 1.15 * limit) : 1.5 * reached;
  return linearScale({ low: 0, high: needed }, { start: AREA.bottom, end: AREA.top }, 4);
}

function heading(facts: PlotFacts): Svg[] {
  const { plot, isFeasible, bottleneck, recommended } = facts;
  const isBatch = plot.measure === 'makespanSeconds';
  const width = PICTURE_WIDTH - 28;
  const { low, likely, high } = recommended;
  const range = low === high ? '' : `, range ${formatNumber(low)}–${formatNumber(high)}`;
  const verdict = isFeasible
    ? `Recommended: ${formatNumber(likely)} ${plot.workerKind}${range}`
    : `Does not fit: the limit is ${bottleneck}`;
  const line = (text: string, y: number, colour: string, size: number, weight: 'bold' | 'regular') =>
    textAt(textWidth(text, size, weight) <= width ? text : cutToWidth(text, width, { size, weight }), {
      x: 14,
      y,
      size,
      weight,
      colour,
    });
  const key = (y: number, colour: string, dash: string | undefined, text: string) => [
    element('line', {
      x1: 14,
      x2: 38,
      y1: y,
      y2: y,
      stroke: colour,
      'stroke-width': 2.5,
      'stroke-dasharray': dash,
    }),
    textAt(text, { x: 45, y, size: SMALL, colour: COLOURS.ink }),
  ];
  return [
    line(verdict, 20, isFeasible ? COLOURS.ink : COLOURS.limit, 13.5, 'bold'),
    ...key(
      20 + 1.35 * LINE,
      COLOURS.time,
      undefined,
      isBatch ? 'Time to the end (left)' : '95 % of responses within (left)',
    ),
    ...key(20 + 2.4 * LINE, COLOURS.load, '5 3', 'Busiest resource in use (right)'),
  ];
}

/** The plausible range, and where the workers cannot keep up, behind everything else. */
function regions({ plot, recommended, overloadedUpTo }: PlotFacts, x: Scale): Svg[] {
  const first = plot.points.find(({ seconds }) => seconds !== null)?.workers;
  const edge =
    overloadedUpTo === null
      ? AREA.left
      : first === undefined
        ? AREA.right
        : x.at((overloadedUpTo + first) / 2);
  const inside = (value: number) => Math.min(AREA.right, Math.max(AREA.left, x.at(value)));
  const from = inside(recommended.low);
  const band = (start: number, end: number, fill: string) =>
    element('rect', {
      x: start,
      y: AREA.top,
      width: Math.max(0, end - start),
      height: AREA.bottom - AREA.top,
      fill,
    });
  const words = 'cannot keep up';
  const hasRoom = edge - AREA.left > textWidth(words, SMALL) + 8;
  return [
    ...(recommended.low === recommended.high ? [] : [band(from, inside(recommended.high), COLOURS.range)]),
    ...(overloadedUpTo === null ? [] : [band(AREA.left, edge, COLOURS.overload)]),
    ...(overloadedUpTo !== null && hasRoom
      ? [
          textAt(words, {
            x: (AREA.left + edge) / 2,
            y: AREA.bottom - 14,
            size: SMALL,
            colour: COLOURS.limit,
            anchor: 'middle',
          }),
        ]
      : []),
  ];
}

function grid(time: Scale, load: Scale, x: Scale, { workerKind }: LatencyPlot): Svg[] {
  const small = { size: SMALL, colour: COLOURS.axis } as const;
  const line = (x1: number, y1: number, x2: number, y2: number, stroke: string) =>
    element('line', { x1, y1, x2, y2, stroke, 'stroke-width': 1 });
  return [
    ...time.ticks.flatMap((tick) => [
      line(AREA.left, time.at(tick), AREA.right, time.at(tick), COLOURS.grid),
      textAt(tick === 0 ? '0' : formatSeconds(tick), {
        ...small,
        x: AREA.left - 6,
        y: time.at(tick),
        anchor: 'end',
      }),
    ]),
    ...load.ticks.map((tick) => textAt(percent(tick), { ...small, x: AREA.right + 6, y: load.at(tick) })),
    ...x.ticks.flatMap((tick) => [
      line(x.at(tick), AREA.bottom, x.at(tick), AREA.bottom + 4, COLOURS.axis),
      textAt(formatNumber(tick), { ...small, x: x.at(tick), y: AREA.bottom + 13, anchor: 'middle' }),
    ]),
    line(AREA.left, AREA.bottom, AREA.right, AREA.bottom, COLOURS.axis),
    textAt(`Number of ${workerKind}`, {
      ...small,
      x: (AREA.left + AREA.right) / 2,
      y: AREA.bottom + 31,
      anchor: 'middle',
    }),
  ];
}

function curves({ plot, limit }: PlotFacts, x: Scale, time: Scale, load: Scale): Svg[] {
  const timePoints = plot.points.flatMap(({ workers, seconds }) =>
    seconds === null ? [] : [{ x: x.at(workers), y: time.at(seconds) }],
  );
  const loadPoints = plot.points.map(({ workers, utilization }) => ({
    x: x.at(workers),
    y: load.at(Math.min(1, utilization)),
  }));
  const { limitSeconds } = plot;
  const y = limitSeconds === null ? Number.NEGATIVE_INFINITY : time.at(limitSeconds);
  const isInside = y >= AREA.top - 0.5 && limitSeconds !== null;
  return [
    ...(isInside
      ? [
          element('line', {
            x1: AREA.left,
            x2: AREA.right,
            y1: y,
            y2: y,
            stroke: COLOURS.limit,
            'stroke-width': 1.5,
            'stroke-dasharray': '2 3',
          }),
          textAt(`${limit} ${formatSeconds(limitSeconds)}`, {
            x: AREA.right - 4,
            y: y - 8,
            size: SMALL,
            colour: COLOURS.limit,
            anchor: 'end',
          }),
        ]
      : []),
    ...curve(loadPoints, COLOURS.load, '5 3'),
    ...curve(timePoints, COLOURS.time, undefined),
  ];
}

function curve(
  points: readonly { readonly x: number; readonly y: number }[],
  stroke: string,
  dash: string | undefined,
): Svg[] {
  const [only] = points;
  if (points.length === 1 && only) {
    return [element('circle', { cx: only.x, cy: only.y, r: 3.5, fill: stroke, 'clip-path': 'url(#area)' })];
  }
  return [
    element('polyline', {
      points: points.map(({ x, y }) => `${tenths(x)},${tenths(y)}`).join(' '),
      fill: 'none',
      stroke,
      'stroke-width': 2.5,
      'stroke-linejoin': 'round',
      'stroke-dasharray': dash,
      'clip-path': 'url(#area)',
    }),
  ];
}

/** A line down at the recommended number, with the time it leads to. */
function recommendation({ plot, seconds, isFeasible }: PlotFacts, x: Scale, time: Scale): Svg[] {
  const at = x.at(plot.recommendedWorkers);
  const colour = isFeasible ? COLOURS.outcome : COLOURS.limit;
  const line = element('line', {
    x1: at,
    x2: at,
    y1: AREA.top,
    y2: AREA.bottom,
    stroke: colour,
    'stroke-width': 2,
  });
  if (seconds === null) return [line];
  const words = formatSeconds(seconds);
  const room = textWidth(words, 13, 'bold') + 8;
  const isLeft = at + room > AREA.right;
  return [
    line,
    element('circle', {
      cx: at,
      cy: time.at(seconds),
      r: 5,
      fill: colour,
      stroke: COLOURS.card,
      'stroke-width': 1.5,
    }),
    textAt(words, {
      x: isLeft ? at - 8 : at + 8,
      y: time.at(seconds) + 14,
      size: 13,
      weight: 'bold',
      colour,
      anchor: isLeft ? 'end' : 'start',
    }),
  ];
}
