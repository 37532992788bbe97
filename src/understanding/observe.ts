import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { createMatcher } from './matcher.ts';
import { isMentioned } from './mentions.ts';
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
  /** What the models know its words by: their stems, denied ones marked, numbers all alike. */
  readonly names: readonly string[];
  /** The stems of all its words. */
  readonly stems: ReadonlySet<string>;
}

export type Observe = (text: string) => Observation;

/** Reads the words of a message and finds the phrases of the lexicon in them. */
export function createObserve(lexicon: Lexicon): Observe {
  const match = createMatcher(lexicon.patterns);
  const meanings = lexicon.meaningOf.map((meaning) => lexicon.meanings[meaning]);
  const spelling = createSpelling(lexicon.terms, lexicon.ordinary);
  return (text) => {
    const words = readWords(text, spelling);
    const sightings: Sighting[] = [];
    for (const { pattern, from, to } of match(words.words)) {
      const meaning = meanings[pattern];
      if (meaning === undefined) continue;
      const stands = words.standing[words.clauses[from] ?? 0] ?? 1;
      const isAside =
        meaning.kind === 'fact' && isOnlyMentioned(lexicon, words, Object.keys(meaning.says), { from, to });
      const standing = isAside ? Math.min(MENTIONED, stands) : stands;
      sightings.push({ meaning, from, to, negated: isDenied(words, from, to), standing });
    }
    const stems = new Set<string>();
    for (const { stem } of words.words) stems.add(stem);
    return { ...words, sightings, names: namesOf(words), stems };
  };
}

function namesOf({ words, negated }: Words): string[] {
  return words.map(({ kind, stem }, index) => {
    const name = kind === 'number' ? '#' : stem;
    return negated[index] ? `!${name}` : name;
  });
}

/** How much of what is only mentioned stands. */
const MENTIONED = 0.4;

/** Whether these words mention answers to the decisions without stating them. */
export function isOnlyMentioned(
  { mentions }: Lexicon,
  words: Words,
  decisions: readonly DecisionId[],
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return decisions.every((decision) => {
    const way = Object.hasOwn(mentions, decision) ? mentions[decision] : undefined;
    return way !== undefined && isMentioned(words, way, from, to);
  });
}

/** "not X", and "X isn't", "X is not" where something follows that X is not. */
function isDenied({ words, negated, clauses }: Words, from: number, to: number): boolean {
  if (negated[from]) return true;
  const clause = clauses[to - 1];
  const after = (count: number) =>
    clauses[to + count - 1] === clause ? (words[to + count - 1]?.word ?? '') : '';
  const first = after(1);
  if (IS_NOT.has(first)) return true;
  if (first === 'makes') return after(2) === 'no' || after(2) === 'little';
  if (!IS.has(first)) return false;
  return DENIED_AS.has(after(2) === 'be' ? after(3) : after(2));
}
const IS_NOT = new Set("isn't wasn't aren't won't weren't".split(' '));
const IS = new Set('is was are were would will'.split(' '));
const DENIED_AS = new Set(
  'not hardly barely never nonsense impossible out excluded hopeless banned forbidden prohibited taboo verboten'.split(
    ' ',
  ),
);

/** Facts, those left out that hold only as a reply to another question or beside another word. */
export function factsFor(observation: Observation, open: DecisionId | null): FactSighting[] {
  const { stems } = observation;
  return observation.sightings.filter((sighting): sighting is FactSighting => {
    const { meaning } = sighting;
    if (meaning.kind !== 'fact') return false;
    if (meaning.context.length > 0 && (open === null || !meaning.context.includes(open))) return false;
    const isAsked = open !== null && (Object.hasOwn(meaning.says, open) || meaning.near.includes(open));
    if (meaning.without.some((word) => stems.has(word)) && !isAsked) return false;
    return meaning.with.length === 0 || isAsked || meaning.with.some((word) => stems.has(word));
  });
}
export type FactSighting = Sighting & { readonly meaning: Extract<Meaning, { kind: 'fact' }> };

/** In order of place, without what lies within something longer: "thread pool" is not also about threads. */
export function outermost<Span extends { readonly from: number; readonly to: number }>(
  spans: readonly Span[],
): Span[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from || b.to - a.to);
  let from = -1;
  /** How far the longest span from this place reaches, and any span from an earlier place. */
  let reachHere = -1;
  let reachBefore = -1;
  return sorted.filter((span) => {
    if (span.from > from) {
      reachBefore = Math.max(reachBefore, reachHere);
      reachHere = span.to;
      from = span.from;
    }
    return span.to > reachBefore && span.to === reachHere;
  });
}
