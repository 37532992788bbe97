import { type LinearModel, type Link, SMALLEST, scaleFor, sharesOf } from './linear-model.ts';
import { packNumbers, unpackNumbers } from './packed-numbers.ts';

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
  /** How many entries each feature has: 16 bit numbers, little-endian, in Base64. */
  readonly counts: string;
  /** Column and weight in thousandths of every entry, feature by feature, in the same form. */
  readonly entries: string;
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
  const rows = new Map<string, number[]>();
  let column = 0;
  for (const { labels, weights } of Object.values(models)) {
    for (const [feature, row] of Object.entries(weights)) {
      const entries = rows.get(feature) ?? [];
      row.forEach((weight, label) => {
        if (Math.abs(weight) < SMALLEST) return;
        const units = Math.max(-HIGHEST, Math.min(HIGHEST, Math.round(weight * UNITS)));
        entries.push(column + label, units);
      });
      if (entries.length > 0) rows.set(feature, entries);
    }
    column += labels.length;
  }
  const counts = [...rows.values()].map((entries) => entries.length / 2);
  return {
    parts,
    features: [...rows.keys()].join('\n'),
    counts: packNumbers(counts),
    entries: packNumbers([...rows.values()].flat()),
  };
}

/** What the models make of one message. */
export interface Predictions {
  /** How likely each label of a model is; null when there is no such model. */
  shares(model: string): Readonly<Record<string, number>> | null;
  /** The likeliest label of a model, the first of several alike, and how likely it is. */
  likeliest(model: string): readonly [string, number] | null;
}

export interface OpenModel {
  /** Features may be named more than once. */
  predict(features: readonly string[]): Predictions;
  /** How much features speak for a label of a model. */
  weightsFor(model: string, label: string): (feature: string) => number;
}

/** How likely the labels of a model are, in their order. */
interface Shares {
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

/**
 * Unpacks the models for reading. Which of them are asked depends on the message and on the open question, and most are
 * not: so weights are laid out by feature and model, and a model is summed up when it is asked.
 */
export function openModel({ parts, features, counts, entries }: JointModel): OpenModel {
  const ids = new Map(features.split('\n').map((feature, id) => [feature, id]));
  const indexes = new Map(parts.map(({ name }, index) => [name, index]));
  const { weights, places } = layOut(parts, unpackNumbers(counts), unpackNumbers(entries));
  /** Where the weights of a feature for the labels of a model begin; nought where it has none. */
  const placeOf = (id: number, index: number) => places[id * parts.length + index] ?? 0;

  // Whole numbers, so that their order changes nothing.
  const sums = new Int32Array(Math.max(0, ...parts.map(({ labels }) => labels.length)));
  const weigh = (index: number, present: readonly number[]) => {
    const { labels = [], link = 'one', bias = [] } = parts[index] ?? {};
    const width = labels.length;
    for (let label = 0; label < width; label += 1) sums[label] = 0;
    // Long messages must not outweigh short ones, so it counts how many features the model knows.
    let known = 0;
    for (let each = 0; each < present.length; each += 1) {
      const from = placeOf(present[each] ?? 0, index);
      if (from === 0) continue;
      known += 1;
      for (let label = 0; label < width; label += 1) {
        sums[label] = (sums[label] ?? 0) + (weights[from + label] ?? 0);
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
    const asked: Shares[] = [];
    const ask = (model: string): Shares | null => {
      const index = indexes.get(model);
      if (index === undefined) return null;
      const shares = asked[index] ?? { labels: parts[index]?.labels ?? [], values: weigh(index, present) };
      asked[index] = shares;
      return shares;
    };
    return {
      shares(model) {
        const shares = ask(model);
        if (shares === null) return null;
        const named: Record<string, number> = {};
        shares.labels.forEach((label, index) => {
          named[label] = shares.values[index] ?? 0;
        });
        return named;
      },
      likeliest(model) {
        const { labels = [], values = [] } = ask(model) ?? {};
        let best = 0;
        for (let index = 1; index < values.length; index += 1) {
          if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
        }
        const label = labels[best];
        return label === undefined ? null : [label, values[best] ?? 0];
      },
    };
  };
  const weightsFor = (model: string, label: string) => {
    const index = indexes.get(model);
    const column = index === undefined ? -1 : (parts[index]?.labels.indexOf(label) ?? -1);
    return (feature: string): number => {
      const id = ids.get(feature);
      if (id === undefined || index === undefined || column < 0) return 0;
      const from = placeOf(id, index);
      return from === 0 ? 0 : (weights[from + column] ?? 0) / UNITS;
    };
  };
  return { predict, weightsFor };
}

/** All weights of each feature for each model it has any for, and where they begin: `places[feature * models + model]`. */
function layOut(parts: JointModel['parts'], counts: Int16Array, entries: Int16Array) {
  const partOf = Uint8Array.from(parts.flatMap(({ labels }, part) => labels.map(() => part)));
  const widths = Int32Array.from(parts, ({ labels }) => labels.length);
  const firstColumns = Int32Array.from(parts, (_, part) => partOf.indexOf(part));
  const places = new Int32Array(counts.length * parts.length);
  // Twice through the entries, because a list that grows takes longer: first to see how much room each feature takes.
  const eachEntry = (visit: (place: number, part: number, at: number) => void) => {
    let at = 0;
    for (let id = 0; id < counts.length; id += 1) {
      for (const end = at + 2 * (counts[id] ?? 0); at < end; at += 2) {
        const part = partOf[entries[at] ?? 0] ?? 0;
        visit(id * parts.length + part, part, at);
      }
    }
  };
  let size = 1;
  eachEntry((place, part) => {
    if (places[place] !== 0) return;
    places[place] = size;
    size += widths[part] ?? 0;
  });
  const weights = new Int16Array(size);
  eachEntry((place, part, at) => {
    const label = (entries[at] ?? 0) - (firstColumns[part] ?? 0);
    weights[(places[place] ?? 0) + label] = entries[at + 1] ?? 0;
  });
  return { weights, places };
}
