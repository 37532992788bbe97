import type { Source } from '../../src/knowledge/schema.ts';
import { pathText, understoodText } from '../../src/reply/path-text.ts';
import { choicesOf, type Reply, type ReplyOf } from '../../src/reply/reply.ts';
import { harmless, paint, renderMarkdown, type Style } from './style.ts';

/** A reply as terminal text, without a line end after it. Pure; options of a question are numbered from 1. */
export function renderReply(reply: Reply, style: Style): string {
  switch (reply.type) {
    case 'question':
      return renderQuestion(reply, style);
    case 'recommendation':
      return renderRecommendation(reply, style);
    case 'explanation':
      return joined([renderMarkdown(style, reply.text), renderSources(reply.sources, style)]);
    case 'comparison':
      return renderComparison(reply, style);
    case 'notice': {
      const offer = reply.offer ? `\n  ${paint(style, 'dim', `${reply.offer.label}? Say so in words.`)}` : '';
      return `${renderMarkdown(style, reply.text)}${offer}`;
    }
    case 'error':
      return paint(style, 'red', renderMarkdown(style, reply.text));
  }
}

/** The options of a question as one types them. */
export function renderOptions(question: ReplyOf<'question'>, style: Style): string {
  const options = choicesOf(question).map(({ label }, index) => `  ${index + 1}. ${harmless(label)}`);
  return [...options, paint(style, 'dim', '  or: not sure, why, back')].join('\n');
}

function renderQuestion(question: ReplyOf<'question'>, style: Style): string {
  const read = understoodText(question.understood);
  return joined([
    read === ''
      ? ''
      : paint(style, 'dim', renderMarkdown(style, `I read: ${read.replaceAll('\n', '\n        ')}`)),
    paint(style, 'bold', renderMarkdown(style, question.text)),
    paint(style, 'dim', renderMarkdown(style, question.why)),
  ]);
}

function renderRecommendation(reply: ReplyOf<'recommendation'>, style: Style): string {
  const section = (title: string, text: string) =>
    text === '' ? '' : `${paint(style, 'bold', title)}\n${renderMarkdown(style, text)}`;
  const bullets = (items: readonly string[]) =>
    items.map((item) => `- ${item.replaceAll('\n', ' ')}`).join('\n');
  return [
    paint(style, ['bold', 'green'], harmless(reply.title)),
    renderMarkdown(style, reply.text),
    section('How many', reply.sizingText),
    section('Watch out', bullets(reply.pitfalls)),
    section('In code', reply.excerpt === '' ? '' : `\`\`\`python\n${reply.excerpt}\n\`\`\``),
    paint(style, 'dim', renderMarkdown(style, pathText(reply))),
    paint(style, 'dim', renderMarkdown(style, `Say ${wordsFor(reply)}.`)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The words that show the rest. */
function wordsFor({ code, offers, sizing }: ReplyOf<'recommendation'>): string {
  const rest = offers.map(({ say, label }) => {
    const about = label.toLowerCase().startsWith(`${say} `) ? label.slice(say.length + 1) : label;
    return `*${say}* (${about})`;
  });
  const file = code === '' ? [] : ['*code* (the whole file)'];
  const math = sizing === null ? [] : ['*show the math* (how I counted)'];
  const words = [
    '*more* (alternatives, versions, sources)',
    ...file,
    '*why* (how I came to this)',
    ...math,
    ...rest,
  ];
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function renderComparison(reply: ReplyOf<'comparison'>, style: Style): string {
  const title = paint(style, 'bold', reply.title);
  const body = sideBySide(reply, style) ?? oneBelowTheOther(reply, style);
  return [title, body, renderSources(reply.sources, style)].filter((part) => part !== '').join('\n\n');
}

/** A line a row, where the window is wide enough. */
function sideBySide({ columns, rows }: ReplyOf<'comparison'>, style: Style): string | null {
  const lines = [['', ...columns], ...rows.map(({ name, cells }) => [name, ...cells])];
  const table = lines.map((cells) =>
    cells.map((cell) => renderMarkdown({ colour: false, columns: 1e3 }, cell)),
  );
  const widths = ['', ...columns].map((_, index) =>
    Math.max(...table.map((cells) => cells[index]?.length ?? 0)),
  );
  const width = widths.reduce((sum, each) => sum + each + 2, 0);
  if (width > style.columns || table.flat().some((cell) => cell.includes('\n'))) return null;
  const padded = table.map((cells) => cells.map((cell, index) => cell.padEnd((widths[index] ?? 0) + 2)));
  return padded
    .map(([name = '', ...cells], index) => {
      const rest = cells.join('').trimEnd();
      return `${paint(style, 'bold', name)}${index === 0 ? paint(style, 'dim', rest) : rest}`;
    })
    .join('\n');
}

/** A block a row: a table of seven columns does not fit a terminal. */
function oneBelowTheOther(reply: ReplyOf<'comparison'>, style: Style): string {
  const width = Math.max(...reply.columns.map((column) => column.length));
  const rows = reply.rows.map(({ name, cells }) => {
    const lines = cells.map((cell, index) => {
      const label = `${reply.columns[index] ?? ''}`.padEnd(width);
      const text = renderMarkdown({ ...style, columns: style.columns - width - 4 }, cell);
      return `  ${paint(style, 'dim', label)}  ${text.replaceAll('\n', `\n${' '.repeat(width + 4)}`)}`;
    });
    return [paint(style, 'bold', name), ...lines].join('\n');
  });
  return rows.join('\n\n');
}

function renderSources(sources: readonly Source[], style: Style): string {
  const lines = sources.map(({ page, section, version, url }) => {
    const name = [page, section].filter(Boolean).join(', ');
    return `  ${name}${version === undefined ? '' : ` (${version})`}  ${url}`;
  });
  return lines.length === 0 ? '' : paint(style, 'dim', ['Read on', ...lines].join('\n'));
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
