import type { FieldRule } from './input-fields.ts';
import { numberFault, type Reading, show } from './read-number.ts';
import type { EvaluateInput } from './sizing-input.ts';

const RULES: Readonly<Record<keyof EvaluateInput, FieldRule>> = {
  processes: { unit: 'count', min: 0, aboveMin: true, max: 1e9, whole: true },
  concurrencyPerProcess: { unit: 'count', min: 0, aboveMin: true, max: 1e9, whole: true },
  cpuCores: { unit: 'number', min: 0, aboveMin: true, max: 1e6 },
  closedClients: { unit: 'count', min: 0, aboveMin: true, max: 1e9, whole: true },
};
const EXAMPLE = '{"processes": 2, "concurrencyPerProcess": 100, "cpuCores": 2}';

/** Checks the configuration to predict; all but `closedClients` must be given. */
export function readEvaluate(value: unknown): Reading<EvaluateInput> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { fault: `evaluate is ${show(value)}; give an object such as ${EXAMPLE}` };
  }
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const unknown = Object.keys(fields).find((name) => !(name in RULES));
  if (unknown !== undefined) {
    return { fault: `evaluate.${unknown} is not a field; give ${Object.keys(RULES).join(', ')}` };
  }
  for (const [name, rule] of Object.entries(RULES)) {
    const given = fields[name];
    if (given === undefined && name !== 'closedClients') {
      return { fault: `evaluate.${name} is missing; give an object such as ${EXAMPLE}` };
    }
    const fault = given === undefined ? null : numberFault(`evaluate.${name}`, given, rule);
    if (fault !== null) return { fault };
  }
  const { processes, concurrencyPerProcess, cpuCores, closedClients } = fields;
  const fixed = {
    processes: Number(processes),
    concurrencyPerProcess: Number(concurrencyPerProcess),
    cpuCores: Number(cpuCores),
  };
  return { value: closedClients === undefined ? fixed : { ...fixed, closedClients: Number(closedClients) } };
}
