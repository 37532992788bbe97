import type { Fault } from '../knowledge/fault.ts';
import type { Chart } from './chart.ts';
import type { DecisionId, OptionId } from './flowchart.ts';
import { nearest } from './nearest.ts';
import type { ParsedEdge } from './parse.ts';

/** What the chart needs to know of a question: its options, and the arrow label each stands for. */
export interface Options {
  readonly options: readonly { readonly id: OptionId; readonly chart: string }[];
}

/** The option an arrow label stands for; case and blanks do not matter. */
export function optionOf(decision: Options | undefined, label: string | null): OptionId | null {
  if (label === null) return null;
  return decision?.options.find(({ chart }) => same(chart) === same(label))?.id ?? null;
}

const same = (label: string) => label.trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether the arrows out of each decision are its options, and no other arrow is labelled. */
export function checkExits(
  chart: Chart,
  decisions: Readonly<Record<DecisionId, Options>>,
  unreadable: ReadonlySet<DecisionId>,
): Fault[] {
  const faults: Fault[] = [];
  for (const { id } of chart.nodes) {
    const exits = chart.exits.get(id) ?? [];
    if (chart.kind(id) !== 'decision') {
      if (!chart.doubtful.has(id)) faults.push(...checkStep(id, exits));
      continue;
    }
    faults.push(...checkLabels(id, exits));
    if (!Object.hasOwn(decisions, id) || unreadable.has(id)) continue;
    const options = decisions[id]?.options ?? [];
    faults.push(...checkKnown(id, exits, options), ...checkTwins(id, options));
    if (exits.length > 0 && !chart.doubtful.has(id)) {
      faults.push(...checkComplete(id, chart.byId.get(id)?.line ?? null, exits, options));
    }
  }
  return faults;
}

const fault = (line: number | null, problem: string, mend: string): Fault => ({
  file: 'flowchart.mmd',
  line,
  problem,
  mend,
});

function checkStep(id: string, exits: readonly ParsedEdge[]): Fault[] {
  return exits
    .filter(({ label }) => label !== null)
    .map(({ label, line }) => {
      const problem = `the arrow out of "${id}" says "${label}", but "${id}" is no decision`;
      return fault(line, problem, `remove the label, or make "${id}" a decision: ${id}{question}`);
    });
}

/** Every arrow out of a decision says when it is taken, and no two say the same. */
function checkLabels(id: string, exits: readonly ParsedEdge[]): Fault[] {
  const faults: Fault[] = [];
  const lines = new Map<string, number>();
  for (const { label, line, to } of exits) {
    if (label === null) {
      const problem = `the arrow from decision "${id}" to "${to}" has no label`;
      faults.push(fault(line, problem, `write for which answer it is taken: ${id} -->|answer| ${to}`));
      continue;
    }
    const first = lines.get(same(label));
    if (first === undefined) lines.set(same(label), line);
    else {
      const problem = `two arrows out of "${id}" say "${label}", here and on line ${first}`;
      faults.push(fault(line, problem, 'give each answer one arrow'));
    }
  }
  return faults;
}

function checkKnown(id: string, exits: readonly ParsedEdge[], options: Options['options']): Fault[] {
  const known = options.map(({ chart }) => chart);
  return exits.flatMap(({ label, line }) => {
    if (label === null || optionOf({ options }, label) !== null) return [];
    const meant = meantBy(label, known);
    const all = known.map((each) => `"${each}"`).join(', ');
    const where = `the options of decisions/${id}.yaml are ${all}`;
    const mend =
      meant === null ? `write one of the options or add one: ${where}` : `write "${meant}": ${where}`;
    return [fault(line, `the arrow "${label}" out of "${id}" stands for no option`, mend)];
  });
}

/** The option that an unknown label is close to; null for a label that is known, or like none of them. */
function meantBy(label: string, known: readonly string[]): string | null {
  return known.some((each) => same(each) === same(label)) ? null : nearest(label, known);
}

function checkComplete(
  id: string,
  line: number | null,
  exits: readonly ParsedEdge[],
  options: Options['options'],
): Fault[] {
  const known = options.map(({ chart }) => chart);
  // A misspelt label is one fault, not two: the option it is close to counts as drawn.
  const labels = new Set(
    exits.flatMap(({ label }) => (label === null ? [] : [same(label), same(meantBy(label, known) ?? label)])),
  );
  return options
    .filter(({ chart }) => !labels.has(same(chart)))
    .map(({ id: option, chart }) => {
      const problem = `no arrow out of "${id}" stands for the option "${option}" ("${chart}")`;
      return fault(
        line,
        problem,
        `draw ${id} -->|${chart}| …, or remove the option from decisions/${id}.yaml`,
      );
    });
}

function checkTwins(id: string, options: Options['options']): Fault[] {
  const first = new Map<string, OptionId>();
  return options.flatMap(({ id: option, chart }) => {
    const twin = first.get(same(chart));
    first.set(same(chart), twin ?? option);
    if (twin === undefined) return [];
    const problem = `the options "${twin}" and "${option}" stand for the same arrow, "${chart}"`;
    return [
      { file: `decisions/${id}.yaml`, line: null, problem, mend: 'give each option its own arrow label' },
    ];
  });
}
