import { type LinearModel, type Link, SMALLEST, scaleFor, sharesOf } from './linear-model.ts';
import { packBytes, packNumbers, unpackBytes, unpackNumbers } from './packed-numbers.ts';
import { type Predictions, predictionsBy } from './predictions.ts';

/**
 * Several linear models over the same features, packed: each feature is looked up once for all of them, and the weights,
 * most of which are nought, take little room.
 */
export interface JointModel {
  readonly parts: readonly {
    readonly name: string;
    readonly labels: readonly string[];
    readonly link: Link;
    readonly bias: readonly number[];
  }[];
  /** All features, one a line. */
  readonly features: string;
  /** How many weights each feature has for each model, feature by feature, packed. */
  readonly counts: string;
  /** For each weight the number of its label among those of its model. */
  readonly labels: string;
  /** The weights in thousandths. */
  readonly weights: string;
}

const UNITS = 1000;
const HIGHEST = 32_767;

export function packModels(models: Readonly<Record<string, LinearModel>>): JointModel {
  const parts = Object.entries(models).map(([name, { labels, link, bias }]) => ({
    name,
    labels,
    link,
    bias,
  }));
  const rows = new Map<string, LinearModel['weights'][string][]>();
  Object.values(models).forEach(({ weights }, part) => {
    for (const [feature, row] of Object.entries(weights)) {
      const joined = rows.get(feature) ?? [];
      joined[part] = row;
      rows.set(feature, joined);
    }
  });
  const counts: number[] = [];
  const labels: number[] = [];
  const packed: number[] = [];
  for (const joined of rows.values()) {
    for (let part = 0; part < parts.length; part += 1) {
      const before = packed.length;
      joined[part]?.forEach((weight, label) => {
        if (Math.abs(weight) < SMALLEST) return;
        labels.push(label);
        packed.push(Math.max(-HIGHEST, Math.min(HIGHEST, Math.round(weight * UNITS))));
      });
      counts.push(packed.length - before);
    }
  }
  return {
    parts,
    features: [...rows.keys()].join('\n'),
    counts: packBytes(counts),
    labels: packBytes(labels),
    weights: packNumbers(packed),
  };
}

export interface OpenModel {
  /** Features may be named more than once. */
  predict(features: readonly string[]): Predictions;
}

/**
 * Unpacks the models for reading. Which of them are asked depends on the message and on the open question, and most are
 * not: so it is known where the weights of each feature for each model are, and a model is summed up when it is asked.
 */
export function openModel({ parts, features, ...packed }: JointModel): OpenModel {
  const ids = new Map<string, number>();
  for (const feature of features.split('\n')) ids.set(feature, ids.size);
  const indexes = new Map(parts.map(({ name }, index) => [name, index]));
  const weights = unpackNumbers(packed.weights);
  const labelOf = unpackBytes(packed.labels);
  const counts = unpackBytes(packed.counts);
  const starts = new Int32Array(ids.size);
  let end = 0;
  for (let row = 0; row < counts.length; row += 1) {
    if (row % parts.length === 0) starts[row / parts.length] = end;
    end += counts[row] ?? 0;
  }
  /** Where the weights of a feature for a model begin: memory costs more time than adding up when it is asked. */
  const startOf = (id: number, index: number): number => {
    let start = starts[id] ?? 0;
    for (let row = id * parts.length; row < id * parts.length + index; row += 1) start += counts[row] ?? 0;
    return start;
  };

  // Whole numbers, so that their order changes nothing.
  const sums = new Int32Array(Math.max(0, ...parts.map(({ labels }) => labels.length)));
  const weigh = (index: number, present: readonly number[]) => {
    const { labels = [], link = 'one', bias = [] } = parts[index] ?? {};
    const width = labels.length;
    for (let label = 0; label < width; label += 1) sums[label] = 0;
    // Long messages must not outweigh short ones, so it counts how many features the model knows.
    let known = 0;
    for (let each = 0; each < present.length; each += 1) {
      const id = present[each] ?? 0;
      const count = counts[id * parts.length + index] ?? 0;
      if (count === 0) continue;
      known += 1;
      const from = startOf(id, index);
      for (let at = from; at < from + count; at += 1) {
        const label = labelOf[at] ?? 0;
        sums[label] = (sums[label] ?? 0) + (weights[at] ?? 0);
      }
    }
    const scale = scaleFor(known + 1);
    const scores: number[] = [];
    for (let label = 0; label < width; label += 1) {
      scores.push(scale * ((bias[label] ?? 0) + (sums[label] ?? 0) / UNITS));
    }
    return sharesOf(scores, link);
  };

  // For each feature the last message that had it: features are named again and again, and count once.
  const lastPresent = new Float64Array(ids.size);
  let message = 0;
  const predict = (named: readonly string[]): Predictions => {
    message += 1;
    const present: number[] = [];
    for (const feature of named) {
      const id = ids.get(feature);
      if (id === undefined || lastPresent[id] === message) continue;
      lastPresent[id] = message;
      present.push(id);
    }
    return predictionsBy((model) => {
      const index = indexes.get(model);
      return index === undefined
        ? null
        : { labels: parts[index]?.labels ?? [], values: weigh(index, present) };
    });
  };
  return { predict };
}
