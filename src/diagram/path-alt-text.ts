import type { NodeId } from '../flowchart/flowchart.ts';
import { findNode } from '../flowchart/walk.ts';
import { findOption } from '../knowledge/knowledge.ts';
import type { ChartParts, PathParts } from './path-graph.ts';

/** The picture of the path in words, for those who do not see it. */
export function pathAltText(
  chart: ChartParts,
  { path, answers, outcomes }: PathParts & { readonly outcomes: readonly NodeId[] },
): string {
  const labelOf = (id: string) => findNode(chart.flowchart, id)?.label ?? id;
  const steps = path.flatMap((id) => {
    const option = Object.hasOwn(answers, id) ? answers[id] : undefined;
    if (option === undefined) return [];
    const label = labelOf(id);
    const answer = findOption(chart, id, option)?.chart ?? option;
    return [`${label}${label.endsWith('?') ? '' : ':'} ${answer}`];
  });
  const ends = outcomes.map(labelOf).join(' and ');
  return `The way taken through the decision flowchart. ${[...steps, `It ends at: ${ends}`].join('. ')}.`;
}
