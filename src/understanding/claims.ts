import type { Answers, DecisionId, OptionId } from '../flowchart/flowchart.ts';
import type { Language } from './language.ts';
import { OPEN } from './models.ts';
import type { Explained } from './network.ts';
import { factsFor, type Observation } from './observe.ts';
import type { Evidence } from './understanding.ts';
import { asWritten } from './words.ts';

/** One sign for an option. */
export interface Claim {
  readonly decision: DecisionId;
  readonly option: OptionId;
  readonly strength: number;
  readonly from: number;
  readonly to: number;
  /** What has to be settled otherwise for the claim to count; `null` when it counts by itself. */
  readonly given: Answers | null;
}

/** How likely the model has to find an option for claims of some strength to be asserted, and how likely another one may be. */
export interface Bar {
  readonly backing: {
    readonly doubled: number;
    readonly sure: number;
    readonly hint: number;
    readonly weak: number;
  };
  readonly doubt: { readonly doubled: number; readonly single: number };
}
const BACKING = { doubled: 0.08, sure: 0.15, hint: 0.45, weak: 0.6 };
export const BAR = {
  usual: { backing: BACKING, doubt: { doubled: 0.85, single: 0.62 } },
  /** Where the models have to be surer than usual. */
  delicate: { backing: BACKING, doubt: { doubled: 0.5, single: 0.35 } },
  /** What a reply says is taken as said, so it had better be. */
  reply: {
    backing: { doubled: 0.25, sure: 0.45, hint: 0.55, weak: 0.6 },
    doubt: { doubled: 0.85, single: 0.62 },
  },
} as const satisfies Record<string, Bar>;

/** From this strength on no model is asked. */
const CERTAIN = 2;

const STRENGTH = { hint: 0.5, sure: 1, pull: 1.8, plain: 2.2 } as const;

/** What the phrases of the lexicon claim. */
export function lexiconClaims(
  language: Language,
  observation: Observation,
  open: DecisionId | null,
): Claim[] {
  const alternatives = findAlternatives(observation);
  const branch = language.lexicon.branches.find((each) => open !== null && each.includes(open)) ?? null;
  return factsFor(observation, open).flatMap(({ meaning, from, to, negated, standing }) => {
    const says = onBranch(negated ? meaning.negated : meaning.says, branch, language.lexicon.branches);
    const isEither = excludeEachOther(language, Object.keys(says));
    const stated = Object.entries(says).filter(
      ([decision]) =>
        !alternatives.some((each) => each.decision === decision && each.from < to && from < each.to),
    );
    if (isEither && isAskedWhether(observation, from)) return [];
    if (open === null && standing < 1 && !negated) return setAside(says, from, to);
    return stated.map(([decision, option]) => ({
      decision,
      option,
      strength: STRENGTH[meaning.weight] * standing,
      from,
      to,
      given: isEither ? presupposed(language, decision) : null,
    }));
  });
}

/** "We blamed the download, …": what was thought to take the time speaks for the other kind of work, if for anything. */
function setAside({ TaskType }: Answers, from: number, to: number): Claim[] {
  if (TaskType === undefined) return [];
  const option = TaskType === 'io' ? 'cpu' : 'io';
  return [{ decision: 'TaskType', option, strength: STRENGTH.hint, from, to, given: null }];
}

/** What a fact says of the branch the open question is on, if anything; otherwise all it says. */
function onBranch(
  says: Answers,
  branch: readonly DecisionId[] | null,
  branches: readonly (readonly DecisionId[])[],
): Answers {
  if (branch === null || !Object.keys(says).some((decision) => branch.includes(decision))) return says;
  const isElsewhere = (decision: DecisionId) =>
    branches.some((other) => other !== branch && other.includes(decision));
  return Object.fromEntries(Object.entries(says).filter(([decision]) => !isElsewhere(decision)));
}

/** "Should I parallelise?" does not say that it has to be faster. */
function isAskedWhether({ asked, words }: Observation, at: number): boolean {
  if (!asked[at]) return false;
  let start = at;
  // Questions are short; the bound keeps a message without full stops linear.
  while (start > 0 && at - start < 40 && !words[start]?.begins) start -= 1;
  return /^(should|do|does|is|are|would|could|can|must|will)$/.test(words[start]?.word ?? '');
}

/** "threads or asyncio": two options of one decision side by side, of which neither is stated. */
function findAlternatives({
  sightings,
  words,
}: Observation): { readonly decision: DecisionId; readonly from: number; readonly to: number }[] {
  const joints: number[] = [];
  for (let at = 0; at < words.length && joints.length < 20; at += 1) {
    if (JOINTS.has(words[at]?.word ?? '')) joints.push(at);
  }
  return joints.flatMap((joint) => {
    const near = sightings.flatMap(({ meaning, from, to, negated }) =>
      meaning.kind === 'name' && !negated && from >= joint - 4 && to <= joint + 5
        ? [{ ...meaning, from, to }]
        : [],
    );
    const before = near.filter(({ to }) => to <= joint);
    const after = near.filter(({ from }) => from > joint);
    const decisions = new Set(
      before
        .filter((a) => after.some((b) => b.decision === a.decision && b.option !== a.option))
        .map(({ decision }) => decision),
    );
    // What is said after the two options is a statement again: "lock or semaphore for at most ten?"
    return [...decisions].map((decision) => {
      const own = (each: { readonly decision: DecisionId }) => each.decision === decision;
      const [next] = after.filter(own).sort((one, other) => one.from - other.from || other.to - one.to);
      const from = Math.min(...before.filter(own).map((each) => each.from));
      return { decision, from, to: next?.to ?? joint + 5 };
    });
  });
}
const JOINTS = new Set(['or', 'vs', 'versus']);

/** What any answer to the decision presupposes. */
export function presupposed({ lexicon }: Language, decision: DecisionId): Answers {
  const known = presuppositions.get(lexicon) ?? new Map<DecisionId, Answers>();
  presuppositions.set(lexicon, known);
  const found = known.get(decision);
  if (found !== undefined) return found;
  const entailed: Answers = Object.assign(
    {},
    ...lexicon.entails
      .filter(({ from, option }) => from === decision && option === undefined)
      .map(({ says }) => says),
  );
  known.set(decision, entailed);
  return entailed;
}
/** Asked for again and again while a message is read, and the same for all messages. */
const presuppositions = new WeakMap<Language['lexicon'], Map<DecisionId, Answers>>();

/** "It takes all night" answers the one or the other question about scale, depending on the kind of work. */
function excludeEachOther(language: Language, decisions: readonly DecisionId[]): boolean {
  if (decisions.length < 2) return false;
  const [first, ...others] = decisions.map((decision) => Object.entries(presupposed(language, decision)));
  return (first ?? []).some(([slot, option]) =>
    others.some((other) =>
      other.some(([otherSlot, otherOption]) => slot === otherSlot && option !== otherOption),
    ),
  );
}

/** How likely the model finds each label of a decision. */
export type Shares = Readonly<Record<string, number>>;

/**
 * Weighs the claims on one decision against each other and the model's opinion. A wrong answer weighs five missed
 * ones, so anything in doubt is left open.
 */
export function settle(
  decision: DecisionId,
  claims: readonly Claim[],
  shares: Shares | null,
  { backing, doubt }: Bar = BAR.usual,
): { readonly option: OptionId; readonly confidence: number; readonly best: Claim } | null {
  if (claims.length === 0) return null;
  const scores = new Map<OptionId, number>();
  for (const claim of claims) {
    if (claim.decision !== decision) continue;
    const known = scores.get(claim.option) ?? 0;
    // Further signs of the same kind add less and less.
    scores.set(claim.option, Math.max(known, claim.strength) + 0.25 * Math.min(known, claim.strength));
  }
  const [best, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (best === undefined) return null;
  const [option, score] = best;
  if (second !== undefined && second[1] > 0.6 * score) return null;
  if (score >= CERTAIN && claims.some((claim) => claim.option === option && claim.strength >= CERTAIN)) {
    return { option, confidence: 0.95, best: strongestOf(claims, decision, option) };
  }
  const share = shares?.[option] ?? 0.5;
  const against = shares === null ? 0 : 1 - share - (shares[OPEN] ?? 0);
  if (against > (score >= 1.5 ? doubt.doubled : doubt.single)) return null;
  const needed =
    score >= 1.5 ? backing.doubled : score >= 1 ? backing.sure : score >= 0.5 ? backing.hint : backing.weak;
  if (share < needed) return null;
  const confidence = round(Math.min(0.97, 0.45 + 0.25 * score + 0.25 * share));
  return { option, confidence, best: strongestOf(claims, decision, option) };
}

function strongestOf(claims: readonly Claim[], decision: DecisionId, option: OptionId): Claim {
  return claims
    .filter((claim) => claim.decision === decision && claim.option === option)
    .reduce((a, b) =>
      b.strength > a.strength || (b.strength === a.strength && b.to - b.from > a.to - a.from) ? b : a,
    );
}

/** So many words tell what an opinion rests on; people read no more of a quotation. */
const LONGEST_SUPPORT = 6;

/** The words a model's opinion rests on: those few in a row, within one clause, that speak for it most; null when none does. */
export function supportOf(
  { weightsFor }: Pick<Explained, 'weightsFor'>,
  model: string,
  observation: Observation,
  option: OptionId,
): { readonly from: number; readonly to: number } | null {
  const { words, clauses, names } = observation;
  const weightOf = weightsFor(model, option);
  const weights = names.map((name, index) => {
    const pair = clauses[index - 1] === clauses[index] ? `${names[index - 1] ?? '^'} ${name}` : null;
    return Math.max(0, weightOf(name) + (pair === null ? 0 : weightOf(pair)));
  });
  let best = { from: 0, to: 0, weight: 0 };
  for (let from = 0; from < names.length; from += 1) {
    if (weights[from] === 0) continue;
    let weight = 0;
    for (let at = from; at < from + LONGEST_SUPPORT && clauses[at] === clauses[from]; at += 1) {
      weight += weights[at] ?? 0;
      if (weight > best.weight) best = { from, to: at + 1, weight };
    }
  }
  const tells = words
    .slice(best.from, best.to)
    .some(({ word, kind }) => kind === 'word' && !TELLS_NOTHING.has(word));
  return best.weight > 0 && tells ? best : null;
}
/** Words no opinion rests on alone, nor on a bare figure. */
const TELLS_NOTHING = new Set(
  "a an and are as at be by can can't do does for from had has have i if in is it it's its no not of on or our so that the their there they this to was we were what which who with you".split(
    ' ',
  ),
);

export function evidenceFor(
  observation: Observation,
  slot: DecisionId,
  option: OptionId,
  { from, to }: { readonly from: number; readonly to: number },
  confidence: number,
): Evidence {
  let last = to;
  while (last > from + 1 && LEADS_ON.has(observation.words[last - 1]?.word ?? '')) last -= 1;
  return { slot, option, text: asWritten(observation, from, last), confidence };
}
/** No quotation ends in the middle of a phrase. */
const LEADS_ON = new Set(
  'a an and as at but by for from in is of on or our that the their to which with'.split(' '),
);

/** Adds what the answers entail, backed by the same words. */
export function withEntailed(language: Language, evidence: readonly Evidence[]): Evidence[] {
  const all = [...evidence];
  for (let index = 0; index < all.length; index += 1) {
    const known = all[index];
    if (known === undefined) break;
    for (const { from, option, says } of language.lexicon.entails) {
      if (from !== known.slot || (option !== undefined && option !== known.option)) continue;
      for (const [slot, entailed] of Object.entries(says)) {
        if (!all.some((each) => each.slot === slot)) all.push({ ...known, slot, option: entailed });
      }
    }
  }
  return all;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
