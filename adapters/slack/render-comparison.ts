import type { types } from '@slack/bolt';
import type { ReplyOf } from '../../src/reply/reply.ts';
import { type Block, proseBlocks, sections } from './blocks.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeText, toMrkdwn, toPlainText } from './mrkdwn.ts';
import { renderSources } from './render-sources.ts';
import type { Rendered } from './rendered.ts';

type Cell = types.RawTextElement;

/**
 * A comparison as a table that is longer than wide, since a message is narrow: few things of many aspects stand side
 * by side. What no table takes is told in sections, one for each row.
 */
export function renderComparison(reply: ReplyOf<'comparison'>): Rendered {
  const { title, columns, rows, sources } = reply;
  const table = tableOf(reply);
  const inWords = rows.map(({ name, cells }) => {
    const lines = cells.map((cell, index) => `${columns[index] ?? ''}: ${toPlainText(cell)}`);
    return [toPlainText(name), ...lines].join('\n');
  });
  const body = table === null ? rows.flatMap((row) => rowAsSections(row, columns)) : [table];
  return {
    blocks: [...sections(`*${toMrkdwn(title)}*`), ...body, ...renderSources(sources)],
    text: cut(escapeText([toPlainText(title), ...inWords].join('\n\n')), LIMITS.fallbackText),
  };
}

function tableOf({ columns, rows }: ReplyOf<'comparison'>): Block | null {
  const asGiven = [['', ...columns], ...rows.map(({ name, cells }) => [name, ...cells])];
  const turned = asGiven[0]?.map((_, index) => asGiven.map((row) => row[index] ?? ''));
  const cells = ((rows.length <= columns.length && turned) || asGiven).map((row) => row.map(cellOf));
  const width = Math.max(...cells.map((row) => row.length));
  const length = cells.flat().reduce((sum, { text }) => sum + text.length, 0);
  const fits = cells.length <= LIMITS.tableRows && width <= LIMITS.tableColumns && length <= LIMITS.tableText;
  if (!fits || rows.length === 0) return null;
  const settings = Array.from({ length: width }, () => ({ is_wrapped: true }));
  return { type: 'table', rows: cells, column_settings: settings };
}

/** Slack refuses an empty cell. */
function cellOf(markdown: string): Cell {
  return { type: 'raw_text', text: toPlainText(markdown) || ' ' };
}

function rowAsSections(
  { name, cells }: ReplyOf<'comparison'>['rows'][number],
  columns: readonly string[],
): Block[] {
  const lines = cells.map((cell, index) => `- ${columns[index] ?? ''}: ${cell.replaceAll('\n', ' ')}`);
  return proseBlocks(`**${name}**\n${lines.join('\n')}`);
}
