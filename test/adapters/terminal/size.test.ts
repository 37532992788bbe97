import { describe, expect, test } from 'vitest';
import { readOptions, renderEstimate, renderPlot } from '../../../adapters/terminal/size.ts';
import { estimate, isRefusal } from '../../../src/sizing/estimate.ts';

const plain = { colour: false, columns: 80 };

describe('options', () => {
  test('become the input of the model', () => {
    const words = [
      '--requestsPerSecond',
      '50',
      '--ioWaitSeconds=3',
      '--leaf',
      'Coroutines',
      '--freeThreaded',
    ];
    expect(readOptions(words)).toEqual({
      requestsPerSecond: 50,
      ioWaitSeconds: 3,
      leaf: 'Coroutines',
      freeThreaded: true,
    });
  });

  test('that are no numbers are left for the model to refuse by name', () => {
    const input = readOptions(['--requestsPerSecond', 'many', '--ioWaitSeconds', '3']);
    expect(estimate(input)).toEqual({ error: expect.stringContaining('requestsPerSecond is "many"') });
  });

  test.each([[['--request', '5']], [['50']], [[]]])('%j is refused', (words) => {
    expect(readOptions(words)).toEqual(expect.any(String));
  });
});

test('the table names every figure with its span, the command line and the assumptions', () => {
  const sizing = estimate({ requestsPerSecond: 50, ioWaitSeconds: 3, cpuSeconds: 0.02 });
  if (isRefusal(sizing)) throw new Error(sizing.error);
  const text = renderEstimate(sizing, plain);
  for (const words of ['It fits', 'Processes', 'Memory', 'uvicorn app:app', 'Assumed: ', 'utilisation law']) {
    expect(text).toContain(words);
  }
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('the plot marks the recommendation and says where the workers cannot keep up', () => {
  const text = renderPlot(
    {
      measure: 'responseP95Seconds',
      workerKind: 'processes',
      recommendedWorkers: 3,
      limitSeconds: 0.5,
      points: [
        { workers: 1, seconds: null, utilization: 1 },
        { workers: 2, seconds: 1, utilization: 0.8 },
        { workers: 3, seconds: 0.4, utilization: 0.6 },
      ],
    },
    { colour: false, columns: 40 },
  );
  expect(text).toMatchInlineSnapshot(`
    "95 % of the responses within, by number of processes, limit 500 ms
           1  cannot keep up
           2  ██████████ 1 s
    →      3  ████ 400 ms"
  `);
});
