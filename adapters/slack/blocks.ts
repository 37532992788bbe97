import type { types } from '@slack/bolt';
import { cut, LIMITS, splitText } from './limits.ts';
import { toMrkdwn, toPlainText } from './mrkdwn.ts';

export type Block = types.KnownBlock;
export type Button = types.Button;
type Mrkdwn = types.MrkdwnElement;

/** `verbatim`: Slack is not to look for names and channels in it. */
const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

export const plain = (text: string, limit: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, limit),
  emoji: false,
});

export function header(text: string): Block {
  return { type: 'header', text: plain(text, LIMITS.header) };
}

/** Ready mrkdwn as sections, as many as its length takes. Slack folds a long one up unless it is to `expand`. */
export function sections(text: string, expand = true): Block[] {
  return splitText(text, LIMITS.sectionText).map((part) => ({ type: 'section', expand, text: mrkdwn(part) }));
}

/** Ready mrkdwn in small print. */
export function smallPrint(text: string): Block[] {
  return splitText(text, LIMITS.contextText).map((part) => ({ type: 'context', elements: [mrkdwn(part)] }));
}

/** Rows of Markdown cells, the first of them the heads of the columns. */
export function tableBlock(rows: readonly (readonly string[])[]): types.TableBlock {
  const width = Math.max(...rows.map((row) => row.length));
  const cells = rows.map((row) =>
    // Slack refuses an empty cell.
    row.map((cell): types.RawTextElement => ({ type: 'raw_text', text: toPlainText(cell) || ' ' })),
  );
  const settings = Array.from({ length: width }, () => ({ is_wrapped: true }));
  return { type: 'table', rows: cells, column_settings: settings };
}

/** Markdown as blocks: prose as sections, fenced code as it stands. */
export function proseBlocks(markdown: string, expand = true): Block[] {
  const parts = markdown.split(/^```[^\n]*\n([\s\S]*?)\n?^```[^\S\n]*$/m);
  return parts.flatMap((part, index) => {
    if (part.trim() === '') return [];
    return index % 2 === 1 ? codeBlocks(part) : sections(toMrkdwn(part.replace(/^\n+|\s+$/g, '')), expand);
  });
}

/** Code as rich text, which takes every character as it is, backticks and angle brackets too. */
export function codeBlocks(code: string): Block[] {
  return splitText(code.replace(/^\n+|\s+$/g, ''), LIMITS.sectionText).map((text) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
  }));
}

/** A button; everything a press needs to know is in `value`. */
export function button(action: string, label: string, value: string): Button {
  return { type: 'button', action_id: action, text: plain(label, LIMITS.buttonText), value };
}

export function actions(elements: readonly types.ActionsBlockElement[], blockId?: string): Block[] {
  if (elements.length === 0) return [];
  return [
    { type: 'actions', elements: [...elements], ...(blockId === undefined ? {} : { block_id: blockId }) },
  ];
}
