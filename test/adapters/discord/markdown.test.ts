import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  harmlessWords,
  lengthOf,
  splitText,
  withAllQuotesHarmless,
  withHarmlessQuotes,
} from '../../../adapters/discord/markdown.ts';

const HOSTILE = [
  '@everyone',
  '<@5>',
  '<@&5>',
  '<#5>',
  '```',
  '`',
  '[x](http://y)',
  '**',
  '||',
  '\n',
  '\\',
  '$&',
];
const someWords = fc
  .array(
    fc.oneof(fc.constantFrom(...HOSTILE, ' ', 'pool', '# '), fc.string({ unit: 'grapheme', maxLength: 5 })),
  )
  .map((parts) => parts.join(''));

/** What Discord still reads as markup: characters with a backslash before them are shown as they stand. */
const live = (text: string) => text.replace(/\\[^A-Za-z0-9\s]/g, '');

test("somebody's words stay theirs: no mention, code, link or emphasis comes of them", () => {
  fc.assert(
    fc.property(someWords, (words) => {
      const shown = harmlessWords(words);
      expect(live(shown)).not.toMatch(/[`*_~|[\]()<>#\n]/);
      expect(shown.replace(/\\(.)/gu, '$1')).toBe(words.replace(/\s+/g, ' '));
    }),
  );
});

test('a quotation in a sentence is made harmless, and the sentence left alone', () => {
  fc.assert(
    fc.property(someWords, (words) => {
      fc.pre(words !== '' && !words.includes('“') && !words.includes('”'));
      const text = withHarmlessQuotes(`**Because** it waits (“${words}”).`, [words]);
      expect(text).toBe(`**Because** it waits (“${harmlessWords(words)}”).`);
    }),
  );
});

test.each([
  [
    '- Which? **Waiting** (“<@5> waits”). *Computing* → Locks',
    '- Which? **Waiting** (“\\<@5\\> waits”). *Computing* → Locks',
  ],
  ['(“it waits for “x” and `y`”).', '(“it waits for “x” and \\`y\\`”).'],
  ['“a `b” (waiting) and “c*” (computing)', '“a \\`b” (waiting) and “c\\*” (computing)'],
  ['say **both**: `x`', 'say **both**: `x`'],
])('what is quoted in %s is harmless, whoever said it', (text, expected) => {
  expect(withAllQuotesHarmless(text)).toBe(expected);
});

const line = fc.oneof(
  fc.constantFrom('', '```py', '```', '```x```', '- a point', 'x = 1'),
  fc.string({ unit: 'grapheme', maxLength: 300 }).map((text) => text.replace(/[`\n\r]/g, '')),
);

test('text is split within the length, with every code block closed and nothing lost', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 100, max: 400 }), (lines, longest) => {
      const pieces = splitText(lines.join('\n'), longest);
      for (const piece of pieces) expect(lengthOf(piece)).toBeLessThanOrEqual(longest);
      for (const piece of pieces.slice(0, -1)) {
        expect(piece.split('\n').filter((each) => /^```(?!.*```)/.test(each)).length % 2).toBe(0);
      }
      const characters = (text: string) => text.replace(/```(py)?|\s/g, '');
      expect(characters(pieces.join(''))).toBe(characters(lines.join('')));
    }),
  );
});
