import type { Answers, DecisionId } from '../flowchart/flowchart.ts';
import {
  type Claim,
  evidenceFor,
  lexiconClaims,
  presupposed,
  type Shares,
  settle,
  supportOf,
  withEntailed,
} from './claims.ts';
import type { Language } from './language.ts';
import { type LinearModel, predictLinear } from './linear-model.ts';
import { loadClaims } from './load-claims.ts';
import type { Observation } from './observe.ts';
import { type Reply, readNamed } from './reply.ts';
import type { Evidence, Quantities } from './understanding.ts';

/** How sure a model has to be to assert an answer no phrase of the lexicon backs. */
export const ALONE = { reply: 0.72, description: 0.8 };

interface Reading {
  readonly language: Language;
  readonly observation: Observation;
  readonly open: DecisionId | null;
  readonly reply: Reply | null;
  readonly features: readonly string[];
  readonly quantities: Quantities;
  /** Answers settled beside the words, by pasted code. */
  readonly known: Answers;
}

/** The answers a message settles, with what they entail, each backed by words of the message. */
export function readAnswers(reading: Reading): Evidence[] {
  const { language, observation, open, reply } = reading;
  if (open !== null && reply?.isWhole) {
    return reply.option === 'unsure'
      ? []
      : withEntailed(language, [evidenceFor(observation, open, reply.option, reply, reply.confidence)]);
  }
  if (open === null && language.models === null) {
    return [...readNamed(language, observation)].flatMap(([id, named]) =>
      named.option === 'unsure' ? [] : [evidenceFor(observation, id, named.option, named, named.confidence)],
    );
  }
  const claims = [
    ...lexiconClaims(language, observation, open),
    ...loadClaims(language, observation, reading.quantities),
  ];
  const opinions = readOpinions(reading);
  const first = settleAll(
    reading,
    claims.filter(({ given }) => given === null),
    opinions,
  );
  const settled: Answers = {
    ...(open === null ? {} : presupposed(language, open)),
    ...reading.known,
    ...Object.fromEntries(withEntailed(language, first).map(({ slot, option }) => [slot, option])),
  };
  const refersBack = open === null && isAmendment(observation);
  const holding = claims.filter(
    ({ given }) =>
      given === null ||
      Object.entries(given).every(([slot, option]) =>
        refersBack && settled[slot] === undefined ? true : settled[slot] === option,
      ),
  );
  const all = withoutConflicts(language, settleAll(reading, holding, opinions));
  if (refersBack) return all;
  return withEntailed(language, open === null ? all : inLightOf(language, open, all, holding));
}

/**
 * When the open question is answered, the same words answer no second question, and what the question rests on has
 * been said before: "pure python" as a reply about the GIL does not say anew that the job computes.
 */
function inLightOf(
  language: Language,
  open: DecisionId,
  evidence: readonly Evidence[],
  claims: readonly Claim[],
): readonly Evidence[] {
  if (!evidence.some(({ slot }) => slot === open)) return evidence;
  const roots = new Set(language.lexicon.entails.flatMap(({ says }) => Object.keys(says)));
  const spans = claims.filter(({ decision }) => decision === open);
  const isFree = (slot: DecisionId) =>
    claims.some(
      (claim) =>
        claim.decision === slot &&
        claim.strength >= 1 &&
        !spans.some(({ from, to }) => from < claim.to && claim.from < to),
    );
  return evidence.filter(({ slot }) => slot === open || (!roots.has(slot) && isFree(slot)));
}

/** Words with which people begin when they correct something said before. */
const TAKES_BACK = new Set('actually wait sorry oh rather correction scratch'.split(' '));
const AMENDS = new Set('actually but wait no sorry oh rather correction instead hm hmm well'.split(' '));
const LONGEST_AMENDMENT = 9;

/**
 * "Actually it has to get faster" amends a job told before: which of two questions it answers follows from that, so
 * it answers either.
 */
function isAmendment({ words }: Observation): boolean {
  return words.length <= LONGEST_AMENDMENT && AMENDS.has(words[0]?.word ?? '');
}

/** An answer that presupposes the opposite of another answer is dropped. */
function withoutConflicts(language: Language, evidence: readonly Evidence[]): Evidence[] {
  const isContradicted = (each: Evidence) =>
    Object.entries(presupposed(language, each.slot)).some(([slot, option]) =>
      evidence.some((other) => other.slot === slot && other.option !== option),
    );
  return evidence.filter((each) => !isContradicted(each));
}

type Opinions = ReadonlyMap<DecisionId, { readonly model: LinearModel; readonly shares: Shares }>;

/** What the models think of each decision: how a reply answers the open one, how a description the others. */
function readOpinions({ language, open, features }: Reading): Opinions {
  const opinions = new Map<DecisionId, { model: LinearModel; shares: Shares }>();
  for (const { id } of language.decisions) {
    const model = id === open ? language.models?.replies[id] : language.models?.slots[id];
    if (model === undefined) continue;
    const labels = predictLinear(model, features).map(({ label, share }) => [label, share]);
    opinions.set(id, { model, shares: Object.fromEntries(labels) });
  }
  return opinions;
}

function settleAll(
  { language, observation, open, reply }: Reading,
  claims: readonly Claim[],
  opinions: Opinions,
): Evidence[] {
  return language.decisions.flatMap(({ id, options }): Evidence[] => {
    const { model, shares } = opinions.get(id) ?? { model: null, shares: null };
    const said = id === open ? replyClaims(id, reply) : [];
    const about = [...said, ...claims.filter(({ decision }) => decision === id)];
    const settled = settle(id, about, shares);
    if (settled !== null) {
      return [evidenceFor(observation, id, settled.option, settled.best, settled.confidence)];
    }
    if (shares === null || model === null) return [];
    // "Wait, …" takes something back: whether that is about the open question takes more than a likeness.
    if (id === open && TAKES_BACK.has(observation.words[0]?.word ?? '')) return [];
    const best = Object.entries(shares).sort((a, b) => b[1] - a[1])[0];
    if (best === undefined) return [];
    const [option, share] = best;
    if (!options.includes(option) || share < (id === open ? ALONE.reply : ALONE.description)) return [];
    if (about.some((claim) => claim.option !== option)) return [];
    const confidence = Math.round(share * 85) / 100;
    return [evidenceFor(observation, id, option, supportOf(model, observation, option), confidence)];
  });
}

function replyClaims(decision: DecisionId, reply: Reply | null): Claim[] {
  if (reply === null || reply.option === 'unsure') return [];
  const { option, from, to, by } = reply;
  return [{ decision, option, strength: by === 'name' ? 1 : 1.6, from, to, given: null }];
}
