import { figureFeatures } from './figure-features.ts';
import { type Head, type Network, openNetwork } from './network.ts';
import type { NamedAmount } from './quantity-rules.ts';
import type { RuleWord } from './rule-words.ts';
import { type NetworkExample, trainNetwork } from './train-network.ts';
import type { Quantities, QuantityName } from './understanding.ts';

/** The figures of a message with what the rules make of them, and what it really states. */
export interface FigureExample {
  readonly words: readonly RuleWord[];
  readonly figures: readonly NamedAmount[];
  readonly quantities: Readonly<{ [Name in QuantityName]?: Quantities[Name] | undefined }>;
}

/** What figures of each kind may be; a rate worked out from two figures is a kind of its own. */
const NAMES = {
  time: ['deadlineSeconds', 'p95TargetSeconds', 'ioWaitSeconds', 'cpuSeconds', 'latencySeconds'],
  bytes: ['memoryBytes', 'memoryPerWorkerBytes'],
  rate: ['requestsPerSecond'],
  count: ['cores', 'hosts', 'jobsTotal', 'concurrentUsers'],
  derived: ['requestsPerSecond'],
} as const satisfies Record<string, readonly QuantityName[]>;

function kindOf({ amount, value }: NamedAmount): keyof typeof NAMES {
  return value === amount.value ? amount.kind : 'derived';
}

/** The label of figures that say nothing of the job. */
const NONE = 'none';
const TRAINING = { parts: 1, units: 64, rounds: 6, rate: 0.05, dropout: 0.3, rarest: 4 };

/** One head for each kind of figure; what tells a rate from a timeout may tell a count from a pool as well. */
const HEADS: readonly Head[] = Object.entries(NAMES).map(([name, labels]) => ({
  name,
  labels: [...labels, NONE],
}));

/** Learns which figures the rules name wrongly or not at all. */
export function trainFigures(examples: readonly FigureExample[]): Network {
  const rows = examples.flatMap(({ words, figures, quantities }): NetworkExample[] => {
    const labels = labelsOf(figures, quantities);
    const features = figureFeatures(words, figures);
    return figures.map((figure, index) => ({
      features: [...new Set(features[index])],
      targets: [{ head: kindOf(figure), label: labels.get(figure) ?? NONE, weight: 1 }],
    }));
  });
  return trainNetwork(rows, HEADS, TRAINING);
}

/** Which figure each quantity stands for: the one the rules name so, if its value is right, or the first that fits. */
function labelsOf(
  figures: readonly NamedAmount[],
  quantities: FigureExample['quantities'],
): ReadonlyMap<NamedAmount, QuantityName> {
  const labels = new Map<NamedAmount, QuantityName>();
  const left = new Map(Object.entries(quantities));
  for (const isNamed of [true, false]) {
    for (const figure of figures) {
      if (labels.has(figure)) continue;
      const name = NAMES[kindOf(figure)].find(
        (each) => isAbout(left.get(each), figure.value) && (!isNamed || figure.name === each),
      );
      if (name === undefined) continue;
      labels.set(figure, name);
      left.delete(name);
    }
  }
  return labels;
}

function isAbout(stated: unknown, value: number): boolean {
  return typeof stated === 'number' && Math.abs(stated - value) <= 0.01 * stated;
}

/** Names the figures of a message in the light of what the rules say, the surest first. */
export type JudgeFigures = (
  words: readonly RuleWord[],
  figures: readonly NamedAmount[],
) => readonly NamedAmount[];

/** No host has less memory; the sizing refuses less, too. */
const LEAST_VALUES: Partial<Record<string, number>> = { memoryBytes: 2 ** 26 };

/** The rules are overruled where what they say is less likely than this, and nothing else is named below the second. */
const LEAST_OF_RULES = 0.25;
const LEAST = 0.5;

export function openFigures(network: Network): JudgeFigures {
  const { predict } = openNetwork(network);
  return (words, figures) => {
    const features = figureFeatures(words, figures);
    const judged = figures.map((figure, index) => {
      const predictions = predict(features[index] ?? []);
      const [label, share] = predictions.likeliest(kindOf(figure)) ?? [figure.name ?? NONE, 1];
      const shareOfRules =
        figure.name === null ? 0 : (predictions.shares(kindOf(figure))?.[figure.name] ?? 0);
      if (shareOfRules >= LEAST_OF_RULES) return { figure, sure: Math.max(shareOfRules, LEAST) };
      const isNamed = label !== NONE && share >= LEAST && figure.value >= (LEAST_VALUES[label] ?? 0);
      return { figure: { ...figure, name: isNamed ? (label as QuantityName) : null }, sure: share };
    });
    return judged.sort((a, b) => b.sure - a.sure).map(({ figure }) => figure);
  };
}
