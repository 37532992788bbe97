/** A logistic regression over the presence of features, as plain numbers. */
export interface LinearModel {
  readonly labels: readonly string[];
  readonly link: Link;
  readonly bias: readonly number[];
  /** Weight of each feature for each label. */
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

/** A label whose likelihood is off by less is left alone. */
const NEGLIGIBLE = 0.03;
/** So many rounds an example is left out that is told apart: most soon are, and going on with these takes most of the time. */
const RESTS = 2;

/** An example of which several labels may hold. */
export interface ManyLabelled {
  readonly features: readonly string[];
  readonly labels: readonly string[];
}

/** Trains a model of which one label holds at a time. */
export function trainLinear(examples: readonly Example[], training: Training): LinearModel {
  const labelled = examples.map(({ features, label, weight }) => ({ features, labels: [label], weight }));
  return train(labelled, training, 'one');
}

/** Trains a model of which each label holds or not for itself. */
export function trainEach(examples: readonly ManyLabelled[], training: Training): LinearModel {
  return train(examples, training, 'each');
}

/** Trains by stochastic gradient descent with steps adapted to each feature (AdaGrad); always the same result. */
function train(
  examples: readonly (ManyLabelled & { readonly weight?: number | undefined })[],
  training: Training,
  link: Link,
): LinearModel {
  const labels = [...new Set(examples.flatMap((each) => each.labels))].sort();
  const ids = numberFeatures(examples, training.rarest);
  const width = labels.length;
  const weights = new Float64Array((ids.size + 1) * width);
  const squares = new Float64Array(weights.length).fill(0.1);
  const rows = examples.map(({ features, labels: held, weight }) => ({
    ids: Int32Array.from([0, ...features.flatMap((feature) => ids.get(feature) ?? [])]),
    holds: labels.map((label) => (held.includes(label) ? 1 : 0)),
    weight: weight ?? 1,
    rests: 0,
  }));
  const random = createRandom(7);
  const scores = new Float64Array(width);
  const errors = new Float64Array(width);
  for (let round = 0; round < training.rounds; round += 1) {
    shuffle(rows, random);
    for (const row of rows) {
      const { ids: present, holds, weight } = row;
      if (row.rests > 0) {
        row.rests -= 1;
        continue;
      }
      scores.fill(0);
      // Long messages must not outweigh short ones.
      const scale = scaleFor(present.length);
      for (const id of present) {
        for (let label = 0; label < width; label += 1)
          add(scores, label, scale * at(weights, id * width + label));
      }
      const shares = sharesOf(scores, link);
      let isMissed = false;
      for (let label = 0; label < width; label += 1) {
        const miss = at(shares, label) - (holds[label] ?? 0);
        const isNegligible = Math.abs(miss) < NEGLIGIBLE;
        errors[label] = isNegligible ? 0 : miss * weight * scale;
        isMissed ||= !isNegligible;
      }
      if (!isMissed) {
        row.rests = RESTS;
        continue;
      }
      // Feature by feature, as their weights lie side by side.
      for (const id of present) {
        for (let label = 0; label < width; label += 1) {
          const error = at(errors, label);
          if (error === 0) continue;
          const index = id * width + label;
          const slope = error + training.decay * at(weights, index);
          add(squares, index, slope * slope);
          add(weights, index, (-training.rate * slope) / Math.sqrt(at(squares, index)));
        }
      }
    }
  }
  const slice = (id: number) => [...weights.subarray(id * width, (id + 1) * width)].map(round3);
  const kept = [...ids].map(([feature, id]) => [feature, slice(id)] as const);
  return {
    labels,
    link,
    bias: slice(0),
    weights: Object.fromEntries(kept.filter(([, row]) => row.some((weight) => Math.abs(weight) > 0.02))),
  };
}

function numberFeatures(
  examples: readonly { readonly features: readonly string[] }[],
  rarest: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { features } of examples) {
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const ids = new Map<string, number>();
  for (const [feature, count] of counts) if (count >= rarest) ids.set(feature, ids.size + 1);
  return ids;
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

function add(values: Float64Array, index: number, amount: number): void {
  values[index] = at(values, index) + amount;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Mulberry32: small, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle<Item>(items: Item[], random: () => number): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [items[index], items[other]] = [items[other] as Item, items[index] as Item];
  }
}
