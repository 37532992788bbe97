import { conflictsOf } from './input-conflicts.ts';
import { OTHER_FIELDS, QUANTITY_NAMES } from './input-fields.ts';
import { readEvaluate } from './read-evaluate.ts';
import { type Reading, readQuantity, show } from './read-number.ts';
import {
  CONFIDENCES,
  type EvaluateInput,
  type InputConfidence,
  LEAVES,
  type Leaf,
  type QuantityName,
  type Range,
  SHAPES,
  type Shape,
  START_METHODS,
  type StartMethod,
} from './sizing-input.ts';

/** The given fields, each checked by itself and against the others; nothing is filled in yet. */
export interface GivenInput {
  readonly quantities: Readonly<Partial<Record<QuantityName, Range>>>;
  readonly shape?: Shape;
  readonly leaf?: Leaf;
  readonly startMethod?: StartMethod;
  readonly inputConfidence?: InputConfidence;
  readonly freeThreaded?: boolean;
  readonly pythonVersion?: string;
  readonly evaluate?: EvaluateInput;
}

/**
 * Checks an input of unknown origin. All faults are collected; each names the field, its value and a remedy.
 * Faults between fields are looked for once the fields themselves are sound.
 */
export function readInput(input: unknown): Reading<GivenInput> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return {
      fault: `the input is ${show(input)}; give one object such as {"requestsPerSecond": 20, "ioWaitSeconds": 0.5}`,
    };
  }
  const fields: Readonly<Record<string, unknown>> = { ...input };
  const faults: string[] = [];
  const keep = <T>(reading: Reading<T>): T | undefined => {
    if ('value' in reading) return reading.value;
    faults.push(reading.fault);
    return undefined;
  };
  for (const name of Object.keys(fields)) {
    if (!isField(name)) faults.push(unknownField(name));
  }
  const read = <T>(name: string, reader: (value: unknown) => Reading<T>): T | undefined => {
    const value = fields[name];
    return value === undefined ? undefined : keep(reader(value));
  };
  const words = <T extends string>(name: string, allowed: readonly T[]): T | undefined =>
    read(name, (value) => oneOf(name, value, allowed));

  const inputConfidence = words('inputConfidence', CONFIDENCES);
  const quantities: Partial<Record<QuantityName, Range>> = {};
  for (const name of QUANTITY_NAMES) {
    const range = read(name, (value) => readQuantity(name, value, inputConfidence ?? 'estimated'));
    if (range !== undefined) quantities[name] = range;
  }
  const given = withoutAbsent({
    quantities,
    shape: words('shape', SHAPES),
    leaf: words('leaf', LEAVES),
    startMethod: words('startMethod', START_METHODS),
    inputConfidence,
    freeThreaded: read('freeThreaded', readFreeThreaded),
    pythonVersion: read('pythonVersion', readPythonVersion),
    evaluate: read('evaluate', readEvaluate),
  });
  if (faults.length === 0) faults.push(...conflictsOf(given));
  return faults.length === 0 ? { value: given } : { fault: faults.join('. ') };
}

type MaybeGiven = { readonly [K in keyof GivenInput]: GivenInput[K] | undefined } & Pick<
  GivenInput,
  'quantities'
>;

function withoutAbsent({ quantities, ...rest }: MaybeGiven): GivenInput {
  return {
    quantities,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  };
}

function isField(name: string): boolean {
  return (
    (QUANTITY_NAMES as readonly string[]).includes(name) || (OTHER_FIELDS as readonly string[]).includes(name)
  );
}

const OTHER_TIME_UNITS = /(?:_?ms|millis|milliseconds|msec|micros|microseconds|minutes|mins|hours)$/i;
const OTHER_SIZE_UNITS = /(?:_?kb|kib|mb|mib|gb|gib|megabytes|gigabytes)$/i;

function unknownField(name: string): string {
  const time = name.replace(OTHER_TIME_UNITS, 'Seconds');
  const size = name.replace(OTHER_SIZE_UNITS, 'Bytes');
  const meant = QUANTITY_NAMES.find((field) => field !== name && (field === time || field === size));
  if (meant !== undefined) {
    return `${show(name)} is not a field; did you mean ${meant} in ${meant === time ? 'seconds' : 'bytes'}?`;
  }
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const same = [...QUANTITY_NAMES, ...OTHER_FIELDS].find((field) => plain(field) === plain(name));
  if (same !== undefined) return `${show(name)} is not a field; did you mean ${same}?`;
  return `${show(name)} is not a field; leave it out or give one of ${[...QUANTITY_NAMES, ...OTHER_FIELDS].join(', ')}`;
}

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): Reading<T> {
  const word = allowed.find((candidate) => candidate === value);
  if (word !== undefined) return { value: word };
  return { fault: `${name} ${show(value)} is unknown; give one of ${allowed.join(', ')}` };
}

function readFreeThreaded(value: unknown): Reading<boolean> {
  if (typeof value === 'boolean') return { value };
  return { fault: `freeThreaded is ${show(value)}; give true or false` };
}

function readPythonVersion(value: unknown): Reading<string> {
  if (typeof value === 'string' && /^3\.\d{1,3}(?:\.\d{1,3})?(?:(?:a|b|rc)\d{1,2})?t?$/.test(value))
    return { value };
  return {
    fault: `pythonVersion is ${show(value)}; give text such as "3.13", or "3.14t" for the free-threaded build`,
  };
}
