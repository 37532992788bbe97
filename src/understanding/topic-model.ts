import { type Network, openNetwork } from './network.ts';
import { trainNetwork } from './train-network.ts';

/** What is looked at in a question, and all topics it is about. */
export interface TopicExample {
  readonly features: readonly string[];
  readonly topics: readonly string[];
}

const TRAINING = { parts: 1, units: 64, rounds: 8, rate: 0.05, dropout: 0.3, rarest: 4 };
const HOLDS = 'yes';
const LABELS = [HOLDS, 'no'];

/** Learns what questions are about: one head for each topic, since a question may be about several. */
export function trainTopics(examples: readonly TopicExample[]): Network {
  const all = [...new Set(examples.flatMap(({ topics }) => topics))].sort();
  return trainNetwork(
    examples.map(({ features, topics }) => ({
      features,
      targets: all.map((head) => ({ head, label: topics.includes(head) ? HOLDS : 'no', weight: 1 })),
    })),
    all.map((name) => ({ name, labels: LABELS })),
    TRAINING,
  );
}

/** How likely a question with these features is about each topic. */
export type JudgeTopics = (features: readonly string[]) => Readonly<Record<string, number>>;

export function openTopics(network: Network): JudgeTopics {
  const { predict } = openNetwork(network);
  return (features) => {
    const { shares } = predict(features);
    return Object.fromEntries(network.heads.map(({ name }) => [name, shares(name)?.[HOLDS] ?? 0]));
  };
}
