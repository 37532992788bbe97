import type { DecisionId } from '../flowchart/flowchart.ts';
import { uncovered } from './control.ts';
import { foreignKinds, isQuestion } from './features.ts';
import { MODEL } from './models.ts';
import type { OpenBayes } from './natural.ts';
import type { Observation } from './observe.ts';
import type { Predictions } from './predictions.ts';
import { findAsked, type Reply } from './reply.ts';
import { type Evidence, INTENTS, type Intent, type Quantities } from './understanding.ts';

/** How likely each intent is to the models; nought everywhere without models. */
export type IntentShares = Readonly<Record<Intent, number>>;

/** What the network and the Bayes model say count for, and what a phrase of the lexicon adds. */
const WEIGHTS = { network: 0.85, bayes: 0.15, hint: 0.15, foreign: 0.35, number: 0.75 };

const NO_SHARES = Object.fromEntries(INTENTS.map((intent) => [intent, 0])) as Record<Intent, number>;

export function intentShares(
  bayes: OpenBayes | null,
  predictions: Predictions | null,
  words: readonly string[],
): IntentShares {
  const shares = { ...NO_SHARES };
  if (bayes === null || predictions === null) return shares;
  const predicted = predictions.shares(MODEL.intent) ?? {};
  for (const intent of INTENTS) shares[intent] += WEIGHTS.network * (predicted[intent] ?? 0);
  for (const { label, share } of bayes.predict(words)) {
    if (isIntent(label)) shares[label] += WEIGHTS.bayes * share;
  }
  return shares;
}

function isIntent(label: string): label is Intent {
  return Object.hasOwn(NO_SHARES, label);
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

/** Not knowing among the first words may be followed by something known. */
const LEADING = 5;

/** How likely an aside has to be that a phrase tells to be about something else. */
const ASIDE = 0.25;

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
  // What says nothing but "go back" or "thanks, one second" is no answer, whatever it resembles.
  const isNamed = reply !== null && reply.option !== 'unsure';
  if (control === 'smalltalk' && isAnswered && !isNamed) return sure(control);
  // "Give me an example of each option" is about the question that is open.
  if (control === 'help' && open !== null && ruled(observation, 'explain', 'sure')) return sure('explain');
  // "Why does it matter whether I use threads", with no question open, is about threads.
  const isAside = control === 'why' && open === null && namesTopic(observation, open);
  if (control !== null && control !== 'smalltalk' && !(isPlainAnswer && isNamed) && !isAside) {
    return sure(control);
  }
  // "I can't say how many, but it is all aiohttp" tells something else instead.
  const tellsElse =
    reply?.isWhole === false && reply.from < LEADING && evidence.some(({ confidence }) => confidence >= 0.9);
  if (reply?.option === 'unsure' && !isAnswered && !tellsElse) {
    return sure(open !== null && ruled(observation, 'explain', 'sure') ? 'explain' : 'unsure');
  }
  // "A memory leak in my brain", "how many workers sit on the works council".
  const isHomonym = ruled(observation, 'offtopic', 'sure');
  if (reply?.by !== 'polarity' && ruled(observation, 'memory', 'sure')) {
    return sure(isHomonym ? 'offtopic' : 'memory');
  }
  if (open !== null && reply?.by !== 'polarity') {
    if (ruled(observation, 'why', 'sure')) return sure('why');
    if (ruled(observation, 'explain', 'sure')) return sure('explain');
    if (isHomonym && shares.offtopic > ASIDE) return sure('offtopic');
  }
  if (isPlainAnswer) {
    const wantsNumber = shares.sizing > (ruled(observation, 'sizing', 'sure') ? 0.2 : 0.8);
    return sure(wantsNumber ? 'sizing' : 'workload');
  }
  const scores = scoreIntents(signs);
  const asksSize = ruled(observation, 'sizing', 'sure') && !isHomonym;
  if (asksSize && shares.sizing >= LIKELY) return sure('sizing');
  if (control === 'smalltalk') return sure('smalltalk');
  const best = INTENTS.reduce((a, b) => (scores[b] > scores[a] ? b : a));
  const score = scores[best];
  const hasFacts = evidence.length > 0 || Object.keys(signs.quantities).length > 0;
  // Not one word known: nothing is claimed, but an opener about something else is the likelier case.
  if (observation.sightings.length === 0 && signs.knownWords === 0) {
    return { intent: open === null && best === 'offtopic' ? 'offtopic' : 'workload', understood: false };
  }
  if (score >= CONFIDENT) return { intent: best, understood: best !== 'workload' || hasFacts || score > 0.7 };
  if (asksSize) return sure('sizing');
  if (hasFacts) return sure('workload');
  return { intent: score > 0.25 ? best : 'workload', understood: false };
}

/** Kinds of things whose names are topics as well. */
const TOPICAL = new Set(
  'async_library async_marker app_server task_queue greenlet_library process_tool thread_tool'.split(' '),
);

function namesTopic({ sightings }: Observation, open: DecisionId | null): boolean {
  return sightings.some(
    ({ meaning }) =>
      meaning.kind === 'topic' ||
      (meaning.kind === 'thing' && TOPICAL.has(meaning.of)) ||
      // "Is writing a file waiting?" asks about the open question in the words of its options.
      (meaning.kind === 'name' && meaning.decision === open),
  );
}

/** How much a question in return tells against an answer, and what it may be instead. */
const ASKED_BACK = 0.35;
const OF_QUESTIONS: readonly Intent[] = ['explain', 'sizing', 'compare', 'memory', 'why', 'help', 'offtopic'];

/** Intents that are about something named. */
const ABOUT: readonly Intent[] = ['explain', 'compare', 'memory'];

/** The models' shares, raised by phrases of the lexicon, and by whether a topic is named at all. */
function scoreIntents({ observation, open, shares, quantities }: Signs): IntentShares {
  const scores = { ...shares };
  const hasTopic = namesTopic(observation, open);
  const isForeign = ruled(observation, 'offtopic', 'hint');
  // What somebody who was asked asks in turn describes no job.
  const asked = open === null ? null : findAsked(observation);
  if (asked !== null && uncovered(observation, [asked]) === 0) {
    const moved = Math.min(scores.workload, ASKED_BACK);
    const favourite = OF_QUESTIONS.reduce((a, b) => (scores[b] > scores[a] ? b : a));
    scores.workload -= moved;
    scores[favourite] += moved;
  }
  for (const intent of INTENTS) if (ruled(observation, intent, 'hint')) scores[intent] += WEIGHTS.hint;
  // A question about memory is one however it asks, and what compares explains as well.
  for (const [intent, others] of open === null ? PRECEDENCE : []) {
    if (!ruled(observation, intent, 'hint') || shares[intent] < LIKELY) continue;
    for (const other of others) {
      const moved = Math.min(scores[other], PREVAILS);
      scores[other] -= moved;
      scores[intent] += moved;
    }
  }
  // "Why does it matter whether it waits", with no question open, is about waiting.
  if (open === null && hasTopic) {
    scores.explain += scores.why;
    scores.why = 0;
  }
  if (asksForNumber(observation, quantities)) scores.sizing += WEIGHTS.number;
  if (ruled(observation, 'offtopic', 'sure')) scores.offtopic += WEIGHTS.foreign;
  const foreign = foreignKinds(observation);
  scores.offtopic += Math.max(0, ...foreign.map((kind) => ELSEWHERE[kind] ?? 0));
  // "I know goroutines, what has Python?" names another language and asks about this one.
  if (foreign.includes('other_language')) scores.offtopic = Math.max(0, scores.offtopic - WEIGHTS.foreign);
  if (open !== null && (observation.words.length < 5 || refersBack(observation) || !isQuestion(observation)))
    return scores;
  if (!isAboutTheChart(observation)) {
    const moved = Math.min(scores.workload, NOTHING_KNOWN);
    scores.workload -= moved;
    scores.offtopic += moved;
  }
  if (!hasTopic) {
    // "What is …" about nothing known here; the models may know better.
    for (const intent of ABOUT) {
      const moved = Math.min(scores[intent], TOPIC_MOVES);
      scores.offtopic += moved;
      scores[intent] -= moved;
    }
  } else if (!isForeign && isQuestion(observation)) {
    const moved = Math.min(scores.offtopic, TOPIC_MOVES);
    const favourite = ABOUT.reduce((a, b) => (scores[b] > scores[a] ? b : a));
    scores.offtopic -= moved;
    scores[favourite] += moved;
  }
  return scores;
}
const SIZED =
  /^(workers?|threads?|procs?|process|processes|cores?|vcpus?|connections?|machines?|hosts?|servers?|boxes|pods?|coroutines|consumers?|concurrency|max_workers|pool_size|parallel|possible|enough|suffice|sufficient|long|total|sockets|slots|replicas|nodes|instances)$/;
const LONGEST_QUESTION = 9;

/** "…, 200 ms each. workers?": figures, and a short question at the end about what they make necessary. */
function asksForNumber({ words, clauses, asked }: Observation, quantities: Quantities): boolean {
  const figures = Object.keys(quantities).filter((name) => name !== 'pythonVersion');
  const last = words.length - 1;
  if (figures.length < 2 || !asked[last]) return false;
  let from = last;
  while (
    from > 0 &&
    !words[from]?.begins &&
    last - from < LONGEST_QUESTION &&
    clauses[from - 1] === clauses[last]
  ) {
    from -= 1;
  }
  return words.slice(from).some(({ word }) => SIZED.test(word));
}

/** How much names of other talk tell against a job, most where nothing of Python is named beside them. */
const ELSEWHERE: Readonly<Record<string, number>> = {
  'other_language alone': 0.45,
  'everyday alone': 0.3,
  'infrastructure alone': 0.15,
  'packaging alone': 0.2,
  packaging: 0.1,
  'python_basics alone': 0.1,
  python_basics: 0.1,
  data_wrangling: 0.2,
  'data_wrangling alone': 0.2,
};
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

/** How much it tells against a question being off topic that it names a topic, and for it that it names none. */
const TOPIC_MOVES = 0.15;

/** Intents that win over others where both are likely. */
const PRECEDENCE: readonly (readonly [Intent, readonly Intent[]])[] = [
  ['compare', ['explain']],
  ['memory', ['explain', 'compare']],
];
/** How much of another's score goes to it then. */
const PREVAILS = 0.2;
/** From which share on the models think an intent likely, though not likeliest. */
const LIKELY = 0.25;

function ruled({ sightings }: Observation, intent: Intent, weight: 'sure' | 'hint'): boolean {
  return sightings.some(
    ({ meaning, negated }) =>
      meaning.kind === 'intent' && meaning.intent === intent && meaning.weight === weight && !negated,
  );
}
