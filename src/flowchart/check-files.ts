import type { Fault } from '../knowledge/fault.ts';
import type { Chart } from './chart.ts';
import type { DecisionId, NodeId } from './flowchart.ts';
import { nearest } from './nearest.ts';

/** Whether every decision has a question and every outcome advice, and no file speaks of anything else. */
export function checkFiles(
  chart: Chart,
  questions: ReadonlySet<DecisionId>,
  advice: ReadonlySet<NodeId>,
): Fault[] {
  return [
    ...checkQuestionsThere(chart, questions),
    ...checkAdviceThere(chart, advice),
    ...checkQuestionsMeant(chart, questions),
    ...checkAdviceMeant(chart, advice),
  ];
}

function checkQuestionsThere(chart: Chart, questions: ReadonlySet<DecisionId>): Fault[] {
  return chart.nodes
    .filter(({ id }) => chart.kind(id) === 'decision' && !questions.has(id))
    .map(({ id, line }) => ({
      file: 'flowchart.mmd',
      line,
      problem: `the decision "${id}" has no question`,
      mend: `add decisions/${id}.yaml, or draw it as a step: ${id}[text]`,
    }));
}

function checkAdviceThere(chart: Chart, advice: ReadonlySet<NodeId>): Fault[] {
  return chart.nodes
    .filter(({ id }) => chart.kind(id) === 'outcome' && !advice.has(id) && !chart.doubtful.has(id))
    .map(({ id, line }) => ({
      file: 'flowchart.mmd',
      line,
      problem: `dead end: a way ends in "${id}", for which there is no advice`,
      mend: `add outcomes/${id}.yaml, or draw an arrow that leads on`,
    }));
}

function checkQuestionsMeant(chart: Chart, questions: ReadonlySet<DecisionId>): Fault[] {
  return [...questions]
    .filter((id) => !chart.doubtful.has(id) && !(chart.byId.has(id) && chart.kind(id) === 'decision'))
    .map((id) => {
      const file = `decisions/${id}.yaml`;
      const node = chart.byId.get(id);
      if (node !== undefined) {
        const problem = `"${id}" is no decision on the chart, but a ${chart.kind(id)}`;
        const mend = `draw it as ${id}{question} on line ${node.line} of flowchart.mmd, or remove this file`;
        return { file, line: null, problem, mend };
      }
      return {
        file,
        line: null,
        problem: `"${id}" is not on the chart`,
        mend: mendName(chart, id, 'decision'),
      };
    });
}

function checkAdviceMeant(chart: Chart, advice: ReadonlySet<NodeId>): Fault[] {
  return [...advice]
    .filter((id) => !chart.doubtful.has(id) && !(chart.byId.has(id) && chart.kind(id) === 'outcome'))
    .map((id) => {
      const file = `outcomes/${id}.yaml`;
      if (chart.byId.has(id)) {
        const problem = `"${id}" is no outcome: the chart goes on behind it`;
        const mend = `remove its arrows on the chart (the first is on line ${chart.exits.get(id)?.[0]?.line ?? '?'}), or remove this file`;
        return { file, line: null, problem, mend };
      }
      return {
        file,
        line: null,
        problem: `"${id}" is not on the chart`,
        mend: mendName(chart, id, 'outcome'),
      };
    });
}

function mendName(chart: Chart, id: string, kind: 'decision' | 'outcome'): string {
  const ids = chart.nodes.map((node) => node.id).filter((each) => chart.kind(each) === kind);
  const meant = nearest(id, ids);
  return meant === null
    ? 'draw it on the chart, or remove this file'
    : `rename it to "${meant}", or remove this file`;
}
