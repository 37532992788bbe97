import type { z } from 'zod';
import { withArrows } from '../flowchart/chart.ts';
import { checkChart } from '../flowchart/check.ts';
import { parseChart } from '../flowchart/parse.ts';
import { compileLanguage } from '../understanding/language.ts';
import { lexiconFileSchema, phraseFileSchema } from '../understanding/language-schema.ts';
import { checkAdvice } from './check-advice.ts';
import { checkPages, checkSources } from './check-texts.ts';
import { type Example, readExample } from './example.ts';
import type { Fault } from './fault.ts';
import type { Knowledge } from './knowledge.ts';
import { readYaml } from './read-yaml.ts';
import {
  comparisonSchema,
  type Decision,
  decisionSchema,
  documentsSchema,
  outcomeSchema,
  topicSchema,
  voiceSchema,
} from './schema.ts';

/** Path inside the knowledge folder (with `/`) to the text of the file. */
export type KnowledgeFiles = Readonly<Record<string, string>>;

/**
 * Everything in the knowledge folder read, checked and joined, the language model trained.
 * Either knowledge and no faults, or null and all the faults there are.
 */
export function compileKnowledge(
  files: KnowledgeFiles,
  version: string,
): { knowledge: Knowledge | null; faults: Fault[] } {
  const faults: Fault[] = [];
  const used = new Set<string>();

  const read = <Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> | null => {
    used.add(file);
    const text = files[file];
    if (text === undefined) {
      faults.push({ file, line: null, problem: 'the file is missing', mend: 'add it' });
      return null;
    }
    const { value, faults: found } = readYaml(file, text, schema);
    faults.push(...found);
    return value;
  };
  /** All files of a folder, by their name without the ending. */
  const readFolder = <Schema extends z.ZodType>(folder: string, schema: Schema) => {
    const found: Record<string, z.infer<Schema>> = {};
    for (const file of Object.keys(files).sort()) {
      if (!file.startsWith(`${folder}/`) || !file.endsWith('.yaml')) continue;
      const value = read(file, schema);
      if (value !== null) found[file.slice(folder.length + 1, -'.yaml'.length)] = value;
    }
    return found;
  };

  const voice = read('voice.yaml', voiceSchema);
  const decisions = readFolder('decisions', decisionSchema);
  const outcomes = readFolder('outcomes', outcomeSchema);
  const topics = readFolder('topics', topicSchema);
  const comparisons = readFolder('comparisons', comparisonSchema);
  const phrases = readFolder('phrases', phraseFileSchema);
  const lexicon = readFolder('lexicon', lexiconFileSchema);
  const code = readExamples(files, used, faults);
  const documents = files['sources.yaml'] === undefined ? null : read('sources.yaml', documentsSchema);

  used.add('flowchart.mmd');
  const chartText = files['flowchart.mmd'];
  if (chartText === undefined) {
    faults.push({ file: 'flowchart.mmd', line: null, problem: 'the file is missing', mend: 'add the chart' });
  }
  const parsed = parseChart(chartText ?? '');
  // A file that was refused is still there: its decision must not be reported a second time as missing.
  const named = (folder: string) =>
    Object.keys(files)
      .filter((file) => file.startsWith(`${folder}/`) && file.endsWith('.yaml'))
      .map((file) => file.slice(folder.length + 1, -'.yaml'.length));
  const unreadable = named('decisions').filter((id) => !Object.hasOwn(decisions, id));
  const checked = checkChart(parsed.chart, decisions, new Set(named('outcomes')), new Set(unreadable));
  if (chartText !== undefined) faults.push(...parsed.faults, ...checked.faults);

  faults.push(...checkDecisions(decisions));
  const nodes = parsed.chart.nodes.map(({ id }) => id);
  faults.push(...checkAdvice({ decisions, outcomes, code }, nodes));
  for (const [name, comparison] of Object.entries(comparisons)) {
    for (const row of comparison.rows) {
      if (row.cells.length === comparison.aspects.length) continue;
      const file = `comparisons/${name}.yaml`;
      const problem = `row "${row.name}" has ${row.cells.length} cells for ${comparison.aspects.length} aspects`;
      faults.push({ file, line: null, problem, mend: 'give each aspect one cell' });
    }
  }
  for (const file of Object.keys(files)) {
    if (used.has(file)) continue;
    const mend = 'see "What lives where" in CONTRIBUTING.md, or remove it';
    faults.push({ file, line: null, problem: 'nothing reads this file', mend });
  }

  const subjects = Object.values(lexicon).flatMap((file) => Object.keys(file.topics));
  if (chartText !== undefined) {
    const explained = { topics, decisions, outcomes };
    faults.push(...checkPages(explained, [...nodes, ...subjects], withArrows(parsed.chart)?.start ?? ''));
  }
  faults.push(...checkSources({ decisions, outcomes, topics, comparisons }, documents));

  const language = compileLanguage({
    decisions: Object.entries(decisions).map(([id, decision]) => ({ id, options: decision.options })),
    topics: Object.entries(topics).map(([id, topic]) => ({ id, title: topic.title })),
    nodes,
    phrases,
    lexicon,
  });
  faults.push(...language.faults);

  if (faults.length > 0 || checked.flowchart === null || voice === null) return { knowledge: null, faults };
  return {
    knowledge: {
      version,
      flowchart: checked.flowchart,
      decisions,
      outcomes,
      topics,
      comparisons: Object.values(comparisons),
      voice,
      code,
      language: language.language,
    },
    faults,
  };
}

function readExamples(files: KnowledgeFiles, used: Set<string>, faults: Fault[]): Record<string, Example> {
  const found: Record<string, Example> = {};
  for (const [file, text] of Object.entries(files)) {
    if (!file.startsWith('code/')) continue;
    used.add(file);
    const { example, faults: wrong } = readExample(file, text);
    found[file.slice('code/'.length)] = example;
    faults.push(...wrong);
  }
  return found;
}

function checkDecisions(decisions: Readonly<Record<string, Decision>>): Fault[] {
  const faults: Fault[] = [];
  for (const [id, decision] of Object.entries(decisions)) {
    const file = `decisions/${id}.yaml`;
    const options = decision.options.map((option) => option.id);
    const fault = (problem: string, mend: string) => faults.push({ file, line: null, problem, mend });
    if (!options.includes(decision.safeDefault.option)) {
      fault(
        `the safe default "${decision.safeDefault.option}" is no option`,
        `name one of ${options.join(', ')}`,
      );
    }
    if (new Set(options).size < options.length) fault('two options have the same id', 'give each its own');
    for (const option of decision.options) {
      for (const [other, value] of Object.entries(option.implies)) {
        const known = decisions[other]?.options.map((each) => each.id);
        if (known === undefined) {
          fault(
            `option "${option.id}" implies an answer to "${other}", which is no decision`,
            'name a decision',
          );
        } else if (!known.includes(value)) {
          fault(`option "${option.id}" implies "${value}" for ${other}`, `name one of ${known.join(', ')}`);
        }
      }
    }
  }
  return faults;
}
