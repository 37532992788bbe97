import { createRequire } from 'node:module';
import { packNumbers, unpackNumbers } from './packed-numbers.ts';

/*
 * The only file that knows the package `natural`. Its modules are taken one by one, because the package as a whole
 * loads database drivers and a `.env` file.
 */
const require = createRequire(import.meta.url);

interface PorterStemmer {
  stem(word: string): string;
}

const porter = require('natural/lib/natural/stemmers/porter_stemmer.js') as PorterStemmer;
const distances = require('natural/lib/natural/distance/levenshtein_distance.js') as {
  DamerauLevenshteinDistance(
    a: string,
    b: string,
    options: { readonly restricted: boolean; readonly search: boolean },
  ): number;
};

/** The stem of a lower-case English word, by Porter's algorithm. */
export function stem(word: string): string {
  if (word.length <= 3 || word.length >= 30) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  // Anything with digits or signs is a name, and very long runs of letters are no words.
  if (!/^[a-z]+$/.test(word)) return word;
  // Words repeat; what is kept is bounded, because people can write anything.
  if (stems.size >= MOST_STEMS) stems.clear();
  const stemmed = porter.stem(word);
  stems.set(word, stemmed);
  return stemmed;
}
const stems = new Map<string, string>();
const MOST_STEMS = 20_000;

/** How many insertions, deletions, substitutions or swaps of neighbours lie between two words. */
export function editDistance(a: string, b: string): number {
  return distances.DamerauLevenshteinDistance(a, b, { restricted: true, search: false });
}

/** A naive Bayes model: for every label its prior, and the weight of each feature seen with it. */
export interface BayesModel {
  readonly labels: readonly string[];
  readonly priors: readonly number[];
  /** All features, one a line. */
  readonly features: string;
  /** Their weights for each label in hundredths, feature by feature, packed. */
  readonly weights: string;
}

const UNITS = 100;

/**
 * Counts for each label the examples that have a feature, and takes logarithms. natural's own classifier multiplies
 * probabilities, which are all zero after some forty words, and searches every message for every feature.
 */
export function trainBayes(
  examples: readonly { readonly tokens: readonly string[]; readonly label: string }[],
  smoothing: number,
): BayesModel {
  const told = examples.filter(({ tokens }) => tokens.length > 0);
  const labels = [...new Set(told.map(({ label }) => label))].sort();
  const columns = new Map(labels.map((label, column) => [label, column]));
  // One more than there are, so that what was never seen has a share as well.
  const totals: number[] = labels.map(() => 1);
  const counts = new Map<string, number[]>();
  for (const { tokens, label } of told) {
    const column = columns.get(label) ?? 0;
    totals[column] = (totals[column] ?? 0) + 1;
    for (const token of new Set(tokens)) {
      const seen = counts.get(token) ?? labels.map(() => 0);
      seen[column] = (seen[column] ?? 0) + 1;
      counts.set(token, seen);
    }
  }
  const logOf = (share: number) => Math.round(UNITS * Math.log(share));
  const weights = [...counts.values()].flatMap((seen) =>
    seen.map((count, column) => logOf((count + smoothing) / (totals[column] ?? 1))),
  );
  return {
    labels,
    priors: totals.map((total) => logOf(total / (told.length + 1)) / UNITS),
    features: [...counts.keys()].join('\n'),
    weights: packNumbers(weights),
  };
}

/** A Bayes model ready for reading. */
export interface OpenBayes {
  /** How many of these tokens, each time they occur, the examples had. */
  countKnown(tokens: readonly string[]): number;
  /** How likely each label is. */
  predict(tokens: readonly string[]): { readonly label: string; readonly share: number }[];
}

export function openBayes({ labels, priors, ...packed }: BayesModel): OpenBayes {
  const ids = new Map(packed.features.split('\n').map((feature, id) => [feature, id]));
  const weights = unpackNumbers(packed.weights);
  // For each feature the last message that had it.
  const lastPresent = new Float64Array(ids.size);
  let message = 0;
  const predict = (tokens: readonly string[]) => {
    const scores = [...priors];
    let known = 0;
    message += 1;
    for (const token of tokens) {
      const id = ids.get(token);
      if (id === undefined || lastPresent[id] === message) continue;
      lastPresent[id] = message;
      known += 1;
      for (let label = 0; label < scores.length; label += 1) {
        scores[label] = (scores[label] ?? 0) + (weights[id * scores.length + label] ?? 0) / UNITS;
      }
    }
    // Words are not independent of each other: without this, long messages are always certain.
    const scale = 1 / Math.sqrt(Math.max(1, known));
    const highest = Math.max(...scores);
    const powers = scores.map((score) => Math.exp((score - highest) * scale));
    const sum = powers.reduce((total, power) => total + power, 0);
    return labels.map((label, index) => ({ label, share: (powers[index] ?? 0) / sum }));
  };
  const countKnown = (tokens: readonly string[]) =>
    tokens.reduce((count, token) => count + (ids.has(token) ? 1 : 0), 0);
  return { countKnown, predict };
}
