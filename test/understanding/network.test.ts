import { expect, test } from 'vitest';
import { type Head, openNetwork } from '../../src/understanding/network.ts';
import { type NetworkExample, trainNetwork } from '../../src/understanding/train-network.ts';

const heads: Head[] = [
  { name: 'fruit', labels: ['apple', 'banana'] },
  { name: 'size', labels: ['small', 'large'] },
];
const training = { parts: 2, units: 16, rounds: 40, rate: 0.05, dropout: 0.2, rarest: 1 };

function example(features: string[], labels: Record<string, string>): NetworkExample {
  return {
    features,
    targets: Object.entries(labels).map(([head, label]) => ({ head, label, weight: 1 })),
  };
}

const examples = [
  example(['red', 'round', 'tiny'], { fruit: 'apple', size: 'small' }),
  example(['yellow', 'long', 'huge'], { fruit: 'banana', size: 'large' }),
  example(['green', 'round'], { fruit: 'apple' }),
  example(['yellow', 'tiny'], { size: 'small' }),
];
const packed = trainNetwork(examples, heads, training);
const network = openNetwork(structuredClone(packed));

test('each head tells its own labels, from what is shared', () => {
  const { shares, likeliest } = network.predict(['yellow', 'long', 'huge', 'never seen']);
  expect(likeliest('fruit')?.[0]).toBe('banana');
  expect(likeliest('size')?.[0]).toBe('large');
  expect(shares('shape')).toBeNull();
  const sum = Object.values(shares('size') ?? {}).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 10);
});

test('an example teaches the heads it has labels for', () => {
  expect(network.predict(['green', 'round']).likeliest('fruit')?.[0]).toBe('apple');
  expect(network.predict(['yellow', 'tiny']).likeliest('size')?.[0]).toBe('small');
});

test('what is named more than once counts once', () => {
  const once = network.predict(['red', 'round']).shares('fruit');
  expect(network.predict(['red', 'round', 'red', 'round']).shares('fruit')).toEqual(once);
});

test('a feature speaks for the label it was seen with', () => {
  const weightOf = network.predict(['red', 'round', 'yellow']).weightsFor('fruit', 'apple');
  expect(weightOf('red')).toBeGreaterThan(0);
  expect(weightOf('yellow')).toBeLessThan(0);
  expect(weightOf('never seen')).toBe(0);
});

test('training the same examples gives the same network', () => {
  expect(trainNetwork(examples, heads, training)).toEqual(packed);
});

test('an unknown label is named', () => {
  expect(() => trainNetwork([example(['red'], { fruit: 'plum' })], heads, training)).toThrow(
    'head "fruit" has no label "plum"',
  );
});
