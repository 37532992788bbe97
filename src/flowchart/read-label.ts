import { type Cursor, quote, Refusal } from './cursor.ts';

/** The HTML entities a label may use, as `#quot;` (Mermaid's way) or `&quot;`. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['num', '#'],
  ['semi', ';'],
  ['colon', ':'],
  ['comma', ','],
  ['commat', '@'],
  ['lpar', '('],
  ['rpar', ')'],
  ['lbrack', '['],
  ['rbrack', ']'],
  ['lbrace', '{'],
  ['rbrace', '}'],
  ['vert', '|'],
  ['hellip', '…'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['rarr', '→'],
  ['le', '≤'],
  ['ge', '≥'],
  ['ne', '≠'],
  ['times', '×'],
  ['micro', 'µ'],
  ['euro', '€'],
]);

const OPENING_QUOTE = /"/y;
const QUOTED = /"([^"]*)"/y;
const UNQUOTED = /[^[\](){}|"]*/y;

/**
 * Reads the text of a box, an arrow or a group up to its closing bracket: quoted, or bare and then free of
 * characters that mean something else to Mermaid.
 */
export function readLabel(cursor: Cursor): string | Refusal {
  if (cursor.sees(OPENING_QUOTE)) {
    const quoted = cursor.take(QUOTED)?.[1];
    if (quoted === undefined) {
      return new Refusal(
        'a quoted text is not closed on its line',
        'close it with "; for a line break write <br/>',
      );
    }
    return quotedLabel(quoted);
  }
  return bareLabel(cursor.take(UNQUOTED)?.[0] ?? '');
}

/** The plain text of what stood between quotes. */
export function quotedLabel(text: string): string | Refusal {
  if (text.startsWith('`')) {
    return new Refusal('a Markdown string ("`…`") is not understood', 'write plain text in plain quotes');
  }
  return plainText(text);
}

/** The plain text of what stood without quotes. */
export function bareLabel(text: string): string | Refusal {
  // Mermaid reads the two below as the name of an arrow and as an arrow.
  if (text.includes('@')) return new Refusal(`${quote(text)} holds an @`, 'put the text in "quotes"');
  if (text.includes('~~~')) return new Refusal(`${quote(text)} holds ~~~`, 'put the text in "quotes"');
  return plainText(text);
}

function plainText(raw: string): string | Refusal {
  // `\n` is drawn as a line break as well.
  const text = raw.replace(/<br\s*\/?>/gi, ' ').replaceAll('\\n', ' ');
  const tag = /<[\w/!?]/.exec(text);
  if (tag !== null) {
    const found = quote(text.slice(tag.index));
    return new Refusal(
      `HTML in a text: ${found}`,
      'use no tag but <br/>; for "less than" put a blank after <',
    );
  }
  let unknown: string | null = null;
  const decoded = text.replace(/#(\w+);|&(#|\w{2,};?)/g, (found, mermaid?: string, html?: string) => {
    const name = mermaid ?? (html?.endsWith(';') ? html.slice(0, -1) : undefined);
    const character = name === undefined ? null : entity(name, mermaid !== undefined);
    if (character === null) unknown ??= found;
    return character ?? found;
  });
  if (unknown !== null) {
    return new Refusal(
      `the entity ${quote(unknown)} is not known`,
      'write the character itself, or &amp; for a plain &',
    );
  }
  const label = decoded.replace(/\s+/g, ' ').trim();
  return label === ''
    ? new Refusal('a text is empty', 'write what it shall say, or leave its brackets out')
    : label;
}

function entity(name: string, numbered: boolean): string | null {
  if (!numbered || !/^\d{1,7}$/.test(name)) return ENTITIES.get(name) ?? null;
  const code = Number(name);
  // HTML reads the control characters as something else, and surrogates as nothing.
  const readable =
    (code >= 32 && code < 127) || (code >= 160 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff);
  return readable ? String.fromCodePoint(code) : null;
}
