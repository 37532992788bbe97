import type { DecisionId } from '../flowchart/flowchart.ts';
import { featuresOf } from './features.ts';
import { trainFigures } from './figure-model.ts';
import type { Language } from './language.ts';
import { type PhraseFile, textOf } from './language-schema.ts';
import { type BayesModel, trainBayes } from './natural.ts';
import type { Head, Network } from './network.ts';
import { createObserve } from './observe.ts';
import { createFindFigures, createReadQuantities } from './quantities.ts';
import { type TopicExample, trainTopics } from './topic-model.ts';
import { isAboutTopics, namedTopics, topicFeatures } from './topics.ts';
import { type NetworkExample, type Target, trainNetwork } from './train-network.ts';
import { INTENTS } from './understanding.ts';

type Group = PhraseFile[number];

export interface Models {
  /** The intent, how descriptions settle each decision, and how replies answer it. */
  readonly network: Network;
  /** What questions are about. */
  readonly topics: Network;
  /** A second opinion on the intent. */
  readonly bayes: BayesModel;
  /** What figures are. */
  readonly figures: Network;
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

/** The names of what the models tell. */
export const MODEL = {
  intent: 'intent',
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

const TRAINING = { parts: 3, units: 128, rounds: 8, rate: 0.05, dropout: 0.3, rarest: 4 };
/** Half of the messages describe a job; what is rarer counts more. */
const WEIGHT_OF_RARER = 2.5;
/** Answers are drawn from descriptions of jobs; other messages just show which words occur everywhere. */
const WEIGHT_OF_OTHERS = 0.15;
/** What a description settles, people say in replies as well. */
const WEIGHT_OF_BORROWED = 0.4;
/** What is no answer to any question is none to another one. */
const WEIGHT_OF_ELSEWHERE = 0.1;

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

  const examples = rows.map(
    ({ group, features }): NetworkExample => ({ features, targets: targetsOf(language, group) }),
  );
  const topics = rows.flatMap(({ group, observation, features }): TopicExample[] => {
    if (!isAboutTopics(group.intent) || group.topics.length === 0) return [];
    const open = group.context ?? null;
    const named = namedTopics(observation, group.intent, open, language.lexicon);
    return [{ features: [...features, ...topicFeatures(named, group.intent, open)], topics: group.topics }];
  });
  return {
    network: trainNetwork(examples, headsOf(language), TRAINING),
    topics: trainTopics(topics),
    bayes: trainBayes(
      rows.map(({ group, words }) => ({ tokens: words, label: group.intent })),
      0.02,
    ),
    figures,
    common: [...filesWith].flatMap(([stem, count]) => (count >= COMMON_IN ? [stem] : [])).join(' '),
  };
}

/** What the network tells: the intent, and for each decision how a description settles it and what a reply to it says. */
function headsOf({ decisions }: Language): Head[] {
  return [
    { name: MODEL.intent, labels: INTENTS },
    ...decisions.flatMap(({ id, options }) => [
      { name: MODEL.slot(id), labels: [...options, OPEN] },
      {
        name: MODEL.reply(id),
        labels: [...options, OPEN, ...INTENTS.filter((intent) => !isJob({ intent }))],
      },
    ]),
  ];
}

function targetsOf({ decisions }: Language, group: Group): Target[] {
  const { context, intent, answers, maybe } = group;
  const ids = decisions.map(({ id }) => id);
  const intents = [
    { head: MODEL.intent, label: intent, weight: intent === 'workload' ? 1 : WEIGHT_OF_RARER },
  ];
  if (context === undefined) {
    const weight = isJob(group) ? 1 : WEIGHT_OF_OTHERS;
    const settled = ids.filter((id) => !(id in maybe));
    return [
      ...intents,
      ...settled.map((id) => ({ head: MODEL.slot(id), label: answers[id] ?? OPEN, weight })),
      ...settled.flatMap((id) => {
        const label = answers[id];
        return label === undefined ? [] : [{ head: MODEL.reply(id), label, weight: WEIGHT_OF_BORROWED }];
      }),
    ];
  }
  const replied = ids.filter((id) => (id === context ? !(id in maybe) : !isJob(group)));
  return [
    ...intents,
    ...replied.map((id) => ({
      head: MODEL.reply(id),
      label: id === context ? replyLabel(group, id) : intent,
      weight: id === context ? 1 : WEIGHT_OF_ELSEWHERE,
    })),
  ];
}

function isJob({ intent }: Pick<Group, 'intent'>): boolean {
  return intent === 'workload' || intent === 'sizing';
}

function replyLabel(group: Group, decision: DecisionId): string {
  const answer = group.answers[decision];
  if (answer !== undefined) return answer;
  return isJob(group) ? OPEN : group.intent;
}
