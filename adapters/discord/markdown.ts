/** Text for Discord: its Markdown is that of the replies, but what people wrote must not be read as Markdown. */

const BEYOND_16_BITS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** Characters as Discord counts them. */
export function lengthOf(text: string): number {
  return text.length - (text.match(BEYOND_16_BITS)?.length ?? 0);
}

/** The text, cut with an ellipsis where it is longer. */
export function clip(text: string, longest: number): string {
  return lengthOf(text) <= longest ? text : `${[...text].slice(0, longest - 1).join('')}…`;
}

/** Somebody's words as they stand: no mention, fence, link or heading comes of them. */
export function harmlessWords(words: string): string {
  return words.replace(/\s+/g, ' ').replace(/[\\`*_~|[\]()<>#]/g, '\\$&');
}

/** The text with each quotation of somebody's words made harmless. */
export function withHarmlessQuotes(text: string, quotes: readonly string[]): string {
  return quotes
    .filter((words) => words !== '')
    .reduce((result, words) => result.replaceAll(`“${words}”`, () => `“${harmlessWords(words)}”`), text);
}

/**
 * The text with all that stands in quotation marks made harmless, where it is not known what was quoted: a quotation
 * ends before what our own sentences go on with.
 */
export function withAllQuotesHarmless(text: string): string {
  return text.replace(
    /“([\s\S]*?)”(?=[).,;]| →| implies | and “| \(|\n|$)/g,
    (_, words: string) => `“${harmlessWords(words)}”`,
  );
}

/** Small grey lines. */
export function subtext(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? line : `-# ${line}`))
    .join('\n');
}

const FENCE = '```';

/** A program as a code block; null where its own text would end the block. */
export function codeBlock(code: string, language = 'py'): string | null {
  return code.includes(FENCE) ? null : `${FENCE}${language}\n${code.trimEnd()}\n${FENCE}`;
}

/**
 * Pieces of at most that length, cut between paragraphs where it can be. A code block that is cut is closed, and
 * opened again in the next piece.
 */
export function splitText(text: string, longest: number): string[] {
  const pieces: string[] = [];
  let lines: string[] = [];
  let length = 0;
  let fence: string | null = null;

  const push = (line: string) => {
    lines.push(line);
    length += lengthOf(line) + 1;
  };
  const finish = () => {
    const piece = (fence === null ? lines : [...lines, FENCE]).join('\n').trim();
    if (piece !== '') pieces.push(piece);
    lines = [];
    length = 0;
    if (fence !== null) push(fence);
  };
  const makeRoom = () => {
    const blank = fence === null ? lines.lastIndexOf('') : -1;
    if (blank <= 0) return finish();
    const rest = lines.slice(blank + 1);
    lines = lines.slice(0, blank);
    finish();
    for (const line of rest) push(line);
  };

  // Room for the line that closes a block.
  const room = longest - FENCE.length - 1;
  if (text.length < room - 40) return text.trim() === '' ? [] : [text.trim()];
  for (const line of text.split('\n').flatMap((each) => cutLine(each, room - 40))) {
    while (lines.length > 0 && length + lengthOf(line) > room) {
      const before = length;
      makeRoom();
      if (length >= before) break;
    }
    push(line);
    if (isFence(line)) fence = fence === null ? line : null;
  }
  fence = null;
  finish();
  return pieces;
}

/** Whether the line opens or closes a block; one that does both is neither. */
function isFence(line: string): boolean {
  const start = line.trimStart();
  return start.startsWith(FENCE) && !start.slice(FENCE.length).includes(FENCE);
}

/** A line in pieces, cut at blanks where there are any. */
function cutLine(line: string, longest: number): string[] {
  const characters = [...line];
  if (characters.length <= longest) return [line];
  const blank = characters.lastIndexOf(' ', longest);
  const end = blank > longest / 2 ? blank : longest;
  return [characters.slice(0, end).join(''), ...cutLine(characters.slice(end).join('').trimStart(), longest)];
}
