import { uncovered } from './control.ts';
import type { Observation, Sighting } from './observe.ts';
import { FILLERS } from './polarity-words.ts';
import type { Reply } from './reply.ts';

/** "no idea", "both", "depends": alone, or at the beginning of a reply that says nothing more definite. */
export function readUnsure(observation: Observation): Reply | null {
  const unsure = longestFirst(
    observation.sightings.filter(({ meaning }) => meaning.kind === 'polarity' && meaning.is === 'unsure'),
  );
  const [first] = unsure;
  if (first === undefined) return null;
  const leads = observation.words.slice(0, first.from).every(({ word }) => FILLERS.has(word));
  // One word more may be about what nobody knows, but not the name of an answer, or "explain".
  const saysMore = observation.sightings.some(
    ({ meaning, from }) =>
      (meaning.kind === 'name' || meaning.kind === 'intent') &&
      !unsure.some((each) => from >= each.from && from < each.to) &&
      !FILLERS.has(observation.words[from]?.word ?? ''),
  );
  const isWhole = uncovered(observation, unsure) <= (saysMore ? 0 : 1);
  const says = observation.words[first.from]?.word ?? '';
  // "Yes and no", unlike "yes, and no locks please".
  const isTold =
    says === 'yes' || first.to - first.from < 2 ? NEEDS_CUT.has(says) && isCut(observation, first.to) : true;
  if (!isWhole && !(leads && isTold)) return readUnsureEnd(observation, unsure);
  // "For the desktop yes, for the server no" leaves nothing to be weighed.
  const isTorn = leads && (TORN.has(says) || DIVIDES.has(says));
  return {
    option: 'unsure',
    from: first.from,
    to: first.to,
    confidence: 0.9,
    by: 'polarity',
    isWhole: isWhole || isTorn,
  };
}

/** "Both, …" and "depends: …", unlike "both threads". */
const TORN = new Set('both mixed depends varies partly'.split(' '));
const NEEDS_CUT = new Set(['yes', ...TORN]);
const DIVIDES = new Set('some half parts sometimes in on for with'.split(' '));
function isCut({ words, clauses }: Observation, at: number): boolean {
  return words[at]?.begins === true || clauses[at] !== clauses[at - 1];
}

/** "…, but whether it stays so I really don't know": a longer reply that comes to nothing in the end. */
function readUnsureEnd(observation: Observation, unsure: readonly Sighting[]): Reply | null {
  const { words } = observation;
  if (words.length < SHORTEST_DOUBT) return null;
  const last = unsure.find(
    ({ from, to }) =>
      to - from >= 2 &&
      to >= words.length - 1 &&
      DOUBTERS.has(words[from - 1]?.word ?? words[from]?.word ?? ''),
  );
  if (last === undefined) return null;
  return { option: 'unsure', from: last.from, to: last.to, confidence: 0.8, by: 'polarity', isWhole: false };
}
/** Shorter replies add their doubts to an answer: "threads, but I don't know". */
const SHORTEST_DOUBT = 6;
const DOUBTERS = new Set("i we i'm we're really honestly nobody one".split(' '));

/** Not knowing said in passing counts where nothing speaks for an answer. */
export function readPassingDoubt({ sightings }: Observation): Reply | null {
  const doubt = sightings.find(
    ({ meaning, from, to }) => meaning.kind === 'polarity' && meaning.is === 'unsure' && to - from >= 3,
  );
  if (doubt === undefined) return null;
  const { from, to } = doubt;
  return { option: 'unsure', from, to, confidence: PASSING, by: 'polarity', isWhole: false };
}
/** How sure a doubt said in passing is. */
export const PASSING = 0.5;

/** In order of place, of those at the same place the longest first. */
export function longestFirst(sightings: readonly Sighting[]): Sighting[] {
  return [...sightings].sort((a, b) => a.from - b.from || b.to - a.to);
}
