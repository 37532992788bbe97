import type { Fault } from '../knowledge/fault.ts';
import type { Amount } from './amount.ts';
import type { LexiconFile } from './language-schema.ts';
import { createMatcher } from './matcher.ts';
import { stem } from './natural.ts';
import { compilePattern, type Pattern, type WordClasses } from './pattern.ts';
import { type Prepared, prepare } from './prepare-patterns.ts';
import type { RuleWord } from './rule-words.ts';
import type { QuantityName } from './understanding.ts';

/** A rule of the lexicon that names a figure by the words around it, compiled. */
export interface QuantityRule {
  readonly is: QuantityName | 'none';
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Stems of the plurals it counts. */
  readonly things?: readonly string[] | 'any' | undefined;
  readonly per?: 'time' | undefined;
  readonly times?: 'count' | undefined;
  readonly alone?: true | undefined;
  readonly beside: readonly QuantityName[];
  readonly missing: readonly QuantityName[];
  readonly with: readonly string[];
  readonly without: readonly string[];
}

/** A phrase of a rule: the number of the rule, and the kind of figure it names. */
interface RulePhrase {
  readonly rule: number;
  readonly kind: Amount['kind'];
}

/** All rules in their order, and their phrases, ready to be found. */
export interface QuantityRules {
  readonly rules: readonly QuantityRule[];
  readonly phrases: readonly RulePhrase[];
  readonly patterns: Prepared;
}

/** A rule with its phrases compiled. */
interface CompiledRule {
  readonly rule: QuantityRule;
  readonly patterns: readonly { readonly pattern: Pattern; readonly kind: Amount['kind'] }[];
}

export function joinRules(compiled: readonly CompiledRule[]): QuantityRules {
  const flat = compiled.flatMap(({ patterns }, rule) => patterns.map((each) => ({ ...each, rule })));
  return {
    rules: compiled.map(({ rule }) => rule),
    phrases: flat.map(({ rule, kind }) => ({ rule, kind })),
    patterns: prepare(flat.map(({ pattern }) => pattern)),
  };
}

export function compileQuantityRule(
  rule: LexiconFile['quantities'][number],
  classes: WordClasses,
  file: string,
  faults: Fault[],
): CompiledRule {
  const { phrases, things: _, names: __, ...rest } = rule;
  const patterns = phrases.flatMap((phrase) => {
    const pattern = compilePattern(phrase, classes);
    const kinds = [...phrase.matchAll(/<(time|bytes|rate|count)>/g)].map(
      ([, kind]) => kind as Amount['kind'],
    );
    const usual = rule.names ?? kindOf(rule);
    const kind = kinds.includes(usual) ? usual : kinds.at(-1);
    if (typeof pattern !== 'string' && kind !== undefined) return [{ pattern, kind }];
    const problem = `phrase "${phrase}": ${typeof pattern === 'string' ? pattern : 'it has no figure in it'}`;
    faults.push({ file, line: null, problem, mend: 'mend the phrase' });
    return [];
  });
  const listed = rule.things === undefined || rule.things === 'any' ? [] : rule.things;
  const things = listed.flatMap((word) => (word.startsWith('$') ? (classes[word.slice(1)] ?? []) : [word]));
  return {
    rule: {
      ...rest,
      ...(rule.things === 'any' ? { things: 'any' } : {}),
      ...(things.length > 0 ? { things: things.map((word) => stem(word.replace('=', ''))) } : {}),
      with: rule.with.map(stem),
      without: rule.without.map(stem),
    },
    patterns,
  };
}

function kindOf({ is, per }: LexiconFile['quantities'][number]): Amount['kind'] {
  if (per !== undefined) return 'count';
  if (is === 'requestsPerSecond') return 'rate';
  if (is.endsWith('Bytes')) return 'bytes';
  return is.endsWith('Seconds') ? 'time' : 'count';
}

/** A figure with the name a rule gave it, and its value in the unit of that name. */
export interface NamedAmount {
  readonly amount: Amount;
  readonly name: QuantityName | null;
  readonly value: number;
  /** The number of the rule; null where none fits. */
  readonly rule: number | null;
}

/** Names the amounts of a message, in the order of the rules, then those no rule fits. */
export type NameAmounts = (words: readonly RuleWord[], amounts: readonly Amount[]) => NamedAmount[];

export function createNaming({ rules, phrases, patterns }: QuantityRules): NameAmounts {
  const match = createMatcher(patterns);
  return (words, amounts) => {
    const sentences = sentenceStems(words);
    const fits = match(words).sort(
      (a, b) => (phrases[a.pattern]?.rule ?? 0) - (phrases[b.pattern]?.rule ?? 0) || a.from - b.from,
    );

    // By where they begin, which is quicker to look up than the amounts themselves.
    const named = new Map<number, NamedAmount>();
    const used = new Set<QuantityName>();
    const senders = new Set<number>();
    const onlyCounts = amounts.every(({ kind }) => kind === 'count');
    for (const { pattern, from, to } of fits) {
      const { rule: at = -1, kind = 'count' } = phrases[pattern] ?? {};
      const rule = rules[at];
      if (rule === undefined) continue;
      const amount = lastAmount(words, kind, from, to);
      if (amount === null) continue;
      const time = rule.per === 'time' ? lastAmount(words, 'time', from, to) : null;
      const count = rule.times === 'count' ? lastAmount(words, 'count', from, to, amount) : null;
      // A count that has its name already, of connections or machines, may still be what a rate comes from.
      const isSender = SENDERS.has(named.get(amount.from)?.name ?? null);
      const carrier = isSender && time !== null ? time : amount;
      // What multiplies a rate is no batch as well.
      if (rule.is === 'jobsTotal' && senders.has(amount.from)) continue;
      const known = named.get(carrier.from);
      if (known !== undefined && (known.name !== null || carrier === amount)) continue;
      const value = (amount.value * (count?.value ?? 1)) / (time?.value ?? 1);
      const stems = sentences[from] ?? new Set();
      const holds =
        (kind !== 'count' || MAY_BE_PARTS.has(rule.is) || Number.isInteger(amount.value)) &&
        Number.isInteger(count?.value ?? 1) &&
        (rule.times === undefined || (count !== null && !count.nouns.some((noun) => RUNS_WORK.has(noun)))) &&
        amount.value >= (rule.from ?? amount.value) &&
        amount.value <= (rule.to ?? amount.value) &&
        (rule.things === undefined || counts(amount, rule.things)) &&
        (rule.alone === undefined || onlyCounts) &&
        (rule.beside.length === 0 || rule.beside.some((name) => used.has(name))) &&
        !rule.missing.some((name) => used.has(name)) &&
        (rule.with.length === 0 || rule.with.some((word) => stems.has(word))) &&
        !rule.without.some((word) => stems.has(word));
      if (!holds) continue;
      const name = rule.is === 'none' ? null : rule.is;
      named.set(carrier.from, { amount: carrier, name, value, rule: at });
      if (time !== null && !named.has(time.from)) {
        named.set(time.from, { amount: time, name: null, value: time.value, rule: at });
      }
      if (count !== null) senders.add(count.from);
      if (name !== null) used.add(name);
    }
    const others = amounts.filter(({ from }) => !named.has(from));
    return [
      ...named.values(),
      ...others.map((amount) => ({ amount, name: null, value: amount.value, rule: null })),
    ];
  };
}

/** Half a core is some of one; half a job is none. */
const MAY_BE_PARTS: ReadonlySet<QuantityRule['is']> = new Set<QuantityRule['is']>(['cores', 'none']);
/** What does the work sends nothing: "6 cores at 200 frames/s". */
const RUNS_WORK = new Set(
  'core cores cpus vcpu vcpus worker workers thread threads process processes'.split(' '),
);
const SENDERS: ReadonlySet<QuantityName | null> = new Set<QuantityName>(['concurrentUsers', 'hosts']);

function lastAmount(
  words: readonly RuleWord[],
  kind: Amount['kind'],
  from: number,
  to: number,
  other?: Amount,
): Amount | null {
  for (let at = to - 1; at >= from; at -= 1) {
    const amount = words[at]?.amount ?? null;
    if (amount?.kind === kind && amount !== other) return amount;
  }
  return null;
}

/** For each word, the stems of its sentence. */
function sentenceStems(words: readonly RuleWord[]): ReadonlySet<string>[] {
  let stems = new Set<string>();
  return words.map((word) => {
    if (word.beginsSentence) stems = new Set();
    stems.add(word.stem);
    return stems;
  });
}

/** A plural after one of these is what the figure counts neither: "300 page contracts". */
const MEASURES = new Set(
  'page line row word column node byte character char bit port way digit step point'.split(' '),
);

/** Whether what is counted is among these: "400 small reports" counts reports. */
function counts({ nouns, value }: Amount, things: readonly string[] | 'any'): boolean {
  if (MEASURES.has(nouns[0] ?? '')) return false;
  const at = nouns.findIndex((noun, index) => isPlural(noun) && !isPlural(nouns[index + 1]));
  // "15000 simulation until tomorrow" is written by people whose language has no plural there.
  const isBare = at < 0 && things !== 'any' && value >= 20 && nouns.length <= 2;
  const noun = isBare ? nouns.at(-1) : nouns[at];
  return noun !== undefined && (things === 'any' || things.includes(stem(noun)) || things.includes(noun));
}

const IRREGULAR = new Set(
  'people ppl folks children men women sms data media geese mice cattle criteria indices vertices spectra taxa genera larvae nuclei'.split(
    ' ',
  ),
);

function isPlural(noun: string | undefined): boolean {
  if (noun === undefined) return false;
  return (
    IRREGULAR.has(noun) ||
    (noun.length > 3 && noun.endsWith('s') && !noun.endsWith('ss')) ||
    /^(vms|pcs|fps|cpus|gpus|tx|ops)$/.test(noun)
  );
}
