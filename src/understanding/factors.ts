import type { Factors, Scaled } from './understanding.ts';

/** Numbers people write as words before "times", "fold" and "x". */
const NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    twenty: 20,
    fifty: 50,
    hundred: 100,
    thousand: 1000,
  }),
);

const NUMBER = `(?:\\d+(?:[.,]\\d+)*|(?:a )?(?:${[...NUMBERS.keys()].join('|')}))`;
const LESS =
  'less|fewer|lower|shorter|smaller|down|drop(?:s|ped)?|fall(?:s|en)?|fell|shr[iau]nks?|reduced?|cut|decreased?';
const MORE =
  'more|higher|longer|extra|additional|bigger|larger|up|grow(?:s|n|th)?|grew|rises?|rose|increased?|raised?';

/** How a message says "so many times as much", and the factor that stands for. Tried in this order. */
const EXPRESSIONS: readonly (readonly [RegExp, (match: readonly string[]) => number])[] = [
  [new RegExp(`\\b(${LESS})\\b[^,;]{0,30}?\\bby (?:a )?half\\b`), () => 1 / 2],
  [new RegExp(`\\b(?:${MORE})(?: by)? (\\d+(?:\\.\\d+)?) ?(?:%|percent)`), ([, n]) => 1 + numberOf(n) / 100],
  [new RegExp(`\\b(?:${LESS})(?: by)? (\\d+(?:\\.\\d+)?) ?(?:%|percent)`), ([, n]) => 1 - numberOf(n) / 100],
  [new RegExp(`(\\d+(?:\\.\\d+)?) ?(?:%|percent) (?:${MORE})\\b`), ([, n]) => 1 + numberOf(n) / 100],
  [/\+ ?(\d+(?:\.\d+)?) ?(?:%|percent)/, ([, n]) => 1 + numberOf(n) / 100],
  [new RegExp(`(\\d+(?:\\.\\d+)?) ?(?:%|percent) (?:${LESS})\\b`), ([, n]) => 1 - numberOf(n) / 100],
  [/(\d+(?:\.\d+)?) ?(?:%|percent) of\b/, ([, n]) => numberOf(n) / 100],
  [new RegExp(`\\b(${NUMBER}) ?(?:x|×|times|-? ?fold)(?: as)? (?:${LESS})\\b`), ([, n]) => 1 / numberOf(n)],
  [new RegExp(`\\b(${NUMBER}) ?(?:x|×|times|-? ?fold)(?![\\w.]| ?\\d)`), ([, n]) => numberOf(n)],
  [/(?:^|[^\d\s]\s)(?:x|×) ?(?!86\b|64\b)(\d+(?:\.\d+)?)\b/, ([, n]) => numberOf(n)],
  [new RegExp(`\\b(${NUMBER})fold\\b`), ([, n]) => numberOf(n)],
  [/\b(?:an )?order of magnitude (?:less|fewer|lower|shorter|smaller)\b/, () => 1 / 10],
  [/\b(?:an )?order of magnitude\b/, () => 10],
  [/\b(?:doubl(?:e|es|ed|ing)|twice)\b/, () => 2],
  [/\b(?:tripl(?:e|es|ed|ing)|thrice|trebl(?:e|es|ed))\b/, () => 3],
  [/\bquadrupl(?:e|es|ed|ing)\b/, () => 4],
  [/\btwo thirds\b/, () => 2 / 3],
  [/\bthree quarters\b/, () => 3 / 4],
  [/\b(?:a|one) third\b/, () => 1 / 3],
  [/\b(?:a|one) quarter\b/, () => 1 / 4],
  [/\b(?:a|one) tenth\b/, () => 1 / 10],
  [
    /\b(?:hal(?:f|ve|ves|ved|ving))\b(?! (?:a|an) (?:second|minute|hour|day)\b| of (?:them|those|these|us|it)\b)/,
    () => 1 / 2,
  ],
];

/** What is multiplied, by the words for it; the first that occurs in the clause counts. */
const THINGS: readonly (readonly [RegExp, Scaled])[] = [
  [
    /\b(?:memory|ram) (?:of|per|for) (?:a|each|one|every|the)? ?(?:worker|process)|\bper[- ](?:worker|process) memory\b/,
    'memoryPerWorkerBytes',
  ],
  [/\b(?:memory|ram)\b/, 'memoryBytes'],
  [/\b(?:p95|p99|percentile|target|slo|sla)\b/, 'p95TargetSeconds'],
  [/\b(?:deadline|time budget|time window|time for all)\b/, 'deadlineSeconds'],
  [/\b(?:cores?|v?cpus|vcpu|processors?)\b/, 'cores'],
  [/\b(?:cpu|compute|computing|computation)\b/, 'cpuSeconds'],
  [
    /\b(?:latency|latencies|response times?|wait(?:s|ing)?(?: times?)?|i\/?o|long|longer|short|shorter|slow|slower|slowly|fast|faster|quick|quicker|duration|takes?|took)\b/,
    'taskSeconds',
  ],
  [/\b(?:machines?|hosts?|servers?|boxes|box|nodes?|pods?|instances?|replicas?)\b/, 'hosts'],
  [
    /\b(?:traffic|load|req|reqs|requests?|rps|qps|rate|throughput|volume|demand|scale|visitors?|users?|clients?|customers?|people|jobs?|tasks?|calls?|messages?|events?|files?|images?|photos?|pages?|rows?|items?|records?|documents?|work|growth)\b/,
    'load',
  ],
];

/** "Twice as fast" is half the time. */
const FASTER = /\b(?:fast|faster|quick|quicker)\b/;
/** Workers are what an estimate answers, not what it takes. */
const ANSWERS = /\b(?:workers?|threads?|process(?:es)?|coroutines?|slots?)\b/;
/** Longer clauses tell a story. */
const LONGEST_CLAUSE = 90;
const LONGEST = 2000;
/** Nothing but the factor: "10x?", "how about twice that". */
const BARE =
  /^(?:(?:and|so|then|ok|okay|now|well|what|how|if|about|with|at|it|we|is|was|were|had|be|that|this|much|many|as|the|a|of|suppose|imagine)[\s,]+)*$/;

/**
 * The factors a message states ("10x traffic", "half the latency", "20 % more users"), by what they multiply. What is
 * called nothing but "10x" is the load. Empty for a message without any.
 */
export function readFactors(text: string): Factors {
  const factors: { -readonly [Name in Scaled]?: number } = {};
  const clauses = text
    .slice(0, LONGEST)
    .toLowerCase()
    .split(/[,;:!?\n]+(?!\d)|\.(?!\d)|\b(?:and|but|while)\b(?= )/);
  for (const clause of clauses) {
    if (clause.length > LONGEST_CLAUSE) continue;
    const factor = factorIn(clause);
    if (factor === null) continue;
    const thing = thingIn(clause, factor.rest);
    if (thing === null || factors[thing] !== undefined) continue;
    factors[thing] = thing === 'taskSeconds' && FASTER.test(clause) ? 1 / factor.value : factor.value;
  }
  return factors;
}

interface FoundFactor {
  readonly value: number;
  /** The clause without the factor. */
  readonly rest: string;
}

/** All expressions have one of these in them, and most clauses do not. */
const MAY_SCALE =
  /[%x×]|percent|times|fold|magnitude|doubl|twice|tripl|thrice|trebl|quadrupl|third|quarter|tenth|hal[fv]/;

function factorIn(clause: string): FoundFactor | null {
  if (!MAY_SCALE.test(clause)) return null;
  for (const [pattern, factorOf] of EXPRESSIONS) {
    const match = pattern.exec(clause);
    if (match === null) continue;
    const value = factorOf(match);
    const rest = clause.slice(0, match.index) + clause.slice(match.index + match[0].length);
    return Number.isFinite(value) && value > 0 ? { value, rest } : null;
  }
  return null;
}

function thingIn(clause: string, rest: string): Scaled | null {
  const named = THINGS.find(([pattern]) => pattern.test(clause))?.[1];
  if (named !== undefined) return named;
  if (ANSWERS.test(clause)) return null;
  return BARE.test(`${rest.replace(/[^a-z ]/g, ' ').trim()} `.trimStart()) ? 'load' : null;
}

/** `1,000` → 1000, `1.5` → 1.5, `a hundred` → 100 */
function numberOf(written = ''): number {
  return NUMBERS.get(written.replace(/^a /, '')) ?? Number(written.replaceAll(',', ''));
}
