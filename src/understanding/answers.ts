import type { Answers, DecisionId } from '../flowchart/flowchart.ts';
import { isAmending, isAmendment, TAKES_BACK } from './amendment.ts';
import {
  earlier,
  FIRST,
  inLightOf,
  isFirm,
  LONGEST_PHRASE,
  OUTWEIGHS,
  onSameBranch,
  withoutAmended,
} from './beside-answer.ts';
import { BAR, type Claim, evidenceFor, presupposed, settle, supportOf, withEntailed } from './claims.ts';
import { PASSING } from './doubt.ts';
import { followOnClaims, nextAfter } from './follow-on.ts';
import type { Language } from './language.ts';
import { loadClaims } from './load-claims.ts';
import { MODEL } from './models.ts';
import type { Explained } from './network.ts';
import { isOnlyMentioned, type Observation } from './observe.ts';
import { type Asked, isPolarInVain, isWithin, type Reply, readName, readNamed } from './reply.ts';
import { areSteps } from './rivals.ts';
import type { Evidence, Quantities } from './understanding.ts';

/** How sure a model has to be to assert an answer no phrase of the lexicon backs. */
const ALONE = { reply: 0.55, figures: 0.97, backed: 0.6, beside: 0.8, description: 0.52 };

/** The same where the phrases of a description are signs against each other. */
const TORN = 0.82;

/** How likely what an answer presupposes has to be. */
const GROUNDED = 0.4;

interface Reading {
  readonly language: Language;
  readonly observation: Observation;
  readonly open: DecisionId | null;
  readonly reply: Reply | null;
  /** What the phrases of the lexicon claim. */
  readonly claims: readonly Claim[];
  /** Where the message asks for a number: what is said there is no answer to the open question. */
  readonly asked: Asked | null;
  /** What the network makes of the message; null without models. */
  readonly predictions: Explained | null;
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
  const options = language.decisions.find(({ id }) => id === open)?.options ?? [];
  if (open !== null && isPolarInVain(observation, options)) return [];
  if (open === null && reading.predictions === null) {
    return [...readNamed(language, observation)].flatMap(([id, named]) =>
      named.option === 'unsure' ? [] : [evidenceFor(observation, id, named.option, named, named.confidence)],
    );
  }
  const claims = [
    ...reading.claims.filter(({ from }) => !isWithin(from, reading.asked)),
    ...loadClaims(language, observation, reading.quantities).filter(
      ({ decision, from }) => decision !== open || !isWithin(from, reading.asked),
    ),
  ];
  const free = claims.filter(({ given }) => given === null);
  const settledFreely = settleAll(reading, free);
  const first = settledFreely.filter(
    (each) => open === null || isFirm({ ...reading, open }, each, settledFreely),
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
  // Claims without a condition always hold, so with as many as before nothing is settled differently.
  const isSame = holding.length === free.length;
  const all = isSame ? settledFreely : settleAll(reading, holding);
  if (open === null) {
    const agreeing = withoutConflicts(language, all);
    return refersBack ? agreeing : withEntailed(language, agreeing);
  }
  const firm = onSameBranch(
    language,
    open,
    withoutConflicts(
      language,
      all.filter((each) => isFirm({ ...reading, open }, each, all)),
    ),
  );
  if (refersBack) return firm;
  const told = inLightOf(language, open, withoutAmended({ ...reading, open }, firm), holding);
  return withEntailed(language, [...told, ...followOn(reading, told)]);
}

/** What a reply that names its answer says of the next question. */
function followOn(
  { language, observation, open, reply, predictions }: Reading,
  told: readonly Evidence[],
): Evidence[] {
  if (
    open === null ||
    reply === null ||
    !told.some(({ slot, option }) => slot === open && option === reply.option)
  )
    return [];
  const next = nextAfter(language, open, reply);
  if (next === null || told.some(({ slot }) => slot === next)) return [];
  const claims = followOnClaims(language, observation, next, reply);
  const settled = settle(next, claims, predictions?.shares(MODEL.reply(next)) ?? null, BAR.delicate);
  return settled === null
    ? []
    : [evidenceFor(observation, next, settled.option, settled.best, settled.confidence)];
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
  { language, observation, open, reply, asked, predictions, quantities }: Reading,
  claims: readonly Claim[],
): Evidence[] {
  const amendable = open !== null && isAmending(observation) ? [FIRST, ...earlier(language, open)] : [];
  // A reply that states figures is first of all about these.
  const statesFigures = Object.keys(quantities).length > 0;
  return language.decisions.flatMap(({ id, options }): Evidence[] => {
    const model = id === open ? MODEL.reply(id) : MODEL.slot(id);
    const amended = amendable.includes(id) ? readName(observation, id, options) : null;
    const said =
      id === open
        ? replyClaims(reply, id)
        : amended === null
          ? []
          : replyClaims({ ...amended, by: 'polarity' }, id);
    const about = [...said, ...claims.filter(({ decision }) => decision === id)];
    const caution = Object.hasOwn(language.lexicon.caution, id) ? language.lexicon.caution[id] : undefined;
    const shares = about.length === 0 ? null : (predictions?.shares(model) ?? null);
    // "No idea, the threads were there before me" says nothing, "no idea, but probably …" does.
    const isPassing = reply?.confidence === PASSING && about.some(({ strength }) => strength >= 1);
    const isDoubted = id === open && reply?.option === 'unsure' && !isPassing;
    if (isDoubted && (isTorn(about) || !ventures(observation, reply, id))) return [];
    const bar = id === open ? BAR.reply : caution !== undefined && open === null ? BAR.delicate : BAR.usual;
    const settled = settle(id, about, shares, bar);
    if (settled !== null) {
      return [evidenceFor(observation, id, settled.option, settled.best, settled.confidence)];
    }
    const best = predictions?.likeliest(model) ?? null;
    if (best === null || predictions === null) return [];
    // "Wait, …" takes something back: whether that is about the open question takes more than a likeness.
    if (id === open && TAKES_BACK.has(observation.words[0]?.word ?? '')) return [];
    const [option, share] = best;
    const isNamed = about.some((claim) => claim.option === option);
    const isBacked = open !== null && isNamed;
    const asReply = statesFigures ? ALONE.figures : ALONE.reply;
    const asAnswer = isBacked ? ALONE.backed : asReply;
    const beside = isBacked ? ALONE.beside : (caution ?? ALONE.description);
    const usual = id === open ? asAnswer : beside;
    const needed = open === null && isTorn(about) ? Math.max(TORN, usual) : usual;
    if (!options.includes(option) || share < needed) return [];
    // Signs against each other are weighed by the model, but for those of several steps or beside the open question.
    const isOutweighed = about.some((claim) => claim.option !== option && claim.strength >= OUTWEIGHS);
    const isWeighed =
      isNamed && (open === null ? !isOutweighed && !areSteps(observation, about) : id === open);
    if (!isWeighed && about.some((claim) => claim.option !== option)) return [];
    // The models for descriptions know nothing of replies: beside the open question they need a sign.
    if (open !== null && !isBacked && (id !== open || asked !== null)) return [];
    // With the answer comes what it presupposes: "it takes an hour" must not tell what kind of work it is.
    const isGrounded = Object.entries(presupposed(language, id)).every(
      ([slot, other]) => id === open || (predictions.shares(MODEL.slot(slot))?.[other] ?? 1) >= GROUNDED,
    );
    if (!isGrounded) return [];
    // What no word speaks for is only what messages of that length mostly mean.
    const support = supportOf(predictions, model, observation, option);
    if (support === null) return [];
    if (open === null && isOnlyMentioned(language.lexicon, observation, [id], support)) return [];
    return [evidenceFor(observation, id, option, support, Math.round(share * 85) / 100)];
  });
}

/** Whether there are signs for more than one option. */
function isTorn([first, ...others]: readonly Claim[]): boolean {
  return others.some(({ option }) => option !== first?.option);
}

/** Whether somebody who begins with not knowing goes on to guess, or to name an answer. */
function ventures({ words, sightings, clauses }: Observation, { to }: Reply, open: DecisionId): boolean {
  const isNamed = sightings.some(
    ({ meaning, from }) =>
      meaning.kind === 'name' && meaning.decision === open && clauses[from] !== clauses[to - 1],
  );
  return isNamed || words.slice(to, to + LONGEST_PHRASE).some(({ word }) => VENTURES.has(word));
}
const VENTURES = new Set(
  "but though although probably likely think guess i'd assume suspect suppose say tend lean rather however believe bet".split(
    ' ',
  ),
);

function replyClaims(reply: Reply | null, decision: DecisionId): Claim[] {
  if (reply === null || reply.option === 'unsure') return [];
  const { option, from, to, by } = reply;
  return [{ decision, option, strength: by === 'name' ? 1 : 1.6, from, to, given: null }];
}
