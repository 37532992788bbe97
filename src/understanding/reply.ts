import type { DecisionId, OptionId } from '../flowchart/flowchart.ts';
import { uncovered } from './control.ts';
import { longestFirst, readPassingDoubt, readUnsure } from './doubt.ts';
import type { Language } from './language.ts';
import type { PlacedWord } from './matcher.ts';
import { type Observation, outermost, type Sighting } from './observe.ts';
import { FILLERS } from './polarity-words.ts';

/** A reply read in the light of the open question, and the words that say it. */
export interface Reply {
  readonly option: OptionId | 'unsure';
  readonly from: number;
  readonly to: number;
  readonly confidence: number;
  /** How the reply was read; names, yes/no and places are certain, the rest of the message notwithstanding. */
  readonly by: 'name' | 'polarity' | 'place';
  /** Whether the message says nothing else. */
  readonly isWhole: boolean;
}

const ORDINALS: Readonly<Record<string, number>> = {
  one: 0,
  first: 0,
  '1st': 0,
  former: 0,
  second: 1,
  '2nd': 1,
  third: 2,
  '3rd': 2,
  fourth: 3,
  '4th': 3,
};
const LETTERS = 'abcdefgh';

/** Reads a reply by option names, yes and no, and places ("the second one"); null when it uses none of them. */
export function readReply(language: Language, observation: Observation, open: DecisionId): Reply | null {
  const decision = language.decisions.find(({ id }) => id === open);
  if (decision === undefined) return null;
  return (
    readWholeName(observation, open) ??
    readUnsure(observation) ??
    readPlace(observation, decision.options, Object.hasOwn(language.lexicon.counts, open)) ??
    readLeadingPlace(observation, decision.options, readName(observation, open, decision.options)) ??
    readPolarity(observation, decision.options) ??
    readName(observation, open, decision.options) ??
    readPassingDoubt(observation)
  );
}

/** From which word to which a message asks for a number. */
export interface Asked {
  readonly from: number;
  readonly to: number;
}

/** "and how many threads would that be?" and "can one process hold that?", to the end of the sentence. */
export function findAsked({ words, asked }: Observation): Asked | null {
  const from = words.findIndex(({ word, begins }, at) => {
    const next = words[at + 1]?.word ?? '';
    if (word === 'how') return HOW_MUCH.has(next) && !isUnknown(words[at - 1]);
    return (at === 0 || begins) && asked[at] === true && BEGINS_QUESTION.has(word) && next !== 'be';
  });
  if (from < 0) return null;
  const length = words.slice(from + 1).findIndex(({ begins }) => begins);
  return { from, to: length < 0 ? words.length : from + 1 + length };
}
const BEGINS_QUESTION = new Set(
  'can could does do did is are will would should what which why where who when example thread'.split(' '),
);
const HOW_MUCH = new Set('many much long big large'.split(' '));
/** "depends how many users we get" asks nothing. */
function isUnknown(before: { readonly word: string } | undefined): boolean {
  return /^(depends|on|know|knows|matter|clue|idea|unclear|sure|tell|said)$/.test(before?.word ?? '');
}

export function isWithin(at: number, span: Asked | null): boolean {
  return span !== null && at >= span.from && at < span.to;
}

/** The yes or no a reply begins with, or ends with after "so"; null without one. */
function findPolarity(observation: Observation): Sighting | null {
  const { words } = observation;
  const start = words.findIndex(({ word }) => !FILLERS.has(word) || POLAR_FILLERS.has(word));
  const polar = observation.sightings.filter(
    (sighting) => sighting.meaning.kind === 'polarity' && isComplete(observation, sighting),
  );
  const isTrailing = ({ from, to }: Sighting) =>
    to >= words.length - 1 && /^(so|then|therefore|guess|say|hence)$/.test(words[from - 1]?.word ?? '');
  // "I don't think so" begins with who it is that does not.
  const isSpoken = words[start]?.word === 'i' || words[start]?.word === 'we';
  const leading = polar.filter(({ from }) => from <= start + (isSpoken ? 1 : 0));
  // "Wait, no, all it does is …" takes something back, and answers nothing by that.
  const isTakenBack = TAKES_BACK.has(words.find(({ word }) => !HESITATES.has(word))?.word ?? '');
  if (isTakenBack && leading.some(({ to }) => to < words.length - 1)) return null;
  const [first] = leading.length > 0 ? longestFirst(leading) : polar.filter(isTrailing);
  return first ?? null;
}
/** "It is" is an answer, "it is a vm", "we have all night" and "correct the last one" are none. */
function isComplete({ words, clauses }: Observation, { from, to }: Sighting): boolean {
  if (!NEEDS_END.has(words[from]?.word ?? '')) return true;
  for (let at = to; at < to + LONGEST_TAIL; at += 1) {
    const next = words[at];
    if (next === undefined || next.begins || clauses[at] !== clauses[to - 1]) return true;
    if (!FILLERS.has(next.word)) return false;
  }
  return false;
}
/** So many words that carry nothing may follow. */
const LONGEST_TAIL = 6;
const NEEDS_END = new Set(
  'it they we that this there correct right true exactly wrong false sure hardly probably definitely certainly'.split(
    ' ',
  ),
);
const HESITATES = new Set(['hm', 'hmm', 'oh', 'uh', 'um', 'ah', 'no', 'and', 'but']);
const TAKES_BACK = new Set(['wait', 'hold', 'hang', 'sorry', 'actually', 'correction']);
/** Words that are fillers elsewhere and answers at the beginning. */
const POLAR_FILLERS = new Set(['yes', 'no', 'not', 'it', 'they', 'that', 'i', "it's"]);

/** What an opener names when there is nothing else to go by: options whose names no other decision shares. */
export function readNamed(language: Language, observation: Observation): Map<DecisionId, Reply> {
  const named = new Map<DecisionId, Reply>();
  for (const { id, options } of language.decisions) {
    const reply = readName(observation, id, options);
    if (reply !== null) named.set(id, reply);
  }
  const spans = [...named.values()].map(({ from, to }) => `${from}-${to}`);
  for (const [id, { from, to }] of named) {
    if (spans.filter((span) => span === `${from}-${to}`).length > 1) named.delete(id);
  }
  return named;
}

/** A reply that is the name of an option from end to end, such as the label on its button. */
function readWholeName({ sightings, words }: Observation, open: DecisionId): Reply | null {
  const whole = sightings.find(
    ({ meaning, from, to }) =>
      meaning.kind === 'name' && meaning.decision === open && from === 0 && to === words.length && to > 2,
  );
  if (whole?.meaning.kind !== 'name') return null;
  return {
    option: whole.meaning.option,
    from: 0,
    to: words.length,
    confidence: 0.97,
    by: 'name',
    isWhole: true,
  };
}

/** "2", "the second one", "option b", "the last". */
function readPlace(
  observation: Observation,
  options: readonly OptionId[],
  countsThings: boolean,
): Reply | null {
  const { words } = observation;
  const isEnding = (at: number) => ORDINAL_ENDINGS.has(words[at]?.word ?? '') && words[at]?.glued === true;
  const isCounted = (at: number) => words[at]?.word === 'one' && PLACES.has(words[at - 1]?.word ?? '');
  let only: (PlacedWord & { readonly index: number }) | undefined;
  for (const [index, word] of words.entries()) {
    if (!isCounted(index) && (BESIDE_PLACES.has(word.word) || isEnding(index))) continue;
    if (only !== undefined) return null;
    only = { ...word, index };
  }
  const isOrdinal = only !== undefined && isEnding(only.index + 1);
  if (only === undefined) return null;
  const isMarked = isOrdinal || isMarkedAsPlace(observation, only.index);
  // Where the question asks how many there are, a number is that many.
  if (countsThings && only.kind === 'number' && !isMarked) return null;
  // A lone "a" is an answer, elsewhere it is an article.
  const named = isBare(observation) || isMarked || words.some(({ word }) => PLACES.has(word));
  const place = placeOf(only.word, only.kind === 'number' ? only.value : Number.NaN, options.length, named);
  // A bare number may be an amount.
  if (only.kind === 'number' && !named) return null;
  const option = place === null ? undefined : options[place];
  if (option === undefined) return null;
  return { option, from: only.index, to: only.index + 1, confidence: 0.9, by: 'place', isWhole: true };
}

/** "#1", "1)" and "option 1". */
function isMarkedAsPlace({ text, words }: Observation, at: number): boolean {
  const { start = 0, end = 0 } = words[at] ?? {};
  return text[start - 1] === '#' || text[end] === ')' || PLACES.has(words[at - 1]?.word ?? '');
}

/** Words that may stand beside a place: "the first one is fine for us". */
const BESIDE_PLACES = new Set(
  "the one option number answer choice please pls plz i i'd i'm we pick choose go going with take of them those these uh um hm hmm think guess believe say suppose it's is it that's that would be my our mine sounds looks seems fits applies ok okay fine good right best better closest correct works probably definitely rather maybe likely more like for me us here just so then yes yeah clearly surely certainly to in case in our my said vote".split(
    ' ',
  ),
);
const PLACES = new Set(['option', 'number', 'answer', 'choice']);
const ORDINAL_ENDINGS = new Set(['st', 'nd', 'rd', 'th']);

/**
 * "Second, it is all serial port reads", "b – repairable": a place, and the reason for it. Who counts wrong and names
 * another option means that one.
 */
function readLeadingPlace(
  observation: Observation,
  options: readonly OptionId[],
  named: Reply | null,
): Reply | null {
  const { words, clauses } = observation;
  const end = words.findIndex((word, index) => index > 0 && (word.begins || clauses[index] !== clauses[0]));
  if (end < 0 || end > 5) return null;
  const reply = readPlace({ ...observation, words: words.slice(0, end) }, options, true);
  if (reply === null || (named !== null && named.option !== reply.option)) return null;
  return { ...reply, isWhole: false };
}

function isBare({ words }: Observation): boolean {
  return words.length === 1;
}

function placeOf(word: string, value: number, count: number, named: boolean): number | null {
  if (word === 'last' || word === 'latter') return count - 1;
  if (Number.isInteger(value)) return value >= 1 && value <= count ? value - 1 : null;
  if (Object.hasOwn(ORDINALS, word)) return ORDINALS[word] ?? null;
  const letter = LETTERS.indexOf(word);
  return word.length === 1 && letter >= 0 && letter < count && (named || word !== 'a') ? letter : null;
}

function readPolarity(observation: Observation, options: readonly OptionId[]): Reply | null {
  const polar = findPolarity(observation);
  if (polar?.meaning.kind !== 'polarity') return null;
  const option = polar.meaning.is;
  if (!options.includes(option)) return null;
  const polars = observation.sightings.filter(
    ({ meaning }) => meaning.kind === 'polarity' && meaning.is === option,
  );
  const isWhole = uncovered(observation, polars) === 0;
  return { option, from: polar.from, to: polar.to, confidence: 0.95, by: 'polarity', isWhole };
}

/** "Yes" to a question that cannot be answered by it. */
export function isPolarInVain(observation: Observation, options: readonly OptionId[]): boolean {
  const polars = observation.sightings.filter(({ meaning }) => meaning.kind === 'polarity');
  const isPossible = polars.some(
    ({ meaning }) => meaning.kind === 'polarity' && options.includes(meaning.is),
  );
  return polars.length > 0 && !isPossible && uncovered(observation, polars) === 0;
}

/** The one option the reply names. "Not the one" names the other where there are two. */
export function readName(
  observation: Observation,
  open: DecisionId,
  options: readonly OptionId[],
): Reply | null {
  const names = observation.sightings.filter(
    ({ meaning }) => meaning.kind === 'name' && meaning.decision === open,
  );
  // "not shared" must not be read as "shared" where both are names.
  const outer = outermost(names);
  const scores = new Map<OptionId, { score: number; from: number; to: number }>();
  for (const { meaning, from, to, negated, standing } of outer) {
    if (meaning.kind !== 'name') continue;
    const other = options.length === 2 ? options.find((option) => option !== meaning.option) : undefined;
    const option = negated ? other : meaning.option;
    if (option === undefined) continue;
    const known = scores.get(option);
    const score = (known?.score ?? 0) + standing * (negated ? 0.8 : 1);
    scores.set(option, { score, from: known?.from ?? from, to: known?.to ?? to });
  }
  const [best, second] = [...scores].sort((a, b) => b[1].score - a[1].score);
  if (best === undefined || (second !== undefined && second[1].score > best[1].score * 0.5)) return null;
  const [option, { from, to, score }] = best;
  const denials = outer
    .filter(({ negated }) => negated)
    .map((name) => ({ from: name.from - 2, to: name.from }));
  const isWhole = uncovered(observation, [...outer, ...denials]) === 0;
  const confidence = Math.min(0.95, 0.6 + 0.3 * score) * (observation.words.length <= 8 ? 1 : 0.8);
  return { option, from, to, confidence, by: 'name', isWhole };
}
