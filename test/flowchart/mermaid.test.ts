import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChart } from '../../src/flowchart/parse.ts';
import { chartText } from './arbitrary-chart.ts';
import { mutatedChart, shreds } from './damaged-chart.ts';
import { readAsGilbert, readAsMermaid } from './mermaid.ts';
import { READ, READ_WHOLE, REFUSED, REFUSED_HERE, REFUSED_WHOLE } from './mermaid-corpus.ts';

describe('what the chart reader reads is what Mermaid reads', () => {
  it.each([...READ.map((text) => `graph TD\n${text}`), ...READ_WHOLE])('%j', async (text) => {
    expect(parseChart(text).faults).toEqual([]);
    expect(readAsGilbert(text)).toEqual(await readAsMermaid(text));
  });

  it('in generated charts', async () => {
    const same = fc.asyncProperty(chartText, async (text) => {
      expect(parseChart(text).faults).toEqual([]);
      expect(readAsGilbert(text)).toEqual(await readAsMermaid(text));
    });
    await fc.assert(same, { numRuns: 100, seed: 1 });
  });

  it.each([
    ['damaged charts', mutatedChart],
    ['shreds of charts', shreds],
  ])('or is refused, in %s', async (_name, texts) => {
    const sameOrRefused = fc.asyncProperty(texts, async (text) => {
      const reading = readAsGilbert(text);
      if (reading !== null) expect(reading).toEqual(await readAsMermaid(text));
    });
    await fc.assert(sameOrRefused, { numRuns: 500, seed: 1 });
  });
});

describe('what Mermaid refuses is refused', () => {
  it.each([...REFUSED.map((text) => `graph TD\n${text}`), ...REFUSED_WHOLE])('%j', async (text) => {
    expect(await readAsMermaid(text)).toBeNull();
    expect(readAsGilbert(text)).toBeNull();
  });
});

describe('what Mermaid reads otherwise than it was meant is refused', () => {
  it.each(REFUSED_HERE)('%j', async (text) => {
    expect(await readAsMermaid(`graph TD\n${text}`)).not.toBeNull();
    expect(readAsGilbert(`graph TD\n${text}`)).toBeNull();
  });
});
