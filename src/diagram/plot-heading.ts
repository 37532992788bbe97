import { PICTURE_WIDTH } from './draw-path.ts';
import type { PlotFacts } from './plot-facts.ts';
import { shortCount } from './short-figure.ts';
import { element, type Svg, textAt } from './svg.ts';
import { COLOURS } from './theme.ts';
import { cutToWidth, fits, type Type } from './wrap-label.ts';

const LEFT = 14;
const VERDICT: Type = { size: 13.5, weight: 'bold' };
const KEY: Type = { size: 11.5, weight: 'regular' };
/** Middles of the lines. */
const ROWS = [20, 40, 56, 73] as const;

const ONE = { processes: 'process', threads: 'thread', slots: 'slot' } as const;

/** What the plot comes to, and what its lines stand for. */
export function plotHeading(facts: PlotFacts): Svg[] {
  const { isBatch, obstacle, recommended, load } = facts;
  const verdict = verdictOf(facts);
  const width = PICTURE_WIDTH - 2 * LEFT;
  const hasRange = recommended.low !== recommended.high;
  return [
    textAt(fits(verdict, width, VERDICT) ? verdict : cutToWidth(verdict, width, VERDICT), {
      x: LEFT,
      y: ROWS[0],
      ...VERDICT,
      colour: obstacle === null ? COLOURS.ink : COLOURS.limit,
    }),
    ...lineKey(
      ROWS[1],
      COLOURS.time,
      undefined,
      isBatch ? 'Time to the end (left)' : '95 % of responses within (left)',
    ),
    ...lineKey(ROWS[2], COLOURS.load, '5 3', 'Busiest resource in use (right)'),
    ...(hasRange
      ? [
          element('rect', { x: 252, y: ROWS[2] - 6, width: 24, height: 12, fill: COLOURS.range }),
          textAt('plausible range', { x: 283, y: ROWS[2], ...KEY, colour: COLOURS.ink }),
        ]
      : []),
    ...(load === null
      ? []
      : [textAt(`Shown ${load}`, { x: LEFT, y: ROWS[3], ...KEY, colour: COLOURS.limit })]),
  ];
}

function verdictOf({ plot, obstacle, recommended }: PlotFacts): string {
  if (obstacle !== null) return `Does not fit: ${obstacle}`;
  const { low, likely, high } = recommended;
  const kind = likely === 1 ? ONE[plot.workerKind] : plot.workerKind;
  const range = low === high ? '' : `, range ${shortCount(low)}–${shortCount(high)}`;
  return `Recommended: ${shortCount(likely)} ${kind}${range}`;
}

function lineKey(y: number, stroke: string, dash: string | undefined, words: string): Svg[] {
  return [
    element('line', {
      x1: LEFT,
      x2: LEFT + 24,
      y1: y,
      y2: y,
      stroke,
      'stroke-width': 2.5,
      'stroke-dasharray': dash,
    }),
    textAt(words, { x: LEFT + 31, y, ...KEY, colour: COLOURS.ink }),
  ];
}
