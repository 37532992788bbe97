import type { Fault } from '../knowledge/fault.ts';
import type { Chart } from './chart.ts';
import type { NodeId } from './flowchart.ts';

/** Whether every node is reached, every decision leads on, and nothing leads in circles. */
export function checkWays(chart: Chart): Fault[] {
  return [...checkDeadEnds(chart), ...checkReached(chart), ...checkLoops(chart)];
}

function checkDeadEnds(chart: Chart): Fault[] {
  return chart.nodes
    .filter(({ id }) => chart.kind(id) === 'decision' && !chart.exits.has(id) && !chart.doubtful.has(id))
    .map(({ id, line }) => ({
      file: 'flowchart.mmd',
      line,
      problem: `dead end: no arrow leads out of the decision "${id}"`,
      mend: `draw an arrow for each answer: ${id} -->|answer| …`,
    }));
}

function checkReached(chart: Chart): Fault[] {
  // An arrow on a line that could not be read may lead to any node the line names.
  const doubtful = chart.nodes.map(({ id }) => id).filter((id) => chart.doubtful.has(id));
  const waiting = [chart.start, ...chart.sideEntrances.map(({ node }) => node), ...doubtful];
  const reached = new Set<NodeId>();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const { to } of chart.exits.get(id) ?? []) waiting.push(to);
  }
  return chart.nodes
    .filter(({ id }) => !reached.has(id))
    .map(({ id, line }) => ({
      file: 'flowchart.mmd',
      line,
      problem: `"${id}" is not reached from "${chart.start}"`,
      mend: 'draw an arrow to it, put it into a subgraph of its own, or remove it',
    }));
}

/** One fault for each arrow that leads back onto the way it came by, found depth first in file order. */
function checkLoops(chart: Chart): Fault[] {
  const faults: Fault[] = [];
  const done = new Set<NodeId>();
  for (const { id: root } of chart.nodes) {
    const way: { readonly id: NodeId; next: number }[] = done.has(root) ? [] : [{ id: root, next: 0 }];
    const onWay = new Map(way.map(({ id }, index) => [id, index]));
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const exit = chart.exits.get(last.id)?.[last.next];
      last.next += 1;
      if (exit === undefined) {
        done.add(last.id);
        onWay.delete(last.id);
        way.pop();
      } else if (onWay.has(exit.to)) {
        const loop = [...way.slice(onWay.get(exit.to)).map(({ id }) => id), exit.to];
        faults.push(loopFault(loop, exit.line));
      } else if (!done.has(exit.to)) {
        onWay.set(exit.to, way.length);
        way.push({ id: exit.to, next: 0 });
      }
    }
  }
  return faults;
}

function loopFault(loop: readonly NodeId[], line: number): Fault {
  const problem = `the chart leads in a circle: ${loop.join(' → ')}`;
  return { file: 'flowchart.mmd', line, problem, mend: 'remove one of these arrows, or let it lead forward' };
}
