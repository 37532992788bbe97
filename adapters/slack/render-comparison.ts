import type { ReplyOf } from '../../src/reply/reply.ts';
import { type Block, proseBlocks, sections, tableBlock } from './blocks.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeText, toMrkdwn, toPlainText } from './mrkdwn.ts';
import { renderSources } from './render-sources.ts';
import type { Rendered } from './rendered.ts';

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
  const cells = (rows.length <= columns.length && turned) || asGiven;
  const width = Math.max(...cells.map((row) => row.length));
  const length = cells.flat().reduce((sum, cell) => sum + toPlainText(cell).length, 0);
  const fits = cells.length <= LIMITS.tableRows && width <= LIMITS.tableColumns && length <= LIMITS.tableText;
  if (!fits || rows.length === 0) return null;
  return tableBlock(cells);
}

function rowAsSections(
  { name, cells }: ReplyOf<'comparison'>['rows'][number],
  columns: readonly string[],
): Block[] {
  const lines = cells.map((cell, index) => `- ${columns[index] ?? ''}: ${cell.replaceAll('\n', ' ')}`);
  return proseBlocks(`**${name}**\n${lines.join('\n')}`);
}
