import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/sizing/estimate.ts';

/** `error: true` expects a refusal; any other key is a dotted field of the output. */
interface Case {
  readonly id: string;
  readonly input: unknown;
  readonly expect: Readonly<
    Record<string, true | { readonly equals: unknown } | { readonly min: number; readonly max: number }>
  >;
}

const cases = readFileSync(new URL('cases.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Case => JSON.parse(line));

describe.each(cases)('$id', ({ input, expect: expected }) => {
  const answer: unknown = estimate(input);

  it.each(Object.entries(expected))('%s', (field, wanted) => {
    if (wanted === true) {
      expect(answer).toHaveProperty('error');
      return;
    }
    const value = field
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], answer);
    if ('equals' in wanted) expect(value).toEqual(wanted.equals);
    else {
      expect(value).toBeGreaterThanOrEqual(wanted.min);
      expect(value).toBeLessThanOrEqual(wanted.max);
    }
  });
});
