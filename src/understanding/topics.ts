import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Lexicon } from './lexicon.ts';
import { type Observation, outermost } from './observe.ts';
import type { Intent } from './understanding.ts';

const ABOUT_TOPICS: ReadonlySet<Intent> = new Set(['explain', 'compare', 'memory']);

/** Whether messages of an intent are about topics. */
export function isAboutTopics(intent: Intent): boolean {
  return ABOUT_TOPICS.has(intent);
}

/** The topics a question names, in order of mention; the open question when it asks what that means. */
export function namedTopics(
  { sightings }: Observation,
  intent: Intent,
  open: DecisionId | null,
  { subjects, places }: Pick<Lexicon, 'subjects' | 'places'>,
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
  if (intent === 'memory') return [...own].slice(0, 1);
  const others = [...topics].filter((topic) => !places[intent]?.includes(topic));
  return others.length >= (intent === 'compare' ? 2 : 1) ? others : [...topics];
}

/** What the model of topics looks at beside the words: the topics named, alone and together, and what is asked of them. */
export function topicFeatures(named: readonly string[], intent: Intent, open: DecisionId | null): string[] {
  const features = [`asks ${intent}`, `names ${named.length}`];
  if (open !== null) features.push(`asked ${open}`);
  for (const topic of named) {
    features.push(`names ${topic}`, `${intent} ${topic}`);
    for (const other of named) if (topic < other) features.push(`names ${topic} ${other}`);
  }
  return features;
}

/** The ids of topics a message writes as the chart does ("LockType"); "GIL" and "Threading" are written so anyway. */
export function writtenTopics({ text }: Observation, ids: readonly string[]): string[] {
  const written = new Set(text.match(/\b[A-Z][a-z]*[A-Z][A-Za-z]*\b/g));
  return written.size === 0 ? [] : ids.filter((id) => written.has(id) && id !== id.toUpperCase());
}

/** How likely a topic has to be, and how likely the best of several unlikely ones. */
const LIKELY = 0.34;
const LIKELIEST = 0.2;

/**
 * The topics a question is about: which of those named are only where it happens, and which are told in other words,
 * the model knows.
 *
 * @param shares how likely each topic is to the model; null without one
 */
export function chooseTopics(
  named: readonly string[],
  shares: Readonly<Record<string, number>> | null,
): string[] {
  if (shares === null) return [...named];
  const ranked = Object.entries(shares).sort(([, a], [, b]) => b - a);
  const likely = ranked.filter(([, share]) => share >= LIKELY).map(([topic]) => topic);
  if (likely.length > 0)
    return [
      ...named.filter((topic) => likely.includes(topic)),
      ...likely.filter((topic) => !named.includes(topic)),
    ];
  const [topic, share] = ranked[0] ?? ['', 0];
  return share >= LIKELIEST ? [topic] : [...named];
}
