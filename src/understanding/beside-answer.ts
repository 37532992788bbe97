import type { DecisionId } from '../flowchart/flowchart.ts';
import { isAmending } from './amendment.ts';
import { type Claim, presupposed } from './claims.ts';
import type { Language } from './language.ts';
import { type Observation, outermost } from './observe.ts';
import type { Reply } from './reply.ts';
import type { Evidence } from './understanding.ts';

/** A reply, and the question it is a reply to. */
interface Replied {
  readonly language: Language;
  readonly observation: Observation;
  readonly open: DecisionId;
  readonly reply: Reply | null;
}

/** What a job is was settled first. */
export const FIRST: DecisionId = 'TaskType';
/** Phrases are short; a claim that rests on the whole message takes no more of it than its beginning. */
export const LONGEST_PHRASE = 40;
/** The strength of what outweighs whatever else was said, such as what is said of the open question only. */
export const OUTWEIGHS = 1.8;

/**
 * Questions of the other branch are not asked any more, unless the reply changes what the branch rests on. What there
 * is to count is a fact on either.
 */
export function onSameBranch(
  { lexicon }: Language,
  open: DecisionId,
  evidence: readonly Evidence[],
): Evidence[] {
  const isElsewhere = (slot: DecisionId) =>
    !Object.hasOwn(lexicon.counts, slot) &&
    lexicon.branches.some((branch) => branch.includes(slot) && !branch.includes(open)) &&
    lexicon.branches.some((branch) => branch.includes(open));
  const isChanged = evidence.some(({ slot }) => slot === FIRST);
  return evidence.filter(({ slot }) => isChanged || !isElsewhere(slot));
}

/**
 * When the open question is answered, the same words answer no second question, and what the question rests on has
 * been said before: "pure python" as a reply about the GIL does not say anew that the job computes.
 */
export function inLightOf(
  language: Language,
  open: DecisionId,
  evidence: readonly Evidence[],
  claims: readonly Claim[],
): readonly Evidence[] {
  const answer = evidence.find(({ slot }) => slot === open);
  if (answer === undefined) return evidence;
  const before = [...earlier(language, open), ...Object.keys(presupposed(language, open))];
  const taken = new Set<number>();
  // "24" is part of "24 cores".
  for (const claim of outermost(claims.filter((each) => each.decision === open || each.strength >= 1))) {
    if (claim.decision === open) for (const word of wordsOf(claim)) taken.add(word);
  }
  const isSaid = (slot: DecisionId) => {
    // "A semaphore" says that they lock, and how.
    const saysMore = presupposed(language, slot)[open] === answer.option;
    const isNew = (claim: Claim) =>
      saysMore
        ? claim.strength >= OUTWEIGHS || wordsOf(claim).some((word) => !taken.has(word))
        : !wordsOf(claim).some((word) => taken.has(word));
    return claims.some((claim) => claim.decision === slot && claim.strength >= 1 && isNew(claim));
  };
  return evidence.filter(
    ({ slot }) =>
      slot === open ||
      // What there is to count is told at any time.
      ((Object.hasOwn(language.lexicon.counts, slot) || !before.includes(slot)) &&
        slot !== FIRST &&
        isSaid(slot)),
  );
}

/** "Oh, there are no threads, it is all async": what takes an earlier answer back answers no question that rests on it. */
export function withoutAmended(
  { language, observation, open, reply }: Replied,
  evidence: readonly Evidence[],
): readonly Evidence[] {
  if ((reply !== null && reply.by !== 'name') || !isAmending(observation)) return evidence;
  const takesBack = evidence.some(
    ({ slot, confidence }) => earlier(language, open).includes(slot) && confidence >= 0.8,
  );
  return takesBack ? evidence.filter(({ slot }) => slot !== open) : evidence;
}

/** Questions of its branch that came before this one. */
export function earlier({ lexicon }: Language, open: DecisionId): readonly DecisionId[] {
  const branch = lexicon.branches.find((each) => each.includes(open)) ?? [];
  return branch.slice(0, branch.indexOf(open));
}

function wordsOf({ from, to }: Claim): number[] {
  return Array.from({ length: Math.min(to - from, LONGEST_PHRASE) }, (_, at) => from + at);
}

/**
 * What the open question rests on was settled before. "The traders wait on it" does not unsettle it; only what speaks
 * of it in so many words does, and then only to begin a correction or instead of an answer.
 */
export function isFirm(
  { language, observation, open }: Replied,
  { slot, option, confidence }: Evidence,
  all: readonly Evidence[],
): boolean {
  if (slot === open) return true;
  const before = presupposed(language, open)[slot];
  if (before === undefined || before === option) return true;
  const isAnswered = all.some((each) => each.slot === open);
  if (isAnswered && !isAmending(observation)) return false;
  return confidence >= (isAmending(observation) ? 0.7 : 0.8);
}
