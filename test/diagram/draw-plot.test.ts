import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPlot } from '../../src/diagram/draw-plot.ts';
import { plotAltText } from '../../src/diagram/plot-facts.ts';
import { COLOURS } from '../../src/diagram/theme.ts';
import { estimate, isRefusal, plotLatency, type SizingInput } from '../../src/sizing/estimate.ts';
import { anyInput } from '../sizing/arbitrary-input.ts';
import { type Drawing, expectInside, overlap, readSvg } from './read-svg.ts';

/** The plot of a sizing: what is on it, and that it can be read. */

interface Plotted {
  readonly drawing: Drawing;
  readonly alt: string;
  readonly words: string;
}

function plotted(input: SizingInput): Plotted | null {
  const sizing = estimate(input);
  const plot = plotLatency(input);
  if (isRefusal(sizing) || isRefusal(plot)) return null;
  const drawing = readSvg(drawPlot(plot, sizing));
  return { drawing, alt: plotAltText(plot, sizing), words: drawing.texts.map(({ text }) => text).join('\n') };
}

function expectReadable(drawing: Drawing): void {
  expectInside(drawing);
  drawing.texts.forEach((one, index) => {
    for (const other of drawing.texts.slice(index + 1)) {
      expect(overlap(one, other), `${one.text} and ${other.text}`).toBe(false);
    }
  });
  for (const line of drawing.elements('polyline')) {
    expect(line.getAttribute('points')).toMatch(/^(-?[\d.]+,-?[\d.]+ ?)+$/);
    expect(line.getAttribute('clip-path')).toBe('url(#area)');
  }
}

const filled = ({ elements }: Drawing, fill: string) =>
  elements('rect').filter((rectangle) => rectangle.getAttribute('fill') === fill);

const CASES: readonly {
  readonly about: string;
  readonly input: SizingInput;
  readonly says: readonly string[];
}[] = [
  {
    about: 'requests that wait, by slots',
    input: {
      leaf: 'Coroutines',
      requestsPerSecond: 50,
      ioWaitSeconds: 3,
      cpuSeconds: { low: 0.001, likely: 0.005, high: 0.03 },
      targetLatencySeconds: 10,
    },
    says: ['Recommended: 283 slots, range 163–620', 'target 10 s', 'cannot keep up', '8.4 s', '75 %'],
  },
  {
    about: 'requests that compute, by processes',
    input: { requestsPerSecond: 40, cpuSeconds: 0.1, coresPerHost: 16, peakToMeanRatio: 1 },
    says: ['Recommended: 6 processes', 'Number of processes', '95 % of responses within'],
  },
  {
    about: 'a batch',
    input: {
      leaf: 'ProcessPoolIndependent',
      jobs: 10_000,
      deadlineSeconds: 300,
      cpuSeconds: 0.25,
      coresPerHost: 16,
    },
    says: ['Recommended: 10 processes', 'Time to the end', 'deadline 5 min', '2 min'],
  },
  {
    about: 'threads',
    input: { leaf: 'SimpleLock', requestsPerSecond: 20, ioWaitSeconds: 0.5, cpuSeconds: 0.005 },
    says: ['threads', 'Number of threads'],
  },
  {
    about: 'a target out of reach',
    input: {
      leaf: 'Coroutines',
      requestsPerSecond: 50,
      ioWaitSeconds: 3,
      cpuSeconds: 0.02,
      targetLatencySeconds: 1,
    },
    says: ['Does not fit: the target is out of reach', 'target 1 s'],
  },
  {
    about: 'more than one thread can do',
    input: { leaf: 'SingleThread', requestsPerSecond: 50, cpuSeconds: 0.1 },
    says: ['Does not fit: one thread is too slow', 'Shown for 7.9 of 75 requests per second'],
  },
  {
    about: 'a service downstream that allows too little',
    input: {
      leaf: 'Coroutines',
      requestsPerSecond: 50,
      ioWaitSeconds: 1,
      cpuSeconds: 0.01,
      downstreamMaxConcurrency: 20,
    },
    says: ['Does not fit: too few connections downstream'],
  },
  {
    about: 'millions',
    input: {
      leaf: 'Coroutines',
      requestsPerSecond: 900_000,
      ioWaitSeconds: 2.5,
      cpuSeconds: 0.02,
      coresPerHost: 64,
    },
    says: ['Recommended: 4.33M slots', '6M'],
  },
];

describe('a plot of', () => {
  test.each(CASES)('$about', ({ input, says }) => {
    const found = plotted(input);
    expect(found).not.toBeNull();
    if (found === null) return;
    expectReadable(found.drawing);
    for (const words of says) expect(found.words).toContain(words);
    expect(found.alt.length).toBeLessThan(500);
    expect(found.alt).toMatch(/\d/);
    expect(`${found.words}${found.alt}`).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  test('anything the model takes', () => {
    const property = fc.property(anyInput, (input) => {
      const found = plotted(input);
      if (found === null) return;
      expectReadable(found.drawing);
      expect(`${found.words}${found.alt}`).not.toMatch(/NaN|undefined|Infinity|null/);
    });
    fc.assert(property, { numRuns: 60, seed: 42 });
  });
});

test('the range is shaded where there is one, and where workers cannot keep up', () => {
  const [waits, computes] = CASES;
  const uncertain = plotted(waits?.input ?? {})?.drawing;
  if (!uncertain || !computes) throw new Error('not drawn');
  const [range] = filled(uncertain, COLOURS.range).filter(
    (each) => Number(each.getAttribute('height')) > 100,
  );
  const [overload] = filled(uncertain, COLOURS.overload);
  expect(Number(range?.getAttribute('width'))).toBeGreaterThan(100);
  expect(Number(overload?.getAttribute('width'))).toBeGreaterThan(10);
  const measured = { ...computes.input, inputConfidence: 'measured', memoryPerWorkerBytes: 1e8 } as const;
  expect(plotted(measured)?.words).toContain('Recommended');
});
