import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Lexicon } from './lexicon.ts';
import type { Observation } from './observe.ts';
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
  // "thread pool" is not also about threads.
  const outer = named.filter(
    (name) =>
      !named.some(
        (other) =>
          other.from <= name.from && other.to >= name.to && other.to - other.from > name.to - name.from,
      ),
  );
  const topics = new Set(
    [...outer]
      .sort((a, b) => a.from - b.from)
      .flatMap(({ meaning }) => (meaning.kind === 'topic' ? [meaning.topic] : [])),
  );
  if (topics.size === 0 && intent !== 'memory' && open !== null) topics.add(open);
  const own = new Set(subjects[intent] ?? []);
  const kept = [...topics].filter((topic) => own.has(topic));
  if (kept.length > 0) return kept;
  // "It grows to 4 GB" names no topic and has one all the same.
  return intent === 'memory' ? [...own].slice(0, 1) : [...topics];
}
