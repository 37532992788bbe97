import type { DecisionId } from '../flowchart/flowchart.ts';
import { findDecision, findOption, type Knowledge } from '../knowledge/knowledge.ts';
import type { Source } from '../knowledge/schema.ts';
import type { Reply, ReplyOf } from '../reply/reply.ts';
import type { Platform } from '../understanding/platform.ts';
import { notice } from './notices.ts';

/** What a question on the side is answered with. The open question, if any, is asked again by the caller. */

/** "What is …?" An unknown topic gets a list of what can be explained, never a guess. */
export function explain(knowledge: Knowledge, topics: readonly string[]): Reply {
  const pages = topics.flatMap((topic) => pageOf(knowledge, topic) ?? []);
  if (pages.length === 0) return notice(`I have no page on that. ${listOfTopics(knowledge)}`);
  return {
    type: 'explanation',
    topics: pages.map(({ topic }) => topic),
    text: pages.map(({ title, text }) => `**${title}**\n${text}`).join('\n\n'),
    sources: distinct(pages.flatMap(({ sources }) => sources)),
    offers: [],
  };
}

/** "X or Y?" in general: the rows of the table that knows most of what was asked; pages where no table does. */
export function compare(knowledge: Knowledge, topics: readonly string[]): Reply {
  const tables = knowledge.comparisons.map((table) => {
    const rows = table.rows.filter((row) => row.topics.some((topic) => topics.includes(topic)));
    const covered = topics.filter((topic) => rows.some((row) => row.topics.includes(topic)));
    return { table, rows, covered: covered.length };
  });
  const best = tables.sort((a, b) => b.covered - a.covered)[0];
  if (best === undefined || best.rows.length < 2) return explain(knowledge, topics);
  return {
    type: 'comparison',
    title: best.table.title,
    columns: best.table.aspects,
    rows: best.rows.map(({ name, cells }) => ({ name, cells })),
    sources: best.table.sources,
  };
}

/** How to find out, and the answer that is safe until then. */
export function explainHowToFindOut(
  knowledge: Knowledge,
  decision: DecisionId,
  where: Where,
): ReplyOf<'explanation'> {
  const { howToFindOut, safeDefault } = knowledge.decisions[decision] ?? {};
  const command = commandFor(knowledge, decision, where);
  const run = command === null ? '' : `Run this and paste what it prints:\n\`\`\`sh\n${command}\n\`\`\`\n\n`;
  const fallback = safeDefault && findOption(knowledge, decision, safeDefault.option);
  const offer = fallback
    ? `\n\nUntil you know, **${fallback.label}** is the safe answer. ${safeDefault.because} Say *ok* to go with it.`
    : '';
  return {
    type: 'explanation',
    topics: [decision],
    text: `${run}${howToFindOut ?? ''}${offer}`,
    sources: [],
    offers: [],
  };
}

/** What is known of the machine a command is to run on. */
interface Where {
  readonly platform: Platform | null;
  readonly pythonVersion: string | undefined;
}

/** The command that finds out, for their platform and Python; null where the knowledge has none. */
function commandFor(knowledge: Knowledge, decision: DecisionId, where: Where): string | null {
  const { commands = {}, freeThreadedCommand } = knowledge.decisions[decision] ?? {};
  const { platform, pythonVersion } = where;
  const isFree = pythonVersion?.endsWith('t') ?? false;
  const own = platform === null ? undefined : commands[platform];
  const command = isFree && freeThreadedCommand !== undefined ? freeThreadedCommand : (own ?? commands.linux);
  if (command === undefined) return null;
  const launcher = platform === 'windows' ? 'py -' : 'python';
  return command.replaceAll(
    '{python}',
    pythonVersion === undefined ? 'python' : `${launcher}${pythonVersion}`,
  );
}

export function offTopic(knowledge: Knowledge): Reply {
  const { offTopic: line, examples } = knowledge.voice;
  return notice(`${line}:\n${examples.map((example) => `- ${example}`).join('\n')}`);
}

/** What is off topic beside a recommendation: who writes that mostly means it. */
export function beside({ voice }: Knowledge): Reply {
  const own = 'say *code*, *more*, *why*, *in short* or *show the math*';
  return notice(
    `${voice.offTopic.split('.')[0]}. About what I recommended, ${own}; or tell me of another job.`,
  );
}

export function help(knowledge: Knowledge): Reply {
  const { help: text, examples } = knowledge.voice;
  return notice(`${text}\n\nFor example:\n${examples.map((example) => `- ${example}`).join('\n')}`);
}

export interface Page {
  readonly topic: string;
  readonly title: string;
  readonly text: string;
  readonly sources: readonly Source[];
}

/** The page on a topic; a decision or an outcome without one is explained by its own knowledge. */
export function pageOf(knowledge: Knowledge, id: string): Page | null {
  const own = Object.hasOwn(knowledge.topics, id) ? knowledge.topics[id] : undefined;
  const topic = own ?? Object.values(knowledge.topics).find(({ covers }) => covers.includes(id));
  if (topic) return { topic: id, title: topic.title, text: topic.text, sources: topic.sources };
  const decision = findDecision(knowledge, id);
  if (decision) return { topic: id, title: decision.question, text: decision.why, sources: [] };
  const advice = Object.hasOwn(knowledge.outcomes, id) ? knowledge.outcomes[id]?.advice.at(-1) : undefined;
  return advice ? { topic: id, title: advice.title, text: advice.why, sources: advice.sources } : null;
}

function listOfTopics(knowledge: Knowledge): string {
  const titles = Object.values(knowledge.topics).map(({ title }) => title);
  return titles.length === 0 ? '' : `I can explain: ${titles.join(', ')}.`;
}

function distinct(sources: readonly Source[]): Source[] {
  const byText = new Map(sources.map((source) => [JSON.stringify(source), source]));
  return [...byText.values()];
}
