import type { Token } from './tokens.ts';

/** What keeps a job from using all there is. */
const CAPS = new Set(
  'capped cap caps limited limit limits quota throttled throttles bound binds pinned pins restricted restricts cgroup cgroups allowed allows may allotted granted squeezed'.split(
    ' ',
  ),
);
/** So many words after it at most comes the number. */
const REACH = 5;
const AFTER =
  /^(?:[.,;:!?)\n—–-]|of|and|or|so|but|here|there|only|v?cores?|v?cpus?|at|by|since|because|yes)$/;

/** "The node has 64 but our pod is capped at one": the number that is left of the one before; null where nothing is. */
export function cappedCount(tokens: readonly Token[]): number | null {
  const cap = tokens.findLastIndex(({ word }) => CAPS.has(word));
  if (cap < 0 || tokens.slice(cap).some(({ word }) => word === 'now')) return null;
  for (let at = cap + 1; at <= cap + REACH && at < tokens.length; at += 1) {
    const value = tokens[at]?.word === 'one' ? 1 : (tokens[at]?.value ?? Number.NaN);
    if (Number.isNaN(value)) continue;
    const next = tokens[at + 1];
    const standsAlone = next === undefined || AFTER.test(next.word);
    const isLess = tokens.slice(0, cap).some((token) => Number.isInteger(token.value) && token.value > value);
    return standsAlone && isLess && value > 0 ? value : null;
  }
  return null;
}
