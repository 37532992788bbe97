import { expect, test } from 'vitest';
import { readCustomId, writeCustomId } from '../../../adapters/discord/custom-id.ts';
import { keptOfParts, partsOfKept } from '../../../adapters/discord/kept-fields.ts';
import { readNumber } from '../../../adapters/discord/read-number.ts';
import { quantitiesOfForm } from '../../../adapters/discord/size-form.ts';
import { LONGEST_SNOWFLAKE } from './samples.ts';

test('what fits of a refused form is kept in the button that opens it again', () => {
  const typed = {
    'load-kind': 'jobs-in-a-day',
    load: '1,000 jobs',
    'wait-milliseconds': '1,5 s',
    'cpu-milliseconds': 'little',
    host: '64-256',
  };
  const kept = partsOfKept(typed);
  const key = `${'z'.repeat(13)}-${'z'.repeat(13)}`;
  const customId = writeCustomId({
    verb: 'numbers',
    key,
    owner: LONGEST_SNOWFLAKE,
    parts: [...kept, 'aloud'],
  });
  expect(customId.length).toBeLessThanOrEqual(100);
  const parts = readCustomId(customId)?.parts ?? [];
  const { 'cpu-milliseconds': _, ...fitting } = typed;
  expect(keptOfParts(parts)).toEqual({ ...fitting, load: '1000', 'wait-milliseconds': '1500' });
});

test.each([[], ['aloud'], ['constructor~~-1', '~~~~'], ['99~toString~99', 'x']])(
  '%j keep nothing that is not there',
  (...parts) => {
    const { load: _, 'wait-milliseconds': __, ...picked } = keptOfParts(parts);
    expect(picked).toEqual({});
  },
);

test.each([
  { 'load-kind': 'users', load: '2.5' },
  { 'load-kind': 'requests-per-second', load: '1e9' },
  { 'load-kind': 'constructor', load: '5' },
  { load: '5' },
  { host: '3-1000' },
])('%o is not taken', (fields) => {
  expect(quantitiesOfForm(fields)).toHaveProperty('faults');
});

test.each([
  ['250', 'milliseconds', 0.25],
  ['3 s', 'milliseconds', 3],
  ['1.5GiB', 'gibibytes', 1.5 * 2 ** 30],
  ['512 MiB', 'gibibytes', 2 ** 29],
  ['1,000', 'count', 1000],
  ['1 000 000', 'count', 1_000_000],
  ['1,5 s', 'milliseconds', 1.5],
  ['0,125', 'milliseconds', 0.000125],
  ['1,500 ms', 'milliseconds', 1.5],
  ['about 2 seconds', 'milliseconds', 2],
  ['~20k jobs', 'count', 20_000],
  ['50 requests per second', 'rate', 50],
  ['3000/min', 'rate', 50],
  ['3000/min', 'count', null],
  ['1,2,3', 'count', null],
  ['5 s 3', 'milliseconds', null],
  [',', 'count', null],
  ['10k', 'count', 10_000],
  ['2 h', 'minutes', 7200],
  ['-1', 'count', null],
  ['', 'count', null],
  ['5 constructor', 'count', null],
  ['Infinity', 'count', null],
] as const)('%s as %s is %s', (text, unit, value) => {
  expect(readNumber(text, unit)).toBe(value);
});
