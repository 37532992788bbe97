import { createVocabulary, numberFeatures, scaleFor, sharesOf, type Vocabulary } from './linear-model.ts';
import { type Head, packNetwork, SCALE, type Network } from './network.ts';
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

/** A label whose likelihood is off by less is left alone. */
const NEGLIGIBLE = 0.02;
/** So many rounds an example is left out that is told apart. */
const RESTS = 2;
/** How far apart the weights of labels begin. Those of features begin at nought, so that what is rare says little. */
const SPREAD = 0.1;
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

export function trainNetwork(
  examples: readonly NetworkExample[],
  heads: readonly Head[],
  training: NetworkTraining,
  vocabulary: Vocabulary = createVocabulary(),
): Network {
  const { lists, names } = numberFeatures(examples, training.rarest, vocabulary);
  const places = new Map(heads.map(({ name }, index) => [name, index]));
  const rows = examples.map(({ targets }, index): Row => ({
    ids: lists[index] ?? new Int32Array(),
    targets: targets.map(({ head, label, weight }) => {
      const place = places.get(head) ?? -1;
      const at = heads[place]?.labels.indexOf(label) ?? -1;
      if (at < 0) throw new Error(`head "${head}" has no label "${label}"`);
      return { head: place, label: at, weight };
    }),
  }));
  const parts = Array.from({ length: training.parts }, (_, part) =>
    trainPart(rows, names.length, heads, training, part + 1),
  );
  return packNetwork(heads, names, parts);
}

function trainPart(
  examples: readonly Row[],
  featureCount: number,
  heads: readonly Head[],
  { units, rounds, rate, dropout }: NetworkTraining,
  seed: number,
): Weights {
  const rows = examples.map((row) => ({ ...row, rests: 0 }));
  const random = createRandom(seed);
  const starts: number[] = [];
  let labelCount = 0;
  for (const { labels } of heads) {
    starts.push(labelCount);
    labelCount += labels.length;
  }
  const inputs = new Float32Array((featureCount + 1) * units);
  const outputs = Float32Array.from({ length: labelCount * units }, () => SPREAD * normal(random));
  const hiddenBias = new Float32Array(units).fill(FIRST_BIAS);
  const outputBias = new Float32Array(labelCount);
  const inputSquares = new Float32Array(inputs.length).fill(FIRST_SQUARE);
  const outputSquares = new Float32Array(outputs.length).fill(FIRST_SQUARE);
  const hiddenBiasSquares = new Float32Array(units).fill(FIRST_SQUARE);
  const outputBiasSquares = new Float32Array(labelCount).fill(FIRST_SQUARE);

  const sums = new Float64Array(units);
  const hidden = new Float64Array(units);
  const active = new Int32Array(units);
  const slopes = new Float64Array(units);
  const missed = new Int32Array(labelCount);
  const errors = new Float64Array(labelCount);
  const kept = 1 - dropout;
  const scoresOf = heads.map(({ labels }) => new Float64Array(labels.length));
  for (let round = 0; round < rounds; round += 1) {
    shuffle(rows, random);
    for (const row of rows) {
      if (row.rests > 0) {
        row.rests -= 1;
        continue;
      }
      const { ids, targets } = row;
      const scale = SCALE * scaleFor(ids.length);
      sums.fill(0);
      for (let each = 0; each < ids.length; each += 1) {
        const from = (ids[each] ?? 0) * units;
        for (let unit = 0; unit < units; unit += 1) sums[unit]! += inputs[from + unit]!;
      }
      let actives = 0;
      for (let unit = 0; unit < units; unit += 1) {
        const sum = scale * sums[unit]! + hiddenBias[unit]!;
        if (sum <= 0 || random() < dropout) continue;
        hidden[unit] = sum / kept;
        active[actives] = unit;
        actives += 1;
      }
      let misses = 0;
      for (const { head, label, weight } of targets) {
        const scores = scoresOf[head]!;
        const start = starts[head]!;
        for (let each = 0; each < scores.length; each += 1) {
          const from = (start + each) * units;
          let score = outputBias[start + each]!;
          for (let at = 0; at < actives; at += 1) {
            const unit = active[at]!;
            score += outputs[from + unit]! * hidden[unit]!;
          }
          scores[each] = score;
        }
        sharesOf(scores, 'one');
        for (let each = 0; each < scores.length; each += 1) {
          const error = scores[each]! - (each === label ? 1 : 0);
          if (Math.abs(error) < NEGLIGIBLE) continue;
          missed[misses] = start + each;
          errors[misses] = error * weight;
          misses += 1;
        }
      }
      if (misses === 0) {
        row.rests = RESTS;
        continue;
      }
      for (let at = 0; at < actives; at += 1) slopes[active[at]!] = 0;
      for (let miss = 0; miss < misses; miss += 1) {
        const from = missed[miss]! * units;
        const error = errors[miss]!;
        for (let at = 0; at < actives; at += 1) {
          const unit = active[at]!;
          const place = from + unit;
          slopes[unit]! += error * outputs[place]!;
          const slope = error * hidden[unit]!;
          const square = outputSquares[place]! + slope * slope;
          outputSquares[place] = square;
          outputs[place]! -= (rate * slope) / Math.sqrt(square);
        }
        const square = outputBiasSquares[missed[miss]!]! + error * error;
        outputBiasSquares[missed[miss]!] = square;
        outputBias[missed[miss]!]! -= (rate * error) / Math.sqrt(square);
      }
      for (let at = 0; at < actives; at += 1) {
        const unit = active[at]!;
        const slope = slopes[unit]! / kept;
        const square = hiddenBiasSquares[unit]! + slope * slope;
        hiddenBiasSquares[unit] = square;
        hiddenBias[unit]! -= (rate * slope) / Math.sqrt(square);
        slopes[unit] = slope * scale;
      }
      for (let each = 0; each < ids.length; each += 1) {
        const from = ids[each]! * units;
        for (let at = 0; at < actives; at += 1) {
          const unit = active[at]!;
          const place = from + unit;
          const slope = slopes[unit]!;
          const square = inputSquares[place]! + slope * slope;
          inputSquares[place] = square;
          inputs[place]! -= (rate * slope) / Math.sqrt(square);
        }
      }
    }
  }
  return { inputs, hiddenBias, outputs, outputBias };
}

/** So that the first step is not as long as all others together. */
const FIRST_SQUARE = 1e-8;

/** Normally distributed, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
