/**
 * Smallest whole number from `least` to `most` that satisfies `holds`, or null when `most` does not.
 * Expects `holds` to stay true once it is: steps double until it holds, then bisection, so that the effort
 * grows with the logarithm of the answer.
 */
export function smallestWhere(least: number, most: number, holds: (value: number) => boolean): number | null {
  if (least > most) return null;
  let below = least - 1;
  let candidate = least;
  for (let step = 1; !holds(candidate); step *= 2) {
    if (candidate >= most) return null;
    below = candidate;
    candidate = Math.min(most, candidate + step);
  }
  while (candidate - below > 1) {
    const middle = below + Math.floor((candidate - below) / 2);
    if (holds(middle)) candidate = middle;
    else below = middle;
  }
  return candidate;
}
