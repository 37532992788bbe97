import type { Answers, FlowchartNode, NodeId } from '../flowchart/flowchart.ts';
import { findNode } from '../flowchart/walk.ts';
import { findOption, type Knowledge } from '../knowledge/knowledge.ts';

/** The part of the chart that a picture needs. */
export type ChartParts = Pick<Knowledge, 'flowchart' | 'decisions'>;
/** The way through it. */
export interface PathParts {
  readonly path: readonly NodeId[];
  readonly answers: Answers;
}

/** A box of the picture: one node of the chart, or several on the way that follow each other without a choice. */
export interface PathBox {
  readonly nodes: readonly FlowchartNode[];
  readonly isTaken: boolean;
}

/** An arrow between two boxes, given by their places in the list. */
export interface PathArrow {
  readonly from: number;
  readonly to: number;
  /** The answer as the chart has it; empty where nothing is asked. */
  readonly label: string;
  readonly isTaken: boolean;
}

export interface PathGraph {
  readonly boxes: readonly PathBox[];
  readonly arrows: readonly PathArrow[];
}

interface Link {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly label: string;
  readonly isTaken: boolean;
}

/** The way that was walked, and around it only the nodes where the ways not taken begin. */
export function pathGraph(chart: ChartParts, path: PathParts): PathGraph {
  const walked = path.path.flatMap((id) => findNode(chart.flowchart, id) ?? []);
  const links = linksOf(chart, path, walked);
  const groups = grouped(walked, links);
  const known = new Set(walked.map(({ id }) => id));
  const beside = [...new Set(links.map(({ to }) => to))].flatMap((id) =>
    known.has(id) ? [] : (findNode(chart.flowchart, id) ?? []),
  );
  const boxes: PathBox[] = [
    ...groups.map((nodes) => ({ nodes, isTaken: true })),
    ...beside.map((node) => ({ nodes: [node], isTaken: false })),
  ];
  const boxOf = new Map(boxes.flatMap(({ nodes }, index) => nodes.map(({ id }) => [id, index] as const)));
  const arrows = links.flatMap(({ from, to, label, isTaken }) => {
    const [tail, head] = [boxOf.get(from), boxOf.get(to)];
    return tail === undefined || head === undefined || tail === head
      ? []
      : [{ from: tail, to: head, label, isTaken }];
  });
  return { boxes, arrows };
}

/** All arrows out of the nodes walked, those of the way first, so that it is drawn straight. */
function linksOf(chart: ChartParts, { path, answers }: PathParts, walked: readonly FlowchartNode[]): Link[] {
  const onPath = new Set(path);
  return walked.flatMap((node) => {
    const answer = Object.hasOwn(answers, node.id) ? answers[node.id] : undefined;
    const links = node.exits.map(({ option, to }) => ({
      from: node.id,
      to,
      label: option === null ? '' : (findOption(chart, node.id, option)?.chart ?? option),
      isTaken: onPath.has(to) && (option === null || answer === undefined || answer === option),
    }));
    return links.sort((a, b) => Number(b.isTaken) - Number(a.isTaken));
  });
}

/** Nodes on the way that follow one another without a choice and without anything joining in share a box. */
function grouped(walked: readonly FlowchartNode[], links: readonly Link[]): readonly FlowchartNode[][] {
  const groups: FlowchartNode[][] = [];
  const follows = (before: FlowchartNode | undefined, node: FlowchartNode) =>
    before?.kind === 'step' &&
    before.exits.length === 1 &&
    before.exits[0]?.to === node.id &&
    node.kind !== 'outcome' &&
    links.filter(({ to }) => to === node.id).length === 1;
  for (const node of walked) {
    const last = groups.at(-1);
    if (last && follows(last.at(-1), node)) last.push(node);
    else groups.push([node]);
  }
  return groups;
}
