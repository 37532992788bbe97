import { filesOf } from '../../src/reply/details.ts';
import type { ReplyOf } from '../../src/reply/reply.ts';
import { MOST_TEXT } from './limits.ts';
import { codeBlock, lengthOf, splitText } from './markdown.ts';
import type { Part, Section } from './message.ts';

const EXCERPT_LINES = 30;

/**
 * The runnable examples: each as a code block where it fits into one, else as a file beside its beginning. Where files
 * are not allowed, the block goes on over several messages.
 */
export function renderCode(reply: ReplyOf<'recommendation'>, canAttach: boolean): Section {
  const parts = filesOf(reply).flatMap(({ outcomes, code }) => renderFile(nameOf(outcomes), code, canAttach));
  return { accent: null, parts, rows: [] };
}

function renderFile(name: string, code: string, canAttach: boolean): readonly Part[] {
  const block = codeBlock(code);
  if (block !== null && lengthOf(block) <= MOST_TEXT) return [{ type: 'text', text: block }];

  const safe = codeBlock(withoutFences(code)) ?? '';
  if (!canAttach) return splitText(safe, MOST_TEXT).map((text) => ({ type: 'text', text }) as const);
  const beginning = withoutFences(code).split('\n').slice(0, EXCERPT_LINES).join('\n');
  const [excerpt = ''] = splitText(codeBlock(beginning) ?? '', MOST_TEXT);
  return [
    { type: 'text', text: excerpt },
    { type: 'file', file: { name, data: Buffer.from(code, 'utf8') } },
  ];
}

function nameOf(outcomes: readonly string[]): string {
  return `${(outcomes[0] ?? 'example').replace(/[^A-Za-z0-9]+/g, '_').toLowerCase()}.py`;
}

/** A zero-width space keeps three backticks from ending the block. */
function withoutFences(code: string): string {
  return code.replaceAll('```', '`\u200b``');
}
