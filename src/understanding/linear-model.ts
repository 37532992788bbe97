import { createRandom, shuffle } from './random.ts';

/** A logistic regression over the presence of features, as plain numbers. */
export interface LinearModel {
  readonly labels: readonly string[];
  readonly link: Link;
  readonly bias: readonly number[];
  /** Weight of each feature for each label; features without one that counts are left out. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

/** `one` of the labels holds, or `each` holds or not for itself. */
export type Link = 'one' | 'each';

export interface Example {
  readonly features: readonly string[];
  readonly label: string;
  /** How much it counts. */
  readonly weight?: number;
}

export interface Training {
  readonly rounds: number;
  readonly rate: number;
  /** Pull of the weights towards nought. */
  readonly decay: number;
  /** Features seen less often are left out. */
  readonly rarest: number;
}

/** Leaving out smaller weights changes next to nothing, and halves what is shipped. */
export const SMALLEST = 0.25;
/** A label whose likelihood is off by less is left alone. */
const NEGLIGIBLE = 0.03;
/** So many rounds an example is left out that is told apart: most soon are, and going on with these takes most of the time. */
const RESTS = 2;

/** An example of which several labels may hold. */
export interface ManyLabelled {
  readonly features: readonly string[];
  readonly labels: readonly string[];
}

/**
 * Trains a model of which one label holds at a time.
 *
 * @param vocabulary numbers the features; to be shared by models that are trained on the same ones
 */
export function trainLinear(
  examples: readonly Example[],
  training: Training,
  vocabulary: Vocabulary = createVocabulary(),
): LinearModel {
  const labelled = examples.map(({ features, label, weight }) => ({ features, labels: [label], weight }));
  return train(labelled, training, 'one', vocabulary);
}

/** Trains a model of which each label holds or not for itself. */
export function trainEach(
  examples: readonly ManyLabelled[],
  training: Training,
  vocabulary: Vocabulary = createVocabulary(),
): LinearModel {
  return train(examples, training, 'each', vocabulary);
}

/** An example as it is trained on. */
interface Row {
  /** The features that are not too rare, the bias among them. */
  readonly ids: Int32Array;
  /** For each label, whether it holds: 1 or 0. */
  readonly holds: Uint8Array;
  readonly weight: number;
  rests: number;
}

/** Trains by stochastic gradient descent with steps adapted to each feature (AdaGrad); always the same result. */
function train(
  examples: readonly (ManyLabelled & { readonly weight?: number | undefined })[],
  training: Training,
  link: Link,
  vocabulary: Vocabulary,
): LinearModel {
  const labels = [...new Set(examples.flatMap((each) => each.labels))].sort();
  const { lists, names } = numberFeatures(examples, training.rarest, vocabulary);
  const width = labels.length;
  const rows = examples.map(
    ({ labels: held, weight = 1 }, index): Row => ({
      ids: lists[index] ?? BIAS_ALONE,
      holds: Uint8Array.from(labels, (label) => (held.includes(label) ? 1 : 0)),
      weight,
      rests: 0,
    }),
  );
  const weights = new Float64Array((names.length + 1) * width);
  const squares = new Float64Array(weights.length).fill(0.1);
  const learn = createLearn({ weights, squares, width, link, training });
  const random = createRandom(7);
  for (let round = 0; round < training.rounds; round += 1) {
    shuffle(rows, random);
    for (const row of rows) {
      if (row.rests > 0) row.rests -= 1;
      else if (!learn(row)) row.rests = RESTS;
    }
  }
  const slice = (id: number) => Array.from(weights.subarray(id * width, (id + 1) * width), round3);
  const isKept = (id: number) => {
    for (let at = id * width; at < (id + 1) * width; at += 1) {
      if (Math.abs(round3(weights[at] ?? 0)) >= SMALLEST) return true;
    }
    return false;
  };
  const kept = names.flatMap((feature, index) => (isKept(index + 1) ? [[feature, slice(index + 1)]] : []));
  return { labels, link, bias: slice(0), weights: Object.fromEntries(kept) };
}

/** What is learnt: weights, and sums of the squares of their slopes, feature by feature. */
interface Learnt {
  readonly weights: Float64Array;
  readonly squares: Float64Array;
  /** How many labels there are. */
  readonly width: number;
  readonly link: Link;
  readonly training: Training;
}

/** Learns from one example after the other; false where there was nothing to learn. */
function createLearn({ weights, squares, width, link, training }: Learnt): (row: Row) => boolean {
  const { rate, decay } = training;
  const scores = new Float64Array(width);
  /** The labels that are off, and by how much. */
  const missed = new Int32Array(width);
  const errors = new Float64Array(width);
  return ({ ids, holds, weight }) => {
    const scale = scaleFor(ids.length);
    for (let label = 0; label < width; label += 1) {
      let sum = 0;
      for (let each = 0; each < ids.length; each += 1) {
        sum += scale * (weights[(ids[each] ?? 0) * width + label] ?? 0);
      }
      scores[label] = sum;
    }
    sharesOf(scores, link);
    let misses = 0;
    for (let label = 0; label < width; label += 1) {
      const miss = (scores[label] ?? 0) - (holds[label] ?? 0);
      if (Math.abs(miss) < NEGLIGIBLE) continue;
      missed[misses] = label;
      errors[misses] = miss * weight * scale;
      misses += 1;
    }
    if (misses === 0) return false;
    for (let each = 0; each < ids.length; each += 1) {
      const from = (ids[each] ?? 0) * width;
      for (let miss = 0; miss < misses; miss += 1) {
        const index = from + (missed[miss] ?? 0);
        const known = weights[index] ?? 0;
        const slope = (errors[miss] ?? 0) + decay * known;
        const square = (squares[index] ?? 0) + slope * slope;
        squares[index] = square;
        weights[index] = known - (rate * slope) / Math.sqrt(square);
      }
    }
    return true;
  };
}

/** Nought is the bias, which every message has. */
const BIAS_ALONE = Int32Array.of(0);

/** The features of each example, those that are not too rare numbered from one, and what these are. */
export function numberFeatures(
  examples: readonly { readonly features: readonly string[] }[],
  rarest: number,
  vocabulary: Vocabulary,
): { readonly lists: readonly Int32Array[]; readonly names: readonly string[] } {
  const all = examples.map(({ features }) => vocabulary.numbersOf(features));
  const counts = new Int32Array(vocabulary.names.length);
  for (const numbers of all) {
    for (const number of numbers) counts[number] = (counts[number] ?? 0) + 1;
  }
  const ids = new Int32Array(counts.length);
  const names: string[] = [];
  const lists = all.map((numbers) => {
    const list: number[] = [0];
    for (const number of numbers) {
      if ((counts[number] ?? 0) < rarest) continue;
      ids[number] ||= names.push(vocabulary.names[number] ?? '');
      list.push(ids[number] ?? 0);
    }
    return Int32Array.from(list);
  });
  return { lists, names };
}

/** Numbers features, each list of them once. */
export interface Vocabulary {
  /** What the numbers stand for. */
  readonly names: readonly string[];
  numbersOf(features: readonly string[]): Int32Array;
}

export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const lists = new WeakMap<readonly string[], Int32Array>();
  const numberOf = (feature: string): number => {
    const number = numbers.get(feature) ?? names.push(feature) - 1;
    numbers.set(feature, number);
    return number;
  };
  return {
    names,
    numbersOf(features) {
      const list = lists.get(features) ?? Int32Array.from(features, numberOf);
      lists.set(features, list);
      return list;
    },
  };
}

/** Long messages must not outweigh short ones. */
export function scaleFor(count: number): number {
  return 1 / Math.sqrt(Math.max(count, 4));
}

/** Turns scores into how likely each label is, in place. */
export function sharesOf<Scores extends number[] | Float64Array>(scores: Scores, link: Link): Scores {
  if (link === 'one') return softmax(scores);
  for (let index = 0; index < scores.length; index += 1)
    scores[index] = 1 / (1 + Math.exp(-at(scores, index)));
  return scores;
}

/** Turns scores into shares of one, in place. */
function softmax<Scores extends number[] | Float64Array>(scores: Scores): Scores {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const power = Math.exp(at(scores, index) - highest);
    scores[index] = power;
    sum += power;
  }
  for (let index = 0; index < scores.length; index += 1) scores[index] = at(scores, index) / sum;
  return scores;
}

function at(values: number[] | Float64Array, index: number): number {
  return values[index] ?? 0;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
