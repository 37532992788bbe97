import type { Answers, DecisionId, Exit, Flowchart, FlowchartNode, NodeId, OptionId } from './flowchart.ts';

/** How far the answers lead. */
export interface Walk {
  /** Every node visited, in visiting order, each once. */
  readonly path: readonly NodeId[];
  /** The answers that counted, in the order of the path. */
  readonly taken: readonly { readonly decision: DecisionId; readonly option: OptionId }[];
  /** The first decision met that has no answer; null when all are answered. */
  readonly open: DecisionId | null;
  readonly outcomes: readonly NodeId[];
}

/** One way through the chart: what must be answered, and the nodes from the start to the outcome. */
export interface Way {
  readonly answers: Answers;
  readonly path: readonly NodeId[];
  readonly outcome: NodeId;
}

/** The node of that id, or null. Ids come from people and old conversations, so absence is ordinary. */
export function findNode(flowchart: Flowchart, id: NodeId): FlowchartNode | null {
  return Object.hasOwn(flowchart.nodes, id) ? (flowchart.nodes[id] ?? null) : null;
}

/**
 * Follows the answers through the chart. A step is left by all its exits, one after the other; a decision by the exit
 * of its answer, and an answer that has no exit there counts as none.
 */
export function walk(flowchart: Flowchart, answers: Answers, from: NodeId = flowchart.start): Walk {
  const taken: { decision: DecisionId; option: OptionId }[] = [];
  const outcomes: NodeId[] = [];
  let open: DecisionId | null = null;
  const path = visit(flowchart, from, (node) => {
    if (node.kind === 'outcome') outcomes.push(node.id);
    if (node.kind !== 'decision') return node.exits;
    const exit = exitTaken(node, answers);
    if (exit === null || exit.option === null) {
      open ??= node.id;
      return [];
    }
    taken.push({ decision: node.id, option: exit.option });
    return [exit];
  });
  return { path, taken, open, outcomes };
}

/** All nodes that some answers lead to, the first included, in walking order. */
export function reachable(flowchart: Flowchart, from: NodeId = flowchart.start): NodeId[] {
  return visit(flowchart, from, (node) => node.exits);
}

/** Every decision on the chart, in walking order: from the start, then from the side entrances. */
export function decisionsOf(flowchart: Flowchart): DecisionId[] {
  const entrances = [flowchart.start, ...flowchart.sideEntrances.map(({ node }) => node)];
  const nodes = new Set(entrances.flatMap((entrance) => reachable(flowchart, entrance)));
  return [...nodes].filter((id) => findNode(flowchart, id)?.kind === 'decision');
}

/** Whether the decision lies on some way that agrees with the answers, itself answered or not. */
export function couldReach(
  flowchart: Flowchart,
  answers: Answers,
  decision: DecisionId,
  from: NodeId = flowchart.start,
): boolean {
  const ahead = visit(flowchart, from, (node) => {
    const exit = node.kind === 'decision' ? exitTaken(node, answers) : null;
    return exit === null ? node.exits : [exit];
  });
  return ahead.includes(decision) && findNode(flowchart, decision)?.kind === 'decision';
}

/**
 * Every way from a node to every outcome, first exits first. Two exits of a step make two ways with the same answers.
 * A chart with many joins in a row has more ways than anyone could list: there, take from `eachWay` what is needed.
 */
export function ways(flowchart: Flowchart, from: NodeId = flowchart.start): Way[] {
  return [...eachWay(flowchart, from)];
}

/** The ways one by one, each found when it is asked for. */
export function* eachWay(flowchart: Flowchart, from: NodeId = flowchart.start): Generator<Way, void, void> {
  /** The exits taken so far, each with those of the same node that are still to be tried. */
  const trail: { readonly node: FlowchartNode; next: number }[] = [];
  const enter = (id: NodeId | undefined) => {
    const node = id === undefined ? null : findNode(flowchart, id);
    if (node !== null) trail.push({ node, next: 0 });
  };
  enter(from);
  for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
    if (last.node.kind === 'outcome') yield wayAlong(trail, last.node.id);
    const exit = last.node.exits[last.next];
    last.next += 1;
    if (exit === undefined) trail.pop();
    else enter(exit.to);
  }
}

function wayAlong(
  trail: readonly { readonly node: FlowchartNode; readonly next: number }[],
  outcome: NodeId,
): Way {
  const taken = trail.flatMap(({ node, next }) => {
    const option = node.exits[next - 1]?.option ?? null;
    return option === null ? [] : [[node.id, option] as const];
  });
  return { answers: Object.fromEntries(taken), path: trail.map(({ node }) => node.id), outcome };
}

/** Depth first from a node along the exits chosen at each node; each node once. */
function visit(
  flowchart: Flowchart,
  from: NodeId,
  choose: (node: FlowchartNode) => readonly Exit[],
): NodeId[] {
  const visited = new Set<NodeId>();
  const waiting = [from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = findNode(flowchart, id);
    if (node === null || visited.has(id)) continue;
    visited.add(id);
    waiting.push(
      ...choose(node)
        .map(({ to }) => to)
        .reverse(),
    );
  }
  return [...visited];
}

function exitTaken(node: FlowchartNode, answers: Answers): Exit | null {
  if (!Object.hasOwn(answers, node.id)) return null;
  return node.exits.find(({ option }) => option !== null && option === answers[node.id]) ?? null;
}
