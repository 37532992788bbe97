import type { DecisionId } from '../flowchart/flowchart.ts';
import { factsFor, type Observation } from './observe.ts';
import type { Quantities } from './understanding.ts';

/** What of a message the models look at: words, neighbours, denied words, and what the lexicon saw; some more than once. */
export function featuresOf(
  observation: Observation,
  open: DecisionId | null,
  quantities: Quantities,
  isCommon: (stem: string) => boolean,
): string[] {
  const { words, tokens, names } = observation;
  const features = [`open ${open}`, ...strangeness(observation, isCommon)];
  names.forEach((name, index) => {
    features.push(name);
    if (index === 0 || words[index]?.begins) features.push(`begins ${name}`);
    if (name.startsWith('!')) features.push(name.slice(1));
    features.push(`${names[index - 1] ?? '^'} ${name}`);
  });
  for (const { kind, word } of words) {
    if (kind === 'word' && word.length > SHORT)
      features.push(`${word.slice(0, SHORT)}-`, `-${word.slice(-SHORT)}`);
  }
  features.push(`^ ${names[0] ?? ''} ${names[1] ?? ''}`);
  features.push(`${names.at(-1) ?? ''} $`);
  const figures = Object.keys(quantities);
  for (const figure of figures) features.push(`figure ${figure}`);
  if (figures.length > 1) features.push('figures');
  features.push(`length ${Math.min(8, Math.floor(Math.sqrt(words.length)))}`);
  const last = tokens.at(-1);
  if (last?.word === '?') features.push('ends in ?');
  else if (tokens.some(({ word }) => word === '?')) features.push('has ?');
  const isPersonal = words.some(({ word }) => PERSONAL.has(word));
  const hasFigure = words.some(({ kind }) => kind === 'number');
  if (isQuestion(observation))
    features.push(`asks ${isPersonal ? 'for us' : hasFigure ? 'with a figure' : 'in general'}`);
  else if (!isPersonal) features.push('impersonal');
  for (const kind of foreignKinds(observation)) features.push(`foreign ${kind}`);
  for (const { meaning, negated: isNegated } of observation.sightings) {
    if (meaning.kind === 'intent') features.push(`intent ${meaning.intent}`);
    if (meaning.kind === 'control') features.push(`control ${meaning.intent}`);
    if (meaning.kind === 'thing') features.push(`thing ${meaning.of}`);
    if (meaning.kind === 'topic') features.push('topic', `topic ${meaning.topic}`);
    if (meaning.kind === 'polarity') features.push(`polarity ${meaning.is}`);
    if (meaning.kind === 'name' && meaning.decision === open) {
      features.push(`name ${meaning.option}${isNegated ? '!' : ''}`);
    }
  }
  for (const { meaning, negated: isNegated, standing } of factsFor(observation, open)) {
    features.push('fact');
    const mark = `${isNegated ? '!' : ''}${standing < 1 ? '?' : ''}`;
    for (const [decision, option] of Object.entries(meaning.says)) {
      features.push(`${decision}=${option}${mark}`);
    }
  }
  return features;
}

/** Beginnings and ends of words, of so many letters, which misspelt and derived words share. */
const SHORT = 4;

/** How many of the words are of one trade only: talk about something else is full of these. */
function strangeness({ words }: Observation, isCommon: (stem: string) => boolean): string[] {
  let count = 0;
  let common = 0;
  for (const { kind, stem } of words) {
    if (kind !== 'word') continue;
    count += 1;
    if (isCommon(stem)) common += 1;
  }
  const share = count === 0 ? 1 : common / count;
  return [`common ${Math.floor(5 * share)}`, `strange ${Math.min(6, count - common)}`];
}

/** Words that begin a question; "have", "will" and "was" as often begin an answer. */
const QUESTION_WORDS = new Set(
  "what what's whats how why when who whose which where is are does do did can could should would explain describe".split(
    ' ',
  ),
);

/** Whether the message begins or ends like a question. */
export function isQuestion({ words, tokens }: Observation): boolean {
  return tokens.at(-1)?.word === '?' || QUESTION_WORDS.has(words[0]?.word ?? '');
}

/** Who asks about "my pool" has a job; who asks about "a pool" wants to know how it works. */
const PERSONAL = new Set(
  "i i'm i've i'd i'll my mine me we we're we've we'd our ours us im ive ours customer customers".split(' '),
);

/** Words that tell that Python is meant, beside the names of its libraries. */
const PYTHON = new Set(
  'python python3 py cpython pypy gil asyncio multiprocessing threadpoolexecutor processpoolexecutor concurrent.futures numpy pandas joblib'.split(
    ' ',
  ),
);
const OF_PYTHON = new Set(
  'async_library blocking_library web_framework app_server task_queue greenlet_library'.split(' '),
);
const FOREIGN = new Set(
  'other_language infrastructure packaging python_basics data_wrangling everyday'.split(' '),
);

/** Kinds of other talk that are named, marked as such when nothing of Python is. */
export function foreignKinds({ sightings, words }: Observation): string[] {
  const kinds = new Set<string>();
  for (const { meaning } of sightings) if (meaning.kind === 'thing') kinds.add(meaning.of);
  if (kinds.size === 0) return [];
  const hasPython =
    words.some(({ word }) => PYTHON.has(word)) || [...kinds].some((kind) => OF_PYTHON.has(kind));
  return [...kinds].filter((kind) => FOREIGN.has(kind)).map((kind) => `${kind}${hasPython ? '' : ' alone'}`);
}
