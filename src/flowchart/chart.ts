import type { Flowchart, NodeId, NodeKind } from './flowchart.ts';
import type { ParsedChart, ParsedEdge, ParsedNode } from './parse.ts';

/** A parsed chart that has at least one node, with its entrances and the arrows of each node at hand. */
export interface Chart extends ParsedChart {
  readonly byId: ReadonlyMap<NodeId, ParsedNode>;
  /** The arrows out of each node that has any. */
  readonly exits: ReadonlyMap<NodeId, readonly ParsedEdge[]>;
  readonly start: NodeId;
  readonly sideEntrances: Flowchart['sideEntrances'];
  readonly kind: (id: NodeId) => NodeKind;
}

/** The chart with its arrows at hand; null where it is empty. */
export function withArrows(parsed: ParsedChart): Chart | null {
  const start = findStart(parsed);
  if (start === null) return null;
  const byId = new Map(parsed.nodes.map((node) => [node.id, node]));
  const exits = new Map<NodeId, ParsedEdge[]>();
  for (const edge of parsed.edges) exits.set(edge.from, [...(exits.get(edge.from) ?? []), edge]);
  const kind = (id: NodeId): NodeKind => {
    if (byId.get(id)?.shape === 'rhombus') return 'decision';
    return exits.has(id) ? 'step' : 'outcome';
  };
  return { ...parsed, byId, exits, start, sideEntrances: findSideEntrances(parsed, start), kind };
}

/** The first node outside any subgraph; in a chart that lies in subgraphs altogether, its first node. */
function findStart({ nodes }: ParsedChart): NodeId | null {
  return (nodes.find(({ subgraph }) => subgraph === null) ?? nodes[0])?.id ?? null;
}

/** The first node of each subgraph that no arrow leads into from outside, in file order. */
function findSideEntrances(chart: ParsedChart, start: NodeId): Flowchart['sideEntrances'] {
  const parents = new Map(chart.subgraphs.map(({ id, parent }) => [id, parent]));
  const around = new Map(chart.nodes.map(({ id, subgraph }) => [id, subgraphsAround(subgraph, parents)]));
  const entered = new Set<string>();
  for (const { from, to } of chart.edges) {
    for (const subgraph of around.get(to) ?? []) {
      if (around.get(from)?.has(subgraph) !== true) entered.add(subgraph);
    }
  }
  const entrances: { node: NodeId; subgraph: string }[] = [];
  const taken = new Set([start]);
  for (const { id, title } of chart.subgraphs) {
    const first = chart.nodes.find((node) => around.get(node.id)?.has(id) === true)?.id;
    // A subgraph that begins with another one is entered by the same node, as is one that holds the start.
    if (entered.has(id) || first === undefined || taken.has(first)) continue;
    taken.add(first);
    entrances.push({ node: first, subgraph: title });
  }
  return entrances;
}

function subgraphsAround(innermost: string | null, parents: ReadonlyMap<string, string | null>): Set<string> {
  const around = new Set<string>();
  // Two subgraphs of one name are a fault of their own, but must not lead in circles here.
  for (let id = innermost; id !== null && !around.has(id); id = parents.get(id) ?? null) around.add(id);
  return around;
}
