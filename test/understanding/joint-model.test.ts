import { expect, test } from 'vitest';
import { openModel, packModels } from '../../src/understanding/joint-model.ts';
import { trainEach, trainLinear } from '../../src/understanding/linear-model.ts';

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
const traits = trainEach(
  [
    { features: ['red', 'round'], labels: ['sweet', 'crisp'] },
    { features: ['yellow', 'long'], labels: ['sweet'] },
    { features: ['green', 'round'], labels: ['crisp'] },
    { features: ['brown'], labels: [] },
  ],
  training,
);
const model = openModel(JSON.parse(JSON.stringify(packModels({ fruit, size, traits }))));

test('models packed together keep to their own labels and weights', () => {
  const { shares } = model.predict(['yellow', 'huge', 'never seen']);
  expect(shares('fruit')?.banana).toBeGreaterThan(0.7);
  expect(Object.keys(shares('size') ?? {}).sort()).toEqual(['large', 'medium', 'small']);
  expect(shares('size')?.large).toBeGreaterThan(0.7);
  expect(shares('shape')).toBeNull();
  const sum = Object.values(shares('size') ?? {}).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 10);
});

test('labels that hold each for itself may hold together, or not at all', () => {
  const both = model.predict(['red', 'round']).shares('traits');
  expect(both?.sweet).toBeGreaterThan(0.5);
  expect(both?.crisp).toBeGreaterThan(0.5);
  const none = model.predict(['brown']).shares('traits');
  expect(none?.sweet).toBeLessThan(0.5);
  expect(none?.crisp).toBeLessThan(0.5);
});
