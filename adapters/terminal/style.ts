import { stripVTControlCharacters, styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';

/** How text is dressed: colours only on a terminal that wants them, lines no wider than the window. */
export interface Style {
  readonly colour: boolean;
  readonly columns: number;
}

type Format = Parameters<typeof styleText>[0];

export function paint(style: Style, format: Format, text: string): string {
  // The decision on colour is made in `styleFor`; styleText must not look at the stream again.
  return style.colour ? styleText(format, text, { validateStream: false }) : text;
}

const WIDEST = 100;

/** The style for a stream: NO_COLOR (any value but the empty one) and a redirected stream mean plain text. */
export function styleFor(stream: { isTTY?: boolean; columns?: number }, environment = process.env): Style {
  const wantsColour = !environment.NO_COLOR && environment.TERM !== 'dumb';
  return {
    colour: stream.isTTY === true && wantsColour,
    columns: Math.min(stream.columns ?? WIDEST, WIDEST),
  };
}

/** Text from outside without anything that could steer the terminal. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}

/** The small Markdown of replies as terminal text: bold, code, bullets, fences; wrapped and indented. */
export function renderMarkdown(style: Style, markdown: string, indent = ''): string {
  let isFenced = false;
  const lines = harmless(markdown).split('\n');
  const rendered = lines.flatMap((line) => {
    if (line.startsWith('```')) {
      isFenced = !isFenced;
      return [];
    }
    if (isFenced) return [`${indent}  ${paint(style, 'cyan', line)}`];
    const bullet = /^(\s*[-*] )(.*)$/.exec(line);
    const first = `${indent}${bullet ? `${bullet[1]?.replace('*', '-')}` : ''}`;
    const hanging = ' '.repeat(first.length);
    const wrapped = wrapAnsi(inline(style, bullet?.[2] ?? line), Math.max(20, style.columns - first.length));
    return wrapped.split('\n').map((text, index) => `${index === 0 ? first : hanging}${text}`.trimEnd());
  });
  return rendered.join('\n');
}

function inline(style: Style, text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (part.length > 2 && part.startsWith('`') && part.endsWith('`')) {
        return style.colour ? paint(style, 'cyan', part.slice(1, -1)) : part;
      }
      return part
        .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => paint(style, 'bold', bold))
        .replace(
          /(^|[\s(])\*([^*\s][^*]*)\*/g,
          (_, before: string, word: string) => `${before}${paint(style, 'italic', word)}`,
        )
        .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '$1 ($2)');
    })
    .join('');
}
