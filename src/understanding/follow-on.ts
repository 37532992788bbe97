import type { DecisionId } from '../flowchart/flowchart.ts';
import { type Claim, lexiconClaims, presupposed } from './claims.ts';
import type { Language } from './language.ts';
import type { Observation } from './observe.ts';
import { type Reply, readName } from './reply.ts';

/** What a reply has to say of the next question to answer it as well. */
const LEAST_STRENGTH = 1;

/**
 * The question that comes next on the branch where this is the answer; null where there is none, or one of yes and no:
 * "it has to come down from 3 hours" would say something of anything.
 */
export function nextAfter(language: Language, open: DecisionId, reply: Reply): DecisionId | null {
  const branch = language.lexicon.branches.find((each) => each.includes(open)) ?? [];
  const next = branch[branch.indexOf(open) + 1];
  if (next === undefined) return null;
  const options = language.decisions.find(({ id }) => id === next)?.options ?? [];
  if (options.includes('yes')) return null;
  const needed = presupposed(language, next)[open];
  return (needed === undefined && reply.option !== 'no') || needed === reply.option ? next : null;
}

/** "Yes, and we want threads": what is said after the answer, read as a reply to the next question. */
export function followOnClaims(
  language: Language,
  observation: Observation,
  next: DecisionId,
  reply: Reply,
): Claim[] {
  const { words, sightings } = observation;
  // What lies in the same breath belongs to the answer.
  const from = words.findIndex(
    ({ word, begins }, at) =>
      at >= reply.to &&
      (begins || observation.clauses[at] !== observation.clauses[at - 1] || LINKS.has(word)),
  );
  if (from < 0) return [];
  const rest = { ...observation, sightings: sightings.filter((sighting) => sighting.from >= from) };
  const options = language.decisions.find(({ id }) => id === next)?.options ?? [];
  const named = readName(rest, next, options);
  const claims = lexiconClaims(language, rest, next).filter(
    ({ decision, strength, given }) => decision === next && strength >= LEAST_STRENGTH && given === null,
  );
  if (named === null || named.option === 'unsure') return claims;
  return [
    ...claims,
    { decision: next, option: named.option, strength: 1, from: named.from, to: named.to, given: null },
  ];
}
const LINKS = new Set(['and', 'with', 'but', 'plus', 'since', 'because', 'as']);
