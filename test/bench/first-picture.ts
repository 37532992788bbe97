import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { createPainter } from '../../adapters/pictures.ts';
import { readSettings } from '../../adapters/settings.ts';
import { bareGraphviz, bareResvg, paths } from './picture-parts.ts';

/*
 * A process of its own, so that nothing is loaded yet: prints how many milliseconds the first picture takes, or, with
 * `bare`, what draws it takes for a picture of one box.
 */
const knowledge = await openKnowledge(readSettings());
const [path] = paths(knowledge);
if (path === undefined) throw new Error('the chart has no way');
const begun = performance.now();
if (process.argv[2] === 'bare') {
  await (await bareGraphviz())();
  await (await bareResvg())();
} else {
  await createPainter(knowledge).draw(path);
}
process.stdout.write(String(performance.now() - begun));
