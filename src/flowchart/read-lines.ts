import { parseDocument } from 'yaml';
import type { Fault } from '../knowledge/fault.ts';
import { quote, Refusal } from './cursor.ts';

/** A line that says something, numbered as in the file. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

export interface Lines {
  /** What the header says behind its direction, and the lines after it. */
  readonly lines: readonly Line[];
  readonly faults: readonly Fault[];
}

/** The lines of a chart without front matter, comments, directives, the description block and the header. */
export function readLines(text: string): Lines {
  const faults: Fault[] = [];
  const report = (line: number, { problem, mend }: Refusal) =>
    faults.push({ file: 'flowchart.mmd', line, problem, mend });
  const all = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);

  const ends = { '}%%': linesEndedBy('}%%', all), '}': linesEndedBy('}', all) };
  const lines: Line[] = [];
  let index = skipFrontMatter(all, report);
  while (index < all.length) {
    const line = { number: index + 1, text: all[index] ?? '' };
    const content = line.text.trim();
    const opening = content === '%%{' ? `${content}${all[index + 1]?.trim()}` : content;
    const block = BLOCKS.find(({ begin }) => begin.test(opening));
    if (content === '' || (content.startsWith('%%') && content !== '%%' && !content.includes('%%{'))) {
      index += 1;
    } else if (block !== undefined) {
      const end = block.mark === null ? index : (ends[block.mark][index] ?? null);
      if (end === null) report(line.number, block.unclosed);
      index = (end ?? index) + 1;
    } else {
      lines.push(line);
      index += 1;
    }
  }
  return { lines: skipHeader(lines, report), faults };
}

interface Block {
  readonly begin: RegExp;
  /** What closes the block; null where it is one line. */
  readonly mark: '}%%' | '}' | null;
  readonly unclosed: Refusal;
}

/** What may run over several lines. */
const BLOCKS: readonly Block[] = [
  {
    begin: /^%%\{\s*(?:init|initialize)\s*:\s*\{/,
    mark: '}%%',
    unclosed: new Refusal('a directive is not closed', 'close it with }%% at the end of its line'),
  },
  {
    begin: /^%%\{\s*wrap\s*\}%%$/,
    mark: null,
    unclosed: new Refusal('a directive is not closed', 'write %%{wrap}%%'),
  },
  {
    begin: /^accDescr\s*\{/,
    mark: '}',
    unclosed: new Refusal('the accDescr block is not closed', 'close it with } at the end of its line'),
  },
];

/**
 * For each line, the next one that holds the mark, if the mark ends that line, or else null. Found from the end of
 * the file backwards, so that a thousand open blocks cost no more than one.
 */
function linesEndedBy(mark: string, all: readonly string[]): readonly (number | null)[] {
  const ends: (number | null)[] = new Array(all.length).fill(null);
  let next: number | null = null;
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const text = all[index] ?? '';
    const found = mark === '}' && text.trimStart().startsWith('%%') ? -1 : text.indexOf(mark);
    if (found >= 0) next = text.slice(found + mark.length).trim() === '' ? index : null;
    ends[index] = next;
  }
  return ends;
}

type Report = (line: number, refusal: Refusal) => void;

/** Reading YAML takes time in proportion to the square of its length. */
const MOST_FRONT_MATTER = 5000;

/** The index of the first line behind the front matter. */
function skipFrontMatter(all: readonly string[], report: Report): number {
  if (!/^---\s*$/.test(all[0] ?? '')) return 0;
  const end = all.findIndex((line, index) => index > 1 && /^---\s*$/.test(line));
  const begin = end < 0 ? all.findIndex((line) => /^\s*(?:graph|flowchart)\b/.test(line)) : end + 1;
  const content = all.slice(1, Math.max(end, 1)).join('\n');
  if (end < 0) {
    report(1, new Refusal('the front matter is not closed', 'close it with a line --- before the chart'));
  } else if (content.length > MOST_FRONT_MATTER) {
    report(1, new Refusal(`the front matter is longer than ${MOST_FRONT_MATTER} characters`, 'shorten it'));
  } else if (!isYaml(content)) {
    report(
      1,
      new Refusal('the front matter is not YAML', 'write title: text, and quotes around special characters'),
    );
  }
  return begin < 0 ? all.length : begin;
}

function isYaml(text: string): boolean {
  try {
    return parseDocument(text).errors.length === 0;
  } catch {
    return false;
  }
}

const HEADER = /^\s*(?:graph|flowchart)(?:[ \t]+(?:TD|TB|BT|LR|RL)(?:[ \t]*$|;)|[ \t]*$)/;
const HEADER_MEND = 'begin the chart with graph and a direction: TD, TB, BT, LR or RL';

/** The lines behind the header; a header that cannot be read is a fault, and passed over. */
function skipHeader(lines: readonly Line[], report: Report): readonly Line[] {
  const first = lines[0];
  if (first === undefined) {
    report(1, new Refusal('there is no chart', HEADER_MEND));
    return lines;
  }
  const header = HEADER.exec(first.text)?.[0];
  if (header !== undefined) return [{ ...first, text: first.text.slice(header.length) }, ...lines.slice(1)];
  report(first.number, new Refusal(`${quote(first.text)} is not the beginning of a flowchart`, HEADER_MEND));
  return /^\s*(?:graph|flowchart)/i.test(first.text) ? lines.slice(1) : lines;
}
