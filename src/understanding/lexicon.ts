import type { Answers, DecisionId, OptionId } from '../flowchart/flowchart.ts';
import type { Fault } from '../knowledge/fault.ts';
import { ACTS } from './act-words.ts';
import { CONTROL } from './control-words.ts';
import { answerProblems, type LanguageSources, topicProblems } from './language.ts';
import { type LexiconFile, textOf } from './language-schema.ts';
import type { Mention } from './mentions.ts';
import { stem } from './natural.ts';
import { compilePattern, type Pattern, type WordClasses } from './pattern.ts';
import { NO, UNSURE, YES } from './polarity-words.ts';
import { type Prepared, prepare } from './prepare-patterns.ts';
import { compileQuantityRule, joinRules, type QuantityRules } from './quantity-rules.ts';
import { tokenize } from './tokens.ts';
import type { DialogueAct, Intent, QuantityName } from './understanding.ts';

/** What it means when a phrase is found. */
export type Meaning =
  | {
      readonly kind: 'fact';
      readonly context: readonly DecisionId[];
      readonly says: Answers;
      readonly negated: Answers;
      readonly weight: 'plain' | 'sure' | 'hint' | 'pull';
      /** Stems of which one has to occur; none when empty. */
      readonly with: readonly string[];
      /** Questions that, while open, stand for such a word. */
      readonly near: readonly DecisionId[];
      /** Stems of which none may occur. */
      readonly without: readonly string[];
    }
  | { readonly kind: 'intent'; readonly intent: Intent; readonly weight: 'sure' | 'hint' }
  | { readonly kind: 'topic'; readonly topic: string }
  /** A thing of a kind, such as a library for the event loop. */
  | { readonly kind: 'thing'; readonly of: string }
  /** The name of an option: counts as a reply to that decision only. */
  | { readonly kind: 'name'; readonly decision: DecisionId; readonly option: OptionId }
  | { readonly kind: 'control'; readonly intent: Intent }
  | { readonly kind: 'act'; readonly act: DialogueAct }
  | { readonly kind: 'polarity'; readonly is: 'yes' | 'no' | 'unsure' };

export interface Lexicon {
  readonly meanings: readonly Meaning[];
  /** All phrases, ready to be found, and for each of them the number of its meaning. */
  readonly patterns: Prepared;
  readonly meaningOf: readonly number[];
  readonly entails: LanguageEntailments;
  /** Questions of which a conversation meets those of one list only. */
  readonly branches: readonly (readonly DecisionId[])[];
  /** The quantity a bare number means in a reply to a question. */
  readonly counts: Readonly<Record<DecisionId, QuantityName>>;
  readonly quantities: QuantityRules;
  /** What follows when the stated numbers need more than one task at a time. */
  readonly tooMuchForOne: Answers;
  /** What follows when they need far less than one task at a time. */
  readonly enoughWithOne: Answers;
  /** How sure the models have to be of an answer no phrase backs, where that is not the usual. */
  readonly caution: Readonly<Record<DecisionId, number>>;
  /** How the answer to a decision may be mentioned without being stated. */
  readonly mentions: Readonly<Record<DecisionId, Mention>>;
  readonly bounds: LexiconFile['bounds'];
  readonly measured: LexiconFile['measured'] | null;
  readonly subjects: LexiconFile['subjects'];
  readonly places: LexiconFile['places'];
  /** Words a misspelt word may stand for. */
  readonly terms: readonly string[];
  /** Words and stems that are right as they are, beside the terms. */
  readonly ordinary: readonly string[];
}
type LanguageEntailments = readonly {
  readonly from: DecisionId;
  readonly option?: OptionId | undefined;
  readonly says: Answers;
}[];

interface MeaningfulPattern {
  readonly pattern: Pattern;
  readonly meaning: number;
}

/** Patterns of the lexicon files, the names of options and topics, and the control words. */
export function compileLexicon(sources: LanguageSources): { lexicon: Lexicon; faults: Fault[] } {
  const faults: Fault[] = [];
  const meanings: Meaning[] = [];
  const patterns: MeaningfulPattern[] = [];
  const files = Object.entries(sources.lexicon ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const classes: WordClasses = Object.assign(
    {},
    ...files.map(([, file]) => ({ ...file.classes, ...file.kinds })),
  );

  const add = (file: string, meaning: Meaning, phrases: readonly string[]) => {
    for (const phrase of phrases) {
      const pattern = compilePattern(phrase, classes);
      if (typeof pattern !== 'string') patterns.push({ pattern, meaning: meanings.length });
      else
        faults.push({ file, line: null, problem: `phrase "${phrase}": ${pattern}`, mend: 'mend the phrase' });
    }
    meanings.push(meaning);
  };

  for (const [name, file] of files) {
    const path = `lexicon/${name}.yaml`;
    const check = (answers: Answers) => {
      for (const problem of answerProblems(sources.decisions, answers)) {
        faults.push({ file: path, line: null, problem, mend: 'use the ids in decisions/' });
      }
    };
    for (const { phrases, ...fact } of file.facts) {
      check(fact.says);
      check(fact.negated);
      for (const decision of [...fact.context, ...fact.near]) {
        if (sources.decisions.some(({ id }) => id === decision)) continue;
        const problem = `context "${decision}" is no decision`;
        faults.push({ file: path, line: null, problem, mend: 'use the ids in decisions/' });
      }
      add(
        path,
        { kind: 'fact', ...fact, with: fact.with.map(stem), without: fact.without.map(stem) },
        phrases,
      );
    }
    for (const { phrases, ...intent } of file.intents) add(path, { kind: 'intent', ...intent }, phrases);
    for (const of of Object.keys(file.kinds)) add(path, { kind: 'thing', of }, [`$${of}`]);
    for (const [topic, phrases] of Object.entries(file.topics)) {
      add(path, { kind: 'topic', topic }, phrases);
      for (const problem of topicProblems(sources, [topic])) {
        faults.push({
          file: path,
          line: null,
          problem,
          mend: `add topics/${topic}.yaml or remove its names`,
        });
      }
    }
    for (const { says } of file.entails) check(says);
    check(file.tooMuchForOne);
    check(file.enoughWithOne);
    for (const { says } of file.bounds) check(says);
    for (const says of Object.values(file.measured ?? {})) check(says);
  }
  const quantities = joinRules(
    files.flatMap(([name, file]) =>
      file.quantities.map((rule) => compileQuantityRule(rule, classes, `lexicon/${name}.yaml`, faults)),
    ),
  );
  addNames(sources, add);
  addControlWords(add);

  const terms = domainTerms(files.map(([, file]) => file));

  const lexicon: Lexicon = {
    meanings,
    patterns: prepare(patterns.map(({ pattern }) => pattern)),
    meaningOf: patterns.map(({ meaning }) => meaning),
    entails: files.flatMap(([, file]) => file.entails),
    branches: files.flatMap(([, file]) => file.branches),
    counts: Object.assign({}, ...files.map(([, file]) => file.counts)),
    quantities,
    caution: Object.assign({}, ...files.map(([, file]) => file.caution)),
    mentions: Object.assign({}, ...files.map(([, file]) => file.mentions)),
    bounds: files.flatMap(([, file]) => file.bounds),
    measured: files.find(([, file]) => file.measured !== undefined)?.[1].measured ?? null,
    subjects: Object.assign({}, ...files.map(([, file]) => file.subjects)),
    places: Object.assign({}, ...files.map(([, file]) => file.places)),
    tooMuchForOne: Object.assign({}, ...files.map(([, file]) => file.tooMuchForOne)),
    enoughWithOne: Object.assign({}, ...files.map(([, file]) => file.enoughWithOne)),
    terms,
    ordinary: ordinaryWords(sources, terms),
  };
  return { lexicon, faults };
}

type Add = (file: string, meaning: Meaning, phrases: readonly string[]) => void;

function addNames({ decisions, topics }: LanguageSources, add: Add): void {
  for (const { id, options } of decisions) {
    for (const option of options) {
      const names = new Set(
        [option.id, option.label, ...option.synonyms].map(asPhrase).filter((name) => name !== ''),
      );
      add(`decisions/${id}.yaml`, { kind: 'name', decision: id, option: option.id }, [...names]);
    }
  }
  for (const { id, title } of topics) {
    // Exactly as written: "Locking" as the name of a topic must not be found in every "lock".
    const names = [...new Set([asPhrase(title), asPhrase(id)])]
      .filter((name) => name !== '')
      .map((name) => name.replaceAll(/\S+/g, '=$&'));
    add(`topics/${id}.yaml`, { kind: 'topic', topic: id }, names);
  }
}

/** Plain text as a phrase: its words, without the signs that mean something in patterns. */
function asPhrase(text: string): string {
  return tokenize(text)
    .filter(({ kind }) => kind !== 'mark')
    .map(({ word }) => word)
    .join(' ');
}

function addControlWords(add: Add): void {
  const file = 'src/understanding/control-words.ts';
  for (const { intent, phrases } of CONTROL) add(file, { kind: 'control', intent }, phrases);
  for (const { act, phrases } of ACTS) add(file, { kind: 'act', act }, phrases);
  add(file, { kind: 'polarity', is: 'yes' }, YES);
  add(file, { kind: 'polarity', is: 'no' }, NO);
  add(file, { kind: 'polarity', is: 'unsure' }, UNSURE);
}

/**
 * Words people use in the example messages are no slips, nor are those listed as ordinary, nor stems. They are worked out
 * here, because stemming takes longer than all else that is done to open a language.
 */
function ordinaryWords({ lexicon = {}, phrases = {} }: LanguageSources, terms: readonly string[]): string[] {
  const listed = Object.values(lexicon).flatMap((file) => file.ordinary);
  const messages = Object.values(phrases).flatMap((groups) =>
    groups.flatMap((group) => group.messages.map(textOf)),
  );
  const used = messages.flatMap((message) => tokenize(message).map(({ word }) => word));
  const stems = [...new Set([...listed, ...used.filter((word) => word.length >= 5)].map(stem))];
  const known = new Set([...stems, ...stems.map(stem), ...terms.map(stem)]);
  for (const term of terms) known.delete(term);
  return [...known].sort();
}

/** The words of the lexicon files that are long enough to be recognised when misspelt. */
function domainTerms(files: readonly LanguageSourcesLexicon[]): string[] {
  const phrases = files.flatMap((file) => [
    ...Object.values(file.classes).flat(),
    ...Object.values(file.topics).flat(),
    ...file.facts.flatMap((fact) => fact.phrases),
  ]);
  const words = phrases.flatMap((phrase) => tokenize(phrase).filter(({ kind }) => kind === 'word'));
  return [...new Set(words.map(({ word }) => word))].filter((word) => word.length >= 5).sort();
}
type LanguageSourcesLexicon = NonNullable<LanguageSources['lexicon']>[string];
