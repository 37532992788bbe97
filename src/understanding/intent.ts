import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Language } from './language.ts';
import { predictLinear } from './linear-model.ts';
import type { Observation } from './observe.ts';
import type { Reply } from './reply.ts';
import { type Evidence, INTENTS, type Intent, type Quantities } from './understanding.ts';

/** How likely each intent is to the models; nought everywhere without models. */
export type IntentShares = Readonly<Record<Intent, number>>;

export function intentShares(
  language: Language,
  features: readonly string[],
  isReply: boolean,
): IntentShares {
  const shares = Object.fromEntries(INTENTS.map((intent) => [intent, 0])) as Record<Intent, number>;
  if (language.models === null) return shares;
  const all = isReply ? [...features, 'reply'] : features;
  for (const { label, share } of predictLinear(language.models.intent, all)) {
    if (isIntent(label)) shares[label] += share;
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
}

/** Above this share the models may decide an intent alone. */
const CONFIDENT = 0.45;

/** What the message is for: steering words, then an answered question, then rules, then the models. */
export function chooseIntent(signs: Signs): { readonly intent: Intent; readonly understood: boolean } {
  const { observation, open, reply, control, shares, evidence } = signs;
  const sure = (intent: Intent) => ({ intent, understood: true });
  const isAnswered = open !== null && evidence.some(({ slot }) => slot === open);
  const isPlainAnswer = isAnswered && (reply?.by === 'polarity' || !isQuestion(observation));
  if (control !== null && control !== 'smalltalk' && !isPlainAnswer) return sure(control);
  if (reply?.option === 'unsure' && !isAnswered) return sure('unsure');
  if (isPlainAnswer) return sure(shares.sizing > 0.8 ? 'sizing' : 'workload');
  const ruled = ruledIntent(observation);
  if (ruled !== null && shares[ruled] >= 0.15) return sure(ruled);
  if (control === 'smalltalk') return sure('smalltalk');
  const best = INTENTS.reduce((a, b) => (shares[b] > shares[a] ? b : a));
  const share = shares[best];
  const hasFacts = evidence.length > 0 || Object.keys(signs.quantities).length > 0;
  if (share >= CONFIDENT) return { intent: best, understood: best !== 'workload' || hasFacts || share > 0.7 };
  if (ruled !== null) return sure(ruled);
  if (hasFacts) return sure('workload');
  return { intent: share > 0.25 ? best : 'workload', understood: false };
}

/** Intents the lexicon names for certain, in order of precedence. */
function ruledIntent({ sightings }: Observation): Intent | null {
  const ruled = sightings.flatMap(({ meaning, negated }) =>
    meaning.kind === 'intent' && meaning.weight === 'sure' && !negated ? [meaning.intent] : [],
  );
  return PRECEDENCE.find((intent) => ruled.includes(intent)) ?? null;
}
const PRECEDENCE: readonly Intent[] = [
  'offtopic',
  'sizing',
  'memory',
  'compare',
  'explain',
  'unsure',
  'workload',
];

const QUESTION_WORDS = new Set(
  "what what's whats how why which when where who does do is are can could should would explain describe".split(
    ' ',
  ),
);

/** Whether the message asks something back. */
export function isQuestion({ words, tokens }: Observation): boolean {
  return tokens.at(-1)?.word === '?' || QUESTION_WORDS.has(words[0]?.word ?? '');
}
