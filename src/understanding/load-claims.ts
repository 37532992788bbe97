import type { Answers } from '../flowchart/flowchart.ts';
import { type Claim, presupposed } from './claims.ts';
import type { Language } from './language.ts';
import { isOnlyMentioned, type Observation } from './observe.ts';
import type { Quantities } from './understanding.ts';

/** With more tasks under way than that on average, one at a time is too few. */
const TOO_MANY = 1.2;
/** With fewer than that, one after another is enough even where they come in bursts. */
const FEW = 0.5;
/** Beyond these the figures alone tell it. */
const CERTAIN = { many: 3, few: 0.2 };
const MANY_USERS = 100;
const STRENGTH = { usual: 1.6, certain: 2 };
/** Of several figures no more words are quoted than a person reads at a glance. */
const LONGEST_QUOTE = 8;

/** What the numbers claim: 50 requests per second of 3 s each are 150 at a time. */
export function loadClaims(language: Language, observation: Observation, quantities: Quantities): Claim[] {
  const { words } = observation;
  const isNumber = ({ kind, word }: { readonly kind: string; readonly word: string }) =>
    kind === 'number' || /^(one|single|dual|quad|octa)$/.test(word);
  const first = words.findIndex(isNumber);
  if (first < 0) return [];
  const last = words.findLastIndex(isNumber);
  const figures = { from: first, to: Math.min(last + 2, words.length, first + LONGEST_QUOTE) };
  /** The number as written, with the word after it. */
  const placeOf = (value: number) => {
    const at = words.findIndex((word) => word.kind === 'number' && word.value === value);
    return at < 0 ? figures : { from: at, to: Math.min(at + 2, words.length) };
  };
  // A number alone does not tell what kind of work it counts, so what the answer presupposes has to be known.
  const claim = (says: Answers, place = figures, strength = STRENGTH.usual): Claim[] =>
    Object.entries(says).map(([decision, option]) => {
      const given = presupposed(language, decision);
      const isFree = Object.keys(given).length === 0;
      return { decision, option, strength, ...place, given: isFree ? null : given };
    });
  const { tooMuchForOne, enoughWithOne, bounds, measured } = language.lexicon;
  const larger = largerPart(quantities);
  const load = atATime(quantities);
  const strength = load >= CERTAIN.many || load <= CERTAIN.few ? STRENGTH.certain : STRENGTH.usual;
  return [
    ...(larger === null ? [] : claim(measured?.[larger] ?? {})),
    ...(load >= TOO_MANY ? claim(tooMuchForOne, figures, strength) : []),
    ...(load > 0 && load <= FEW ? claim(enoughWithOne, figures, strength) : []),
    ...bounds.flatMap(({ quantity, says, ...bound }) => {
      const value = quantities[quantity];
      const isMet =
        typeof value === 'number' && value >= (bound.from ?? value) && value <= (bound.to ?? value);
      // A thousand jobs are many, unless it is known how long they take and may take.
      if (!isMet || (load > 0 && quantity === 'jobsTotal')) return [];
      const place = placeOf(value);
      return claim(says, place).filter(
        ({ decision }) => !isOnlyMentioned(language.lexicon, observation, [decision], place),
      );
    }),
  ];
}

/** What one task does most of its time, where the message gives figures for it. */
function largerPart({
  latencySeconds = 0,
  cpuSeconds = 0,
  // Of a whole duration the rest is waiting; one shorter than the computing is another step's.
  ioWaitSeconds = cpuSeconds > 0
    ? Math.abs(latencySeconds - (latencySeconds > cpuSeconds ? cpuSeconds : 0))
    : 0,
}: Quantities): 'computing' | 'waiting' | null {
  if (ioWaitSeconds >= 2 * cpuSeconds && ioWaitSeconds > 0) return 'waiting';
  return cpuSeconds >= 2 * ioWaitSeconds && cpuSeconds > 0 ? 'computing' : null;
}

/** Whether one task at a time is certainly too few for these numbers. */
export function needsManyAtATime(quantities: Quantities): boolean {
  return atATime(quantities) >= TOO_MANY;
}

/** How many tasks are under way at a time, as far as the numbers tell. */
function atATime(quantities: Quantities): number {
  const { requestsPerSecond, jobsTotal, deadlineSeconds, concurrentUsers = 0 } = quantities;
  if (concurrentUsers >= MANY_USERS) return concurrentUsers;
  const time =
    (quantities.ioWaitSeconds ?? 0) + (quantities.cpuSeconds ?? 0) || (quantities.latencySeconds ?? 0);
  const rate =
    requestsPerSecond ??
    (jobsTotal !== undefined && deadlineSeconds !== undefined && deadlineSeconds > 0
      ? jobsTotal / deadlineSeconds
      : 0);
  return rate * time;
}
