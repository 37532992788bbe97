import type { LatencyPlot, SizingEstimate } from '../sizing/estimate.ts';
import { PICTURE_WIDTH } from './draw-path.ts';
import { limitName, type PlotFacts, plotFacts } from './plot-facts.ts';
import { plotHeading } from './plot-heading.ts';
import { linearScale, type Scale } from './scale.ts';
import { percent, shortCount, shortTime, unitOfTime } from './short-figure.ts';
import { card, element, type Svg, tenths, textAt } from './svg.ts';
import { textWidth } from './text-width.ts';
import { COLOURS } from './theme.ts';

const HEIGHT = 290;
/** Where the curves are. */
const AREA = { left: 58, right: PICTURE_WIDTH - 50, top: 92, bottom: HEIGHT - 46 };
const AREA_SIZE = { width: AREA.right - AREA.left, height: AREA.bottom - AREA.top };
const SMALL = 11.5;

interface Scales {
  readonly x: Scale;
  readonly time: Scale;
  readonly load: Scale;
}

/**
 * Predicted time (left axis) and utilisation of the busiest resource (right axis) against the number of workers, as an
 * SVG: the recommended number is marked, its plausible range shaded, and where they cannot keep up is shown.
 */
export function drawPlot(plot: LatencyPlot, sizing: SizingEstimate): Svg {
  const facts = plotFacts(plot, sizing);
  const scales = {
    x: scaleOfWorkers(plot),
    time: scaleOfTime(facts),
    load: linearScale({ low: 0, high: 1 }, { start: AREA.bottom, end: AREA.top }, 4),
  };
  return card(
    PICTURE_WIDTH,
    HEIGHT,
    element('clipPath', { id: 'area' }, element('rect', { x: AREA.left, y: AREA.top, ...AREA_SIZE })),
    ...plotHeading(facts),
    ...regions(facts, scales.x),
    ...grid(scales, plot),
    ...overloadWords(facts, scales.x),
    ...limitLine(facts, scales.time),
    ...curves(plot, scales),
    ...recommendation(facts, scales),
  );
}

function scaleOfWorkers({ points, recommendedWorkers }: LatencyPlot): Scale {
  const counts = points.map(({ workers }) => workers);
  const low = Math.min(...counts, recommendedWorkers);
  const high = Math.max(...counts, recommendedWorkers);
  const span = low === high ? { low: low - 1, high: high + 1 } : { low, high };
  const { at, ticks } = linearScale(span, { start: AREA.left, end: AREA.right }, 5);
  return { at, ticks: ticks.filter((tick) => Number.isInteger(tick) && tick > 0) };
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
  const reached = Math.max(...times, seconds ?? 0) || plot.limitSeconds || 1;
  const limit = plot.limitSeconds ?? 0;
  const high = limit > 3 * reached ? 1.5 * reached : Math.max(1.5 * reached, 1.15 * limit);
  return linearScale({ low: 0, high }, { start: AREA.bottom, end: AREA.top }, 4, unitOfTime(high));
}

/** The plausible range, and where the workers cannot keep up, behind everything else. */
function regions(facts: PlotFacts, x: Scale): Svg[] {
  const inside = (value: number) => Math.min(AREA.right, Math.max(AREA.left, x.at(value)));
  const band = (start: number, end: number, fill: string) =>
    element('rect', {
      x: start,
      y: AREA.top,
      width: Math.max(0, end - start),
      height: AREA_SIZE.height,
      fill,
    });
  const { low, high } = facts.recommended;
  const range = low === high ? [] : [band(inside(low), inside(high), COLOURS.range)];
  const edge = overloadEdge(facts, x);
  return edge === null ? range : [...range, band(AREA.left, edge, COLOURS.overload)];
}

/** Up to where the workers cannot keep up; null where all can. */
function overloadEdge({ plot, overloadedUpTo }: PlotFacts, x: Scale): number | null {
  if (overloadedUpTo === null) return null;
  const first = plot.points.find(({ seconds }) => seconds !== null)?.workers;
  return first === undefined ? AREA.right : x.at((overloadedUpTo + first) / 2);
}

/** Across the band where it is wide enough, else upwards. */
function overloadWords(facts: PlotFacts, scale: Scale): Svg[] {
  const words = 'cannot keep up';
  const place = { size: SMALL, colour: COLOURS.limit, anchor: 'middle' } as const;
  const width = (overloadEdge(facts, scale) ?? AREA.left) - AREA.left;
  const x = AREA.left + width / 2;
  if (width > textWidth(words, SMALL) + 8) return [textAt(words, { ...place, x, y: AREA.bottom - 14 })];
  if (width < SMALL + 4) return [];
  const y = AREA.top + AREA_SIZE.height / 2;
  const turned = { transform: `rotate(-90 ${tenths(x)} ${tenths(y)})` };
  return [element('g', turned, textAt(words, { ...place, x, y }))];
}

const AXIS_TITLES: Readonly<Record<LatencyPlot['workerKind'], string>> = {
  processes: 'Number of processes',
  threads: 'Number of threads',
  slots: 'Number of slots (requests under way at a time)',
};

function grid({ x, time, load }: Scales, { workerKind }: LatencyPlot): Svg[] {
  const small = { size: SMALL, colour: COLOURS.axis } as const;
  const line = (x1: number, y1: number, x2: number, y2: number, stroke: string) =>
    element('line', { x1, y1, x2, y2, stroke, 'stroke-width': 1 });
  const words = (tick: number) => (tick === 0 ? '0' : shortTime(tick));
  return [
    ...time.ticks.flatMap((tick) => [
      line(AREA.left, time.at(tick), AREA.right, time.at(tick), COLOURS.grid),
      textAt(words(tick), { ...small, x: AREA.left - 6, y: time.at(tick), anchor: 'end' }),
    ]),
    ...load.ticks.map((tick) => textAt(percent(tick), { ...small, x: AREA.right + 6, y: load.at(tick) })),
    ...x.ticks.flatMap((tick) => [
      line(x.at(tick), AREA.bottom, x.at(tick), AREA.bottom + 4, COLOURS.axis),
      textAt(shortCount(tick), { ...small, x: x.at(tick), y: AREA.bottom + 13, anchor: 'middle' }),
    ]),
    line(AREA.left, AREA.bottom, AREA.right, AREA.bottom, COLOURS.axis),
    textAt(AXIS_TITLES[workerKind], {
      ...small,
      x: AREA.left + AREA_SIZE.width / 2,
      y: AREA.bottom + 31,
      anchor: 'middle',
    }),
  ];
}

function limitLine({ plot, isBatch }: PlotFacts, time: Scale): Svg[] {
  if (plot.limitSeconds === null) return [];
  const y = time.at(plot.limitSeconds);
  if (y < AREA.top - 0.5) return [];
  const line = { x1: AREA.left, x2: AREA.right, y1: y, y2: y, stroke: COLOURS.limit, 'stroke-width': 1.5 };
  const words = `${limitName(isBatch)} ${shortTime(plot.limitSeconds)}`;
  return [
    element('line', { ...line, 'stroke-dasharray': '2 3' }),
    textAt(words, {
      x: AREA.right - 4,
      y: y - 8,
      size: SMALL,
      colour: COLOURS.limit,
      anchor: 'end',
      halo: COLOURS.card,
    }),
  ];
}

function curves({ points }: LatencyPlot, { x, time, load }: Scales): Svg[] {
  const timePoints = points.flatMap(({ workers, seconds }) =>
    seconds === null ? [] : [{ x: x.at(workers), y: time.at(seconds) }],
  );
  const loadPoints = points.map(({ workers, utilization }) => ({
    x: x.at(workers),
    y: load.at(Math.min(1, utilization)),
  }));
  return [curve(loadPoints, COLOURS.load, '5 3'), curve(timePoints, COLOURS.time, undefined)];
}

/** A line through the points; a dot where there is only one. */
function curve(
  points: readonly { readonly x: number; readonly y: number }[],
  stroke: string,
  dash: string | undefined,
): Svg {
  const [only] = points;
  if (points.length === 1 && only) return element('circle', { cx: only.x, cy: only.y, r: 4, fill: stroke });
  return element('polyline', {
    points: points.map(({ x, y }) => `${tenths(x)},${tenths(y)}`).join(' '),
    fill: 'none',
    stroke,
    'stroke-width': 2.5,
    'stroke-linejoin': 'round',
    'stroke-dasharray': dash,
    'clip-path': 'url(#area)',
  });
}

/** A line down at the recommended number, with the time it leads to. */
function recommendation({ plot, seconds, obstacle }: PlotFacts, { x, time }: Scales): Svg[] {
  const at = x.at(plot.recommendedWorkers);
  const colour = obstacle === null ? COLOURS.outcome : COLOURS.limit;
  const line = { x1: at, x2: at, y1: AREA.top, y2: AREA.bottom, stroke: colour, 'stroke-width': 2 };
  if (seconds === null) return [element('line', line)];
  const y = time.at(seconds);
  const words = shortTime(seconds);
  const isLeft = at + textWidth(words, 13, 'bold') + 12 > AREA.right;
  // Above the curve, unless the words of the limit are there.
  const { limitSeconds } = plot;
  const isCrowded = limitSeconds !== null && Math.abs(y - 14 - (time.at(limitSeconds) - 8)) < 14;
  return [
    element('line', line),
    element('circle', { cx: at, cy: y, r: 5, fill: colour, stroke: COLOURS.card, 'stroke-width': 1.5 }),
    textAt(words, {
      x: isLeft ? at - 9 : at + 9,
      y: isCrowded ? y + 15 : y - 14,
      size: 13,
      weight: 'bold',
      colour,
      anchor: isLeft ? 'end' : 'start',
      halo: COLOURS.card,
    }),
  ];
}
