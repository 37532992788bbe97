import type { DecisionId, OptionId } from '../flowchart/flowchart.ts';
import type { Fault } from '../knowledge/fault.ts';
import { type LexiconFile, type PhraseFile, textOf } from './language-schema.ts';
import { compileLexicon, type Lexicon } from './lexicon.ts';
import { type Models, trainModels } from './models.ts';

export interface LanguageDecision {
  readonly id: DecisionId;
  readonly options: readonly {
    readonly id: OptionId;
    readonly label: string;
    readonly synonyms: readonly string[];
  }[];
}

/** What the language is made of. Without phrases and lexicon, replies and control words still work. */
export interface LanguageSources {
  readonly decisions: readonly LanguageDecision[];
  readonly topics: readonly { readonly id: string; readonly title: string }[];
  /** The nodes of the chart, which messages may be about as well. */
  readonly nodes?: readonly string[];
  /** Name of the file below `phrases/`, without its ending, to its content. */
  readonly phrases?: Readonly<Record<string, PhraseFile>>;
  /** Name of the file below `lexicon/`, without its ending, to its content. */
  readonly lexicon?: Readonly<Record<string, LexiconFile>>;
}

/** All that is needed to read messages: plain data, built ahead of time. */
export interface Language {
  readonly decisions: readonly { readonly id: DecisionId; readonly options: readonly OptionId[] }[];
  readonly lexicon: Lexicon;
  readonly models: Models | null;
}

/** Compiles the lexicon and trains the models; takes about a minute. */
export function compileLanguage(sources: LanguageSources): {
  readonly language: Language;
  readonly faults: Fault[];
} {
  const { lexicon, faults } = compileLexicon(sources);
  faults.push(...checkPhrases(sources));
  const decisions = sources.decisions.map(({ id, options }) => ({
    id,
    options: options.map((each) => each.id),
  }));
  const untrained: Language = { decisions, lexicon, models: null };
  const files = Object.entries(sources.phrases ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, file]) => file);
  const models = files.length === 0 || faults.length > 0 ? null : trainModels(untrained, files);
  return { language: { ...untrained, models }, faults };
}

function checkPhrases(sources: LanguageSources): Fault[] {
  const { decisions, phrases = {} } = sources;
  const faults: Fault[] = [];
  const seen = new Map<string, string>();
  for (const [name, groups] of Object.entries(phrases)) {
    const file = `phrases/${name}.yaml`;
    groups.forEach((group, index) => {
      const texts = group.messages.map(textOf);
      const place = `group ${index + 1} ("${texts[0]}")`;
      for (const problem of answerProblems(decisions, { ...group.answers, ...group.maybe })) {
        faults.push({ file, line: null, problem: `${place}: ${problem}`, mend: 'use the ids in decisions/' });
      }
      if (group.context !== undefined && !decisions.some(({ id }) => id === group.context)) {
        const problem = `${place}: context "${group.context}" is no decision`;
        faults.push({ file, line: null, problem, mend: 'use the ids in decisions/' });
      }
      for (const problem of topicProblems(sources, group.topics)) {
        faults.push({
          file,
          line: null,
          problem: `${place}: ${problem}`,
          mend: 'use the ids in topics/ or of the chart',
        });
      }
      for (const message of texts) {
        const key = `${group.context ?? ''}|${message.toLowerCase().trim()}`;
        const earlier = seen.get(key);
        if (earlier !== undefined) {
          const problem = `"${message}" is already in ${earlier}`;
          faults.push({ file, line: null, problem, mend: 'keep one of the two' });
        }
        seen.set(key, file);
      }
    });
  }
  return faults;
}

/** What is wrong with answers named in a data file. */
export function answerProblems(
  decisions: LanguageSources['decisions'],
  answers: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(answers).flatMap(([decision, option]) => {
    const known = decisions.find(({ id }) => id === decision)?.options.map(({ id }) => id);
    if (known === undefined) return [`"${decision}" is no decision`];
    return known.includes(option) ? [] : [`"${option}" is no option of ${decision} (${known.join(', ')})`];
  });
}

/** What is wrong with topics named in a data file; where nothing is explained, any may be named. */
export function topicProblems(
  { topics, nodes = [] }: Pick<LanguageSources, 'topics' | 'nodes'>,
  named: readonly string[],
): string[] {
  if (topics.length === 0) return [];
  const known = new Set([...topics.map(({ id }) => id), ...nodes]);
  return named.filter((topic) => !known.has(topic)).map((topic) => `"${topic}" is no topic`);
}
