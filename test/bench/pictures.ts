import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { createPainter, drawSizing } from '../../adapters/pictures.ts';
import { projectFolder, readSettings } from '../../adapters/settings.ts';
import { bareGraphviz, bareResvg, paths } from './picture-parts.ts';
import { median, report } from './report.ts';

const ROUNDS = 9;

/** Pictures against Graphviz and resvg alone on one box: the first after a start, later ones, those drawn before. */
export async function picturesBench(): Promise<void> {
  const first: number[] = [];
  const firstBare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    firstBare.push(firstPicture(['bare']));
    first.push(firstPicture([]));
  }
  const tools = 'Graphviz and resvg on one box';
  report('first picture after a start (longest path)', median(first), tools, median(firstBare), 'ms, median');

  const knowledge = await openKnowledge(readSettings());
  const graphviz = await bareGraphviz();
  const resvg = await bareResvg();
  const bare: number[] = [];
  const later: number[] = [];
  const plots: number[] = [];
  const known: number[] = [];
  const painter = createPainter(knowledge);
  const all = paths(knowledge);
  for (const path of all.slice(0, 1)) await createPainter(knowledge).draw(path);
  for (const [index, path] of all.entries()) {
    const input = { leaf: 'Coroutines', requestsPerSecond: 50 + index, ioWaitSeconds: 3, cpuSeconds: 0.005 };
    bare.push(await millisecondsOf(async () => [await graphviz(), await resvg()]));
    later.push(await millisecondsOf(async () => painter.draw(path)));
    plots.push(await millisecondsOf(() => drawSizing(input)));
    known.push(await millisecondsOf(async () => painter.draw(path)));
  }
  report('later pictures of a path', median(later), tools, median(bare), 'ms, median');
  report('the slowest of them', Math.max(...later), tools, median(bare), 'ms');
  report('later plots of a sizing', median(plots), tools, median(bare), 'ms, median');
  report('pictures drawn before', median(known), tools, median(bare), 'ms, median');
}

async function millisecondsOf(task: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
}

function firstPicture(words: readonly string[]): number {
  const script = join(projectFolder, 'dist', 'test', 'bench', 'first-picture.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the first picture failed: ${stderr}`);
  return Number(stdout);
}
