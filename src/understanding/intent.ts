import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Language } from './language.ts';
import { predictLinear } from './linear-model.ts';
import { REPLY } from './models.ts';
import { predictBayes } from './natural.ts';
import type { Observation } from './observe.ts';
import type { Reply } from './reply.ts';
import { type Evidence, INTENTS, type Intent, type Quantities } from './understanding.ts';

/** How likely each intent is to the models; nought everywhere without models. */
export type IntentShares = Readonly<Record<Intent, number>>;

/** What the linear model and the Bayes model say count for, and what a phrase of the lexicon adds. */
export const WEIGHTS = { linear: 0.75, bayes: 0.25, hint: 0.15 };

export function intentShares(
  language: Language,
  { features, words }: { readonly features: readonly string[]; readonly words: readonly string[] },
  isReply: boolean,
): IntentShares {
  const shares = Object.fromEntries(INTENTS.map((intent) => [intent, 0])) as Record<Intent, number>;
  if (language.models === null) return shares;
  // A longer reply may as well be a question on the side, so both readings count.
  const readings = !isReply
    ? [features]
    : words.length < 5
      ? [[...features, REPLY]]
      : [features, [...features, REPLY]];
  for (const reading of readings) {
    for (const { label, share } of predictLinear(language.models.intent, reading)) {
      if (isIntent(label)) shares[label] += (WEIGHTS.linear / readings.length) * share;
    }
  }
  for (const { label, share } of predictBayes(language.models.bayes, words)) {
    if (isIntent(label)) shares[label] += WEIGHTS.bayes * share;
  }
  return shares;
}

function isIntent(label: string): label is Intent {
  return (INTENTS as readonly string[]).includes(label);
}

interface Signs {
  readonly observation: Observation;
  readonly open: DecisionId | null;
  readonly reply: Reply | null;
  readonly control: Intent | null;
  readonly shares: IntentShares;
  readonly evidence: readonly Evidence[];
  readonly quantities: Quantities;
  /** How many words of the message occur in the example messages. */
  readonly knownWords: number;
}

/** Above this score the models may decide an intent alone. */
const CONFIDENT = 0.45;

/** What the message is for: steering words, then an answered question, then rules and models together. */
export function chooseIntent(signs: Signs): { readonly intent: Intent; readonly understood: boolean } {
  const { observation, open, reply, control, shares, evidence } = signs;
  const sure = (intent: Intent) => ({ intent, understood: true });
  const isAnswered = open !== null && evidence.some(({ slot }) => slot === open);
  const isPlainAnswer =
    isAnswered &&
    (reply?.by === 'polarity' ||
      (!isQuestion(observation) && !(ruled(observation, 'memory', 'hint') && shares.memory > 0.25)));
  if (control !== null && control !== 'smalltalk' && !isPlainAnswer) return sure(control);
  if (reply?.option === 'unsure' && !isAnswered) return sure('unsure');
  if (reply?.by !== 'polarity' && ruled(observation, 'memory', 'sure')) return sure('memory');
  if (isPlainAnswer) return sure(shares.sizing > 0.8 ? 'sizing' : 'workload');
  const scores = scoreIntents(signs);
  if (ruled(observation, 'sizing', 'sure') && shares.sizing >= 0.08) return sure('sizing');
  if (control === 'smalltalk') return sure('smalltalk');
  const best = INTENTS.reduce((a, b) => (scores[b] > scores[a] ? b : a));
  const score = scores[best];
  const hasFacts = evidence.length > 0 || Object.keys(signs.quantities).length > 0;
  // Not one word known: nothing is claimed, but an opener about something else is the likelier case.
  if (observation.sightings.length === 0 && signs.knownWords === 0) {
    return { intent: open === null && best === 'offtopic' ? 'offtopic' : 'workload', understood: false };
  }
  if (score >= CONFIDENT) return { intent: best, understood: best !== 'workload' || hasFacts || score > 0.7 };
  if (ruled(observation, 'sizing', 'sure')) return sure('sizing');
  if (hasFacts) return sure('workload');
  return { intent: score > 0.25 ? best : 'workload', understood: false };
}

/** Intents that are about something named. */
const ABOUT: readonly Intent[] = ['explain', 'compare', 'memory'];

/** The models' shares, raised by phrases of the lexicon, and by whether a topic is named at all. */
function scoreIntents({ observation, open, shares }: Signs): IntentShares {
  const scores = { ...shares };
  const hasTopic = observation.sightings.some(({ meaning }) => meaning.kind === 'topic');
  const isForeign = ruled(observation, 'offtopic', 'hint');
  for (const intent of INTENTS) if (ruled(observation, intent, 'hint')) scores[intent] += WEIGHTS.hint;
  if (open !== null && (observation.words.length < 5 || refersBack(observation))) return scores;
  if (!isAboutTheChart(observation)) {
    const moved = Math.min(scores.workload, NOTHING_KNOWN);
    scores.workload -= moved;
    scores.offtopic += moved;
  }
  if (!hasTopic) {
    // "What is …" about nothing known here.
    for (const intent of ABOUT) {
      scores.offtopic += scores[intent];
      scores[intent] = 0;
    }
  } else if (!isForeign && isQuestion(observation)) {
    const moved = Math.min(scores.offtopic, TOPIC_MOVES);
    const favourite = ABOUT.reduce((a, b) => (scores[b] > scores[a] ? b : a));
    scores.offtopic -= moved;
    scores[favourite] += moved;
  }
  return scores;
}
/** How much it tells against a job that no word of the lexicon occurs. */
const NOTHING_KNOWN = 0.35;

function isAboutTheChart({ sightings, words }: Observation): boolean {
  return (
    sightings.some(({ meaning }) => meaning.kind === 'fact' || meaning.kind === 'topic') ||
    words.some(({ word }) =>
      /^(python|py|concurrency|concurrent|parallel|workers?|performance|jobs?)$/.test(word),
    )
  );
}

/** "what does that mean", "the first option": about the open question. */
function refersBack({ words }: Observation): boolean {
  return words.some(({ word }) =>
    /^(that|this|it|them|those|these|you|option|options|question|answer|first|second|two|both|one|here|each|mean|means)$/.test(
      word,
    ),
  );
}

/** How much a named topic tells against a question being off topic. */
const TOPIC_MOVES = 0.3;

function ruled({ sightings }: Observation, intent: Intent, weight: 'sure' | 'hint'): boolean {
  return sightings.some(
    ({ meaning, negated }) =>
      meaning.kind === 'intent' && meaning.intent === intent && meaning.weight === weight && !negated,
  );
}

const QUESTION_WORDS = new Set(
  "what what's whats how why which when where who does do is are can could should would explain describe".split(
    ' ',
  ),
);

/** Whether the message asks something back. */
export function isQuestion({ words, tokens }: Observation): boolean {
  return tokens.at(-1)?.word === '?' || QUESTION_WORDS.has(words[0]?.word ?? '');
}
