import type { DecisionId } from '../flowchart/flowchart.ts';
import { type Claim, evidenceFor } from './claims.ts';
import { spansOf } from './control.ts';
import type { Language } from './language.ts';
import type { Observation } from './observe.ts';
import type { Understanding } from './understanding.ts';

/** One after the other: "downloads, then parses". */
const SEQUENCE = new Set('then afterwards afterward before after followed plus'.split(' '));
/** Weaker signs are not worth speaking of. */
const LEAST_STRENGTH = 0.5;

/** The strongest sign for each option of the decisions of which a message shows several, and how it joins them. */
export function readRivals(
  language: Language,
  observation: Observation,
  claims: readonly Claim[],
): Pick<Understanding, 'rivals' | 'joined'> {
  const strong = outermost(
    claims.filter(({ strength, given }) => strength >= LEAST_STRENGTH && given === null),
  );
  if (strong.length < 2) return { rivals: [], joined: null };
  const rivals = language.decisions.flatMap(({ id, options }) => {
    const best = options.flatMap((option) => strongest(strong, id, option) ?? []);
    return best.length < 2 ? [] : best.sort((a, b) => a.from - b.from);
  });
  return {
    rivals: rivals.map((claim) => evidenceFor(observation, claim.decision, claim.option, claim, 0.5)),
    joined: rivals.length === 0 ? null : joinOf(observation),
  };
}

/** "The serial port" is no sign of its own within "reads from the serial port". In time proportional to sorting. */
function outermost(claims: readonly Claim[]): Claim[] {
  const sorted = [...claims].sort((a, b) => a.from - b.from || b.to - a.to);
  let widest = { from: -1, to: -1 };
  return sorted.filter(({ from, to }) => {
    if (to > widest.to) widest = { from, to };
    return widest.from === from && widest.to === to;
  });
}

function strongest(claims: readonly Claim[], decision: DecisionId, option: string): Claim | null {
  const own = claims.filter((claim) => claim.decision === decision && claim.option === option);
  return own.length === 0 ? null : own.reduce((a, b) => (b.strength > a.strength ? b : a));
}

function joinOf(observation: Observation): Understanding['joined'] {
  const says = spansOf(observation, ({ meaning }) => meaning.kind === 'act' && meaning.act === 'both');
  if (says.length > 0) return 'both';
  return observation.words.some(({ word }) => SEQUENCE.has(word)) ? 'sequence' : null;
}

/** "Download, then parse": whether one sentence names several options as steps, or the message says that both hold. */
export function areSteps(observation: Observation, claims: readonly Claim[]): boolean {
  if (joinOf(observation) === 'both') return true;
  const { words } = observation;
  const inOrder = claims.toSorted((a, b) => a.from - b.from);
  return inOrder.some((claim, index) => {
    const next = inOrder[index + 1];
    if (next === undefined || next.option === claim.option) return false;
    let isStep = false;
    for (let at = claim.to; at < Math.min(next.from, claim.to + LONGEST_STEP); at += 1) {
      if (words[at]?.begins) return false;
      isStep ||= SEQUENCE.has(words[at]?.word ?? '');
    }
    return isStep;
  });
}
/** So many words at most lie between two steps of one sentence. */
const LONGEST_STEP = 20;
