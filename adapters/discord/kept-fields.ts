import { readNumber } from './read-number.ts';
import {
  type Field,
  HOST,
  HOSTS,
  isAccepted,
  LOAD,
  LOAD_KIND,
  LOAD_KINDS,
  TIME_FIELDS,
} from './size-form.ts';

/** What of a form that was refused fits, so that nobody types it twice: it travels in the button that opens it again. */

/** A custom id shortens parts that are longer. */
const LONGEST_PART = 20;
const BETWEEN = '~';

type Fields = Readonly<Record<string, string>>;

/** The fields that fit as two parts of a custom id; none where they are too long for it. */
export function partsOfKept(fields: Fields): readonly string[] {
  const kind = LOAD_KINDS.findIndex(({ value }) => value === fields[LOAD_KIND]);
  const host = HOSTS.findIndex(({ value }) => value === fields[HOST]);
  const load = numberIn(fields[LOAD], LOAD_KINDS[kind]?.field);
  const times = TIME_FIELDS.map((field) => numberIn(fields[field.option], field));
  const parts = [[indexText(kind), load, indexText(host)], times].map((each) => each.join(BETWEEN));
  return parts.every((part) => part.length <= LONGEST_PART) ? parts : [];
}

/** The fields such parts stand for; empty ones are left out. */
export function keptOfParts([first = '', second = '']: readonly string[]): Fields {
  const [kind = '', load = '', host = ''] = first.split(BETWEEN);
  const times = second.split(BETWEEN);
  const fields: readonly (readonly [string, string | undefined])[] = [
    [LOAD_KIND, LOAD_KINDS[indexOf(kind)]?.value],
    [LOAD, load],
    [HOST, HOSTS[indexOf(host)]?.value],
    ...TIME_FIELDS.map(({ option }, index) => [option, times[index]] as const),
  ];
  return Object.fromEntries(fields.flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
}

/** In the unit that is meant when none is written; empty for what does not fit. */
function numberIn(text: string | undefined, field: Field | undefined): string {
  if (text === undefined || field === undefined) return '';
  const value = readNumber(text, field.unit);
  return value !== null && isAccepted(field, value / field.factor) ? `${value / field.factor}` : '';
}

function indexText(index: number): string {
  return index === -1 ? '' : `${index}`;
}

function indexOf(text: string): number {
  return text === '' ? -1 : Number(text);
}
