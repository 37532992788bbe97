import { smallestWhere } from './smallest-where.ts';

/** A number of workers and how long the batch takes with them. */
export interface InTime {
  readonly count: number;
  readonly seconds: number;
}

/** More workers than this factor save less time than they cost. */
const KNEE = 1.1;
const STEP = 1.3;
/** So many steps without gain, and the workers already wait for something else. */
const PATIENCE = 10;

/**
 * Fewest workers, from `least` to `most`, that finish within `aim` seconds. When none do, the knee: the fewest
 * within 10% of the best time, and within `deadline` if that can be met at all.
 */
export function fewestInTime(
  least: number,
  most: number,
  aim: number,
  deadline: number,
  secondsWith: (count: number) => number,
): InTime {
  const tried: InTime[] = [];
  let best = Number.POSITIVE_INFINITY;
  let vain = 0;
  for (const count of steps(least, most)) {
    const seconds = secondsWith(count);
    tried.push({ count, seconds });
    vain = seconds < 0.999 * best ? 0 : vain + 1;
    best = Math.min(best, seconds);
    if (seconds <= aim || vain >= PATIENCE) break;
  }
  const knee = best <= deadline ? Math.min(deadline, KNEE * best) : KNEE * best;
  const allowed = best <= aim ? aim : knee;
  const reached = tried.findIndex(({ seconds }) => seconds <= allowed);
  const count = tried[reached]?.count ?? most;
  const below = tried[reached - 1]?.count ?? count - 1;
  const fewest = smallestWhere(below + 1, count, (between) => secondsWith(between) <= allowed) ?? count;
  return { count: fewest, seconds: secondsWith(fewest) };
}

function steps(least: number, most: number): readonly number[] {
  const counts: number[] = [];
  for (let count = Math.min(least, most); count < most; count = Math.ceil(count * STEP)) counts.push(count);
  return [...counts, most];
}
