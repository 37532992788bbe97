/** Versions of Python one may meet; `3.2` is more likely a version of something else. */
const LOWEST_MINOR = 6;
const HIGHEST_MINOR = 20;

const NAMED = /\b(?:python|cpython|py)[ -]?(3\.\d{1,2}t?)\b/i;
/** "from 3.10 to 3.13": the version reached. */
const REACHED = /\bfrom (?:python )?3\.\d{1,2} to (?:python )?(3\.\d{1,2}t?)\b/i;
const BARE = /(?:^|[\s(])(3\.\d{1,2}t?)(?=$|[\s,;:!?)]|\.(?:\s|$))/gi;
/** After these a bare `3.12` is an amount, before them another product's version. */
const UNIT =
  /^\s*(?:s|sec|secs|seconds?|ms|min|minutes?|h|hours?|x|%|gb|gib|mb|tb|ghz|million|k|m|times|percent|rps|req)\b/i;
const PYTHON_NEAR =
  /python|cpython|interpreter|free[- ]?thread|gil|build|upgrad|version|on $|under $|3\.\d+t/i;

/** The Python version a message states, such as `3.12` or `3.13t`; null when it states none. */
export function readPythonVersion(text: string): string | null {
  const source = text.slice(0, 20_000);
  // All forms have this in them, and most messages do not.
  if (!source.includes('3.')) return null;
  const reached = REACHED.exec(source)?.[1];
  if (reached !== undefined && isPlausible(reached) && /python|py\b/i.test(source))
    return finish(reached, source);
  const named = NAMED.exec(source)?.[1];
  if (named !== undefined && isPlausible(named)) return finish(named, source);
  for (const match of source.matchAll(BARE)) {
    const version = match[1];
    if (version === undefined || !isPlausible(version)) continue;
    const after = source.slice(match.index + match[0].length, match.index + match[0].length + 14);
    const before = source.slice(Math.max(0, match.index - 40), match.index + 1);
    if (UNIT.test(after)) continue;
    if (version.endsWith('t') || PYTHON_NEAR.test(before) || PYTHON_NEAR.test(after))
      return finish(version, source);
  }
  return null;
}

function isPlausible(version: string): boolean {
  const minor = Number.parseInt(version.slice(2), 10);
  return minor >= LOWEST_MINOR && minor <= HIGHEST_MINOR;
}

const BUILD_BEFORE =
  /(?:free[- ]?thread(?:ed|ing)|no-?gil|without the gil)[\s(]*(?:build|version|python|cpython|of|on|in|with|[\s(])*$/i;

/** "3.13 free-threaded" and "free-threaded 3.13" are the build `3.13t`. */
function finish(version: string, text: string): string {
  const lower = version.toLowerCase();
  if (lower.endsWith('t')) return lower;
  const at = text.toLowerCase().indexOf(lower) + lower.length;
  const isNamedBefore = BUILD_BEFORE.test(text.slice(Math.max(0, at - lower.length - 50), at - lower.length));
  return isNamedBefore || /^[ -]*(?:\(?free[- ]?thread|nogil|no-gil|t build)/i.test(text.slice(at, at + 20))
    ? `${lower}t`
    : lower;
}
