import { type Cursor, quote, Refusal } from './cursor.ts';
import { bareLabel, readLabel } from './read-label.ts';

export type Shape =
  | 'rectangle'
  | 'round'
  | 'stadium'
  | 'subroutine'
  | 'cylinder'
  | 'circle'
  | 'double circle'
  | 'flag'
  | 'rhombus'
  | 'hexagon'
  | 'parallelogram'
  | 'trapezoid';

/** A node as it stands in a statement; shape and label are null where only its id is written. */
export interface NodeMention {
  readonly id: string;
  readonly shape: Shape | null;
  readonly label: string | null;
}

/** Opening bracket, the closing ones that fit it, and what they draw; the longest opening comes first. */
const BRACKETS: readonly { readonly open: string; readonly close: Readonly<Record<string, Shape>> }[] = [
  { open: '(((', close: { ')))': 'double circle' } },
  { open: '([', close: { '])': 'stadium' } },
  { open: '((', close: { '))': 'circle' } },
  { open: '(', close: { ')': 'round' } },
  { open: '[[', close: { ']]': 'subroutine' } },
  { open: '[(', close: { ')]': 'cylinder' } },
  { open: '[/', close: { '/]': 'parallelogram', '\\]': 'trapezoid' } },
  { open: '[\\', close: { '\\]': 'parallelogram', '/]': 'trapezoid' } },
  { open: '[', close: { ']': 'rectangle' } },
  { open: '{{', close: { '}}': 'hexagon' } },
  { open: '{', close: { '}': 'rhombus' } },
  { open: '>', close: { ']': 'flag' } },
];

/** Words that begin something else in Mermaid, or that mean something else to it wherever they stand. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  ...['graph', 'flowchart', 'swimlane', 'subgraph', 'end', 'direction'],
  ...['style', 'default', 'linkStyle', 'interpolate', 'classDef', 'class', 'click', 'href', 'call'],
  ...['_self', '_blank', '_parent', '_top', 'accTitle', 'accDescr'],
]);

const ID = /\w+(?:-\w+)*/y;
const CLASS = /:::/y;
const ACCEPTED = 'letters, digits, _ and - between them';

/** Reads `A`, `A[text]` in any of the shapes, and `A[text]:::class`, the class of which is passed over. */
export function readNode(cursor: Cursor): NodeMention | Refusal {
  const id = readId(cursor);
  if (id instanceof Refusal) return id;
  const box = readBox(cursor);
  if (box instanceof Refusal) return box;
  if (cursor.take(CLASS) !== null) {
    const styled = readId(cursor);
    if (styled instanceof Refusal) return styled;
  }
  return { id, shape: box?.shape ?? null, label: box?.label ?? null };
}

/** Reads a name and refuses those that Mermaid takes for something else. */
export function readId(cursor: Cursor): string | Refusal {
  const id = cursor.take(ID)?.[0];
  if (id === undefined) {
    const found = cursor.atEnd
      ? 'the line ends where a node is expected'
      : `${cursor.rest} does not begin a node`;
    return new Refusal(found, `name a node by an id (${ACCEPTED}), then its text in brackets: A[text]`);
  }
  return refuseId(id, cursor.sees(/[-=.]/y)) ?? id;
}

/** Why a name cannot be an id, or null. `linked` says whether an arrow follows without a blank. */
export function refuseId(id: string, linked = false): Refusal | null {
  // Mermaid reads leading digits for themselves, and then what follows them.
  const word = id.replace(/^\d+/, '');
  if (linked && (word === 'x' || word === 'o')) {
    return new Refusal(
      `Mermaid takes the ${word} of "${id}" for the tail of an arrow`,
      'put a blank before the arrow',
    );
  }
  if (RESERVED_WORDS.has(word.split('-')[0] ?? '') || id.endsWith('direction')) {
    return new Refusal(
      `"${id}" has a meaning of its own in Mermaid`,
      'give the node another id, such as one in capitals',
    );
  }
  // Ids become keys of plain objects.
  if (id in Object.prototype) {
    return new Refusal(`"${id}" is a word of JavaScript's own`, 'give the node another id');
  }
  // Mermaid gives every arrow such an id, and takes a node of that name for the arrow.
  if (/^L_\w+_\d+$/.test(id))
    return new Refusal(`"${id}" is how Mermaid names an arrow`, 'give the node another id');
  return null;
}

function readBox(cursor: Cursor): { shape: Shape; label: string } | Refusal | null {
  const brackets = BRACKETS.find(({ open }) => cursor.text.startsWith(open, cursor.at));
  if (brackets === undefined) return null;
  const opened = cursor.at;
  cursor.at += brackets.open.length;
  if (/^\(\(?$/.test(brackets.open) && cursor.text[cursor.at] === '-') {
    return new Refusal('Mermaid takes (- for the edge of an ellipse', 'put the text in "quotes"');
  }
  const slanted = brackets.open === '[/' || brackets.open === '[\\';
  const label = slanted ? readSlantedLabel(cursor) : readLabel(cursor);
  if (label instanceof Refusal) return label;
  for (const [close, shape] of Object.entries(brackets.close)) {
    if (!cursor.text.startsWith(close, cursor.at)) continue;
    cursor.at += close.length;
    return { shape, label };
  }
  const closers = Object.keys(brackets.close).join(' or ');
  const problem = `the ${brackets.open} of ${quote(cursor.text.slice(opened))} is not closed by ${closers}`;
  return new Refusal(
    problem,
    `close it on its line; a text that holds brackets, bars or quotes goes in "quotes"`,
  );
}

/** A slash belongs to the text unless the closing bracket follows it. */
function readSlantedLabel(cursor: Cursor): string | Refusal {
  if (cursor.text[cursor.at] === '"') return readLabel(cursor);
  const closing = cursor.text.indexOf(']', cursor.at);
  if (closing <= cursor.at)
    return new Refusal(`${cursor.rest} has no text or is not closed`, 'write A[/text/]');
  const inside = cursor.text.slice(cursor.at, closing - 1);
  if (/[[\](){}|"]/.test(inside)) {
    return new Refusal(`${quote(inside)} holds a bracket, bar or quote`, 'put the text in "quotes"');
  }
  cursor.at = closing - 1;
  return bareLabel(inside);
}
