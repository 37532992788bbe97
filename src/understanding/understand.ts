import type { DecisionId } from '../flowchart/flowchart.ts';
import {
  type Claim,
  evidenceFor,
  lexiconClaims,
  type Shares,
  settle,
  supportOf,
  withEntailed,
} from './claims.ts';
import { readAct, readControl } from './control.ts';
import { featuresOf } from './features.ts';
import { type IntentShares, intentShares, ruledIntent } from './intent.ts';
import type { Language } from './language.ts';
import { predictLinear } from './linear-model.ts';
import { OPEN } from './models.ts';
import { createObserve, type Observation } from './observe.ts';
import { readQuantities } from './quantities.ts';
import { type Reply, readReply } from './reply.ts';
import { readTopics } from './topics.ts';
import type { Evidence, Intent, Quantities, Understanding } from './understanding.ts';

/** Reads a message in the light of the open question; null when nothing is being asked. */
export type Understand = (text: string, openDecision: DecisionId | null) => Understanding;

/** Prepares a compiled language for reading; the result is pure, synchronous and never throws. */
export function createUnderstand(language: Language): Understand {
  const observe = createObserve(language.lexicon);
  return (text, openDecision) => {
    const observation = observe(text);
    if (observation.words.length === 0) return nothing;
    return read(language, observation, openDecision);
  };
}

const nothing: Understanding = {
  intent: 'workload',
  understood: false,
  act: null,
  answers: {},
  topics: [],
  quantities: {},
  evidence: [],
};

/** Above this share the models may decide an intent alone. */
const CONFIDENT = 0.5;

function read(language: Language, observation: Observation, open: DecisionId | null): Understanding {
  const reply = open === null ? null : readReply(language, observation, open);
  const control = readControl(observation);
  const features = featuresOf(observation, open);
  const shares = intentShares(language, features, open !== null);
  const quantities = readQuantities(observation);
  const evidence = withEntailed(language, readAnswers(language, observation, open, reply, features));
  const facts: Facts = { observation, open, reply, control, shares, evidence, quantities };
  const { intent, understood } = chooseIntent(facts);
  const isJob = intent === 'workload' || intent === 'sizing';
  const kept = isJob ? evidence : [];
  const act = readAct(observation, kept.length > 0);
  return {
    intent,
    understood: understood || act !== null,
    act,
    answers: Object.fromEntries(kept.map(({ slot, option }) => [slot, option])),
    topics: isJob ? [] : readTopics(observation, intent, open),
    quantities: isJob ? quantities : {},
    evidence: kept,
  };
}

interface Facts {
  readonly observation: Observation;
  readonly open: DecisionId | null;
  readonly reply: Reply | null;
  readonly control: Intent | null;
  readonly shares: IntentShares;
  readonly evidence: readonly Evidence[];
  readonly quantities: Quantities;
}

function chooseIntent(facts: Facts): { readonly intent: Intent; readonly understood: boolean } {
  const { observation, open, reply, control, shares, evidence } = facts;
  const sure = (intent: Intent) => ({ intent, understood: true });
  const isAnswered = open !== null && evidence.some(({ slot }) => slot === open);
  if (control !== null && control !== 'smalltalk' && !isAnswered) return sure(control);
  if (reply?.option === 'unsure' && !isAnswered) return sure('unsure');
  if (isAnswered) return sure(shares.sizing > 0.8 ? 'sizing' : 'workload');
  const ruled = ruledIntent(observation);
  if (ruled !== null && shares[ruled] >= 0.1) return sure(ruled);
  if (control === 'smalltalk') return sure('smalltalk');
  const [best] = Object.entries(shares).sort((a, b) => b[1] - a[1]) as [[Intent, number]];
  const [intent, share] = best;
  if (share >= CONFIDENT)
    return { intent, understood: share > 0.6 || intent !== 'workload' || evidence.length > 0 };
  if (ruled !== null) return sure(ruled);
  if (evidence.length > 0 || Object.keys(facts.quantities).length > 0) return sure('workload');
  return { intent: share > 0.3 ? intent : 'workload', understood: false };
}

function readAnswers(
  language: Language,
  observation: Observation,
  open: DecisionId | null,
  reply: Reply | null,
  features: readonly string[],
): Evidence[] {
  const claims = lexiconClaims(observation, open);
  return language.decisions.flatMap(({ id }): Evidence[] => {
    const model = id === open ? language.models?.replies[id] : language.models?.slots[id];
    const shares: Shares | null =
      model === undefined
        ? null
        : Object.fromEntries(predictLinear(model, features).map(({ label, share }) => [label, share]));
    const said: Claim[] =
      id === open && reply !== null && reply.option !== 'unsure'
        ? [
            {
              decision: id,
              option: reply.option,
              strength: reply.by === 'name' ? 1 : 1.5,
              from: reply.from,
              to: reply.to,
            },
          ]
        : [];
    const settled = settle(id, [...said, ...claims], shares);
    if (settled !== null) {
      return [evidenceFor(observation, id, settled.option, settled.best, settled.confidence)];
    }
    if (
      shares === null ||
      model === undefined ||
      [...said, ...claims].some(({ decision }) => decision === id)
    )
      return [];
    const [option, share] = Object.entries(shares).sort((a, b) => b[1] - a[1])[0] ?? [OPEN, 0];
    const isOption = language.decisions.some((each) => each.id === id && each.options.includes(option));
    const needed = id === open ? 0.75 : 0.92;
    if (!isOption || share < needed) return [];
    return [
      evidenceFor(
        observation,
        id,
        option,
        supportOf(model, observation, option),
        Math.round(share * 85) / 100,
      ),
    ];
  });
}
