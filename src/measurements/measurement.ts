import type { Quantities } from '../understanding/understanding.ts';
import { linesOf, type MessageLine, type Span } from './split-paste.ts';

/** What a measurement shows about a job. Which answer follows is written in the lexicon (`measured`). */
export const SIGNS = ['computing', 'waiting', 'gilLimits', 'gilFree', 'severalCores'] as const;
/** `idle`: little CPU is used, which is waiting only if there was work to do. */
export type Sign = (typeof SIGNS)[number] | 'idle';

/** One measurement found in a message. */
export interface Measurement {
  /** As people call the tool: `time`, `py-spy dump`. */
  readonly tool: string;
  readonly signs: readonly Sign[];
  readonly quantities: Quantities;
  /** A few characters of the output that show it. */
  readonly words: string;
  /** One sentence: what was read, and how the conclusion follows. */
  readonly text: string;
  /** Where its output stands in the message. */
  readonly spans: readonly Span[];
  /** `run`: the times are those of one run of the program; `limit`: what a container may use, which outranks what its host has. */
  readonly scope?: 'run' | 'limit';
  /** How many cores' worth of CPU time it shows on average. */
  readonly coresUsed?: number;
  /** It contradicts itself or cannot be: nothing follows from it but that this is said. */
  readonly isImplausible?: true;
}

/** The lines of a message as a reader of measurements sees them. */
export interface Paste {
  readonly lines: readonly PasteLine[];
}
export interface PasteLine extends MessageLine {
  /** As it stands in the message. */
  readonly raw: string;
  /** The words of the line, split at blanks and tabs. */
  readonly fields: readonly string[];
}

/** A reader of one tool's output: linear, and empty-handed where the tool's output does not occur. */
export type ReadTool = (paste: Paste) => readonly Measurement[];

/** Longer lines are no tool's; what follows is not looked at. */
const LONGEST_LINE = 1000;
// What log collectors and container tools put before a line: `2026-05-01T12:00:01Z `, `[12:00:01] `, `web-1  | `.
const STAMP =
  /^\s{0,4}(?:\[?(?:\d{4}-\d\d-\d\d[T ])\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?:?|\[\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\])\s{1,4}(?=\S)/;
const SERVICE = /^[\w.-]{1,40}\s{0,20}\| (?=.)/;

/** More lines than twice this are a log; what it is shows at its beginning, what came out of it at its end. */
const MOST_LINES = 1500;

/** The middle of so long a text that it is not read; null where all of it is. */
export function unreadOf(lines: readonly MessageLine[]): Span | null {
  const [first, last] = [lines[MOST_LINES], lines.at(-MOST_LINES - 1)];
  if (lines.length <= 2 * MOST_LINES || first === undefined || last === undefined) return null;
  return { start: first.start, end: last.end };
}

export function readPaste(text: string): Paste {
  const all = linesOf(text);
  const unread = unreadOf(all);
  const read = all.filter(({ start, end }) => unread === null || end < unread.start || start > unread.end);
  const lines = read.map((line) => {
    const cut = line.text.slice(0, LONGEST_LINE).replace(SERVICE, '').replace(STAMP, '');
    const { number, start, end } = line;
    const fields = cut.split(/[ \t]+/).filter((field) => field !== '');
    return { number, start, end, raw: text.slice(start, end), text: cut, fields };
  });
  return { lines };
}

/** Where lines stand in the message. */
export function spansOf(lines: readonly MessageLine[]): Span[] {
  return lines.map(({ start, end }) => ({ start, end }));
}

/** Where words stand in a line: the whole line where it says little else, so that prose beside them stays prose. */
export function spanOf(line: PasteLine, words: string): Span {
  const at = line.raw.indexOf(words.trim());
  const saysMore = line.text.trim().length > 2 * words.trim().length + 8;
  if (at === -1 || !saysMore) return { start: line.start, end: line.end };
  return { start: line.start + at, end: line.start + at + words.trim().length };
}

/** Part of a line as evidence: short, and without blanks around it. */
export function shorten(words: string): string {
  const trimmed = words.trim();
  return trimmed.length <= 60 ? trimmed : trimmed.slice(0, 60).trimEnd();
}
