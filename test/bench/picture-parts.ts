import { createRequire } from 'node:module';
import type { Drawable } from '../../adapters/pictures.ts';
import { walk, ways } from '../../src/flowchart/walk.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';

/** Every path of the chart that makes a picture of its own, longest first. */
export function paths({ flowchart }: Knowledge): readonly Drawable[] {
  const distinct = new Map(ways(flowchart).map(({ answers }) => [JSON.stringify(answers), answers]));
  return [...distinct.values()]
    .map((answers) => {
      const { path, outcomes } = walk(flowchart, answers);
      return { path, outcomes, answers, sizingInput: null };
    })
    .sort((a, b) => b.path.length - a.path.length);
}

/** Graphviz on two boxes. */
export async function bareGraphviz(): Promise<() => Promise<unknown>> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return async () => viz.renderJSON('digraph { a -> b }');
}

const ONE_BOX =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 600" width="400" height="600">' +
  '<rect width="400" height="600" fill="#fff"/><text x="10" y="50" font-family="DejaVu Sans Condensed">a box</text></svg>';

/** resvg on a picture of the size of a path, with one box and one word in it. */
export async function bareResvg(): Promise<() => Promise<unknown>> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const { resolve } = createRequire(import.meta.url);
  const fontFiles = [resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf')];
  const options = { font: { loadSystemFonts: false, fontFiles }, fitTo: { mode: 'zoom', value: 2 } } as const;
  return async () => (await renderAsync(ONE_BOX, options)).asPng();
}
