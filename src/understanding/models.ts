import type { DecisionId } from '../flowchart/flowchart.ts';
import { featuresOf } from './features.ts';
import { trainFigures } from './figure-model.ts';
import { type JointModel, packModels } from './joint-model.ts';
import type { Language } from './language.ts';
import { type PhraseFile, textOf } from './language-schema.ts';
import { createVocabulary, type Example, type LinearModel, trainEach, trainLinear } from './linear-model.ts';
import { type BayesModel, trainBayes } from './natural.ts';
import { createObserve } from './observe.ts';
import { createFindFigures, createReadQuantities } from './quantities.ts';
import { isAboutTopics, namedTopics, topicFeatures } from './topics.ts';

type Group = PhraseFile[number];

export interface Models {
  /** The intent of openers and of replies, how descriptions settle each decision, and how replies answer it. */
  readonly linear: JointModel;
  /** A second opinion on the intent. */
  readonly bayes: BayesModel;
  /** What figures are. */
  readonly figures: JointModel;
  /** Stems that occur in example messages of several files, joined by blanks. */
  readonly common: string;
}

/** From so many files on a word is no word of one trade. */
const COMMON_IN = 3;

/** Whether a stem is a common one. */
export function openCommon(common: Models['common']): (stem: string) => boolean {
  const stems = new Set(common.split(' '));
  return (stem) => stems.has(stem);
}

/** The names of the models that are packed together. */
export const MODEL = {
  intent: 'intent',
  replyIntent: 'reply intent',
  topic: 'topic',
  slot: named('slot'),
  reply: named('reply'),
};

/** Names are looked up, which takes a name put together anew several times as long as one that is known. */
function named(what: string): (decision: DecisionId) => string {
  const names = new Map<DecisionId, string>();
  return (decision) => {
    const name = names.get(decision) ?? `${what} ${decision}`;
    names.set(decision, name);
    return name;
  };
}

/** The label of messages that leave a decision open. */
export const OPEN = 'open';

const TRAINING = { rounds: 12, rate: 0.5, decay: 0.0004, rarest: 4 };
/** Half of the messages describe a job; what is rarer counts more. */
const WEIGHT_OF_RARER = 2.5;

/** Trains all models on the example messages, file by file. */
export function trainModels(language: Language, files: readonly PhraseFile[]): Models {
  const observe = createObserve(language.lexicon);
  const observed = files.map((file) =>
    file.flatMap((group) =>
      group.messages.map((message) => ({ group, message, observation: observe(textOf(message)) })),
    ),
  );
  const findFigures = createFindFigures(language.lexicon);
  const figures = trainFigures(
    observed.flat().flatMap(({ group, message, observation }) => {
      if (typeof message === 'string' || !isJob(group)) return [];
      return [{ ...findFigures(observation), quantities: message.quantities }];
    }),
  );
  const readQuantities = createReadQuantities(language.lexicon, figures);
  const filesWith = new Map<string, number>();
  for (const file of observed) {
    const stems = new Set(file.flatMap(({ observation }) => [...observation.stems]));
    for (const stem of stems) filesWith.set(stem, (filesWith.get(stem) ?? 0) + 1);
  }
  // Read as a message of a new file would be: what occurs in its own file tells nothing.
  const isCommonElsewhere = (stem: string) => (filesWith.get(stem) ?? 0) > COMMON_IN;
  const rows = observed.flat().map(({ group, observation }) => {
    const quantities = readQuantities(observation);
    const features = featuresOf(observation, group.context ?? null, quantities, isCommonElsewhere);
    return { group, observation, features: [...new Set(features)], words: observation.names };
  });

  const vocabulary = createVocabulary();
  const linear: Record<string, LinearModel> = {};
  for (const { id } of language.decisions) {
    const openers = rows.filter(({ group }) => group.context === undefined && !(id in group.maybe));
    const label = (group: Group) => group.answers[id] ?? OPEN;
    const described = openers.map(
      ({ group, features }): Example => ({ features, label: label(group), weight: weightOf(group) }),
    );
    if (described.some((example) => example.label !== OPEN)) {
      linear[MODEL.slot(id)] = trainLinear(described, TRAINING, vocabulary);
    }

    const answered = rows
      .filter(({ group }) => group.context === id && !(id in group.maybe))
      .map(({ group, features }): Example => ({ features, label: replyLabel(group, id) }));
    if (answered.length === 0) continue;
    // What is no answer to any question is none to this one.
    const elsewhere = rows
      .filter(({ group }) => group.context !== undefined && group.context !== id && !isJob(group))
      .map(({ group, features }): Example => ({ features, label: group.intent, weight: 0.5 }));
    const borrowed = described
      .filter((example) => example.label !== OPEN)
      .map((example) => ({ ...example, weight: 0.4 }));
    linear[MODEL.reply(id)] = trainLinear([...answered, ...elsewhere, ...borrowed], TRAINING, vocabulary);
  }

  const intents = (weightOfOpeners: number, weightOfReplies: number) =>
    trainLinear(
      rows.map(({ group, features }) => ({
        features,
        label: group.intent,
        weight:
          (group.context === undefined ? weightOfOpeners : weightOfReplies) *
          (group.intent === 'workload' ? 1 : WEIGHT_OF_RARER),
      })),
      TRAINING,
      vocabulary,
    );
  linear[MODEL.intent] = intents(1, 0.3);
  linear[MODEL.replyIntent] = intents(0.3, 1);
  linear[MODEL.topic] = trainEach(
    rows.flatMap(({ group, observation, features }) => {
      if (!isAboutTopics(group.intent) || group.topics.length === 0) return [];
      const open = group.context ?? null;
      const named = namedTopics(observation, group.intent, open, language.lexicon);
      return [{ features: [...features, ...topicFeatures(named, group.intent, open)], labels: group.topics }];
    }),
    TRAINING,
    vocabulary,
  );
  return {
    linear: packModels(linear),
    bayes: trainBayes(
      rows.map(({ group, words }) => ({ tokens: words, label: group.intent })),
      0.02,
    ),
    figures,
    common: [...filesWith].flatMap(([stem, count]) => (count >= COMMON_IN ? [stem] : [])).join(' '),
  };
}

/** Answers are drawn from descriptions of jobs only; other messages just show which words occur everywhere. */
function weightOf(group: Group): number {
  return isJob(group) ? 1 : 0.15;
}

function isJob({ intent }: Group): boolean {
  return intent === 'workload' || intent === 'sizing';
}

function replyLabel(group: Group, decision: DecisionId): string {
  const answer = group.answers[decision];
  if (answer !== undefined) return answer;
  return isJob(group) ? OPEN : group.intent;
}
