import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { compileLanguage, type LanguageSources } from '../../src/understanding/language.ts';
import { lexiconFileSchema, phraseFileSchema } from '../../src/understanding/language-schema.ts';
import { createUnderstand } from '../../src/understanding/understand.ts';
import { language } from './language.ts';

/** A chart about something else, without a single example phrase. */
const database: LanguageSources = {
  decisions: [
    {
      id: 'Shape',
      options: [
        { id: 'tables', label: 'Tables', synonyms: ['rows and columns', 'relational'] },
        { id: 'documents', label: 'Documents (JSON)', synonyms: ['json'] },
        { id: 'keys', label: 'Keys and values', synonyms: ['key value'] },
      ],
    },
    {
      id: 'Joins',
      options: [
        { id: 'yes', label: 'They belong together', synonyms: [] },
        { id: 'no', label: 'Each stands alone', synonyms: [] },
      ],
    },
  ],
  topics: [{ id: 'Sharding', title: 'Sharding' }],
};

describe('a chart without phrases and lexicon', () => {
  const { language: bare, faults } = compileLanguage(database);
  const understand = createUnderstand(bare);

  test('compiles without faults', () => {
    expect(faults).toEqual([]);
  });

  test.each([
    ['relational', 'Shape', 'tables'],
    ['Documents (JSON)', 'Shape', 'documents'],
    ['the last one', 'Shape', 'keys'],
    ['2', 'Shape', 'documents'],
    ['option 1', 'Shape', 'tables'],
    ['it is json', 'Shape', 'documents'],
    ['yep', 'Joins', 'yes'],
    ['no', 'Joins', 'no'],
    ['Each stands alone', 'Joins', 'no'],
  ])('"%s" to %s means %s', (text, open, option) => {
    expect(understand(text, open)).toMatchObject({ answers: { [open]: option }, understood: true });
  });

  test.each([
    ['not sure', 'unsure'],
    ['back', 'back'],
    ['start over', 'restart'],
    ['why do you ask', 'why'],
    ['help', 'help'],
  ])('"%s" steers there too', (text, intent) => {
    expect(understand(text, 'Shape')).toMatchObject({ intent, answers: {}, understood: true });
  });

  test('says when it understood nothing', () => {
    expect(understand('flomp brrrp', 'Shape')).toMatchObject({ understood: false, answers: {} });
  });
});

describe('faults', () => {
  test('phrases and lexicon that name what does not exist', () => {
    const { faults } = compileLanguage({
      ...database,
      phrases: {
        wrong: phraseFileSchema.parse([
          { answers: { Shape: 'graphs' }, messages: ['a graph'] },
          { context: 'Nothing', messages: ['yes'] },
          { messages: ['yes please', 'Yes please'] },
          { intent: 'explain', topics: ['Sharding', 'Paxos'], messages: ['what is paxos'] },
        ]),
      },
      lexicon: {
        wrong: lexiconFileSchema.parse({
          facts: [{ says: { Colour: 'red' }, phrases: ['red', '.. too'] }],
          topics: { Paxos: ['paxos'] },
        }),
      },
    });
    expect(faults.map(({ file }) => file).sort()).toEqual([
      'lexicon/wrong.yaml',
      'lexicon/wrong.yaml',
      'lexicon/wrong.yaml',
      'phrases/wrong.yaml',
      'phrases/wrong.yaml',
      'phrases/wrong.yaml',
      'phrases/wrong.yaml',
    ]);
    expect(faults.map(({ problem }) => problem)).toContain('group 4 ("what is paxos"): "Paxos" is no topic');
    for (const { problem, mend } of faults) expect([problem, mend]).not.toContain('');
  });
});

test('an example message may state quantities, and only those there are', () => {
  const group = (quantities: object) => [{ messages: ['ten queries', { text: '4 cores', quantities }] }];
  expect(phraseFileSchema.safeParse(group({ cores: 4, pythonVersion: '3.12' })).success).toBe(true);
  expect(phraseFileSchema.safeParse(group({})).success).toBe(true);
  expect(phraseFileSchema.safeParse(group({ kernels: 4 })).success).toBe(false);
  expect(phraseFileSchema.safeParse(group({ cores: 'four' })).success).toBe(false);
});

test('the compiled language reads the same once restored, and is small enough to ship', () => {
  const packed = serialize(language);
  const restored = createUnderstand(deserialize(packed));
  const message = 'eight threads parse xml in pure python and one core is busy';
  expect(restored(message, null)).toEqual(createUnderstand(language)(message, null));
  expect(packed.length).toBeLessThan(9_500_000);
});
