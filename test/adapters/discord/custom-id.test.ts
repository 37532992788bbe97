import { expect, test } from 'vitest';
import {
  longPart,
  readCustomId,
  shortPart,
  VERBS,
  writeCustomId,
} from '../../../adapters/discord/custom-id.ts';
import { LONGEST_SNOWFLAKE } from './samples.ts';

test.each(VERBS)('%s comes back as it was written, within 100 characters', (verb) => {
  const key = `${'z'.repeat(13)}-${'z'.repeat(13)}`;
  const written = writeCustomId({
    verb,
    key,
    owner: LONGEST_SNOWFLAKE,
    parts: ['ConcurrencyType', 'event-driven', 'aloud'],
  });
  expect(written.length).toBeLessThanOrEqual(100);
  expect(readCustomId(written)).toEqual({
    verb,
    key,
    owner: LONGEST_SNOWFLAKE,
    parts: ['ConcurrencyType', 'event-driven', 'aloud'],
  });
});

test('ids too long for a button are told apart and found again', () => {
  const ids = ['a', 'b'].map((end) => `AVeryLongDecisionIdOfAnotherChart${end}`);
  const [first = '', second = ''] = ids.map(shortPart);
  expect(first).not.toBe(second);
  expect([first, second].map((part) => longPart(part, ids))).toEqual(ids);
  expect(longPart('TaskType', ids)).toBe('TaskType');
});

test.each([
  '',
  'g1',
  'g0:choose:abc:_:TaskType:io',
  'g1:steal:abc:_',
  'g1:__proto__:abc:_',
  'g1:choose:../../etc:_:TaskType:io',
  'g1:choose:abc:zzzzzzzzzzzzz:TaskType:io',
  'g1:choose:abc:-1:TaskType:io',
  'g1:choose:abc:_:TaskType:io:a:b',
  'g1:choose:abc:_:Task Type:io',
  `g1:choose:abc:_:${'x'.repeat(200)}`,
])('%s is none of ours', (customId) => {
  expect(readCustomId(customId)).toBeNull();
});
