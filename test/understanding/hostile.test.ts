import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { language } from './language.ts';

const understand = createUnderstand(language);
const decisions = language.decisions.map(({ id }) => id);
const open = fc.constantFrom(null, 'Nonsense', '__proto__', 'constructor', ...decisions);
const words = fc.constantFrom(
  ...'not no threads wait for the network but cpu bound 8 cores 2.5s , . ? ! \n each share a lock queue asyncio 30k req/min what is why both'.split(
    ' ',
  ),
);
const message = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(words, { maxLength: 60 }).map((each) => each.join(' ')),
);

test('any string is read: the same each time, every answer with words of the message', () => {
  fc.assert(
    fc.property(message, open, (text, decision) => {
      const reading = understand(text, decision);
      expect(understand(text, decision)).toEqual(reading);
      for (const [slot, option] of Object.entries(reading.answers)) {
        expect(language.decisions.find(({ id }) => id === slot)?.options).toContain(option);
        expect(reading.evidence.some((each) => each.slot === slot && each.option === option)).toBe(true);
      }
      for (const { text: words, confidence } of reading.evidence) {
        expect(words).not.toBe('');
        expect(text).toContain(words);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      for (const value of Object.values(reading.quantities)) {
        expect(typeof value === 'string' || Number.isFinite(value)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

test.each(Object.getOwnPropertyNames(Object.prototype))('the word %s is a word like any other', (word) => {
  const frames = ['', '5 ', 'what is ', '3 seconds per ', 'no '];
  for (const frame of frames) {
    for (const decision of [null, ...decisions]) {
      expect(understand(`${frame}${word}`, decision).answers).toEqual(expect.any(Object));
    }
  }
});

const repeated = [
  'a',
  '9',
  '9.',
  '1,',
  ' ',
  '\n',
  '"',
  '`',
  '-',
  '((((',
  'not ',
  'http://',
  '<@',
  'real 1m',
  '3.13',
  'wait for ',
  'yes ',
  'how many workers ',
  'should we scale 5000 requests faster or ',
  'threads or asyncio ',
  '\ud800',
  '\u0000',
  '🙃',
  'é̂',
];

test.each(repeated)('100 kB of %j are read', (piece) => {
  const text = `${piece.repeat(Math.ceil(100_000 / piece.length))}?`;
  // A pattern that backtracks would not come back within the time a test may take; `npm run bench` has the times.
  const reading = understand(text, 'TaskType');
  for (const { text: words } of reading.evidence) expect(text).toContain(words);
});
