import { textWidth, type Weight } from './text-width.ts';

/** A font size in pixels and a weight. */
export interface Type {
  readonly size: number;
  readonly weight: Weight;
}

const MOST_LINES = 4;

/**
 * Breaks a label into lines no wider than `width` pixels, as few as possible and then as even as possible. Words that
 * are too long are broken; what is beyond four lines gives way to an ellipsis.
 */
export function wrapLabel(label: string, width: number, type: Type): readonly string[] {
  const pieces = piecesOf(label, width, type);
  const widest = fill(pieces, width, type);
  let lines = widest;
  for (let narrower = width - 4; narrower > width / 3; narrower -= 4) {
    const tried = fill(pieces, narrower, type);
    if (tried.length > widest.length || tried.some((line) => widthOf(line, type) > narrower)) break;
    lines = tried;
  }
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), cutToWidth(lines[MOST_LINES - 1] ?? '', width, type)];
}

/** Whether a line of text is no wider than that many pixels. */
export function fits(text: string, width: number, type: Type): boolean {
  return widthOf(text, type) <= width;
}

/** The text, or as much of it as fits with an ellipsis after it. */
export function cutToWidth(text: string, width: number, type: Type): string {
  const characters = [...text];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, type) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/**
 * Words, with the blank or nothing that comes before each; after a slash or a hyphen a line may end too. A blank after
 * a slash stems from a line break of the chart.
 */
function piecesOf(label: string, width: number, type: Type): readonly string[] {
  const words = label.trim().replace(/\/\s+/g, '/').split(/\s+/);
  return words.flatMap((word, index) =>
    word
      .split(/(?<=[/-])(?=.)/)
      .flatMap((part) => brokenUp(part, width, type))
      .map((part, inWord) => (index > 0 && inWord === 0 ? ` ${part}` : part)),
  );
}

function brokenUp(word: string, width: number, type: Type): readonly string[] {
  if (widthOf(word, type) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part !== '' && widthOf(part + character, type) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

function fill(pieces: readonly string[], width: number, type: Type): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last + piece, type) <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece.trimStart());
  }
  return lines;
}

function widthOf(text: string, { size, weight }: Type): number {
  return textWidth(text, size, weight);
}
