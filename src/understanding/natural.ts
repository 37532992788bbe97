import { createRequire } from 'node:module';

/*
 * The only file that knows the package `natural`. Its modules are taken one by one, because the package as a whole
 * loads database drivers and a `.env` file.
 */
const require = createRequire(import.meta.url);

interface PorterStemmer {
  stem(word: string): string;
}
interface BayesClassifier {
  addDocument(tokens: readonly string[], label: string): void;
  train(): void;
  textToFeatures: (tokens: readonly string[]) => number[];
  readonly features: Readonly<Record<string, number>>;
  readonly classifier: {
    readonly classFeatures: Readonly<Record<string, Readonly<Record<number, number>>>>;
    readonly classTotals: Readonly<Record<string, number>>;
    readonly totalExamples: number;
    readonly smoothing: number;
  };
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
  /** Their weights for each label in hundredths, feature by feature. */
  readonly weights: Int16Array;
}

const UNITS = 100;

/**
 * Trains natural's Bayes classifier and takes its counts as logarithms: natural itself multiplies probabilities,
 * which are all zero after some forty words, and looks each of its features up in every message.
 */
export function trainBayes(
  examples: readonly { readonly tokens: readonly string[]; readonly label: string }[],
  smoothing: number,
): BayesModel {
  // Only training needs it, so that reading does not wait for it to load.
  const Classifier = require('natural/lib/natural/classifiers/bayes_classifier.js') as new (
    stemmer: PorterStemmer,
    smoothing: number,
  ) => BayesClassifier;
  const bayes = new Classifier(porter, smoothing);
  for (const { tokens, label } of examples) bayes.addDocument(tokens, label);
  // The same as natural's own gives, which searches every message for every feature and took almost half of the build.
  const places = new Map(Object.keys(bayes.features).map((feature, place) => [feature, place]));
  bayes.textToFeatures = (tokens) => {
    const features: number[] = new Array(places.size).fill(0);
    for (const token of tokens) features[places.get(token) ?? 0] = 1;
    return features;
  };
  bayes.train();

  const { classFeatures, classTotals, totalExamples } = bayes.classifier;
  const labels = Object.keys(classTotals).sort();
  const total = (label: string) => classTotals[label] ?? 1;
  const features = Object.keys(bayes.features);
  const weights = features.flatMap((_, index) =>
    labels.map((label) =>
      Math.round(UNITS * Math.log((classFeatures[label]?.[index] ?? smoothing) / total(label))),
    ),
  );
  return {
    labels,
    priors: labels.map((label) => Math.round(UNITS * Math.log(total(label) / totalExamples)) / UNITS),
    features: features.join('\n'),
    weights: Int16Array.from(weights),
  };
}

/** A Bayes model ready for reading. */
export interface OpenBayes {
  /** How many of these tokens, each time they occur, the examples had. */
  countKnown(tokens: readonly string[]): number;
  /** How likely each label is. */
  predict(tokens: readonly string[]): { readonly label: string; readonly share: number }[];
}

export function openBayes({ labels, priors, features, weights }: BayesModel): OpenBayes {
  const ids = new Map(features.split('\n').map((feature, id) => [feature, id]));
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
