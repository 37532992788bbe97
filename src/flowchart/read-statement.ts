import { type Cursor, quote, Refusal } from './cursor.ts';
import { bareLabel, quotedLabel, readLabel } from './read-label.ts';
import { readLink, seesLink } from './read-link.ts';
import { type NodeMention, RESERVED_WORDS, readId, readNode } from './read-node.ts';
import { isStyling, readStyling, type Styling } from './read-styling.ts';

/** What a piece of a line says. In `links`, each group of nodes leads to the next by the label between them. */
export type Statement =
  | {
      readonly kind: 'links';
      readonly groups: readonly (readonly NodeMention[])[];
      readonly labels: readonly (string | null)[];
    }
  | { readonly kind: 'subgraph'; readonly id: string | null; readonly title: string }
  | { readonly kind: 'end' }
  | ({ readonly kind: 'styling' } & Styling);

const SEPARATOR = /[ \t]*(?:;|$)/y;

/** All statements of a line, or why the line cannot be read. */
export function readStatements(cursor: Cursor): readonly Statement[] | Refusal {
  const misread = refuseMisread(cursor.text);
  if (misread !== null) return misread;
  const statements: Statement[] = [];
  for (;;) {
    cursor.skipBlanks();
    if (cursor.atEnd) return statements;
    if (cursor.take(/;/y) !== null) continue;
    const statement = readStatement(cursor);
    if (statement instanceof Refusal) return statement;
    if (statement !== null) statements.push(statement);
  }
}

const DIRECTION = /direction\s+(?:TB|BT|RL|LR|TD)/;
const DESCRIPTION = /^\s*acc(?:Title|Descr)\s*:/;

/** What Mermaid reads in a surprising way wherever in the line it stands. */
function refuseMisread(line: string): Refusal | null {
  const control = /[^\P{Cc}\t]|[\p{Zl}\p{Zp}]/u.exec(line)?.[0];
  if (control !== undefined) {
    const code = (control.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return new Refusal(`the line holds the invisible character U+${code}`, 'remove it');
  }
  if (line.includes('%%{'))
    return new Refusal('a directive stands inside a line', 'give %%{…}%% a line of its own');
  if (line.trim() === '%%')
    return new Refusal('Mermaid draws a bare %% as a node', 'write a comment behind %%');
  if (DESCRIPTION.test(line)) return null;
  if (DIRECTION.test(line) && !/^\s*direction\s+(?:TB|BT|RL|LR|TD)[ \t]*;?[ \t]*$/.test(line)) {
    return new Refusal(
      'Mermaid takes the whole line for a direction',
      'give the direction a line of its own',
    );
  }
  if (!isStyling(line.trimStart()) && losesSemicolon(line)) {
    return new Refusal(
      'Mermaid loses a semicolon behind "style … :# … ;"',
      'write the text without the colon',
    );
  }
  return null;
}

/** Mermaid prepares the lines of `style` and `classDef` before it looks where those words stand. */
function losesSemicolon(line: string): boolean {
  const word = /style|classDef/.exec(line);
  if (word === null) return false;
  const behind = line.slice(word.index);
  const colour = /:[^\s:]*#/.exec(behind);
  return colour !== null && behind.includes(';', colour.index + colour[0].length);
}

/** Null is a statement that says nothing about the way: a direction or a description. */
function readStatement(cursor: Cursor): Statement | Refusal | null {
  if (cursor.take(/direction[ \t]+(?:TB|BT|RL|LR|TD)[ \t]*;?[ \t]*$/y) !== null) return null;
  if (cursor.take(/acc(?:Title|Descr)[ \t]*:[ \t]*[^ \t].*$/y) !== null) return null;
  if (cursor.sees(/subgraph(?![\w-])/y)) return readSubgraph(cursor);
  if (cursor.take(/end(?![\w-])/y) !== null) return closed(cursor, { kind: 'end' });
  const rest = cursor.text.slice(cursor.at);
  if (isStyling(rest)) {
    cursor.at = cursor.text.length;
    const styling = readStyling(rest);
    return styling instanceof Refusal ? styling : { kind: 'styling', ...styling };
  }
  return readLinks(cursor);
}

function readLinks(cursor: Cursor): Statement | Refusal {
  const first = readGroup(cursor);
  if (first instanceof Refusal) return first;
  const groups = [first];
  const labels: (string | null)[] = [];
  for (;;) {
    cursor.skipBlanks();
    if (!seesLink(cursor)) return closed(cursor, { kind: 'links', groups, labels });
    const link = readLink(cursor);
    if (link instanceof Refusal) return link;
    const group = readGroup(cursor);
    if (group instanceof Refusal) return group;
    labels.push(link.label);
    groups.push(group);
  }
}

/** `A & B & C`; Mermaid takes `A&B` for one id, so the blanks are needed. */
function readGroup(cursor: Cursor): NodeMention[] | Refusal {
  const group: NodeMention[] = [];
  do {
    const node = readNode(cursor);
    if (node instanceof Refusal) return node;
    group.push(node);
  } while (cursor.take(/[ \t]+&[ \t]+/y) !== null);
  return group;
}

function closed(cursor: Cursor, statement: Statement): Statement | Refusal {
  if (cursor.take(SEPARATOR) !== null) return statement;
  if (cursor.sees(/[ \t]*&/y))
    return new Refusal(`${cursor.rest}: & joins two nodes`, 'write A & B with blanks');
  const mend =
    'end the line here, put ; before it, or an arrow; the bracket of a node follows its id without a blank';
  return new Refusal(`cannot read ${cursor.rest}`, mend);
}

const TITLE_MEND = 'write subgraph id ["title"], or subgraph "title"';

/** `subgraph title words`, `subgraph "title"`, `subgraph id [title]`. The id of a title with blanks is Mermaid's. */
function readSubgraph(cursor: Cursor): Statement | Refusal {
  cursor.at += 'subgraph'.length;
  if (cursor.take(/[ \t]/y) === null) return new Refusal('a subgraph has no title', TITLE_MEND);
  const named = readNamedSubgraph(cursor);
  if (named !== null) return named;
  const quoted = cursor.take(/"([^"]*)"(?=[ \t]*(?:;|$))/y)?.[1];
  const raw = quoted ?? cursor.take(/[\w \t.'/&?!:+-]+(?=;|$)/y)?.[0];
  if (raw === undefined || (quoted === undefined && !isPlainTitle(raw))) {
    return new Refusal(`cannot read the subgraph title ${cursor.rest}`, TITLE_MEND);
  }
  const trailing = cursor.take(/[ \t]*/y)?.[0] ?? '';
  const title = quoted === undefined ? bareLabel(raw) : quotedLabel(raw);
  if (title instanceof Refusal) return title;
  // Mermaid uses a title of one word as the id, and counts the blanks around it as well.
  const id = /\s/.test(`${raw}${trailing}`) ? null : raw;
  return closed(cursor, { kind: 'subgraph', id, title });
}

function readNamedSubgraph(cursor: Cursor): Statement | Refusal | null {
  if (!cursor.sees(/[ \t]*\w+(?:-\w+)*[ \t]*\[/y)) return null;
  cursor.skipBlanks();
  const id = readId(cursor);
  if (id instanceof Refusal) return id;
  cursor.take(/[ \t]*\[/y);
  const title = readLabel(cursor);
  if (title instanceof Refusal) return title;
  if (cursor.take(/\](?=;|$)/y) === null) {
    const problem = `${quote(cursor.text)}: the title is not closed by ] at the end`;
    return new Refusal(problem, `${TITLE_MEND}, with no blanks behind it`);
  }
  return { kind: 'subgraph', id, title };
}

/** Whether Mermaid finds no arrow and none of its own words in a title without quotes. */
function isPlainTitle(title: string): boolean {
  if (/--|-\.|\.-|::/.test(title)) return false;
  return (title.match(/[A-Za-z_]+/g) ?? []).every((word) => !RESERVED_WORDS.has(word));
}
