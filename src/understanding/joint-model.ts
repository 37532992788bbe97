import { type LinearModel, scaleFor, softmax } from './linear-model.ts';

/**
 * Several linear models over the same features, packed: each feature is looked up once for all of them, and the weights,
 * most of which are nought, take little room.
 */
export interface JointModel {
  readonly parts: readonly {
    readonly name: string;
    readonly labels: readonly string[];
    readonly bias: readonly number[];
  }[];
  /** All features, one a line. */
  readonly features: string;
  /** How many entries each feature has: 16 bit numbers, little-endian, in Base64. */
  readonly counts: string;
  /** Column and weight in thousandths of every entry, feature by feature, in the same form. */
  readonly entries: string;
}

/** Smaller weights change nothing. */
const SMALLEST = 0.06;
const UNITS = 1000;
const HIGHEST = 32_767;

export function packModels(models: Readonly<Record<string, LinearModel>>): JointModel {
  const parts = Object.entries(models).map(([name, { labels, bias }]) => ({ name, labels, bias }));
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
    counts: toBase64(counts),
    entries: toBase64([...rows.values()].flat()),
  };
}

/** What the models make of one message. */
export interface Predictions {
  /** How likely each label of a model is; null when there is no such model. */
  shares(model: string): Readonly<Record<string, number>> | null;
}

/** The likeliest label, the first of several alike. */
export function likeliest(shares: Readonly<Record<string, number>>): readonly [string, number] | null {
  let best: readonly [string, number] | null = null;
  for (const label in shares) {
    const share = shares[label] ?? 0;
    if (best === null || share > best[1]) best = [label, share];
  }
  return best;
}

export interface OpenModel {
  /** Features may be named more than once. */
  predict(features: readonly string[]): Predictions;
  /** How much a feature speaks for a label of a model. */
  weightOf(model: string, label: string, feature: string): number;
}

/** Unpacks the models for reading. */
export function openModel({ parts, features, counts, entries }: JointModel): OpenModel {
  const values = fromBase64(entries);
  const ids = new Map(features.split('\n').map((feature, id) => [feature, id]));
  const sizes = fromBase64(counts);
  const offsets = new Int32Array(sizes.length + 1);
  sizes.forEach((size, id) => {
    offsets[id + 1] = (offsets[id] ?? 0) + 2 * size;
  });
  const columns = new Map<string, { readonly from: number; readonly index: number }>();
  const partOf = Uint8Array.from(parts.flatMap(({ labels }, index) => labels.map(() => index)));
  let width = 0;
  parts.forEach(({ name, labels }, index) => {
    columns.set(name, { from: width, index });
    width += labels.length;
  });
  // For each feature the last message that had it: features are named again and again, and count once.
  const lastPresent = new Float64Array(ids.size);
  let message = 0;

  const predict = (present: readonly string[]): Predictions => {
    // Whole numbers, so that their order changes nothing.
    const sums: number[] = new Array(width).fill(0);
    // Long messages must not outweigh short ones, so it counts how many features each model knows.
    const known: number[] = new Array(parts.length).fill(0);
    message += 1;
    for (const feature of present) {
      const id = ids.get(feature);
      if (id === undefined || lastPresent[id] === message) continue;
      lastPresent[id] = message;
      const to = offsets[id + 1] ?? 0;
      let last = -1;
      for (let at = offsets[id] ?? 0; at < to; at += 2) {
        const column = values[at] ?? 0;
        sums[column] = (sums[column] ?? 0) + (values[at + 1] ?? 0);
        const part = partOf[column] ?? 0;
        if (part === last) continue;
        known[part] = (known[part] ?? 0) + 1;
        last = part;
      }
    }
    const asked = new Map<string, Readonly<Record<string, number>>>();
    return {
      shares(model) {
        const earlier = asked.get(model);
        if (earlier !== undefined) return earlier;
        const place = columns.get(model);
        const part = place === undefined ? undefined : parts[place.index];
        if (place === undefined || part === undefined) return null;
        const scale = scaleFor((known[place.index] ?? 0) + 1);
        const scores = new Float64Array(part.labels.length);
        for (let label = 0; label < scores.length; label += 1) {
          scores[label] = scale * ((part.bias[label] ?? 0) + (sums[place.from + label] ?? 0) / UNITS);
        }
        const likely = softmax(scores);
        const named: Record<string, number> = {};
        part.labels.forEach((label, index) => {
          named[label] = likely[index] ?? 0;
        });
        asked.set(model, named);
        return named;
      },
    };
  };
  const weightOf = (model: string, label: string, feature: string): number => {
    const place = columns.get(model);
    if (place === undefined) return 0;
    const wanted = place.from + (parts[place.index]?.labels.indexOf(label) ?? 0);
    const id = ids.get(feature);
    if (id === undefined) return 0;
    const to = offsets[id + 1] ?? 0;
    for (let at = offsets[id] ?? 0; at < to; at += 2) {
      if (values[at] === wanted) return (values[at + 1] ?? 0) / UNITS;
    }
    return 0;
  };
  return { predict, weightOf };
}

/** Int16Array has the byte order of the machine; all that run Node are little-endian, as is what is shipped. */
function toBase64(values: readonly number[]): string {
  return Buffer.from(Int16Array.from(values).buffer).toString('base64');
}

function fromBase64(text: string): Int16Array {
  // Copied, because 16 bit numbers have to begin at an even address.
  return new Int16Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
