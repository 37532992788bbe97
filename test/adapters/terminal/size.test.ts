import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readOptions, renderEstimate, renderPlot } from '../../../adapters/terminal/size.ts';
import { estimate, isRefusal, plotLatency } from '../../../src/sizing/estimate.ts';

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

describe('the worked example of the README', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const section = readme.slice(readme.indexOf('## Size a service'));
  const [, command = ''] = /npm run size -- (.+)/.exec(section) ?? [];
  const oneLine = (text: string) => text.replace(/\s+/g, ' ');
  const sized = (options: string) => {
    const input = readOptions(options.split(' '));
    const sizing = estimate(input);
    const plot = plotLatency(input);
    if (isRefusal(sizing) || 'error' in plot) throw new Error(options);
    return { text: `${renderEstimate(sizing, plain)}\n\n${renderPlot(plot, plain)}`, sizing };
  };

  test('is what the program prints', () => {
    expect(command).toContain('--requestsPerSecond 50 --ioWaitSeconds 3');
    const { text } = sized(command);
    const bars = /[█]+/g;
    expect(oneLine(section).replace(bars, '█')).toContain(oneLine(text).replace(bars, '█'));
  });

  test('names the processes of synchronous code', () => {
    const { sizing } = sized(`${command.replace(/ --targetLatencySeconds \d+/, '')} --leaf SyncIO`);
    expect(oneLine(section)).toContain(`the same load takes ${sizing.processes.likely} processes`);
  });
});
