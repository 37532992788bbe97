import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMeasurements } from '../../src/measurements/read-measurements.ts';
import { takeMeasurements } from '../../src/measurements/take-measurements.ts';
import { understand } from '../support/understand.ts';
import { samplesOf } from './corpus.ts';

const samples = samplesOf('corpus').map(({ text }) => text);
const number = fc.oneof(
  fc.constantFrom(
    '1e308',
    '0',
    '0.0',
    '-1',
    '1e-308',
    'NaN',
    'Infinity',
    '99999999999999999999',
    '١',
    '1,2,3',
    '0x10',
    '1:99:99',
  ),
  fc.double({ noNaN: false }).map(String),
  fc.integer({ min: 0, max: 1e9 }).map(String),
);
/** Real output with numbers swapped, lines dropped, doubled or shuffled, and escapes put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.array(number, { minLength: 1, maxLength: 12 }),
    fc.nat(3),
    fc.array(fc.nat(200), { maxLength: 6 }),
  )
  .map(([text, numbers, every, dropped]) => {
    let seen = 0;
    const swapped = text.replace(/\d+(?:[.,]\d+)?/g, (was) => {
      seen += 1;
      return seen % (every + 2) === 0 ? (numbers[seen % numbers.length] ?? was) : was;
    });
    const lines = swapped.split('\n').filter((_, index) => !dropped.includes(index));
    return lines
      .map((line, index) => (dropped.includes(index + 7) ? `\u001b[31m${line}\r\u001b]0;x` : line))
      .join('\n');
  });

test('damaged output is read without a crash, and never into a number that cannot be', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      for (const { quantities, isImplausible, signs, spans } of readMeasurements(text)) {
        for (const value of Object.values(quantities)) {
          expect(typeof value === 'string' || (Number.isFinite(value) && value >= 0)).toBe(true);
        }
        if (isImplausible) expect([signs, Object.keys(quantities)]).toEqual([[], []]);
        for (const { start, end } of spans)
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
      }
      const { answers, evidence } = understand(text, null);
      for (const slot of Object.keys(answers)) expect(evidence.some((each) => each.slot === slot)).toBe(true);
    }),
    { numRuns: 250 },
  );
});

test('a message without measurements is prose from end to end', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { measurements, prose } = takeMeasurements(text);
      if (measurements.length === 0 && !/[$#%>`~]/.test(text)) expect(prose).toBe(text);
    }),
  );
});

const pieces = [
  'real 1m',
  'real\t0m1.0s\nuser\t0m0.9s\nsys\t0m0.0s\n',
  '{"limits":{"cpu":',
  'limits:\n',
  '  cpu: 1\n',
  '```\n',
  '$ nproc\n8\n',
  'Thread 1 (idle): "x"\n    f (a.py:1)\n',
  'a (b.py:1);',
  'a (b.py:1);b (c.py:2) 7\n',
  ' 1 ana 20 0 1 1 1 R 99.0 0.1 1:00.00 python3\n',
  '  PID %CPU RSS COMMAND\n',
  'Requests/sec: 10.0\n',
  '   50%  1.00ms\n',
  'Aggregated 1 0(0.00%) | 1 1 1 1 | 5.0 0.0\n',
  '1 0.1 0.1 0.1 0.1 f.py:1(g)\n',
  '   ncalls  tottime  percall  cumtime  percall filename:lineno(function)\n',
  'MemTotal: 1000000 kB\n',
  '\u001b[31m',
  '\u001b]0;',
  '\r',
  '> ',
  'GET /a 200 ',
  'size=1 KiB, count=1',
  'CPU times: user 1 s, sys: 1 s, total: 2 s ',
  '1h1m1s',
  '9',
  'import os\n\n\n',
  'x = f(\n',
];

test.each(pieces)('100 kB of %j are read', (piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  // What backtracks or looks through the text again for each line would not come back in time.
  expect(understand(text, 'TaskType').intent).toEqual(expect.any(String));
});

test.each([
  ['a timing of another thing in a sentence', 'the real user experience: 5 sys admins, elapsed time unknown'],
  ['a price', '$ 5 per user, 3 real servers'],
  ['a schedule', 'it runs at 12:30, the user waits 5 minutes'],
  ['Go', '```go\nfunc main() { time.Sleep(5) }\n```'],
  ['SQL', '```sql\nselect count(*) from users where cpu > 5;\n```'],
  ['JSON', '{"user": 5, "real": "no", "sys": {"limits": "none"}}'],
  ['a diff', '@@ -1,5 +1,5 @@\n-real 5\n+real 6'],
])('%s is no measurement', (_what, text) => {
  expect(readMeasurements(text)).toEqual([]);
});
