import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Lexicon } from './lexicon.ts';
import { type Observation, outermost } from './observe.ts';
import type { Intent } from './understanding.ts';

const ABOUT_TOPICS: ReadonlySet<Intent> = new Set(['explain', 'compare', 'memory']);

/** The topics a question is about, in order of mention; the open question when it asks what that means. */
export function readTopics(
  { sightings }: Observation,
  intent: Intent,
  open: DecisionId | null,
  subjects: Lexicon['subjects'],
): string[] {
  if (!ABOUT_TOPICS.has(intent)) return [];
  const named = sightings.filter(({ meaning }) => meaning.kind === 'topic');
  const topics = new Set(
    outermost(named).flatMap(({ meaning }) => (meaning.kind === 'topic' ? [meaning.topic] : [])),
  );
  if (topics.size === 0 && intent !== 'memory' && open !== null) topics.add(open);
  const own = new Set(subjects[intent] ?? []);
  const kept = [...topics].filter((topic) => own.has(topic));
  if (kept.length > 0) return kept;
  // "It grows to 4 GB" names no topic and has one all the same.
  return intent === 'memory' ? [...own].slice(0, 1) : [...topics];
}
