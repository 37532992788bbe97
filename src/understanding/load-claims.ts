import { type Claim, excludeEachOther, presupposed } from './claims.ts';
import type { Language } from './language.ts';
import type { Observation } from './observe.ts';
import type { Quantities } from './understanding.ts';

/** So many tasks have to be under way on average before one at a time is certainly too few. */
const CERTAINLY_TOO_MANY = 1.5;
const MANY_USERS = 100;

/** What the numbers claim: 50 requests per second of 3 s each are 150 at a time. */
export function loadClaims(language: Language, observation: Observation, quantities: Quantities): Claim[] {
  const says = language.lexicon.tooMuchForOne;
  if (atATime(quantities) < CERTAINLY_TOO_MANY) return [];
  const isNumber = ({ kind }: { readonly kind: string }) => kind === 'number';
  const from = observation.words.findIndex(isNumber);
  const to = Math.min(observation.words.findLastIndex(isNumber) + 2, observation.words.length, from + 14);
  if (from < 0) return [];
  const isEither = excludeEachOther(language, Object.keys(says));
  return Object.entries(says).map(([decision, option]) => ({
    decision,
    option,
    strength: 1.6,
    from,
    to,
    given: isEither ? presupposed(language, decision) : null,
  }));
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
