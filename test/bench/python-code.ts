import { readPython } from '../../src/python-code/read-python.ts';
import { takeCode } from '../../src/python-code/take-code.ts';
import { median, report } from './report.ts';

/** A beginning, and what is repeated below it: each is a way in which reading code could become slow. */
const PASTES: Readonly<Record<string, readonly [string, string]>> = {
  'blocking calls': ['import time\nasync def f():\n', '    time.sleep(1)\n'],
  threads: ['import threading\ndef f():\n    while True: pass\n', 'threading.Thread(target=f).start()\n'],
  changes: [
    'import threading\nx = {}\ndef g():\n    for _ in x: threading.Thread(target=f).start()\ndef f():\n',
    '    x[1] += 1\n',
  ],
  'locks taken': ['import threading\na = threading.Lock()\nasync def f():\n', '    a.acquire()\n'],
  queues: ['import queue\nq = queue.Queue()\ndef f():\n', '    while not q.empty(): q.get()\n'],
  'tasks submitted': [
    'from concurrent.futures import ThreadPoolExecutor\np = ThreadPoolExecutor()\ndef f(): pass\ndef g():\n',
    '    p.submit(f)\n',
  ],
  'awaits in loops': ['import httpx\nasync def f(c):\n', '    for u in us: await fetch(c, u)\n'],
  brackets: ['import time\nx = ', '('],
  'what is no Python': ['import time\n', '{]) def async (\n'],
};

/** Whether the time to read pasted Python grows with its length and no faster. */
export async function pythonCodeBench(): Promise<void> {
  const growth = Object.entries(PASTES).map(([name, paste]) => ({
    name,
    quarter: timeToRead(paste, 25_000),
    whole: timeToRead(paste, 100_000),
  }));
  const worst = growth.reduce((a, b) => (b.whole / b.quarter > a.whole / a.quarter ? b : a));
  report(
    `reading 100 kB of Python, worst of ${growth.length} (${worst.name})`,
    worst.whole,
    'a quarter of it',
    worst.quarter,
    'ms',
  );
}

function timeToRead([beginning, piece]: readonly [string, string], length: number): number {
  const code = beginning + piece.repeat(Math.ceil((length - beginning.length) / piece.length));
  const message = `what is wrong?\n\`\`\`python\n${code}\n\`\`\``;
  const run = () => {
    const begun = performance.now();
    readPython(takeCode(message).code ?? '');
    return performance.now() - begun;
  };
  run();
  return median(Array.from({ length: 5 }, run));
}
