import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { readYaml } from '../../src/knowledge/read-yaml.ts';
import { compileLanguage, type LanguageSources } from '../../src/understanding/language.ts';
import {
  lexiconFileSchema,
  type PhraseFile,
  phraseFileSchema,
  textOf,
} from '../../src/understanding/language-schema.ts';
import { createUnderstand } from '../../src/understanding/understand.ts';
import type { LabelledMessage, ReadMessage } from './score.ts';

const FOLDS = 5;
/**
 * Files sorted by what their messages are for are split message by message; all others hold one domain each and are
 * left out as a whole, because messages about one domain resemble each other.
 */
const SORTED_BY_KIND = new Set(['more', 'offtopic', 'other', 'replies', 'symptoms', 'workload']);

/** Reads every example message with models trained on the other four fifths. */
export function crossValidate(knowledge: Knowledge, folder: string): ReadMessage[] {
  const phrases = readFiles(join(folder, 'phrases'), phraseFileSchema);
  const sources: LanguageSources = {
    decisions: Object.entries(knowledge.decisions).map(([id, { options }]) => ({ id, options })),
    topics: Object.entries(knowledge.topics).map(([id, { title }]) => ({ id, title })),
    lexicon: readFiles(join(folder, 'lexicon'), lexiconFileSchema),
  };
  const domains = Object.keys(phrases).filter((name) => !SORTED_BY_KIND.has(name));
  const foldOf = (file: string, message: number) =>
    SORTED_BY_KIND.has(file) ? message % FOLDS : domains.indexOf(file) % FOLDS;

  return Array.from({ length: FOLDS }, (_, fold) => {
    const split = (keep: (file: string, message: number) => boolean) =>
      Object.fromEntries(
        Object.entries(phrases).map(([file, groups]) => [
          file,
          filterMessages(groups, (at) => keep(file, at)),
        ]),
      );
    const training = split((file, at) => foldOf(file, at) !== fold);
    const { language, faults } = compileLanguage({ ...sources, phrases: training });
    if (faults.length > 0) throw new Error(`the example messages have faults: ${JSON.stringify(faults)}`);
    const understand = createUnderstand(language);
    return labelled(split((file, at) => foldOf(file, at) === fold)).map((message) => ({
      message,
      reading: understand(message.text, message.context),
    }));
  }).flat();
}

/** All example messages. */
export function readExamples(folder: string): LabelledMessage[] {
  return labelled(readFiles(join(folder, 'phrases'), phraseFileSchema));
}

function readFiles<Schema extends z.ZodType>(
  folder: string,
  schema: Schema,
): Record<string, z.infer<Schema>> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .flatMap((file) => {
        const { value } = readYaml(file, readFileSync(join(folder, file), 'utf8'), schema);
        return value === null ? [] : [[file.replace(/\.yaml$/, ''), value]];
      }),
  );
}

/** The messages of a file that are kept, counted through all its groups. */
function filterMessages(groups: PhraseFile, keep: (at: number) => boolean): PhraseFile {
  let at = 0;
  return groups
    .map((group) => ({ ...group, messages: group.messages.filter(() => keep(at++)) }))
    .filter(({ messages }) => messages.length > 0);
}

function labelled(phrases: Readonly<Record<string, PhraseFile>>): LabelledMessage[] {
  return Object.entries(phrases).flatMap(([file, groups]) =>
    groups.flatMap((group) =>
      group.messages.map((message, at) => ({
        id: `${file}-${at}`,
        text: textOf(message),
        context: group.context ?? null,
        intent: group.intent,
        answers: group.answers,
        forbidden: {},
        optional: Object.fromEntries(Object.entries(group.maybe).map(([id, option]) => [id, [option]])),
        topics: group.topics,
        // Example messages carry no labels for numbers.
        quantities: {},
      })),
    ),
  );
}
