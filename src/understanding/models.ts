import type { DecisionId } from '../flowchart/flowchart.ts';
import { featuresOf, wordFeatures } from './features.ts';
import type { Language } from './language.ts';
import type { PhraseFile } from './language-schema.ts';
import { type Example, type LinearModel, trainLinear } from './linear-model.ts';
import { type BayesModel, trainBayes } from './natural.ts';
import { createObserve } from './observe.ts';

type Group = PhraseFile[number];

export interface Models {
  readonly intent: LinearModel;
  /** A second opinion on the intent. */
  readonly bayes: BayesModel;
  /** For each decision, whether a description settles it and how. */
  readonly slots: Readonly<Record<DecisionId, LinearModel>>;
  /** For each decision, what a reply to its question says. */
  readonly replies: Readonly<Record<DecisionId, LinearModel>>;
}

/** The label of messages that leave a decision open. */
export const OPEN = 'open';

/** The feature of messages that reply to a question. */
export const REPLY = 'reply';

const TRAINING = { rounds: 14, rate: 0.35, decay: 0.0004, rarest: 2 };

/** Trains all models on the example messages. */
export function trainModels(language: Language, groups: readonly Group[]): Models {
  const observe = createObserve(language.lexicon);
  const rows = groups.flatMap((group) =>
    group.messages.map((message) => {
      const observation = observe(message);
      const open = group.context ?? null;
      return { group, features: featuresOf(observation, open), words: wordFeatures(observation) };
    }),
  );

  const slots: Record<DecisionId, LinearModel> = {};
  const replies: Record<DecisionId, LinearModel> = {};
  for (const { id } of language.decisions) {
    const openers = rows.filter(({ group }) => group.context === undefined && !(id in group.maybe));
    const label = (group: Group) => group.answers[id] ?? OPEN;
    const described = openers.map(
      ({ group, features }): Example => ({ features, label: label(group), weight: weightOf(group) }),
    );
    if (described.some((example) => example.label !== OPEN)) slots[id] = trainLinear(described, TRAINING);

    const answered = rows
      .filter(({ group }) => group.context === id)
      .map(({ group, features }): Example => ({ features, label: replyLabel(group, id) }));
    if (answered.length === 0) continue;
    const borrowed = described
      .filter((example) => example.label !== OPEN)
      .map((example) => ({ ...example, weight: 0.4 }));
    replies[id] = trainLinear([...answered, ...borrowed], TRAINING);
  }

  return {
    intent: trainLinear(
      rows.map(({ group, features }) => ({
        features: group.context === undefined ? features : [...features, REPLY],
        label: group.intent,
      })),
      TRAINING,
    ),
    bayes: trainBayes(
      rows.map(({ group, words }) => ({ tokens: words, label: group.intent })),
      0.02,
    ),
    slots,
    replies,
  };
}

/** Answers are drawn from descriptions of jobs only; other messages just show which words occur everywhere. */
function weightOf({ intent }: Group): number {
  return intent === 'workload' || intent === 'sizing' ? 1 : 0.15;
}

function replyLabel(group: Group, decision: DecisionId): string {
  const answer = group.answers[decision];
  if (answer !== undefined) return answer;
  return group.intent === 'workload' || group.intent === 'sizing' ? OPEN : group.intent;
}
