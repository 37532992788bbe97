import { expect, test } from 'vitest';
import { openModel, packModels } from '../../src/understanding/joint-model.ts';
import { trainLinear } from '../../src/understanding/linear-model.ts';

const training = { rounds: 30, rate: 0.35, decay: 0.0004, rarest: 1 };
const fruit = trainLinear(
  [
    { features: ['red', 'round'], label: 'apple' },
    { features: ['yellow', 'long'], label: 'banana' },
  ],
  training,
);
const size = trainLinear(
  [
    { features: ['red', 'tiny'], label: 'small' },
    { features: ['yellow', 'huge'], label: 'large' },
    { features: ['round'], label: 'medium' },
  ],
  training,
);
const model = openModel(JSON.parse(JSON.stringify(packModels({ fruit, size }))));

test('models packed together keep to their own labels and weights', () => {
  const { shares } = model.predict(['yellow', 'huge', 'never seen']);
  expect(shares('fruit')?.banana).toBeGreaterThan(0.7);
  expect(Object.keys(shares('size') ?? {}).sort()).toEqual(['large', 'medium', 'small']);
  expect(shares('size')?.large).toBeGreaterThan(0.7);
  expect(shares('shape')).toBeNull();
  const sum = Object.values(shares('size') ?? {}).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 10);
});

test('a feature speaks for the label it was seen with', () => {
  const weightOf = model.weightsFor('fruit', 'apple');
  expect(weightOf('red')).toBeGreaterThan(0);
  expect(weightOf('yellow')).toBeLessThan(0);
  expect(weightOf('tiny')).toBe(0);
});
