import type { Quantities } from '../../src/understanding/understanding.ts';
import { harmlessWords } from './markdown.ts';
import { readNumber, type Unit } from './read-number.ts';
import { SIZE_FIELDS, type SizeField } from './size-fields.ts';

/** The form for the numbers of an estimate; Discord has room for five fields. */

/** What the load is counted in: one is picked, and how many is typed beside it. */
export const LOAD_KIND = 'load-kind';
export const LOAD = 'load';
/** Cores and memory of one host, picked together. */
export const HOST = 'host';

export type Field = Pick<SizeField, 'quantity' | 'label' | 'min' | 'max' | 'factor' | 'unit' | 'whole'>;

interface LoadKind {
  readonly value: string;
  readonly label: string;
  readonly field: Field;
  /** What is known besides. */
  readonly implied: Quantities;
}

const loadKind = (value: string, quantity: SizeField['quantity'], label: string, implied: Quantities = {}) =>
  ({ value, label, field: { ...fieldOf(quantity), label }, implied }) as const;

export const LOAD_KINDS: readonly LoadKind[] = [
  loadKind('requests-per-second', 'requestsPerSecond', 'Requests per second'),
  loadKind('users', 'concurrentUsers', 'Users at the same time'),
  loadKind('jobs-in-an-hour', 'jobsTotal', 'Jobs to finish within an hour', { deadlineSeconds: 3600 }),
  loadKind('jobs-in-a-day', 'jobsTotal', 'Jobs to finish within a day', { deadlineSeconds: 86_400 }),
];

export const HOSTS = [
  [1, 2],
  [2, 4],
  [2, 8],
  [4, 8],
  [4, 16],
  [8, 16],
  [8, 32],
  [16, 32],
  [16, 64],
  [32, 64],
  [32, 128],
  [64, 256],
].map(([cores = 0, gibibytes = 0]) => ({
  value: `${cores}-${gibibytes}`,
  label: `${cores === 1 ? '1 core' : `${cores} cores`}, ${gibibytes} GiB of memory`,
  quantities: { cores, memoryBytes: gibibytes * 2 ** 30 },
}));

/** The times, typed with a unit. */
export const TIME_FIELDS: readonly SizeField[] = [fieldOf('ioWaitSeconds'), fieldOf('cpuSeconds')];

/** The numbers given in the form, or what is wrong with them and what would be accepted. */
export function quantitiesOfForm(
  fields: Readonly<Record<string, string>>,
): { readonly quantities: Quantities } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const quantities: Partial<Record<SizeField['quantity'], number>> = {};
  const read = (field: Field, text: string, implied: Quantities = {}) => {
    if (text === '') return;
    const value = readNumber(text, field.unit);
    if (value !== null && isAccepted(field, value / field.factor)) {
      Object.assign(quantities, { [field.quantity]: value }, implied);
    } else {
      faults.push(`**${field.label}**: “${harmlessWords(text)}” does not fit. Expected: ${rangeOf(field)}.`);
    }
  };

  const given = (name: string) => (fields[name] ?? '').trim();
  const kind = LOAD_KINDS.find(({ value }) => value === given(LOAD_KIND));
  if (kind) read(kind.field, given(LOAD), kind.implied);
  else if (given(LOAD) !== '') faults.push('**How many**: pick what it is that you count.');
  for (const field of TIME_FIELDS) read(field, given(field.option));
  const host = HOSTS.find(({ value }) => value === given(HOST));
  if (host) Object.assign(quantities, host.quantities);
  else if (given(HOST) !== '') faults.push('**One host**: expected one of the list.');
  return faults.length === 0 ? { quantities } : { faults };
}

function fieldOf(quantity: SizeField['quantity']): SizeField {
  const found = SIZE_FIELDS.find((field) => field.quantity === quantity);
  if (found === undefined) throw new Error(`/gilbert size does not take ${quantity}`);
  return found;
}

export function isAccepted({ min, max, whole }: Field, value: number): boolean {
  return value >= min && value <= max && (!whole || Number.isInteger(value));
}

const UNIT_NAMES: Readonly<Record<Unit, string>> = {
  count: '',
  rate: ' per second (or write a unit, such as 3000/min)',
  milliseconds: ' milliseconds (or write a unit, such as 3 s)',
  minutes: ' minutes (or write a unit, such as 2 h)',
  gibibytes: ' GiB (or write a unit, such as 512 MiB)',
};

function rangeOf({ min, max, unit, whole }: Field): string {
  const number = whole ? 'a whole number' : 'a number';
  return `${number} from ${min} to ${max.toLocaleString('en-US')}${UNIT_NAMES[unit]}`;
}
