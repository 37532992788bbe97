import { instance, type Viz } from '@viz-js/viz';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawPath, PICTURE_WIDTH } from '../../src/diagram/draw-path.ts';
import { pathAltText } from '../../src/diagram/path-alt-text.ts';
import { type ChartParts, pathGraph } from '../../src/diagram/path-graph.ts';
import { COLOURS } from '../../src/diagram/theme.ts';
import type { Answers, Flowchart } from '../../src/flowchart/flowchart.ts';
import { walk, ways } from '../../src/flowchart/walk.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { knowledge } from '../support/knowledge.ts';
import { type Drawing, expectInside, overlap, readSvg } from './read-svg.ts';

/** The picture of a path: what is on it, and that it can be read. */

const database = await loadKnowledge(new URL('../flowchart/database', import.meta.url).pathname);

let viz: Viz;
beforeAll(async () => {
  viz = await instance();
});

function draw(chart: ChartParts, answers: Answers): Drawing {
  return readSvg(drawPath(chart, { path: walk(chart.flowchart, answers).path, answers }, viz));
}

/** Everything within the picture and its box, and nothing upon anything else. */
function expectReadable(drawing: Drawing): void {
  expectInside(drawing);
  const { boxes, answers } = drawing;
  for (const { area, texts } of boxes) {
    for (const { left, right, top, bottom, text } of texts) {
      expect(left, text).toBeGreaterThan(area.left);
      expect(right, text).toBeLessThan(area.right);
      expect(top, text).toBeGreaterThan(area.top);
      expect(bottom, text).toBeLessThan(area.bottom);
    }
  }
  const things = [...boxes.map(({ area }) => area), ...answers.flat()];
  things.forEach((one, index) => {
    for (const other of things.slice(index + 1)) {
      expect(overlap(one, other), JSON.stringify([one, other])).toBe(false);
    }
  });
}

/** Letters only: lines are broken and set as there is room. */
const letters = (text: string) => text.replace(/\s+/g, '');
const wordsOf = ({ boxes }: Drawing, isFaint: boolean) =>
  boxes
    .filter(({ isDashed }) => isDashed === isFaint)
    .map(({ texts }) => letters(texts.map(({ text }) => text).join('')));

const charts = [
  { chart: knowledge, about: 'concurrency' },
  { chart: database, about: 'databases' },
];

describe.each(charts)('every way of the chart about $about', ({ chart }) => {
  test.each(ways(chart.flowchart).map((way) => ({ way, name: way.path.join(' → ') })))('$name', ({ way }) => {
    const { path, outcomes } = walk(chart.flowchart, way.answers);
    const drawing = draw(chart, way.answers);
    expectReadable(drawing);
    expect(drawing.width).toBeLessThanOrEqual(1.06 * PICTURE_WIDTH);

    const walked = wordsOf(drawing, false).join('|');
    const beside = wordsOf(drawing, true);
    const labelOf = (id: string) => letters(chart.flowchart.nodes[id]?.label ?? '?');
    for (const id of path) expect(walked).toContain(labelOf(id));
    const ends = drawing.boxes.filter(({ fill }) => fill === COLOURS.outcome);
    expect(ends).toHaveLength(outcomes.length);
    for (const [decision, option] of Object.entries(way.answers)) {
      const answer = chart.decisions[decision]?.options.find(({ id }) => id === option)?.chart ?? '?';
      const bold = drawing.answers
        .filter(([line]) => line?.isBold)
        .map((lines) => letters(lines.map(({ text }) => text).join('')));
      expect(bold).toContain(letters(answer));
      for (const exit of chart.flowchart.nodes[decision]?.exits ?? []) {
        if (!path.includes(exit.to)) expect(beside).toContain(labelOf(exit.to));
      }
    }
    const alt = pathAltText(chart, { path, answers: way.answers, outcomes });
    for (const outcome of outcomes) expect(alt).toContain(chart.flowchart.nodes[outcome]?.label);
    expect(alt.length).toBeLessThan(1000);
  });
});

test('nodes that follow one another without a choice share a box, unless something joins in between', () => {
  const answers = {
    TaskType: 'io',
    IOScale: 'yes',
    ConcurrencyType: 'thread-based',
    GIL: 'yes',
    DataSharing: 'no',
  };
  const { path } = walk(knowledge.flowchart, answers);
  const { boxes, arrows } = pathGraph(knowledge, { path, answers });
  const ids = boxes.filter(({ isTaken }) => isTaken).map(({ nodes }) => nodes.map(({ id }) => id));
  expect(ids).toEqual([
    ['Start', 'TaskType'],
    ['IOBound', 'IOScale'],
    ['ConcurrencyType'],
    ['Threading', 'GIL'],
    ['MultiProc', 'ProcessPool', 'DataSharing'],
    ['Independent'],
  ]);
  expect(arrows.filter(({ isTaken }) => isTaken).map(({ label }) => label)).toEqual([
    'I/O Operations',
    'Yes',
    'Thread-based',
    'Yes',
    'No',
  ]);
});

test('the same path gives the same picture', () => {
  const answers = { TaskType: 'io', IOScale: 'no' };
  const { path } = walk(knowledge.flowchart, answers);
  const once = drawPath(knowledge, { path, answers }, viz);
  expect(drawPath(knowledge, { path, answers }, viz)).toBe(once);
});

/** A question with two answers, everything in it as given. */
function chartOf(start: string, question: string, answer: string, end: string): ChartParts {
  const flowchart: Flowchart = {
    start: 'S',
    sideEntrances: [],
    nodes: {
      S: { id: 'S', label: start, kind: 'step', exits: [{ option: null, to: 'Q' }] },
      Q: {
        id: 'Q',
        label: question,
        kind: 'decision',
        exits: [
          { option: 'a', to: 'A' },
          { option: 'b', to: 'B' },
        ],
      },
      A: { id: 'A', label: end, kind: 'outcome', exits: [] },
      B: { id: 'B', label: `not ${end}`, kind: 'outcome', exits: [] },
    },
  };
  const option = (id: string, chart: string) => ({
    id,
    chart,
    label: id,
    because: id,
    synonyms: [],
    implies: {},
  });
  const decision = {
    question,
    why: 'why',
    howToFindOut: 'how',
    safeDefault: { option: 'a', because: 'safe' },
    options: [option('a', answer), option('b', `not ${answer}`)],
  };
  return { flowchart, decisions: { Q: decision } };
}

describe('labels that try to break the picture', () => {
  test.each([
    ['markup', '</text><script>alert(1)</script>'],
    ['entities and quotes', `a & b &amp; "c" 'd' <e>`],
    ['a very long word', 'x'.repeat(500)],
    ['a very long sentence', 'every way leads to Rome '.repeat(40)],
    ['emoji', '🐍🔥👩‍👩‍👧‍👦 workers'],
    ['other scripts', '並行処理はどうしますか שלום عليكم'],
    ['control characters', 'a\u0000b\u0007c\u001b[31m\uffff'],
    ['half a character', 'a\ud83d b'],
    ['nothing', ''],
    ['only blanks', '   '],
  ])('%s', (_, label) => {
    const chart = chartOf(label, label, label, label);
    const drawing = draw(chart, { Q: 'a' });
    expectReadable(drawing);
    expect(drawing.elements('script')).toEqual([]);
    expect(drawing.width).toBeLessThanOrEqual(1.3 * PICTURE_WIDTH);
  });

  test('any at all', () => {
    const label = fc.string({ unit: 'binary', maxLength: 60 });
    const property = fc.property(label, label, label, label, (...labels) => {
      expectReadable(draw(chartOf(...labels), { Q: 'a' }));
    });
    fc.assert(property, { numRuns: 60, seed: 42 });
  });
});

test('two ways at once are both drawn where a question has both answers', () => {
  const compute = walk(knowledge.flowchart, {
    TaskType: 'cpu',
    CPUScale: 'yes',
    CPUParallel: 'yes',
    DataSharing: 'no',
  });
  const wait = walk(knowledge.flowchart, { TaskType: 'io', IOScale: 'yes', ConcurrencyType: 'event-driven' });
  const path = [...new Set([...wait.path, ...compute.path])];
  const { TaskType: _, ...answers }: Record<string, string> = Object.fromEntries(
    [...wait.taken, ...compute.taken].map(({ decision, option }) => [decision, option]),
  );
  const drawing = readSvg(drawPath(knowledge, { path, answers }, viz));
  expectReadable(drawing);
  expect(drawing.boxes.filter(({ fill }) => fill === COLOURS.outcome)).toHaveLength(3);
});

test('a path that the chart no longer has is drawn as far as it goes', () => {
  const path = { path: ['Start', 'TaskType', 'Gone', 'toString'], answers: { TaskType: 'gone' } };
  expectReadable(readSvg(drawPath(knowledge, path, viz)));
  expect(pathAltText(knowledge, { ...path, outcomes: ['Gone'] })).toContain('Gone');
});
