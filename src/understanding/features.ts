import type { DecisionId } from '../flowchart/flowchart.ts';
import { factsFor, type Observation } from './observe.ts';

/** What of a message the models look at: words, neighbours, denied words, and what the lexicon saw. */
export function featuresOf(observation: Observation, open: DecisionId | null): string[] {
  const { words, negated, tokens } = observation;
  const features = new Set<string>();
  const names = words.map((word, index) => {
    const name = word.kind === 'number' ? '#' : word.stem;
    return negated[index] ? `!${name}` : name;
  });
  names.forEach((name, index) => {
    features.add(name);
    if (name.startsWith('!')) features.add(name.slice(1));
    features.add(`${names[index - 1] ?? '^'} ${name}`);
  });
  features.add(`^ ${names[0] ?? ''} ${names[1] ?? ''}`);
  features.add(`length ${Math.min(8, Math.floor(Math.sqrt(words.length)))}`);
  const last = tokens.at(-1);
  if (last?.word === '?') features.add('ends in ?');
  else if (tokens.some(({ word }) => word === '?')) features.add('has ?');
  for (const { meaning, negated: isNegated } of observation.sightings) {
    if (meaning.kind === 'intent') features.add(`intent ${meaning.intent}`);
    if (meaning.kind === 'control') features.add(`control ${meaning.intent}`);
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

/** The words alone, denied ones marked. */
export function wordFeatures({ words, negated }: Observation): string[] {
  return words.map(
    (word, index) => `${negated[index] ? '!' : ''}${word.kind === 'number' ? '#' : word.stem}`,
  );
}
