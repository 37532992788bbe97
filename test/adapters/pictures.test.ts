import { spawnSync } from 'node:child_process';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import {
  createPainter,
  type Drawable,
  drawSizing,
  type Painter,
  withstandDrawingFailures,
} from '../../adapters/pictures.ts';
import { walk } from '../../src/flowchart/walk.ts';
import { readPng } from '../diagram/read-png.ts';
import { knowledge } from '../support/knowledge.ts';

/** From a recommendation to PNGs: what is loaded, made, remembered. */

const answers = { TaskType: 'io', IOScale: 'yes', ConcurrencyType: 'event-driven' };
const { path, outcomes } = walk(knowledge.flowchart, answers);
const sizingInput = { leaf: 'Coroutines', requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.005 };
const reply: Drawable = { path, answers, outcomes, sizingInput };

describe('a painter', () => {
  test('makes PNGs of the path and the sizing, twice the size they are seen at', async () => {
    const pictures = await createPainter(knowledge).draw(reply);
    expect(pictures.map(({ kind, name }) => [kind, name])).toEqual([
      ['path', 'path.png'],
      ['sizing', 'sizing.png'],
    ]);
    const [first, second] = pictures.map(({ data }) => readPng(data));
    expect(first?.width).toBe(800);
    expect([second?.width, second?.height]).toEqual([800, 580]);
    for (const { data, altText } of pictures) {
      expect(data.length).toBeLessThan(200_000);
      expect(altText).not.toBe('');
      const image = readPng(data);
      expect(image.at(0, 0)[3]).toBe(0);
      const inner = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) =>
        image.at(Math.floor(share * image.width), Math.floor(share * image.height)),
      );
      for (const [, , , opacity] of inner) expect(opacity).toBe(255);
    }
  });

  test('sets words in the bundled font', async () => {
    const [picture] = await createPainter(knowledge).draw({ ...reply, sizingInput: null });
    if (!picture) throw new Error('not drawn');
    const image = readPng(picture.data);
    let inks = 0;
    for (let y = 0; y < image.height; y += 1) {
      for (let x = 0; x < image.width; x += 1) {
        const [red = 255, green = 255, blue = 255] = image.at(x, y);
        if (red < 60 && green < 70 && blue < 80) inks += 1;
      }
    }
    expect(inks).toBeGreaterThan(2000);
  });

  test('has no plot where there are no numbers', async () => {
    const pictures = await createPainter(knowledge).draw({ ...reply, sizingInput: null });
    expect(pictures.map(({ kind }) => kind)).toEqual(['path']);
  });

  test('gives what it drew before, and draws the same content once for all who ask meanwhile', async () => {
    const painter = createPainter(knowledge);
    const drawing = painter.draw(reply);
    const meanwhile = painter.draw({ ...reply });
    const [first, second] = [await drawing, await meanwhile];
    expect(first[0]).toBe(second[0]);
    const again = await painter.draw({ ...reply, path: [...path] });
    expect(again[0]).toBe(first[0]);
    const elsewhere = await createPainter(knowledge).draw(reply);
    expect(elsewhere.map(({ data }) => data.toString('base64'))).toEqual(
      first.map(({ data }) => data.toString('base64')),
    );
  });

  test('remembers a bounded number of pictures', async () => {
    const painter = createPainter(knowledge);
    const first = { ...reply, sizingInput: null };
    const [drawn] = await painter.draw(first);
    for (let index = 0; index < 100; index += 1) {
      // Other answers make another content; the path is drawn only as far as it goes.
      await painter.draw({ path: [], answers: { Start: String(index) }, outcomes: [], sizingInput: null });
    }
    const [again] = await painter.draw(first);
    expect(again).toEqual(drawn);
    expect(again).not.toBe(drawn);
  });

  test('has no plot for numbers that the model refuses', async () => {
    expect(await drawSizing({ requestsPerSecond: 'many' })).toBeNull();
  });
});

test('failures leave one line and no picture', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => lines.push(line) });
  const broken: Painter = { draw: async () => Promise.reject(new Error('no font')) };
  expect(await withstandDrawingFailures(broken, log).draw(reply)).toEqual([]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('no font');
});

test('nothing that draws is loaded before the first picture', () => {
  const pictures = new URL('../../dist/adapters/pictures.js', import.meta.url).href;
  const script = `
    import { createRequire } from 'node:module';
    const before = process.memoryUsage().rss;
    const { createPainter } = await import(${JSON.stringify(pictures)});
    createPainter({ flowchart: { nodes: {} }, decisions: {} });
    const { cache } = createRequire(import.meta.url);
    console.log(JSON.stringify(Object.keys(cache).filter((file) => /resvg|viz/.test(file))));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([]);
});
