import { type Head, type Network, packNetwork, SCALE, scaleFor, sharesOf } from './network.ts';
import { createRandom, shuffle } from './random.ts';

/** What one head should find. */
export interface Target {
  readonly head: string;
  readonly label: string;
  /** How much it counts. */
  readonly weight: number;
}

export interface NetworkExample {
  readonly features: readonly string[];
  readonly targets: readonly Target[];
}

export interface NetworkTraining {
  /** So many networks are trained apart and packed as one: each errs elsewhere. */
  readonly parts: number;
  /** Hidden units of each of them. */
  readonly units: number;
  readonly rounds: number;
  readonly rate: number;
  /** Share of the hidden units that sit out, others each time. */
  readonly dropout: number;
  /** Features seen less often are left out. */
  readonly rarest: number;
}

/** Keeps the first step finite. */
const FIRST_SQUARE = 1e-8;
/** A label whose likelihood is off by less is left alone. */
const NEGLIGIBLE = 0.02;
/** So many rounds an example is left out that is told apart. */
const RESTS = 2;
/** How far from nought the weights of labels begin. Those of features begin at nought, so that what is rare says little. */
const SPREAD = 0.2;
/** What keeps units awake until features speak for them. */
const FIRST_BIAS = 0.6;

interface Row {
  readonly ids: Int32Array;
  readonly targets: readonly { readonly head: number; readonly label: number; readonly weight: number }[];
}

/** The weights of a network: of each feature, and of each label, for each hidden unit. */
export interface Weights {
  readonly inputs: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly outputs: Float32Array;
  readonly outputBias: Float32Array;
}

/**
 * Trains a network for all heads at once.
 *
 * @throws Error naming a target whose head or label is not among `heads`
 */
export function trainNetwork(
  examples: readonly NetworkExample[],
  heads: readonly Head[],
  training: NetworkTraining,
): Network {
  const { lists, names } = numberFeatures(examples, training.rarest);
  const places = new Map(heads.map(({ name }, index) => [name, index]));
  const rows = examples.map(
    ({ targets }, index): Row => ({
      ids: lists[index] ?? new Int32Array(),
      targets: targets.map(({ head, label, weight }) => {
        const place = places.get(head) ?? -1;
        const at = heads[place]?.labels.indexOf(label) ?? -1;
        if (at < 0) throw new Error(`head "${head}" has no label "${label}"`);
        return { head: place, label: at, weight };
      }),
    }),
  );
  const parts = Array.from({ length: training.parts }, (_, part) =>
    trainPart(rows, names.length, heads, training, part + 1),
  );
  return packNetwork(heads, names, parts);
}

/** The features of each example, those that are not too rare numbered from one, and what these are. */
function numberFeatures(
  examples: readonly NetworkExample[],
  rarest: number,
): { readonly lists: readonly Int32Array[]; readonly names: readonly string[] } {
  const counts = new Map<string, number>();
  for (const { features } of examples) {
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const ids = new Map<string, number>();
  const lists = examples.map(({ features }) => {
    const list = [OF_ALL];
    for (const feature of features) {
      if ((counts.get(feature) ?? 0) < rarest) continue;
      const id = ids.get(feature) ?? ids.size + 1;
      ids.set(feature, id);
      list.push(id);
    }
    return Int32Array.from(list);
  });
  return { lists, names: [...ids.keys()] };
}
/** The row of inputs that every example has. */
const OF_ALL = 0;

/** Trains by stochastic gradient descent with steps adapted to each weight (AdaGrad); always the same result. */
function trainPart(
  examples: readonly Row[],
  featureCount: number,
  heads: readonly Head[],
  training: NetworkTraining,
  seed: number,
): Weights {
  const random = createRandom(seed);
  const { units, rounds } = training;
  const labelCount = heads.reduce((sum, { labels }) => sum + labels.length, 0);
  const weights: Weights = {
    inputs: new Float32Array((featureCount + 1) * units),
    hiddenBias: new Float32Array(units).fill(FIRST_BIAS),
    outputs: Float32Array.from({ length: labelCount * units }, () => SPREAD * (2 * random() - 1)),
    outputBias: new Float32Array(labelCount),
  };
  const learn = createLearn(weights, heads, training, random);
  const rows = examples.map((row) => ({ ...row, rests: 0 }));
  for (let round = 0; round < rounds; round += 1) {
    shuffle(rows, random);
    for (const row of rows) {
      if (row.rests > 0) row.rests -= 1;
      else if (!learn(row)) row.rests = RESTS;
    }
  }
  return weights;
}

/** Learns from one example after the other; false where there was nothing to learn. */
function createLearn(
  { inputs, hiddenBias, outputs, outputBias }: Weights,
  heads: readonly Head[],
  { units, rate, dropout }: NetworkTraining,
  random: () => number,
): (row: Row) => boolean {
  const stepInputs = createStep(inputs, rate);
  const stepHiddenBias = createStep(hiddenBias, rate);
  const stepOutputs = createStep(outputs, rate);
  const stepOutputBias = createStep(outputBias, rate);
  const kept = 1 - dropout;
  const scoresOf = heads.map(({ labels }) => new Float64Array(labels.length));
  const starts: number[] = [];
  let labelCount = 0;
  for (const { labels } of heads) {
    starts.push(labelCount);
    labelCount += labels.length;
  }
  const sums = new Float64Array(units);
  const hidden = new Float64Array(units);
  /** The slope of each hidden unit. */
  const slopes = new Float64Array(units);
  /** The units that neither are silent nor sit out. */
  const active = new Int32Array(units);
  let actives = 0;
  /** The labels that are off, and by how much. */
  const missed = new Int32Array(labelCount);
  const errors = new Float64Array(labelCount);
  let misses = 0;

  const feedForward = (ids: Int32Array, scale: number) => {
    sums.fill(0);
    for (let each = 0; each < ids.length; each += 1) {
      const from = (ids[each] ?? 0) * units;
      for (let unit = 0; unit < units; unit += 1) {
        sums[unit] = (sums[unit] ?? 0) + (inputs[from + unit] ?? 0);
      }
    }
    actives = 0;
    for (let unit = 0; unit < units; unit += 1) {
      const sum = scale * (sums[unit] ?? 0) + (hiddenBias[unit] ?? 0);
      if (sum <= 0 || random() < dropout) continue;
      hidden[unit] = sum / kept;
      slopes[unit] = 0;
      active[actives] = unit;
      actives += 1;
    }
  };
  const findMisses = ({ head, label, weight }: Row['targets'][number]) => {
    const scores = scoresOf[head] ?? new Float64Array();
    const start = starts[head] ?? 0;
    for (let each = 0; each < scores.length; each += 1) {
      const from = (start + each) * units;
      let score = outputBias[start + each] ?? 0;
      for (let at = 0; at < actives; at += 1) {
        const unit = active[at] ?? 0;
        score += (outputs[from + unit] ?? 0) * (hidden[unit] ?? 0);
      }
      scores[each] = score;
    }
    sharesOf(scores);
    for (let each = 0; each < scores.length; each += 1) {
      const error = (scores[each] ?? 0) - (each === label ? 1 : 0);
      if (Math.abs(error) < NEGLIGIBLE) continue;
      missed[misses] = start + each;
      errors[misses] = error * weight;
      misses += 1;
    }
  };
  const learnOutputs = (label: number, error: number) => {
    for (let at = 0; at < actives; at += 1) {
      const unit = active[at] ?? 0;
      const place = label * units + unit;
      slopes[unit] = (slopes[unit] ?? 0) + error * (outputs[place] ?? 0);
      stepOutputs(place, error * (hidden[unit] ?? 0));
    }
    stepOutputBias(label, error);
  };
  const learnInputs = (ids: Int32Array, scale: number) => {
    for (let at = 0; at < actives; at += 1) {
      const unit = active[at] ?? 0;
      const slope = (slopes[unit] ?? 0) / kept;
      stepHiddenBias(unit, slope);
      slopes[unit] = slope * scale;
    }
    for (let each = 0; each < ids.length; each += 1) {
      const from = (ids[each] ?? 0) * units;
      for (let at = 0; at < actives; at += 1) {
        const unit = active[at] ?? 0;
        stepInputs(from + unit, slopes[unit] ?? 0);
      }
    }
  };
  return ({ ids, targets }) => {
    const scale = SCALE * scaleFor(ids.length);
    feedForward(ids, scale);
    misses = 0;
    for (const target of targets) findMisses(target);
    if (misses === 0) return false;
    for (let miss = 0; miss < misses; miss += 1) learnOutputs(missed[miss] ?? 0, errors[miss] ?? 0);
    learnInputs(ids, scale);
    return true;
  };
}

/** Moves one weight against its slope, the less the more it has been moved. */
function createStep(weights: Float32Array, rate: number): (place: number, slope: number) => void {
  const squares = new Float32Array(weights.length).fill(FIRST_SQUARE);
  return (place, slope) => {
    const square = (squares[place] ?? 0) + slope * slope;
    squares[place] = square;
    weights[place] = (weights[place] ?? 0) - (rate * slope) / Math.sqrt(square);
  };
}
