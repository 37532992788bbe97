/** What a line looks like by itself. All patterns are anchored and bounded; long lines are cut before they are tried. */

const LONGEST = 400;

const PROMPTS = [
  /^\s{0,4}(?:\(\S{1,40}\) ?)?\$ +[\w./~"'(-]/, // $ command, (venv) $ command
  /^\s{0,4}(?:\(\S{1,40}\) ?)?\[?[\w.-]{1,40}@[\w.-]{1,60}[ :][^$#%>]{0,80}[$#%>] ?(?:\S|$)/, // user@host:~$ command
  /^\s{0,4}(?:\(\S{1,40}\) ?)?(?:bash|sh|zsh)-?[\d.]{0,6}[$#%] /,
  /^\s{0,4}(?:(?![\d.]+%)[\w.-]{1,30})?% +[\w./~-]{2}/, // % command, but not "90% of the time"
  /^\s{0,4}[❯➜λ] +\S/,
  /^\s{0,4}PS(?: [A-Z]:)?[^>]{0,100}> ?\S/,
  /^\s{0,4}[A-Z]:\\[^>]{0,100}>\S/,
  /^\s{0,4}# +(?:time|nproc|lscpu|free|top|ps|perf|py-spy|cat|python3?|docker|kubectl|wrk|hey|ab)\b/,
];

/** Whether the line shows a shell prompt with a command. */
export function hasPrompt(line: string): boolean {
  if (!/[$#%>❯➜λ]/.test(line)) return false;
  const text = line.slice(0, LONGEST);
  return PROMPTS.some((prompt) => prompt.test(text));
}

/** The command after a shell prompt; null where the line has no prompt. */
export function commandOf(line: string): string | null {
  if (!hasPrompt(line)) return null;
  const text = line.slice(0, LONGEST);
  return /[$#%>❯➜λ] *([^$#%>❯➜λ\s].*)$/.exec(text)?.[1] ?? '';
}

const CODE_BEGINS = [
  /^\s*import [\w.]+(?: as \w+)?(?:, ?[\w.]+(?: as \w+)?){0,20}\s*(?:#.*)?$/,
  /^\s*from \.*[\w.]* import [\w*(]/,
  /^\s*(?:async )?def \w+ ?\(/,
  /^\s*class \w+ ?(?:\([^)]*\))?:/,
  /^\s*async (?:with|for) .*:\s*(?:#.*)?$/,
  /^\s*if __name__ ?==/,
  /^(?:>>>|\.\.\.) \S/,
  /^In \[\d+\]: \S/,
];
/** These begin code only where the next line goes on with it. */
const BLOCK_OPENS = /^\s*(?:for|while|with|if|try|elif|else)\b[^?]*:\s*(?:#.*)?$/;
const DECORATOR = /^\s*@[\w.]+(?:\(.*\))?\s*$/;
const ASSIGNS = /^\s*[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?: ?: ?[\w.[\], |]+)? ?(?:[-+*/|&]|\/\/|\*\*)?= ?[^=\s]/;
const CALLS = /^\s*(?:await |return |yield |print ?)?[A-Za-z_][\w.]*\(.*(?:\)|\(|,|\[|\{)\s*(?:#.*)?$/;
const STATEMENTS =
  /^\s*(?:return|await|raise|yield|pass|break|continue|global|nonlocal|del|assert|except|finally|elif|else|try|import|from)\b(?:$|[\s:(])/;

/** All of these have one of these beginnings or signs, and most lines of prose do not. */
const MAY_BEGIN =
  /^\s*(?:import|from|async|def|class|for|while|with|if|try|elif|else|@)|^(?:>>>|\.\.\.|In \[)|=/;

/** Whether Python code begins on this line; `next` is the line after it. */
export function beginsCode(line: string, next: string): boolean {
  if (!MAY_BEGIN.test(line)) return false;
  const text = line.slice(0, LONGEST);
  if (CODE_BEGINS.some((form) => form.test(text))) return true;
  const after = next.slice(0, LONGEST);
  if (BLOCK_OPENS.test(text)) return /^\s{2,}\S|^\t/.test(after);
  if (DECORATOR.test(text)) return /^\s*(?:@|(?:async )?def |class )/.test(after);
  if (!ASSIGNS.test(text) || !/[(["'{]/.test(text)) return false;
  return (
    ASSIGNS.test(after) ||
    CALLS.test(after) ||
    BLOCK_OPENS.test(after) ||
    CODE_BEGINS.some((form) => form.test(after))
  );
}

/** Whether the line can go on a piece of code that began before it. */
export function continuesCode(line: string): boolean {
  const text = line.slice(0, LONGEST);
  return (
    /^(?: {2,}|\t)/.test(text) ||
    /^\s*[)\]}#]/.test(text) ||
    /^\s*"""|^\s*'''/.test(text) ||
    [...CODE_BEGINS, BLOCK_OPENS, DECORATOR, ASSIGNS, CALLS, STATEMENTS].some((form) => form.test(text))
  );
}

const FUNCTION_WORDS = new Set(
  "the a an is are was we it i you my our your to of in on for so how what why which should can do does that this and but with from have has need use it's".split(
    ' ',
  ),
);

/** Whether a line reads like a sentence: what a person writes below the output of a command. */
export function looksLikeProse(line: string): boolean {
  const words = line
    .slice(0, LONGEST)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const plain = words.filter((word) => /^[\p{L}'’-]+[,.!?;:]?$/u.test(word));
  const functions = words.filter((word) => FUNCTION_WORDS.has(word.replace(/[,.!?;:]$/, '')));
  if (plain.length < words.length / 2) return false;
  return (
    functions.length >= 2 ||
    (functions.length >= 1 && words.length >= 3 && plain.length >= 3) ||
    /\w\?$/.test(line)
  );
}
