import { type Cursor, quote, Refusal } from './cursor.ts';
import { bareLabel, quotedLabel, readLabel } from './read-label.ts';

/** An arrow as it stands between two nodes; how it is drawn does not matter here. */
export interface Link {
  readonly label: string | null;
}

/** The three strokes: a whole arrow, and the beginning of one that carries its label inside. */
const STROKES: readonly { readonly whole: RegExp; readonly start: RegExp; readonly end: string }[] = [
  { whole: /--+[-xo>]/y, start: /--/y, end: '--' },
  { whole: /==+[=xo>]/y, start: /==/y, end: '==' },
  { whole: /-?\.+-[xo>]?/y, start: /-\./y, end: '.-' },
];

const WRITE_ARROW = 'write A --> B, A -->|label| B or A -- label --> B';

/** Whether an arrow, or something that wants to be one, comes next. */
export function seesLink(cursor: Cursor): boolean {
  return cursor.sees(/[-=.<~]/y);
}

/** Reads an arrow of any stroke, head and length, with its label, up to the node that follows. */
export function readLink(cursor: Cursor): Link | Refusal {
  for (const stroke of STROKES) {
    const whole = cursor.take(stroke.whole)?.[0];
    if (whole !== undefined) return refuseGluedHead(cursor, whole) ?? readLabelAfter(cursor);
    if (cursor.take(stroke.start) !== null) return readLabelInside(cursor, stroke.whole, stroke.end);
  }
  if (cursor.sees(/<[-=.]/y))
    return new Refusal(`${cursor.rest} points both ways`, 'write one arrow: A --> B');
  if (cursor.sees(/~~~/y))
    return new Refusal('an invisible arrow (~~~) leads nowhere one could go', WRITE_ARROW);
  return new Refusal(`${cursor.rest} is not an arrow`, WRITE_ARROW);
}

/** `---order` is an arrow with a round head to "rder": what Mermaid draws there is hardly what was meant. */
function refuseGluedHead(cursor: Cursor, arrow: string): Refusal | null {
  const head = arrow.at(-1);
  if ((head !== 'o' && head !== 'x') || !cursor.sees(/\w/y)) return null;
  const problem = `Mermaid takes the ${head} of ${quote(`${arrow}${cursor.text.slice(cursor.at)}`)} for an arrowhead`;
  return new Refusal(problem, `put a blank before the ${head}`);
}

/** `-->|label| B`; Mermaid allows no more than one blank behind the second bar. */
function readLabelAfter(cursor: Cursor): Link | Refusal {
  cursor.skipBlanks();
  if (cursor.take(/\|/y) === null) return { label: null };
  const opened = cursor.at - 1;
  const label = readLabel(cursor);
  if (label instanceof Refusal) return label;
  if (cursor.take(/\|/y) === null) {
    const problem = `the label ${quote(cursor.text.slice(opened))} is not closed by |`;
    return new Refusal(
      problem,
      'close it on its line; a text that holds brackets, bars or quotes goes in "quotes"',
    );
  }
  const blanks = cursor.take(/[ \t]+/y)?.[0] ?? '';
  if (blanks.length > 1) return new Refusal('Mermaid refuses two blanks after |label|', 'leave one blank');
  return { label };
}

/** `-- label -->`, `== label ==>`, `-. label .->` */
function readLabelInside(cursor: Cursor, whole: RegExp, end: string): Link | Refusal {
  cursor.skipBlanks();
  const label = cursor.sees(/"/y) ? readQuotedInside(cursor) : readBareInside(cursor, end);
  if (label instanceof Refusal) return label;
  const arrow = cursor.take(whole)?.[0];
  if (arrow === undefined) return new Refusal(`${cursor.rest} does not end the arrow`, WRITE_ARROW);
  const glued = refuseGluedHead(cursor, arrow);
  if (glued !== null) return glued;
  cursor.skipBlanks();
  return { label };
}

function readQuotedInside(cursor: Cursor): string | Refusal {
  const quoted = cursor.take(/"([^"]*)"/y)?.[1];
  if (quoted === undefined) return new Refusal('a quoted text is not closed on its line', 'close it with "');
  cursor.skipBlanks();
  return quotedLabel(quoted);
}

function readBareInside(cursor: Cursor, end: string): string | Refusal {
  const { text, at } = cursor;
  let closing = text.indexOf(end, at);
  if (closing < 0) return new Refusal(`the arrow before ${cursor.rest} has no head`, WRITE_ARROW);
  if (end === '.-') {
    // The head may be longer than its last two characters: `-...->`.
    while (closing > at && text[closing - 1] === '.') closing -= 1;
    if (closing > at && text[closing - 1] === '-') closing -= 1;
  }
  const inside = text.slice(at, closing);
  const problem = /[[\](){}|"]/.test(inside)
    ? `the label ${quote(inside)} holds a bracket, bar or quote`
    : /[xo<]$/.test(inside)
      ? `Mermaid takes the last letter of the label ${quote(inside)} for the tail of an arrowhead`
      : // Mermaid means to allow these two, but its reader has no rule for them.
        (end === '==' && inside.includes('=')) || (end === '.-' && inside.includes('.'))
        ? `the label ${quote(inside)} holds what the arrow is made of`
        : null;
  if (problem !== null)
    return new Refusal(problem, 'write -->|label|, with the label in "quotes" if it holds any');
  cursor.at = closing;
  return bareLabel(inside);
}
