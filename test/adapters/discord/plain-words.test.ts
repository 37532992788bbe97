import { expect, test } from 'vitest';
import { plainWords } from '../../../adapters/discord/plain-words.ts';

test.each([
  ['about **50** req/s, `3 s` each', 'about 50 req/s, 3 s each'],
  ['***very*** *slow* ||async||', 'very slow async'],
  ['each takes ~~2~~ 3 s', 'each takes   3 s'],
  [
    'hey <@500000000000000002> and <@&5>, in <#7>: <a:snake:123> at <t:1700000000:R>',
    'hey   and  , in  :   at  ',
  ],
  ['from [S3](https://aws.example/s3)', 'from S3'],
  ['``async def``', 'async def'],
])('%s', (written, expected) => {
  expect(plainWords(written)).toBe(expected);
});

test.each([
  'f(**a, **b)',
  'def f(*args, **kwargs): return g(*args, **kwargs)',
  'x = a ** b ** c * d * e',
  '2*3*4 and 2**3**4',
  '* one\n* two\n* three',
  'if __name__ == "__main__": _run_()',
  '```py\nx = **1** # <@5> `y`\n```',
  'a || b || c',
  'the first item in `<div>',
])('%j stays as it is', (written) => {
  expect(plainWords(written)).toBe(written);
});
