/** Versions of Python one may meet; `3.2` is more likely a version of something else. */
const LOWEST_MINOR = 6;
const HIGHEST_MINOR = 20;

const NAMED = /\b(?:python|cpython|py)(?: version)?(?: ?[:=] ?|[ -])?v?(3\.\d{1,2}t?)\b/i;
/** "py311", "python313t", "cp312": the tags of builds and of tox. */
const TAG = /\b(?:python|cpython|py|cp)-?3(1\d|[6-9])(t?)\b/i;
/** "from 3.10 to 3.13": the version reached. */
const REACHED =
  /(?:\bfrom (?:python )?3\.\d{1,2} to|3\.\d{1,2} ?(?:->|→|=>)) ?(?:python |py ?)?(3\.\d{1,2}t?)\b/i;
const BARE = /(?:^|[\s(])(3\.\d{1,2}t?)(\.\d{1,2})?(?=$|[\s,;:!?)-]|\.(?:\s|$))/gi;
/** After these a bare `3.12` is an amount, before them another product's version. */
const UNIT =
  /^\s*(?:s|sec|secs|seconds?|ms|min|mins|minutes?|h|hrs?|hours?|days?|x|%|gb|gib|mb|mib|tb|gigs?|ghz|million|k|m|times|percent|rps|req|requests|cores?|v?cpus?|usd|eur|euros?|dollars?|per|to|-)(?:\b|(?<=-)\d)/i;
const PYTHON_NEAR =
  /python|cpython|interpreter|free[- ]?thread|no-?gil|\bgil\b|upgrad|(?:on|under)(?: stock| plain| vanilla)? $|3\.\d+t/i;
/** "we run 3.11", "we're at 3.9", "still on 3.8" */
const RUNS =
  /\b(?:we|i|they|you|prod|production|server|everything)(?:'re|'m| are| am| is)?(?: still| currently| only| now| stuck| all)* (?:run|runs|running|use|using|at|have|got|with|ship|deploy|target|support)(?: still| currently| only| now)* $|\b(?:stuck (?:on|at|with)|still (?:on|at|running|use|using)|running|moved? to|upgraded? to|migrated? to|switch(?:ed)? to|go(?:ing)? to|wait(?:ing)? for|stdlib of|(?:removed|added|new) in|(?:plain|normal|standard|ordinary|regular|stock|vanilla)) $/i;
/** "Is 3.12 ok?", "oh, it's 3.13". */
const IS_IT = /\bit's $|\bit is $/i;
const IS_OK = /^ (?:ok|okay|fine|enough|good|supported|too old|old)\b/i;
/** A word right before it that is none of these names another product: "rabbitmq 3.12". */
const MAY_PRECEDE =
  /(?:^|[^\p{L}\p{N}\s]|\b(?:on|under|in|with|at|to|from|is|are|and|or|the|a|run|runs|running|use|using|have|got|still|now|version|python|cpython|interpreter|build|threaded|threading|nogil|our|plain|normal|regular|stock|both|than|between|for|via|since|until|try|tried|only|currently|new|old|vanilla|standard|ordinary|ship|ships|has|support|supports|target|deploy|it's|v|thread))\s?\(?$/iu;

/** The Python version a message states, such as `3.12` or `3.13t`; null when it states none. */
export function readPythonVersion(text: string): string | null {
  const source = text.slice(0, 20_000);
  // All forms have this in them, and most messages do not.
  if (!source.includes('3.') && !TAG.test(source)) return null;
  const reached = REACHED.exec(source)?.[1];
  if (reached !== undefined && isPlausible(reached) && /python|\bpy/i.test(source))
    return finish(reached, source);
  const named = NAMED.exec(source)?.[1];
  if (named !== undefined && isPlausible(named)) return finish(named, source);
  const tag = TAG.exec(source);
  if (tag !== null)
    return tag[2] === '' ? finish(`3.${tag[1]}`, source, tag.index + tag[0].length) : `3.${tag[1]}t`;
  for (const match of source.matchAll(BARE)) {
    const version = match[1];
    if (version === undefined || !isPlausible(version)) continue;
    const after = source.slice(match.index + match[0].length, match.index + match[0].length + 14);
    const start = match.index + match[0].indexOf('3.');
    const before = source.slice(Math.max(0, start - 40), start);
    if (!version.endsWith('t') && UNIT.test(after)) continue;
    if (!version.endsWith('t') && !MAY_PRECEDE.test(before)) continue;
    // Nothing else is called 3.12.4 so often.
    const isFull = match[2] !== undefined && Number.parseInt(version.slice(2), 10) >= 8;
    // "…, 3.12." and "3.10, Pool(6)": a clause of its own.
    const isAlone =
      Number.parseInt(version.slice(2), 10) >= 8 &&
      /(?:^|[.,:;(\n])\s*$/.test(before) &&
      /^\s*(?:[.,)/+\n]|$)/.test(after);
    const isRemark = IS_OK.test(after) || (IS_IT.test(before) && /^\s*(?:[.,;!?)\n]|$)/.test(after));
    if (
      isFull ||
      isAlone ||
      isRemark ||
      version.endsWith('t') ||
      RUNS.test(before) ||
      PYTHON_NEAR.test(before) ||
      PYTHON_NEAR.test(after)
    )
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
function finish(version: string, text: string, end?: number): string {
  const lower = version.toLowerCase();
  if (lower.endsWith('t')) return lower;
  const at = end ?? text.toLowerCase().indexOf(lower) + lower.length;
  const isNamedBefore = BUILD_BEFORE.test(text.slice(Math.max(0, at - lower.length - 50), at - lower.length));
  return isNamedBefore ||
    /^[ -]*\(?(?:free[- ]?thread|no[ -]?gil|t build|with(?:out)? (?:the )?gil(?: (?:disabled|off|turned off|removed))|without (?:the )?gil|[^.;\n]{0,20}--disable-gil)/i.test(
      text.slice(at, at + 40),
    )
    ? `${lower}t`
    : lower;
}
