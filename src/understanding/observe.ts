import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { createMatcher } from './pattern.ts';
import { createSpelling } from './spelling.ts';
import { readWords, type Words } from './words.ts';

/** A phrase of the lexicon found in the message. */
export interface Sighting {
  readonly meaning: Meaning;
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
  /** How much of it still stands after what follows (0 to 1). */
  readonly standing: number;
}

export interface Observation extends Words {
  readonly sightings: readonly Sighting[];
}

export type Observe = (text: string) => Observation;

/** Reads the words of a message and finds the phrases of the lexicon in them. */
export function createObserve(lexicon: Lexicon): Observe {
  const match = createMatcher(lexicon.patterns.map(({ pattern }) => pattern));
  const spelling = createSpelling(lexicon.terms, lexicon.ordinary);
  return (text) => {
    const words = readWords(text, spelling);
    const sightings = match(words.words).flatMap(({ pattern, from, to }) => {
      const meaning = lexicon.meanings[lexicon.patterns[pattern]?.meaning ?? -1];
      if (meaning === undefined) return [];
      const standing = words.standing[words.clauses[from] ?? 0] ?? 1;
      return [{ meaning, from, to, negated: isDenied(words, from, to), standing }];
    });
    return { ...words, sightings };
  };
}

/** "not X", and "X isn't", "X is not" where something follows that X is not. */
function isDenied({ words, negated, clauses }: Words, from: number, to: number): boolean {
  if (negated[from]) return true;
  const after = words.slice(to, to + 3).filter((_, index) => clauses[to + index] === clauses[to - 1]);
  const [first, second] = after.map(({ word }) => word);
  return (
    /^(isn't|wasn't|aren't|won't)$/.test(first ?? '') ||
    (/^(is|was|are)$/.test(first ?? '') && second === 'not')
  );
}

/** Facts, those left out that hold only as a reply to another question or beside another word. */
export function factsFor(observation: Observation, open: DecisionId | null): FactSighting[] {
  const stems = new Set(observation.words.map(({ stem }) => stem));
  return observation.sightings.filter((sighting): sighting is FactSighting => {
    const { meaning } = sighting;
    if (meaning.kind !== 'fact') return false;
    if (meaning.context.length > 0 && (open === null || !meaning.context.includes(open))) return false;
    const isAsked = open !== null && Object.hasOwn(meaning.says, open);
    if (meaning.without.some((word) => stems.has(word)) && !isAsked) return false;
    return meaning.with.length === 0 || isAsked || meaning.with.some((word) => stems.has(word));
  });
}
export type FactSighting = Sighting & { readonly meaning: Extract<Meaning, { kind: 'fact' }> };
