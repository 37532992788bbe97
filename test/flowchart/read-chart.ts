import { readFileSync } from 'node:fs';
import { checkChart, type Options } from '../../src/flowchart/check.ts';
import type { Flowchart } from '../../src/flowchart/flowchart.ts';
import { type ParsedChart, parseChart } from '../../src/flowchart/parse.ts';
import type { Fault } from '../../src/knowledge/fault.ts';

export const CONCURRENCY = readFileSync(new URL('../../knowledge/flowchart.mmd', import.meta.url), 'utf8');
export const DATABASE = readFileSync(new URL('database/flowchart.mmd', import.meta.url), 'utf8');

/** The questions and advice that fit a chart: an option for each arrow label, with an id made of the label. */
export function fitting(chart: ParsedChart): { decisions: Record<string, Options>; outcomes: Set<string> } {
  const decisions: Record<string, Options> = {};
  for (const { id } of chart.nodes.filter(({ shape }) => shape === 'rhombus')) {
    const labels = chart.edges.filter(({ from }) => from === id).flatMap(({ label }) => label ?? []);
    decisions[id] = { options: labels.map((label) => ({ id: optionId(label), chart: label })) };
  }
  const leading = new Set(chart.edges.map(({ from }) => from));
  const ends = chart.nodes.filter(({ id, shape }) => shape !== 'rhombus' && !leading.has(id));
  return { decisions, outcomes: new Set(ends.map(({ id }) => id)) };
}

export function optionId(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');
}

/** Reads and checks a chart with the questions and advice that fit it. */
export function readChart(text: string): { flowchart: Flowchart | null; faults: Fault[] } {
  const { chart, faults } = parseChart(text);
  const { decisions, outcomes } = fitting(chart);
  const checked = checkChart(chart, decisions, outcomes);
  return { flowchart: checked.flowchart, faults: [...faults, ...checked.faults] };
}

/** The flowchart of a chart that is known to be sound. */
export function flowchartOf(text: string): Flowchart {
  const { flowchart, faults } = readChart(text);
  if (flowchart === null || faults.length > 0) throw new Error(JSON.stringify(faults, null, 2));
  return flowchart;
}
