import type { Amount } from './amount.ts';
import type { NamedAmount } from './quantity-rules.ts';
import type { RuleWord } from './rule-words.ts';
import type { QuantityName } from './understanding.ts';

/** So many words of its sentence before and after a figure tell what it is, and the nearest by their place as well. */
const FAR = 9;
const NEAR = 2;
/** So many figures before and after it are looked at; hardly a message has more. */
const OTHERS = 8;

/**
 * What the model looks at for each figure of a message: what the rules say of it, how large it is, the words around it,
 * and which other figures there are.
 */
export function figureFeatures(words: readonly RuleWord[], figures: readonly NamedAmount[]): string[][] {
  const places = new Map<number, number>();
  words.forEach(({ amount }, place) => {
    if (amount !== null) places.set(amount.from, place);
  });
  const ordered = [...figures].sort((a, b) => a.amount.from - b.amount.from);
  const indexes = new Map(ordered.map((figure, index) => [figure, index]));
  return figures.map((figure) => {
    const index = indexes.get(figure) ?? 0;
    const near = ordered.slice(Math.max(0, index - OTHERS), index + OTHERS + 1);
    return [
      ...ofFigure(figure),
      ...ofWords(words, places.get(figure.amount.from) ?? 0, figure),
      ...ofOthers(near, figure, Math.min(index, OTHERS)),
    ];
  });
}

/** What the rules say of a figure: its name, that it says nothing of the job, or nothing at all. */
function saidOf({ name, rule }: NamedAmount): string {
  return name ?? (rule === null ? 'nothing' : 'none');
}

function ofFigure(figure: NamedAmount): string[] {
  const { amount, rule, value } = figure;
  // Two steps to each power of ten.
  const size = value > 0 ? Math.floor(2 * Math.log10(value)) : 'nought';
  const said = `says ${saidOf(figure)}`;
  const features = [said, `rule ${rule}`, `size ${size}`, `size ${size} ${said}`];
  if (amount.kind === 'count' && !Number.isInteger(value)) features.push('part');
  for (const noun of amount.nouns) features.push(`noun ${noun}`);
  features.push(`nouns ${amount.nouns.length}`);
  if (amount.nouns.at(-1)?.endsWith('s')) features.push('plural');
  return features;
}

function ofWords(words: readonly RuleWord[], at: number, figure: NamedAmount): string[] {
  const stemAt = (place: number) => words[place]?.stem ?? (place < 0 ? '^' : '$');
  const features: string[] = [];
  for (let place = at; place > at - FAR && place > 0 && words[place]?.beginsSentence !== true; ) {
    place -= 1;
    features.push(`before ${stemAt(place)}`);
    if (at - place <= NEAR) features.push(`-${at - place} ${stemAt(place)}`);
  }
  for (let place = at + 1; place <= at + FAR && place < words.length; place += 1) {
    if (words[place]?.beginsSentence === true) break;
    features.push(`after ${stemAt(place)}`);
    if (place - at <= NEAR) features.push(`+${place - at} ${stemAt(place)}`);
  }
  const said = saidOf(figure);
  features.push(
    `-2-1 ${stemAt(at - 2)} ${stemAt(at - 1)}`,
    `+1+2 ${stemAt(at + 1)} ${stemAt(at + 2)}`,
    `-1+1 ${stemAt(at - 1)} ${stemAt(at + 1)}`,
    `-1 ${stemAt(at - 1)} ${said}`,
    `+1 ${stemAt(at + 1)} ${said}`,
  );
  if (at === 0 || words[at]?.beginsSentence === true) features.push('begins');
  return features;
}

/** What an estimate is made of, each in whatever way it was stated. */
const PARTS: readonly (readonly QuantityName[])[] = [
  ['jobsTotal', 'requestsPerSecond', 'concurrentUsers'],
  ['latencySeconds', 'ioWaitSeconds', 'cpuSeconds'],
  ['deadlineSeconds', 'p95TargetSeconds'],
  ['cores', 'hosts'],
];

/** What stands beside a figure, which is that of number `index`. */
function ofOthers(ordered: readonly NamedAmount[], figure: NamedAmount, index: number): string[] {
  const features: string[] = [];
  const counts: Record<Amount['kind'], number> = { time: 0, bytes: 0, rate: 0, count: 0 };
  const { kind } = figure.amount;
  ordered.forEach((other, at) => {
    counts[other.amount.kind] += 1;
    if (at === index) features.push(`number ${counts[kind]}`);
    if (at === index || other.name === null) return;
    features.push(`with ${other.name}`);
    if (other.name === figure.name) features.push(at < index ? 'again' : 'first of several');
    if (other.amount.kind === kind) {
      features.push(`${other.value > figure.value ? 'less' : 'more'} than ${other.name}`);
    }
  });
  features.push(`of ${counts[kind]}`);
  // A load and the time of one task go together, whatever the tasks are called.
  const others = new Set(
    ordered.flatMap((other, at) => (at === index || other.name === null ? [] : [other.name])),
  );
  const parts = PARTS.filter((part) => part.some((name) => others.has(name))).map(([name]) => name);
  const isPlural = figure.amount.nouns.at(-1)?.endsWith('s') ?? false;
  const beside = `beside ${parts.join(' ')}`;
  features.push(
    beside,
    `${beside} ${saidOf(figure)}`,
    `${beside} ${saidOf(figure)} ${isPlural} ${figure.value < 60}`,
  );
  for (const [other, count] of Object.entries(counts)) if (count === 0) features.push(`no ${other}`);
  const tell = (other: NamedAmount | undefined) =>
    other === undefined ? 'none' : (other.name ?? other.amount.kind);
  features.push(`left ${tell(ordered[index - 1])}`, `right ${tell(ordered[index + 1])}`);
  return features;
}
