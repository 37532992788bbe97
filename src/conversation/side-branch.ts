import type { NodeId } from '../flowchart/flowchart.ts';
import { reachable } from '../flowchart/walk.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { fileText } from '../reply/details.ts';
import type { Offer, Reply, ReplyOf } from '../reply/reply.ts';
import type { Entry } from './conversation.ts';
import { explain, pageOf } from './digression.ts';
import { type Step, say, standing, type Turn } from './turn.ts';

/*
 * A subject the chart keeps to the side (memory): its steps are told one after the other, each with what to run and
 * how to read it. A job that is being asked about waits meanwhile.
 */

/** The steps of the side branch the node belongs to, in the order of the chart; null for a node of the main way. */
export function sideSteps(knowledge: Knowledge, node: NodeId): readonly NodeId[] | null {
  const branches = knowledge.flowchart.sideEntrances.map((each) => reachable(knowledge.flowchart, each.node));
  return branches.find((steps) => steps.includes(node)) ?? null;
}

/** The step a question about the subject enters by: the last that was asked about, else the first of the chart. */
export function entranceFor(knowledge: Knowledge, topics: readonly string[]): NodeId | null {
  const asked = topics.filter((topic) => sideSteps(knowledge, topic) !== null);
  if (topics.length > 0 && asked.length === 0) return null;
  return asked.at(-1) ?? knowledge.flowchart.sideEntrances[0]?.node ?? null;
}

/** The step that somebody calls by its word, such as "memory"; null for anything else. */
export function stepCalled(knowledge: Knowledge, text: string): NodeId | null {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[.!?]+$/, '');
  const found = knowledge.flowchart.sideEntrances.find(
    ({ node }) => knowledge.topics[node]?.attach?.say === word,
  );
  return found?.node ?? null;
}

/** The step after the one told just now; null at the end of the branch and outside of one. */
export function nextStep(knowledge: Knowledge, lookedAt: NodeId | null): NodeId | null {
  if (lookedAt === null) return null;
  const steps = sideSteps(knowledge, lookedAt) ?? [];
  return steps[steps.indexOf(lookedAt) + 1] ?? null;
}

/** Tells a step, and remembers it so that one can go on from there. */
export function tellStep(turn: Turn, node: NodeId, topics: readonly string[] = [node]): Step {
  const { knowledge, conversation, state, event } = turn;
  const isAsking = state.walk.open !== null && isAboutAJob(conversation.entries);
  const replies = [describeStep(knowledge, node, topics), ...(isAsking ? standing(turn, state) : [])];
  if (state.lookedAt === node) return say(turn, replies);
  const entry: Entry = { kind: 'looked', user: event.user, at: event.at, node };
  return { conversation: { ...conversation, entries: [...conversation.entries, entry] }, replies };
}

/** Whether anything was said about a job; looking at a side branch is not. */
export function isAboutAJob(entries: readonly Entry[]): boolean {
  return entries.some(({ kind }) => kind !== 'looked');
}

/** The step that was told last, once more; nothing where none was. */
export function sideStep(knowledge: Knowledge, lookedAt: NodeId | null): Reply[] {
  return lookedAt === null ? [] : [describeStep(knowledge, lookedAt, [lookedAt])];
}

function describeStep(knowledge: Knowledge, node: NodeId, topics: readonly string[]): Reply {
  const reply = explain(knowledge, topics.length > 0 ? topics : [node]);
  if (reply.type !== 'explanation') return reply;
  const steps = sideSteps(knowledge, node) ?? [];
  const next = nextStep(knowledge, node);
  const place = `Step ${steps.indexOf(node) + 1} of ${steps.length}.`;
  if (next === null) return withExample(knowledge, node, reply, place);
  const title = pageOf(knowledge, next)?.title ?? next;
  const offer: Offer = { decision: steps[0] ?? node, option: next, label: `Next: ${title}`, say: 'next' };
  return {
    ...reply,
    text: `${reply.text}\n\n${place} Next: **${title}**. Say *next* to go on.`,
    offers: [offer],
  };
}

function withExample(
  knowledge: Knowledge,
  node: NodeId,
  reply: ReplyOf<'explanation'>,
  place: string,
): ReplyOf<'explanation'> {
  const example = exampleAt(knowledge, node);
  if (example === null) return { ...reply, text: `${reply.text}\n\n${place}` };
  const shown = `\`\`\`python\n${example.excerpt}\n\`\`\``;
  const hint = `${place} *code* shows the whole file to try, *more* what else there is.`;
  return { ...reply, text: `${reply.text}\n\n${shown}\n${hint}` };
}

/** "code" and "more" at a step that is an outcome of the chart; null at any other. */
export function tellOfStep(turn: Turn, what: 'code' | 'more'): Step | null {
  const { knowledge, state } = turn;
  const node = state.lookedAt;
  const advice = node === null ? undefined : knowledge.outcomes[node]?.advice[0];
  if (node === null || advice === undefined) return null;
  const { title, sources } = advice;
  const example = exampleAt(knowledge, node);
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  const more = [
    `**${title}**\n\n${advice.how}`,
    `**Watch out**\n${list(advice.pitfalls)}`,
    `**Something else when**\n${list(advice.otherwise)}`,
    `**Python versions**\n${list(advice.versions)}`,
  ].join('\n\n');
  const text = what === 'more' ? more : fileText(title, example?.text ?? '');
  return say(turn, [
    { type: 'explanation', topics: [node], text, sources: what === 'more' ? sources : [], offers: [] },
  ]);
}

function exampleAt(knowledge: Knowledge, node: NodeId) {
  const name = knowledge.outcomes[node]?.advice[0]?.code;
  return name === undefined ? null : (knowledge.code[name] ?? null);
}
