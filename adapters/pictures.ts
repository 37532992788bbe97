import { createRequire } from 'node:module';
import type { Viz } from '@viz-js/viz';
import { drawPath } from '../src/diagram/draw-path.ts';
import { drawPlot } from '../src/diagram/draw-plot.ts';
import { pathAltText } from '../src/diagram/path-alt-text.ts';
import type { ChartParts, PathParts } from '../src/diagram/path-graph.ts';
import { plotAltText } from '../src/diagram/plot-facts.ts';
import type { NodeId } from '../src/flowchart/flowchart.ts';
import { estimate, isRefusal, plotLatency } from '../src/sizing/estimate.ts';
import type { Logger } from './operations/log.ts';

/** A PNG with the words for those who do not see it. */
export interface Picture {
  readonly kind: 'path' | 'sizing';
  readonly name: string;
  readonly data: Buffer;
  readonly altText: string;
}

/** What a recommendation is drawn from. */
export interface Drawable extends PathParts {
  readonly outcomes: readonly NodeId[];
  readonly sizingInput: Readonly<Record<string, unknown>> | null;
}

export interface Painter {
  /**
   * The path of a recommendation and, where there are numbers, the plot of its sizing. Drawing keeps the processor
   * busy: what must not wait for it is done before. Rejects when they cannot be drawn.
   */
  readonly draw: (reply: Drawable) => Promise<readonly Picture[]>;
}

/** Some 30 kB each. */
const MOST_REMEMBERED = 100;
/** For displays with two points a pixel, and for those who enlarge it. */
const SCALE = 2;
const PATIENCE_MILLISECONDS = 5000;
/** When many ask at once, the first shall have theirs soon, rather than all of them too late. */
const AT_A_TIME = 2;

/** Draws pictures. What they are drawn with is loaded with the first, so that it costs nothing until then. */
export function createPainter(chart: ChartParts): Painter {
  const drawn = new Map<string, Picture | null>();
  const underWay = new Map<string, Promise<Picture | null>>();

  const remember = (key: string, picture: Picture | null) => {
    drawn.set(key, picture);
    const oldest = drawn.keys().next();
    if (drawn.size > MOST_REMEMBERED && !oldest.done) drawn.delete(oldest.value);
  };
  const lanes = Array.from({ length: AT_A_TIME }, (): Promise<unknown> => Promise.resolve());
  let turn = 0;
  const inTurn = <Made>(make: () => Promise<Made>): Promise<Made> => {
    const lane = turn++ % AT_A_TIME;
    const work = Promise.resolve(lanes[lane]).then(make);
    lanes[lane] = work.catch(() => {});
    return work;
  };
  /** The same content is drawn once, however many ask for it. */
  const once = (key: string, make: () => Promise<Picture | null>): Promise<Picture | null> => {
    const known = drawn.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const running = underWay.get(key);
    if (running) return running;
    const work = inTurn(make).finally(() => underWay.delete(key));
    underWay.set(key, work);
    work.then(
      (picture) => remember(key, picture),
      () => {},
    );
    return work;
  };

  const paintPath = async (reply: Drawable): Promise<Picture> => {
    const svg = drawPath(chart, reply, await graphviz());
    return { kind: 'path', name: 'path.png', data: await toPng(svg), altText: pathAltText(chart, reply) };
  };
  return {
    draw: async (reply) => {
      const { path, answers, outcomes, sizingInput } = reply;
      const wanted: readonly { key: string; make: () => Promise<Picture | null> }[] = [
        { key: JSON.stringify(['path', path, answers, outcomes]), make: () => paintPath(reply) },
        ...(sizingInput === null
          ? []
          : [{ key: JSON.stringify(['sizing', sizingInput]), make: () => drawSizing(sizingInput) }]),
      ];
      const pictures = await Promise.all(wanted.map(({ key, make }) => once(key, make)));
      return pictures.filter((picture) => picture !== null);
    },
  };
}

/** A painter whose failures leave one line in the log and no picture: every picture has its words beside it. */
export function withstandDrawingFailures({ draw }: Painter, log: Logger): Painter {
  return {
    draw: async (reply) => {
      let timer: NodeJS.Timeout | undefined;
      const impatience = new Promise<never>((_, reject) => {
        const tooLong = new Error(`took longer than ${PATIENCE_MILLISECONDS} ms`);
        timer = setTimeout(() => reject(tooLong), PATIENCE_MILLISECONDS).unref();
      });
      try {
        return await Promise.race([draw(reply), impatience]);
      } catch (problem) {
        log.warn(
          { reason: problem instanceof Error ? problem.message : 'unknown' },
          'a picture was not drawn',
        );
        return [];
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** The plot for an input of the sizing model; null where that refuses it. */
export async function drawSizing(input: unknown): Promise<Picture | null> {
  const sizing = estimate(input);
  const plot = plotLatency(input);
  if (isRefusal(sizing) || isRefusal(plot)) return null;
  const data = await toPng(drawPlot(plot, sizing));
  return { kind: 'sizing', name: 'sizing.png', data, altText: plotAltText(plot, sizing) };
}

let loadedGraphviz: Promise<Viz> | null = null;

async function graphviz(): Promise<Viz> {
  loadedGraphviz ??= import('@viz-js/viz').then(({ instance }) => instance());
  return loadedGraphviz;
}

const FONTS = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'];

/** Drawn beside the event loop, in twice the size. The same SVG always gives the same bytes. */
async function toPng(svg: string): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const { resolve } = createRequire(import.meta.url);
  const fontFiles = FONTS.map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`));
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans Condensed' };
  const image = await renderAsync(svg, { font, fitTo: { mode: 'zoom', value: SCALE } });
  return image.asPng();
}
