import type { Answers, DecisionId } from '../flowchart/flowchart.ts';
import { type Claim, evidenceFor, presupposed, settle, supportOf, withEntailed } from './claims.ts';
import type { OpenModel, Predictions } from './joint-model.ts';
import type { Language } from './language.ts';
import { loadClaims } from './load-claims.ts';
import { MODEL } from './models.ts';
import type { Observation } from './observe.ts';
import { type Reply, readNamed } from './reply.ts';
import type { Evidence, Quantities } from './understanding.ts';

/** How sure a model has to be to assert an answer no phrase of the lexicon backs. */
export const ALONE = { reply: 0.62, figures: 0.9, description: 0.52 };

/** How likely what an answer presupposes has to be. */
const GROUNDED = 0.3;

interface Reading {
  readonly language: Language;
  readonly observation: Observation;
  readonly open: DecisionId | null;
  readonly reply: Reply | null;
  /** What the phrases of the lexicon claim. */
  readonly claims: readonly Claim[];
  /** The models, and what they make of the message; null without models. */
  readonly opinions: { readonly model: OpenModel; readonly predictions: Predictions } | null;
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
  if (open === null && reading.opinions === null) {
    return [...readNamed(language, observation)].flatMap(([id, named]) =>
      named.option === 'unsure' ? [] : [evidenceFor(observation, id, named.option, named, named.confidence)],
    );
  }
  const claims = [...reading.claims, ...loadClaims(language, observation, reading.quantities)];
  const free = claims.filter(({ given }) => given === null);
  const settledFreely = settleAll(reading, free);
  const first = settledFreely.filter((each) => open === null || isFirm(reading, each));
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
  // Claims without a condition always hold, so with as many as before nothing is settled differently.
  const isSame = holding.length === free.length;
  const all = withoutConflicts(language, isSame ? settledFreely : settleAll(reading, holding));
  if (open === null) return refersBack ? all : withEntailed(language, all);
  const firm = all.filter((each) => isFirm(reading, each));
  return refersBack ? firm : withEntailed(language, inLightOf(language, open, firm, holding));
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
  const before = presupposed(language, open);
  const taken = new Set<number>();
  for (const { decision, from, to } of claims) {
    // Phrases are short; a claim that rests on the whole message takes no more of it than its beginning.
    for (let word = from; decision === open && word < Math.min(to, from + LONGEST_PHRASE); word += 1)
      taken.add(word);
  }
  const isFree = (slot: DecisionId) =>
    claims.some(({ decision, strength, from, to }) => {
      if (decision !== slot || strength < 1) return false;
      for (let word = from; word < Math.min(to, from + LONGEST_PHRASE); word += 1)
        if (taken.has(word)) return false;
      return true;
    });
  return evidence.filter(
    ({ slot }) => slot === open || (!Object.hasOwn(before, slot) && slot !== FIRST && isFree(slot)),
  );
}

/**
 * What the open question rests on was settled before. "The traders wait on it" does not unsettle it; only what speaks
 * of it in so many words does, and then only to begin a correction or instead of an answer.
 */
function isFirm({ language, observation, open }: Reading, { slot, option, confidence }: Evidence): boolean {
  if (open === null || slot === open) return true;
  const before = presupposed(language, open)[slot];
  if (before === undefined || before === option) return true;
  return confidence >= (TAKES_BACK.has(observation.words[0]?.word ?? '') ? 0.7 : 0.8);
}

/** What a job is was settled first. */
const FIRST: DecisionId = 'TaskType';

const LONGEST_PHRASE = 40;

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

function settleAll(
  { language, observation, open, reply, opinions, quantities }: Reading,
  claims: readonly Claim[],
): Evidence[] {
  return language.decisions.flatMap(({ id, options }): Evidence[] => {
    const model = id === open ? MODEL.reply(id) : MODEL.slot(id);
    const said = id === open ? replyClaims(id, reply) : [];
    const about = [...said, ...claims.filter(({ decision }) => decision === id)];
    const caution = Object.hasOwn(language.lexicon.caution, id) ? language.lexicon.caution[id] : undefined;
    const shares = about.length === 0 ? null : (opinions?.predictions.shares(model) ?? null);
    const settled = settle(id, about, shares, caution !== undefined && open === null);
    if (settled !== null) {
      return [evidenceFor(observation, id, settled.option, settled.best, settled.confidence)];
    }
    const best = opinions?.predictions.likeliest(model) ?? null;
    if (best === null || opinions === null) return [];
    // "Wait, …" takes something back: whether that is about the open question takes more than a likeness.
    if (id === open && TAKES_BACK.has(observation.words[0]?.word ?? '')) return [];
    const [option, share] = best;
    // A reply that states figures is first of all about these.
    const statesFigures = Object.keys(quantities).length > 0;
    const asReply = statesFigures ? ALONE.figures : ALONE.reply;
    const needed = id === open ? asReply : (caution ?? ALONE.description);
    if (!options.includes(option) || share < needed) return [];
    if (about.some((claim) => claim.option !== option)) return [];
    // With the answer comes what it presupposes: "it takes an hour" must not tell what kind of work it is.
    const isGrounded = Object.entries(presupposed(language, id)).every(
      ([slot, other]) =>
        id === open || (opinions.predictions.shares(MODEL.slot(slot))?.[other] ?? 1) >= GROUNDED,
    );
    if (!isGrounded) return [];
    const confidence = Math.round(share * 85) / 100;
    return [
      evidenceFor(observation, id, option, supportOf(opinions.model, model, observation, option), confidence),
    ];
  });
}

function replyClaims(decision: DecisionId, reply: Reply | null): Claim[] {
  if (reply === null || reply.option === 'unsure') return [];
  const { option, from, to, by } = reply;
  return [{ decision, option, strength: by === 'name' ? 1 : 1.6, from, to, given: null }];
}
