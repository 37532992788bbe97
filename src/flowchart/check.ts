import type { Fault } from '../knowledge/fault.ts';
import { type Chart, withArrows } from './chart.ts';
import { checkExits, type Options, optionOf } from './check-exits.ts';
import { checkFiles } from './check-files.ts';
import { checkWays } from './check-ways.ts';
import type { DecisionId, Flowchart, FlowchartNode, NodeId } from './flowchart.ts';
import type { ParsedChart } from './parse.ts';

export type { Options } from './check-exits.ts';

/**
 * Whether a parsed chart makes sense with the questions and the advice there are: a flowchart, or every fault, sorted
 * by line. `unreadable` names decisions whose file is there but could not be read: nothing is said about their arrows.
 */
export function checkChart(
  parsed: ParsedChart,
  decisions: Readonly<Record<DecisionId, Options>>,
  outcomes: ReadonlySet<NodeId>,
  unreadable: ReadonlySet<DecisionId> = new Set(),
): { flowchart: Flowchart | null; faults: Fault[] } {
  const chart = withArrows(parsed);
  if (chart === null) {
    const mend = 'draw at least one node behind the line graph TD';
    return {
      flowchart: null,
      faults: [{ file: 'flowchart.mmd', line: null, problem: 'the chart is empty', mend }],
    };
  }
  const faults = [
    ...checkExits(chart, decisions, unreadable),
    ...checkWays(chart),
    ...checkFiles(chart, new Set([...Object.keys(decisions), ...unreadable]), outcomes),
  ].sort(byPlace);
  return { flowchart: faults.length === 0 ? build(chart, decisions) : null, faults };
}

/** By line; what belongs to a file as a whole comes last, file by file. */
function byPlace(one: Fault, other: Fault): number {
  const lines = (one.line ?? Number.POSITIVE_INFINITY) - (other.line ?? Number.POSITIVE_INFINITY);
  return one.line === other.line ? one.file.localeCompare(other.file, 'en') : lines;
}

function build(chart: Chart, decisions: Readonly<Record<DecisionId, Options>>): Flowchart {
  const nodes = chart.nodes.map(({ id, label }): [NodeId, FlowchartNode] => {
    const kind = chart.kind(id);
    const exits = (chart.exits.get(id) ?? []).map((edge) => ({
      option: kind === 'decision' ? optionOf(decisions[id], edge.label) : null,
      to: edge.to,
    }));
    return [id, { id, label, kind, exits }];
  });
  return { start: chart.start, sideEntrances: chart.sideEntrances, nodes: Object.fromEntries(nodes) };
}
