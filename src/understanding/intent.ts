import type { Language } from './language.ts';
import { predictLinear } from './linear-model.ts';
import type { Observation } from './observe.ts';
import { INTENTS, type Intent } from './understanding.ts';

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

/** Intents the lexicon names for certain, in order of precedence. */
export function ruledIntent({ sightings }: Observation): Intent | null {
  const ruled = sightings.flatMap(({ meaning, negated }) =>
    meaning.kind === 'intent' && meaning.weight === 'sure' && !negated ? [meaning.intent] : [],
  );
  return INTENTS.find((intent) => ruled.includes(intent)) ?? null;
}
