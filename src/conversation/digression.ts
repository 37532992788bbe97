import type { DecisionId, Exit } from '../flowchart/flowchart.ts';
import { reachable } from '../flowchart/walk.ts';
import { findDecision, findOption, type Knowledge } from '../knowledge/knowledge.ts';
import type { Source } from '../knowledge/schema.ts';
import type { Reply, ReplyOf } from '../reply/reply.ts';
import { labelOf, notice } from './notices.ts';

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

/** A question about a subject the chart keeps to the side (memory): what was asked, and what comes after it. */
export function explainSideBranch(knowledge: Knowledge, topics: readonly string[]): Reply {
  const branches = knowledge.flowchart.sideEntrances.map(({ node }) => reachable(knowledge.flowchart, node));
  const steps = branches.find((nodes) => nodes.some((node) => topics.includes(node))) ?? branches[0] ?? [];
  const asked = topics.length > 0 ? topics : steps.slice(0, 1);
  const reply = explain(knowledge, asked);
  const last = steps.findLastIndex((step) => asked.includes(step));
  const next = steps.slice(last + 1).map((step) => pageOf(knowledge, step)?.title ?? step);
  if (reply.type !== 'explanation' || next.length === 0) return reply;
  return { ...reply, text: `${reply.text}\n\nNext on this path: ${next.join(' → ')}. Ask for any of them.` };
}

/** Why a question is asked: its reason, and where each answer leads. */
export function explainWhy(knowledge: Knowledge, decision: DecisionId): ReplyOf<'explanation'> {
  const exits = knowledge.flowchart.nodes[decision]?.exits ?? [];
  const leads = exits.map(
    (exit) => `- **${exitLabel(knowledge, decision, exit)}** → ${leadsTo(knowledge, exit)}`,
  );
  const text = `${findDecision(knowledge, decision)?.why ?? ''}\n${leads.join('\n')}`;
  return { type: 'explanation', topics: [decision], text, sources: [] };
}

/** How to find out, and the answer that is safe until then. */
export function explainHowToFindOut(knowledge: Knowledge, decision: DecisionId): ReplyOf<'explanation'> {
  const { howToFindOut, safeDefault } = knowledge.decisions[decision] ?? {};
  const fallback = safeDefault && findOption(knowledge, decision, safeDefault.option);
  const offer = fallback
    ? `\n\nUntil you know, **${fallback.label}** is the safe answer. ${safeDefault.because} Say *ok* to go with it.`
    : '';
  return { type: 'explanation', topics: [decision], text: `${howToFindOut ?? ''}${offer}`, sources: [] };
}

export function offTopic(knowledge: Knowledge): Reply {
  const { offTopic: line, examples } = knowledge.voice;
  return notice(`${line}:\n${examples.map((example) => `- ${example}`).join('\n')}`);
}

export function help(knowledge: Knowledge): Reply {
  const { help: text, examples } = knowledge.voice;
  return notice(`${text}\n\nFor example:\n${examples.map((example) => `- ${example}`).join('\n')}`);
}

interface Page {
  readonly topic: string;
  readonly title: string;
  readonly text: string;
  readonly sources: readonly Source[];
}

/** The page on a topic; a decision or an outcome without one is explained by its own knowledge. */
function pageOf(knowledge: Knowledge, id: string): Page | null {
  if (Object.hasOwn(knowledge.topics, id)) {
    const topic = knowledge.topics[id];
    return topic ? { topic: id, ...topic } : null;
  }
  const decision = findDecision(knowledge, id);
  if (decision) return { topic: id, title: decision.question, text: decision.why, sources: [] };
  const advice = Object.hasOwn(knowledge.outcomes, id) ? knowledge.outcomes[id]?.advice.at(-1) : undefined;
  return advice ? { topic: id, title: advice.title, text: advice.why, sources: advice.sources } : null;
}

function leadsTo(knowledge: Knowledge, exit: Exit): string {
  const titles = reachable(knowledge.flowchart, exit.to)
    .filter((node) => knowledge.flowchart.nodes[node]?.kind === 'outcome')
    .map((node) => knowledge.flowchart.nodes[node]?.label ?? node);
  return titles.length <= 3
    ? titles.join(' or ')
    : `${titles.slice(0, 3).join(', ')} or ${titles.length - 3} more`;
}

function exitLabel(knowledge: Knowledge, decision: DecisionId, exit: Exit): string {
  return exit.option === null ? '' : labelOf(knowledge, decision, exit.option);
}

function listOfTopics(knowledge: Knowledge): string {
  const titles = Object.values(knowledge.topics).map(({ title }) => title);
  return titles.length === 0 ? '' : `I can explain: ${titles.join(', ')}.`;
}

function distinct(sources: readonly Source[]): Source[] {
  const byText = new Map(sources.map((source) => [JSON.stringify(source), source]));
  return [...byText.values()];
}
