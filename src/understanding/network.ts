import { type Predictions, predictionsBy } from './predictions.ts';
import type { Weights } from './train-network.ts';
import { HIGHEST_STEP, openSteps, packSteps } from './weight-steps.ts';

/** Labels of which one holds at a time. */
export interface Head {
  readonly name: string;
  readonly labels: readonly string[];
}

/**
 * A network with one hidden layer that all decisions share: what tells that a message is about waiting helps to read
 * whether it is about threads. The weights are whole numbers, in units of their own for each kind, packed.
 */
export interface Network {
  readonly heads: readonly Head[];
  /** All features, one a line; the first row of inputs is that of every message. */
  readonly features: string;
  readonly units: number;
  readonly inputUnit: number;
  readonly inputs: Uint8Array;
  readonly hiddenBias: readonly number[];
  readonly outputUnit: number;
  readonly outputs: Int16Array;
  readonly outputBias: readonly number[];
}

/** What sums of features are multiplied with, beside what depends on their number. */
export const SCALE = 3;

/** Long messages must not outweigh short ones. */
export function scaleFor(count: number): number {
  return 1 / Math.sqrt(Math.max(count, 4));
}

/** Turns scores into how likely each label is, in place. */
export function sharesOf<Scores extends number[] | Float64Array>(scores: Scores): Scores {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const power = Math.exp((scores[index] ?? 0) - highest);
    scores[index] = power;
    sum += power;
  }
  for (let index = 0; index < scores.length; index += 1) scores[index] = (scores[index] ?? 0) / sum;
  return scores;
}

/** Packs networks that were trained apart as one, whose scores are the mean of theirs. */
export function packNetwork(
  heads: readonly Head[],
  names: readonly string[],
  parts: readonly Weights[],
): Network {
  const own = parts[0]?.hiddenBias.length ?? 0;
  /** A row of each part, side by side. */
  const rowOf = (of: (part: Weights) => Float32Array, row: number) =>
    parts.flatMap((part) => Array.from(of(part).subarray(row * own, (row + 1) * own)));
  const rowsOf = (of: (part: Weights) => Float32Array, rows: readonly number[]) =>
    rows.flatMap((row) => rowOf(of, row));
  const inputs = rowsOf((part) => part.inputs, upTo(names.length + 1));
  const labels = upTo(heads.reduce((sum, each) => sum + each.labels.length, 0));
  const outputs = rowsOf((part) => part.outputs, labels).map((weight) => weight / parts.length);
  const inputUnit = largestOf(inputs) / HIGHEST_STEP;
  const outputUnit = largestOf(outputs) / HIGHEST;
  return {
    heads,
    features: names.join('\n'),
    units: own * parts.length,
    inputUnit,
    inputs: packSteps(inputs.map((weight) => weight / inputUnit)),
    hiddenBias: rowOf((part) => part.hiddenBias, 0).map(round4),
    outputUnit,
    outputs: Int16Array.from(outputs, (weight) => Math.round(weight / outputUnit)),
    outputBias: labels.map((label) =>
      round4(parts.reduce((sum, part) => sum + (part.outputBias[label] ?? 0), 0) / parts.length),
    ),
  };
}
const HIGHEST = 32_767;

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function largestOf(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), Number.MIN_VALUE);
}

function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** What a network makes of one message, and why. */
export interface Explained extends Predictions {
  /** How much features speak for a label in this message. */
  weightsFor(head: string, label: string): (feature: string) => number;
}

export interface OpenNetwork {
  /** Features may be named more than once. */
  predict(features: readonly string[]): Explained;
}

/** Unpacks a network for reading. What the heads make of a message is worked out when they are asked. */
export function openNetwork({
  heads,
  units,
  inputUnit,
  outputUnit,
  hiddenBias,
  outputs,
  outputBias,
  ...packed
}: Network): OpenNetwork {
  const ids = new Map<string, number>();
  for (const feature of packed.features.split('\n')) ids.set(feature, ids.size + 1);
  const inputs = openSteps(packed.inputs, units);
  const starts = new Map<string, { readonly start: number; readonly labels: readonly string[] }>();
  let start = 0;
  for (const { name, labels } of heads) {
    starts.set(name, { start, labels });
    start += labels.length;
  }

  // For each feature the last message that had it: features are named again and again, and count once.
  const lastPresent = new Float64Array(ids.size + 1);
  let message = 0;
  const predict = (named: readonly string[]): Explained => {
    message += 1;
    const rows = [0];
    for (const feature of named) {
      const id = ids.get(feature);
      if (id === undefined || lastPresent[id] === message) continue;
      lastPresent[id] = message;
      rows.push(id);
    }
    // Whole numbers, so that their order changes nothing.
    const sums = inputs.sum(rows);
    const scale = SCALE * scaleFor(rows.length) * inputUnit;
    const active = new Int32Array(units);
    const hidden = new Float64Array(units);
    let actives = 0;
    for (let unit = 0; unit < units; unit += 1) {
      const value = scale * (sums[unit] ?? 0) + (hiddenBias[unit] ?? 0);
      if (value <= 0) continue;
      active[actives] = unit;
      hidden[actives] = value;
      actives += 1;
    }
    const scoreOf = (label: number): number => {
      const from = label * units;
      let score = 0;
      for (let at = 0; at < actives; at += 1) {
        score += (outputs[from + (active[at] ?? 0)] ?? 0) * (hidden[at] ?? 0);
      }
      return score * outputUnit + (outputBias[label] ?? 0);
    };
    return {
      ...predictionsBy((name) => {
        const head = starts.get(name);
        if (head === undefined) return null;
        const scores = head.labels.map((_, label) => scoreOf(head.start + label));
        return { labels: head.labels, values: sharesOf(scores) };
      }),
      weightsFor(name, label) {
        const head = starts.get(name);
        const at = head?.labels.indexOf(label) ?? -1;
        if (head === undefined || at < 0) return () => 0;
        const from = (head.start + at) * units;
        // Units that are silent in this message pass nothing on.
        const factors = new Float64Array(units);
        for (const unit of active.subarray(0, actives)) {
          factors[unit] = (outputs[from + unit] ?? 0) * inputUnit * outputUnit;
        }
        return (feature) => {
          const id = ids.get(feature);
          return id === undefined ? 0 : inputs.dot(id, factors);
        };
      },
    };
  };
  return { predict };
}
