import type { types } from '@slack/bolt';
import { FIELD_RULES } from '../../src/sizing/input-fields.ts';
import type { QuantityName as SizingName } from '../../src/sizing/sizing-input.ts';
import type { Quantities, QuantityName } from '../../src/understanding/understanding.ts';
import { FORMS } from './action-ids.ts';
import { plain } from './blocks.ts';
import { LIMITS } from './limits.ts';

interface Field {
  readonly name: Exclude<QuantityName, 'pythonVersion'>;
  readonly label: string;
  /** Base units in one of the form's units. */
  readonly factor: number;
  /** The input of the sizing model whose limits it has. */
  readonly rule: SizingName | null;
}

/** In the units people think in. */
const FIELDS: readonly Field[] = [
  { name: 'requestsPerSecond', label: 'Requests per second', factor: 1, rule: 'requestsPerSecond' },
  { name: 'concurrentUsers', label: 'People at the same time', factor: 1, rule: 'concurrentUsers' },
  { name: 'jobsTotal', label: 'Jobs in the batch', factor: 1, rule: 'jobs' },
  { name: 'deadlineSeconds', label: 'Time for the batch, minutes', factor: 60, rule: 'deadlineSeconds' },
  { name: 'ioWaitSeconds', label: 'One task waits, milliseconds', factor: 0.001, rule: 'ioWaitSeconds' },
  { name: 'cpuSeconds', label: 'One task computes, milliseconds', factor: 0.001, rule: 'cpuSeconds' },
  {
    name: 'p95TargetSeconds',
    label: '95 of 100 answered within, milliseconds',
    factor: 0.001,
    rule: 'targetLatencySeconds',
  },
  { name: 'cores', label: 'Cores of one host', factor: 1, rule: 'coresPerHost' },
  { name: 'hosts', label: 'Hosts at hand', factor: 1, rule: null },
  { name: 'memoryBytes', label: 'Memory of one host, GiB', factor: 2 ** 30, rule: 'memoryPerHostBytes' },
  {
    name: 'memoryPerWorkerBytes',
    label: 'Memory of one process, MiB',
    factor: 2 ** 20,
    rule: 'memoryPerWorkerBytes',
  },
];
const HOSTS = { min: 1, max: 100_000, whole: true } as const;
/** Three ways to say how much there is to do. */
const VOLUMES: readonly Field['name'][] = ['requestsPerSecond', 'concurrentUsers', 'jobsTotal'];

/** The sizing form; what is known already stands in its fields as a hint. `metadata` comes back with it. */
export function numbersForm(metadata: string, known: Quantities): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORMS.numbers,
    private_metadata: metadata,
    title: plain('Numbers of the job', 24),
    submit: plain('Estimate', 24),
    close: plain('Cancel', 24),
    blocks: FIELDS.map(({ name, label, factor }) => ({
      type: 'input',
      block_id: name,
      optional: true,
      label: plain(label, LIMITS.buttonText),
      element: {
        type: 'number_input',
        action_id: 'value',
        is_decimal_allowed: true,
        min_value: '0',
        placeholder: plain(placeholderFor(known[name], factor), LIMITS.placeholder),
      },
    })),
  };
}

/** What was filled in, in base units, or what is wrong by field. */
export type FilledIn =
  | { readonly quantities: Quantities }
  | { readonly errors: Readonly<Record<string, string>> };

/** Reads the form as it was sent; `values` is `view.state.values`. */
export function readNumbersForm(values: unknown): FilledIn {
  const errors: Record<string, string> = {};
  const quantities: { -readonly [Name in Field['name']]?: number } = {};
  for (const field of FIELDS) {
    const text = textOf(values, field.name);
    if (text === '') continue;
    const given = Number(text.replaceAll(',', ''));
    const fault = faultOf(field, given);
    if (fault === null) quantities[field.name] = Number((given * field.factor).toPrecision(12));
    else errors[field.name] = fault;
  }
  const volumes = VOLUMES.filter((name) => quantities[name] !== undefined);
  for (const name of volumes.slice(1)) {
    errors[name] = `Give one of these only: ${volumes.map(labelOf).join(', ')}.`;
  }
  if (Object.keys({ ...quantities, ...errors }).length === 0) {
    errors[FIELDS[0]?.name ?? ''] = 'Fill in at least one number.';
  }
  return Object.keys(errors).length > 0 ? { errors } : { quantities };
}

function faultOf({ rule, factor }: Field, given: number): string | null {
  const { min, max, whole, ...rest } = rule === null ? HOSTS : FIELD_RULES[rule];
  const value = given * factor;
  const isAboveMin = 'aboveMin' in rest && rest.aboveMin ? value > min : value >= min;
  const isWhole = !whole || Number.isInteger(given);
  if (Number.isFinite(given) && isAboveMin && value <= max && isWhole) return null;
  const kind = whole ? 'a whole number' : 'a number';
  const from =
    'aboveMin' in rest && rest.aboveMin ? `above ${shown(min / factor)}` : `from ${shown(min / factor)}`;
  return `Expected ${kind} ${from} up to ${shown(max / factor)}.`;
}

function textOf(values: unknown, name: string): string {
  const block = typeof values === 'object' && values !== null ? Object.entries(values) : [];
  const element: unknown = block.find(([id]) => id === name)?.[1]?.value;
  const text = typeof element === 'object' && element !== null && 'value' in element ? element.value : null;
  return typeof text === 'string' ? text.trim() : '';
}

function labelOf(name: QuantityName): string {
  return FIELDS.find((field) => field.name === name)?.label.toLowerCase() ?? name;
}

function placeholderFor(known: number | undefined, factor: number): string {
  return known === undefined ? 'not said yet' : `so far ${shown(known / factor)}`;
}

function shown(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}
