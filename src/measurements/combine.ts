import type { Quantities, QuantityName } from '../understanding/understanding.ts';
import type { Measurement, Sign } from './measurement.ts';
import { figure, sizeText } from './numbers.ts';

/** What all measurements of a message show together. */
export interface Measured {
  /** Each sign with the words that show it. */
  readonly signs: ReadonlyMap<Exclude<Sign, 'idle'>, string>;
  readonly quantities: Quantities;
  /** The words each quantity was read from. */
  readonly words: ReadonlyMap<QuantityName, string>;
  /** One sentence each: what was read, how it was concluded, and what contradicts what. */
  readonly lines: readonly string[];
}

/** What the message says beside its measurements, as far as they depend on it. */
export interface Beside {
  readonly prose: string;
  /** Quantities stated in the prose. */
  readonly stated: Quantities;
  /** Whether the question was what the job does with its time: then there was work when it was measured. */
  readonly wasAsked: boolean;
}

/** Values closer than this agree. */
const ALIKE = 0.05;
const OPPOSITES: readonly (readonly [Sign, Sign, string])[] = [
  ['computing', 'waiting', 'one shows computing, one waiting'],
  ['gilLimits', 'gilFree', 'one shows the GIL as the limit, one does not'],
];
const AT_WORK =
  /\b(?:slow|load\b|peak|runs|running|ran\b|while|during|takes|took|stuck|forever|hours?|minutes|job|script|batch|import|scrap|crawl|download|busy)/i;
/** "per document", "for one of them", "each": the run was over one. "All in one go" says nothing of the kind. */
const ONE_TASK =
  /\beach\b|\b(?:one|single|per|every|typical) (?!go\b|batch|box|cores?\b|cpu|machine|server|host|process|thread|hour|day|second|minute|night|week|pass\b|shot|sweep|loop|time\b)[a-z]/i;

/** Puts measurements together: what contradicts is said and gives no fact, nothing is averaged. */
export function combine(measurements: readonly Measurement[], beside: Beside): Measured {
  const lines = measurements.map(({ text }) => text);
  const cores = smallest(measurements.filter(isSound).flatMap(({ quantities }) => quantities.cores ?? []));
  const sound = measurements.filter((each) => {
    const fits = isSound(each) && fitsCores(each, cores);
    if (isSound(each) && !fits) {
      lines.push(
        `${each.tool}: more CPU time than ${figure(cores ?? 0)} cores can give. I take nothing from it.`,
      );
    }
    return fits;
  });
  const signs = signsOf(sound, beside, lines);
  const { quantities, words } = quantitiesOf(sound, signs, beside, lines);
  return { signs, quantities, words, lines: [...new Set(lines)] };
}

function isSound({ isImplausible }: Measurement): boolean {
  return isImplausible !== true;
}

function fitsCores({ coresUsed = 0 }: Measurement, cores: number | null): boolean {
  return cores === null || coresUsed <= cores * 1.2 + 0.2;
}

function signsOf(measurements: readonly Measurement[], { prose, wasAsked }: Beside, lines: string[]) {
  const signs = new Map<Exclude<Sign, 'idle'>, string>();
  for (const { signs: shown, words } of measurements) {
    for (const sign of shown) if (sign !== 'idle' && !signs.has(sign)) signs.set(sign, words);
  }
  const idle = measurements.find(({ signs: shown }) => shown.includes('idle'));
  if (idle !== undefined && !signs.has('computing') && !signs.has('waiting')) {
    if (wasAsked || AT_WORK.test(prose)) {
      signs.set('waiting', idle.words);
      lines.push('Busy with so little CPU, it waits.');
    } else lines.push('With so little CPU it waits, or has nothing to do. Was there work at that moment?');
  }
  for (const [one, other, how] of OPPOSITES) {
    if (one === 'idle' || other === 'idle' || !signs.has(one) || !signs.has(other)) continue;
    signs.delete(one);
    signs.delete(other);
    lines.push(`These measurements disagree: ${how}. I take neither; which of them is the job?`);
  }
  return signs;
}

function quantitiesOf(
  measurements: readonly Measurement[],
  signs: Measured['signs'],
  beside: Beside,
  lines: string[],
) {
  const quantities: Record<string, number | string> = {};
  const words = new Map<QuantityName, string>();
  const disagree =
    measurements.some(({ signs: shown }) => shown.includes('computing')) &&
    measurements.some(({ signs: shown }) => shown.includes('waiting')) &&
    !signs.has('computing');
  const names = new Set(measurements.flatMap(({ quantities: read }) => Object.keys(read) as QuantityName[]));
  for (const name of names) {
    const all = measurements.filter((each) => each.quantities[name] !== undefined);
    const limits = all.filter(({ scope }) => scope === 'limit');
    const counted = limits.length > 0 ? limits : all;
    const [first] = counted;
    const value = first?.quantities[name];
    if (first === undefined || value === undefined) continue;
    if (isOfRun(name) && (disagree || isOfBatch(first, beside))) continue;
    const agreed = agree(name, counted);
    if (agreed === null) {
      const values = counted.map(({ quantities: read }) => shown(name, read[name])).join(' and ');
      lines.push(`${values} do not agree, so I take none of them.`);
      continue;
    }
    const kept = besideStated(name, agreed, beside, lines);
    if (kept === null) continue;
    quantities[name] = kept;
    if (name === 'requestsPerSecond')
      lines.push('I take that as the rate to serve; if another rate arrives, tell me.');
    words.set(name, first.words);
  }
  return { quantities: quantities as Quantities, words };
}

/** The one value several measurements give. Of cores counted by different means the fewest can be used. */
function agree(name: QuantityName, measurements: readonly Measurement[]): number | string | null {
  const values = measurements.flatMap(({ quantities }) => quantities[name] ?? []);
  const [first] = values;
  if (first === undefined) return null;
  if (values.every((value) => isAlike(value, first))) return first;
  const tools = new Set(measurements.map(({ tool }) => tool));
  if (name === 'cores' && tools.size === measurements.length) return smallest(values.map(Number));
  return null;
}

function isAlike(a: number | string, b: number | string): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return Math.abs(a - b) <= ALIKE * Math.max(Math.abs(a), Math.abs(b));
}

function isOfRun(name: QuantityName): boolean {
  return name === 'cpuSeconds' || name === 'ioWaitSeconds';
}

/** Whether the times are those of a run over many tasks: "200 pages", and then one `time`. */
function isOfBatch({ scope }: Measurement, { stated, prose }: Beside): boolean {
  return scope === 'run' && stated.jobsTotal !== undefined && stated.jobsTotal > 1 && !ONE_TASK.test(prose);
}

/** What was said and what was measured about the same: a rate that arrives outranks one that was reached, a smaller limit a larger one. */
function besideStated(
  name: QuantityName,
  value: number | string,
  { stated }: Beside,
  lines: string[],
): number | string | null {
  const said = stated[name];
  if (said === undefined || isAlike(said, value)) return value;
  const saidIsLess = typeof said === 'number' && typeof value === 'number' && said < value;
  const isLimit = name === 'cores' || name === 'memoryBytes';
  if (name === 'requestsPerSecond' || (isLimit && saidIsLess) || name === 'pythonVersion') {
    lines.push(`You say ${shown(name, said)} where I read ${shown(name, value)}; I go by what you say.`);
    return null;
  }
  lines.push(`You say ${shown(name, said)}, but I read ${shown(name, value)}; I go by the measurement.`);
  return value;
}

/** A quantity for people. */
function shown(name: QuantityName, value: number | string | undefined): string {
  if (typeof value !== 'number') return `Python ${value}`;
  if (name.endsWith('Bytes')) return sizeText(value);
  if (name === 'requestsPerSecond') return `${figure(value)} per second`;
  if (name === 'cores') return `${figure(value)} ${value === 1 ? 'core' : 'cores'}`;
  const kind = name === 'cpuSeconds' ? ' of CPU' : name === 'ioWaitSeconds' ? ' of waiting' : '';
  return `${figure(value)} s${kind}`;
}

function smallest(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.min(a, b));
}
