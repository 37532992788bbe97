import { cleanLine, HIDDEN } from './clean-line.ts';
import { beginsCode, continuesCode, hasPrompt, looksLikeProse } from './line-kinds.ts';

/** Something a person pasted rather than wrote: code, or what a terminal showed. */
export interface PastedBlock {
  /** Its lines without terminal escapes, quotation marks and line-end variants; line n is line `firstLine + n` of the message. */
  readonly text: string;
  /** The line of the message it begins on, from 1; a fence's own line does not count. */
  readonly firstLine: number;
  readonly fenced: boolean;
  /** The word after the opening fence, in lower case. */
  readonly language: string | null;
  /** `console`: it shows a shell prompt. `code`: it looks like Python. `other`: a fence around anything else. */
  readonly kind: 'code' | 'console' | 'other';
  /** Where it stands in the message, fences included: `message.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

/** A message taken apart. The prose is what is left; see `proseWithout`. */
export interface SplitMessage {
  readonly text: string;
  readonly blocks: readonly PastedBlock[];
}

/** A stretch of the message, from its first character up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One line of a message and where it stands in it. */
export interface MessageLine extends Span {
  /** As it was meant: see `cleanLine`. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** The lines of a text with their places; `\n`, `\r\n` and `\r` at the end of a line belong to no line. */
export function linesOf(text: string): MessageLine[] {
  const lines: MessageLine[] = [];
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    lines.push({ text: cleanLine(text.slice(start, end)), number: lines.length + 1, start, end });
    start = end + 1;
  }
  return lines;
}

/** Fences, prompts, beginnings of code, and what may hide them: all pasted blocks begin with one of these. */
const MAY_BEGIN =
  /[$#%>=❯➜λ]|```|~~~|^[^\S\n\r\u2028\u2029]*(?:import|from|async|def|class|for|while|with|if|try|elif|else|@)|^(?:\.\.\.|In \[)/m;

/** Tells what was pasted from what was written, inside fences or not. Linear in the text; any text is accepted. */
export function splitPaste(text: string): SplitMessage {
  if (!MAY_BEGIN.test(text) && !HIDDEN.test(text)) return { text, blocks: [] };
  const lines = linesOf(text);
  const blocks: PastedBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const found = fencedFrom(text, lines, at) ?? bareFrom(lines, at);
    if (found !== null) blocks.push(found.block);
    at = found?.next ?? at + 1;
  }
  return { text, blocks };
}

/**
 * What is left of a message without some stretches of it: each leaves a blank line behind, so that words on its two
 * sides never seem to stand together.
 */
export function proseWithout(text: string, spans: readonly Span[]): string {
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  let prose = '';
  let at = 0;
  for (const { start, end } of ordered) {
    if (end <= at) continue;
    prose += `${text.slice(at, Math.max(at, start))}\n\n`;
    at = end;
  }
  return prose + text.slice(at);
}

interface Found {
  readonly block: PastedBlock;
  /** The index of the first line after it. */
  readonly next: number;
}

const FENCE = /```|~~~/;

/** A fence that opens on this line, to its end or, unclosed, to the end of the message. */
function fencedFrom(text: string, lines: readonly MessageLine[], at: number): Found | null {
  const opening = lines[at];
  const raw = opening && text.slice(opening.start, opening.end);
  const mark = raw === undefined ? null : FENCE.exec(raw);
  if (opening === undefined || raw === undefined || mark === null) return null;
  const [sign] = mark;
  // Tildes fence at the beginning of a line only: "~~~ five" is prose.
  if (sign === '~~~' && !/^[\s>]{0,6}~~~/.test(raw)) return null;
  const afterSign = opening.start + mark.index + sign.length;
  const info = /^[ \t]{0,4}([\w+#.-]{0,30})[ \t\r]{0,8}$/.exec(text.slice(afterSign, opening.end));
  const from = info === null ? afterSign : opening.end + 1;
  const close = text.indexOf(sign, from);
  const isTwoTicks = close === -1;
  const bodyEnd = isTwoTicks ? text.length : close;
  const end = isTwoTicks ? text.length : close + sign.length;
  let last = at;
  while (last + 1 < lines.length && (lines[last + 1]?.start ?? 0) < end) last += 1;
  const body = from >= bodyEnd ? '' : text.slice(from, bodyEnd);
  const content = linesOf(body).map((line) => line.text);
  if (content.length > 1 && content.at(-1)?.trim() === '') content.pop();
  const language = info?.[1] ? info[1].toLowerCase() : null;
  const firstLine = info === null ? opening.number : opening.number + 1;
  const block = {
    text: content.join('\n'),
    firstLine,
    fenced: true,
    language,
    kind: kindOf(language, content),
    start: opening.start + mark.index,
    end,
  };
  // What follows the closing fence on its line is not looked at again, except by the reader of prose.
  return { block, next: last + 1 };
}

function kindOf(language: string | null, content: readonly string[]): PastedBlock['kind'] {
  if (language !== null && /^(py|python\d?|py3|pycon|ipython)$/.test(language)) return 'code';
  if (content.some(hasPrompt)) return 'console';
  return content.some((line, index) => beginsCode(line, content[index + 1] ?? '')) ? 'code' : 'other';
}

/** Code or a shell session that stands in the message without a fence. */
function bareFrom(lines: readonly MessageLine[], at: number): Found | null {
  const first = lines[at]?.text ?? '';
  const isConsole = hasPrompt(first);
  if (!isConsole && !beginsCode(first, lines[at + 1]?.text ?? '')) return null;
  let next = at + 1;
  for (let probe = next; probe < lines.length; probe += 1) {
    const line = lines[probe]?.text ?? '';
    if (line.trim() === '') {
      // A blank line ends a shell session; code goes on after it where what follows is code.
      if (isConsole) break;
      continue;
    }
    if (FENCE.test(line)) break;
    if (isConsole ? looksLikeProse(line) : !continuesCode(line)) break;
    next = probe + 1;
  }
  const part = lines.slice(at, next);
  const block = {
    text: part.map(({ text }) => text).join('\n'),
    firstLine: at + 1,
    fenced: false,
    language: null,
    kind: isConsole ? ('console' as const) : ('code' as const),
    start: part[0]?.start ?? 0,
    end: part.at(-1)?.end ?? 0,
  };
  return { block, next };
}
