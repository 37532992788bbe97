import {
  linesOf,
  type PastedBlock,
  proseWithout,
  type Span,
  splitPaste,
} from '../measurements/split-paste.ts';
import { parsePython } from './parse.ts';
import { type Module, nodesIn } from './syntax.ts';

/** A message with Python in it, taken apart. */
export interface TakenCode {
  /** The message without the code. */
  readonly prose: string;
  /** The pasted code as one text; line 1 is the first line that was pasted. Null where there is none. */
  readonly code: string | null;
}

/** Longer pastes are read up to here. */
const LONGEST = 120_000;

/** Takes the Python out of a message, fenced or not. Any text is accepted; linear in its length. */
export function takeCode(message: string): TakenCode {
  const text = message.length > LONGEST ? message.slice(0, LONGEST) : message;
  const { blocks } = splitPaste(text);
  const found = blocks.some(({ fenced }) => fenced) ? fromFences(blocks) : fromBareText(text, blocks);
  if (found === null) return { prose: message, code: null };
  return { prose: proseWithout(message, found.spans), code: found.code };
}

interface Found {
  readonly code: string;
  readonly spans: readonly Span[];
}

const PYTHON = /^(?:py|python\d?|py3|pycon|ipython\d?|py3k)$/;

/** Code between fences; several pieces count as one text, so that what one defines is known in the next. */
function fromFences(blocks: readonly PastedBlock[]): Found | null {
  const kept = blocks.flatMap((block) => {
    if (block.language !== null && !PYTHON.test(block.language)) return [];
    const code = plain(block.text);
    const isSure = block.language !== null || (block.kind === 'code' && isPython(code, 0.5));
    return isSure || isPython(code, 0) ? [{ block, code }] : [];
  });
  if (kept.length === 0) return null;
  return { code: kept.map(({ code }) => code).join('\n'), spans: kept.map(({ block }) => block) };
}

/** Code that stands in the message as it is. */
function fromBareText(text: string, blocks: readonly PastedBlock[]): Found | null {
  const pieces = blocks.filter(({ kind }) => kind === 'code');
  const [first] = pieces;
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return null;
  const lines = linesOf(text);
  const begin = firstLineOf(
    lines.map((line) => line.text),
    first.firstLine - 1,
  );
  const end = pieces.length === 1 && last.end === text.trimEnd().length ? last.end : text.length;
  // What follows may be more code, such as lines of a long text; whether it is, the parser says.
  for (const until of new Set([end, last.end])) {
    const part = lines.slice(begin).filter(({ start }) => start < until);
    const code = plain(part.map((line) => line.text).join('\n'));
    const start = lines[begin]?.start ?? 0;
    if (isPython(code, 0)) return { code, spans: [{ start, end: until }] };
  }
  const code = pieces.map((piece) => plain(piece.text)).join('\n');
  return isPython(code, 0.5) ? { code, spans: pieces } : null;
}

/** Comments, decorators and the beginning of a file above the first line that is certainly code belong to it. */
function firstLineOf(lines: readonly string[], from: number): number {
  let first = from;
  for (let at = from - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    const isPart =
      /^\s*(?:#|@\w)|^\s*[A-Za-z_]\w*(?:: ?[\w.[\], ]+)? = \S|^\s*[rub]?(?:"""|''').*(?:"""|''')$/.test(line);
    if (!isPart) break;
    first = at;
  }
  return first;
}

const PROMPT = /^\s{0,8}(?:>>>|\.\.\.|In \[\d+\]:|\.{3,}:)(?: |$)/;

/** Code as it would stand in a file: prompts and the output below them blanked, one indentation taken away. */
function plain(text: string): string {
  const lines = text.split('\n');
  const isSession = lines.some((line) => /^\s{0,8}(?:>>>|In \[\d+\]:) /.test(line));
  const code = isSession ? lines.map((line) => (PROMPT.test(line) ? line.replace(PROMPT, '') : '')) : lines;
  const indents = code.flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)?.[0] ?? '']));
  const common = indents.reduce((shared, indent) => prefix(shared, indent), indents[0] ?? '');
  return common === '' ? code.join('\n') : code.map((line) => line.slice(common.length)).join('\n');
}

function prefix(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

const SIGNS = new Set(['Function', 'Class', 'Import', 'For', 'With', 'While', 'Try', 'Await']);

/** Whether a text is Python with at most that share of it broken, and more than words that happen to parse. */
function isPython(code: string, share: number): boolean {
  const module: Module = parsePython(code);
  if (module.body.length === 0) return false;
  let broken = 0;
  let hasSign = false;
  for (const node of nodesIn(module)) {
    if (node.kind === 'Broken') broken += 1;
    if (SIGNS.has(node.kind)) hasSign = true;
    if (node.kind === 'Assign' && node.value?.kind === 'Call') hasSign = true;
  }
  return hasSign && broken <= share * module.body.length;
}
