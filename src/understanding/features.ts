import type { DecisionId } from '../flowchart/flowchart.ts';
import { factsFor, type Observation } from './observe.ts';
import type { Quantities } from './understanding.ts';

/** What of a message the models look at: words, neighbours, denied words, and what the lexicon saw. */
export function featuresOf(
  observation: Observation,
  open: DecisionId | null,
  quantities: Quantities,
): string[] {
  const { words, negated, tokens } = observation;
  const features = new Set<string>();
  const names = words.map((word, index) => {
    const name = word.kind === 'number' ? '#' : word.stem;
    return negated[index] ? `!${name}` : name;
  });
  names.forEach((name, index) => {
    features.add(name);
    if (index === 0 || words[index]?.begins) features.add(`begins ${name}`);
    if (name.startsWith('!')) features.add(name.slice(1));
    features.add(`${names[index - 1] ?? '^'} ${name}`);
  });
  features.add(`^ ${names[0] ?? ''} ${names[1] ?? ''}`);
  features.add(`${names.at(-1) ?? ''} $`);
  const figures = Object.keys(quantities);
  for (const figure of figures) features.add(`figure ${figure}`);
  if (figures.length > 1) features.add('figures');
  features.add(`length ${Math.min(8, Math.floor(Math.sqrt(words.length)))}`);
  const last = tokens.at(-1);
  if (last?.word === '?') features.add('ends in ?');
  else if (tokens.some(({ word }) => word === '?')) features.add('has ?');
  for (const kind of foreignKinds(observation)) features.add(`foreign ${kind}`);
  for (const { meaning, negated: isNegated } of observation.sightings) {
    if (meaning.kind === 'intent') features.add(`intent ${meaning.intent}`);
    if (meaning.kind === 'control') features.add(`control ${meaning.intent}`);
    if (meaning.kind === 'thing') features.add(`thing ${meaning.of}`);
    if (meaning.kind === 'topic') features.add('topic').add(`topic ${meaning.topic}`);
    if (meaning.kind === 'polarity') features.add(`polarity ${meaning.is}`);
    if (meaning.kind === 'name' && meaning.decision === open) {
      features.add(`name ${meaning.option}${isNegated ? '!' : ''}`);
    }
  }
  for (const { meaning, negated: isNegated, standing } of factsFor(observation, open)) {
    features.add('fact');
    const mark = `${isNegated ? '!' : ''}${standing < 1 ? '?' : ''}`;
    for (const [decision, option] of Object.entries(meaning.says)) {
      features.add(`${decision}=${option}${mark}`);
    }
  }
  return [...features];
}

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
  const kinds = new Set(sightings.flatMap(({ meaning }) => (meaning.kind === 'thing' ? [meaning.of] : [])));
  const hasPython =
    words.some(({ word }) => PYTHON.has(word)) || [...kinds].some((kind) => OF_PYTHON.has(kind));
  return [...kinds].filter((kind) => FOREIGN.has(kind)).map((kind) => `${kind}${hasPython ? '' : ' alone'}`);
}

/** The words alone, denied ones marked. */
export function wordFeatures({ words, negated }: Observation): string[] {
  return words.map(
    (word, index) => `${negated[index] ? '!' : ''}${word.kind === 'number' ? '#' : word.stem}`,
  );
}
