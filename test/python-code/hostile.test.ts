import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPython } from '../../src/python-code/read-python.ts';
import { takeCode } from '../../src/python-code/take-code.ts';
import { samples } from './samples.ts';

const read = (message: string) => {
  const { code } = takeCode(message);
  return code === null ? null : readPython(code);
};

const codes = fc.constantFrom(...samples.map(({ code }) => code));
const noise = fc.constantFrom(
  '(',
  ')',
  '"""',
  "'",
  ':',
  '\n',
  '    ',
  '\t',
  'async ',
  'await ',
  'lambda: ',
  'def f(',
  '{',
  '\\',
  '\u0000',
  '\r',
  'f"{',
  '@',
  '`',
  '```',
  'for x in ',
  '#',
  ';',
  'é',
  '\ud800',
);

test('samples cut, joined and littered are read: the same each time, each finding on a line of the code', () => {
  fc.assert(
    fc.property(codes, codes, fc.nat(2000), fc.nat(2000), noise, (one, other, cut, place, litter) => {
      const joined = one.slice(0, cut) + other.slice(place);
      const text = joined.slice(0, place) + litter + joined.slice(place);
      const reading = readPython(text);
      expect(readPython(text)).toEqual(reading);
      expect(() => read(text)).not.toThrow();
      for (const { line } of reading?.findings ?? []) {
        expect(line).toBeGreaterThan(0);
        expect(line).toBeLessThanOrEqual(text.split('\n').length);
      }
      for (const fact of reading?.facts ?? []) expect(text).toContain(fact.text);
    }),
    { numRuns: 120 },
  );
});

test('any text is taken', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(() => read(text)).not.toThrow();
      expect(() => readPython(text)).not.toThrow();
    }),
    { numRuns: 120 },
  );
});

const deep = (open: string, close: string, count: number) =>
  `import time\nx = ${open.repeat(count)}1${close.repeat(count)}`;

test.each([
  ['brackets', deep('(', ')', 10_000)],
  ['open brackets', deep('[', '', 20_000)],
  ['calls', deep('f(', ')', 10_000)],
  ['a chain', `import time\nx = a${'.b()'.repeat(10_000)}`],
  ['a sum', `import time\nx = ${'a + '.repeat(20_000)}1`],
  ['lambdas', `import time\nx = ${'lambda: '.repeat(10_000)}1`],
  ['awaits', `async def f():\n    ${'await '.repeat(10_000)}x`],
  ['formatted strings', `import time\nx = ${'f"{'.repeat(5000)}`],
  ['dictionaries', deep('{1: ', '}', 10_000)],
  [
    'blocks',
    `import time\n${Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}if x:`).join('\n')}\n${' '.repeat(400)}pass`,
  ],
  ['functions', Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}async def f():`).join('\n')],
  ['else after else', `import time\n${'if x: pass\nelse: pass\n'.repeat(4000)}`],
  [
    'names of names',
    `import time\n${Array.from({ length: 3000 }, (_, n) => `a${n} = a${n + 1}`).join('\n')}`,
  ],
  ['a name of itself', 'import time\na = b\nb = a\nfor a in list(a): a = list(b)\na.start()'],
  ['classes of each other', 'import time\nclass A(B): pass\nclass B(A): pass\nA().start()\nB().run()'],
])('%s, nested deeper than anybody would', (_, code) => {
  expect(() => read(code)).not.toThrow();
  expect(() => readPython(code)).not.toThrow();
});

test.each([
  'while True:\n',
  'time.sleep(1)\n',
  'x = f(x)\n',
  'with lock:\n',
  'import a\n',
  'def f(): pass\n',
  '>>> f()\n',
  '"""',
  'a:\n',
  '    ',
])('100 kB of %j', (piece) => {
  const code = `import time\n${piece.repeat(Math.ceil(100_000 / piece.length))}`;
  expect(() => read(code)).not.toThrow();
});
