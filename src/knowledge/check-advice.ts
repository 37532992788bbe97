import type { NodeId } from '../flowchart/flowchart.ts';
import { LEAVES } from '../sizing/sizing-input.ts';
import type { Example } from './example.ts';
import type { Fault } from './fault.ts';
import type { Advice, Decision, Outcome } from './schema.ts';

interface Advised {
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly code: Readonly<Record<string, Example>>;
}

/** Whether what advice refers to is there: nodes, sizing models, examples; and whether each example is shown. */
export function checkAdvice({ decisions, outcomes, code }: Advised, nodes: readonly NodeId[]): Fault[] {
  const faults: Fault[] = [];
  const shown = new Set<string>();
  const checkOne = (file: string, { via, code: name, leaf }: Partial<Advice>) => {
    const fault = (problem: string, mend: string) => faults.push({ file, line: null, problem, mend });
    for (const node of viaNodes(via)) {
      if (!nodes.includes(node)) {
        fault(`via "${node}" is no node of the chart`, 'name a node on the way to this outcome');
      }
    }
    if (name !== undefined && !Object.hasOwn(code, name)) {
      fault(`code/${name} is missing`, 'add the file or name another');
    }
    if (name !== undefined) shown.add(`code/${name}`);
    if (leaf !== undefined && !LEAVES.some((known) => known === leaf)) {
      fault(`"${leaf}" has no sizing model`, `name one of ${LEAVES.join(', ')}`);
    }
  };
  for (const [node, { advice }] of Object.entries(outcomes)) {
    for (const one of advice) checkOne(`outcomes/${node}.yaml`, one);
  }
  for (const [id, { both, options }] of Object.entries(decisions)) {
    const file = `decisions/${id}.yaml`;
    for (const one of both?.advice ?? []) checkOne(file, one);
    const parts = Object.keys(both?.parts ?? {})
      .sort()
      .join(', ');
    if (both?.advice.every(({ via }) => via !== undefined)) {
      const mend = 'add one without "via", for every other way';
      faults.push({ file, line: null, problem: '"both.advice" is for some ways only', mend });
    }
    const ids = options.map((option) => option.id).sort();
    if (both !== undefined && parts !== ids.join(', ')) {
      const mend = `give each option its part: ${ids.join(', ')}`;
      faults.push({ file, line: null, problem: `"both.parts" names ${parts}`, mend });
    }
  }
  for (const name of Object.keys(code)) {
    const file = `code/${name}`;
    if (shown.has(file)) continue;
    faults.push({ file, line: null, problem: 'no advice shows it', mend: `name it as "code" of an outcome` });
  }
  return faults;
}

/** The nodes advice is for; none for advice that is for every way. */
export function viaNodes(via: Advice['via']): readonly NodeId[] {
  return via === undefined ? [] : typeof via === 'string' ? [via] : via;
}
