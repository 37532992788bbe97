import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { readSettings } from '../../adapters/settings.ts';
import { createUnderstand, type Understand } from '../../src/understanding/understand.ts';
import { median, report } from './report.ts';

/** What tends to be slow where patterns backtrack or lists are searched again and again. */
const PIECES = [
  'a',
  '9.',
  ' ',
  '\n',
  '((((',
  'not ',
  'http://',
  'real 1m',
  'how many workers ',
  'threads or asyncio ',
];

/** Pasted output of tools, over and over. */
const PASTES = [
  'real\t0m1.0s\nuser\t0m0.9s\nsys\t0m0.0s\n',
  '$ nproc\n8\n',
  '```\n',
  'import os\n\n\n',
  'Thread 1 (idle): "x"\n    f (a.py:1)\n',
  'a (b.py:1);b (c.py:2) 7\n',
  'Requests/sec: 10.0\n   50%  1.00ms\n',
  '    1 ana 20 0 1 1 1 R 99.0 0.1 1:00.00 python3\n',
  '{"limits":{"cpu":',
  '\u001b[31m1\r',
];

/** Restoring the language, and whether the time to read a message grows with its length and no faster. */
export async function readingBench(): Promise<void> {
  const { language } = openKnowledge(readSettings());
  const text = JSON.stringify(language);
  const parse = median(times(9, () => JSON.parse(text)));
  report(
    'restoring the language',
    median(times(9, () => createUnderstand(JSON.parse(text)))),
    'its JSON.parse',
    parse,
    'ms',
  );

  const understand = createUnderstand(language);
  reportGrowth(understand, 'reading', PIECES);
  reportGrowth(understand, 'reading pasted output,', PASTES);
}

function reportGrowth(understand: Understand, what: string, pieces: readonly string[]): void {
  const growth = pieces.map((piece) => {
    const quarter = timeToRead(understand, piece, 25_000);
    return { piece, quarter, whole: timeToRead(understand, piece, 100_000) };
  });
  const worst = growth.reduce((a, b) => (b.whole / b.quarter > a.whole / a.quarter ? b : a));
  const name = `${what} 100 kB, worst of ${pieces.length} (${JSON.stringify(worst.piece)})`;
  report(name, worst.whole, 'a quarter of it', worst.quarter, 'ms');
}

function timeToRead(understand: Understand, piece: string, length: number): number {
  const text = `${piece.repeat(Math.ceil(length / piece.length))}?`;
  return median(times(5, () => understand(text, 'TaskType')));
}

function times(count: number, run: () => unknown): number[] {
  return Array.from({ length: count }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
}
