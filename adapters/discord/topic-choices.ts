import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { MOST_OPTION_TEXT, MOST_OPTIONS } from './limits.ts';
import { clip } from './markdown.ts';

export interface TopicChoice {
  readonly name: string;
  readonly value: string;
}

/** The topics that fit what is typed so far, those that begin with it first. */
export function topicChoices(knowledge: Knowledge, typed: string): TopicChoice[] {
  const wanted = typed.trim().toLowerCase();
  const ranked = Object.entries(knowledge.topics).flatMap(([id, { title }]) => {
    const texts = [title.toLowerCase(), id.toLowerCase()];
    const starts = texts.some((text) => text.startsWith(wanted) || text.includes(` ${wanted}`));
    const rank = starts ? 0 : texts.some((text) => text.includes(wanted)) ? 1 : 2;
    return rank === 2 || id.length > MOST_OPTION_TEXT ? [] : [{ id, title, rank }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || a.title.localeCompare(b.title))
    .slice(0, MOST_OPTIONS)
    .map(({ id, title }) => ({ name: clip(title, MOST_OPTION_TEXT), value: id }));
}

/** The topic a choice or typed words stand for, by id or title; null for other words. */
export function topicOf(knowledge: Knowledge, words: string): string | null {
  if (Object.hasOwn(knowledge.topics, words)) return words;
  const wanted = words.trim().toLowerCase();
  const found = Object.entries(knowledge.topics).find(
    ([id, { title }]) => id.toLowerCase() === wanted || title.toLowerCase() === wanted,
  );
  return found?.[0] ?? null;
}
