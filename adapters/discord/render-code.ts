import type { ReplyOf } from '../../src/reply/reply.ts';
import { MOST_TEXT } from './limits.ts';
import { codeBlock, lengthOf, splitText } from './markdown.ts';
import type { Section } from './message.ts';

const EXCERPT_LINES = 30;

/**
 * The runnable example: as a code block where it fits into one, else as a file beside its beginning. Where files
 * are not allowed, the block goes on over several messages.
 */
export function renderCode(reply: ReplyOf<'recommendation'>, canAttach: boolean): Section {
  const section = (...parts: Section['parts']): Section => ({ accent: null, parts, rows: [] });
  const block = codeBlock(reply.code);
  if (block !== null && lengthOf(block) <= MOST_TEXT) return section({ type: 'text', text: block });

  const safe = codeBlock(withoutFences(reply.code)) ?? '';
  if (!canAttach) {
    return section(...splitText(safe, MOST_TEXT).map((text) => ({ type: 'text', text }) as const));
  }
  const beginning = withoutFences(reply.code).split('\n').slice(0, EXCERPT_LINES).join('\n');
  const [excerpt = ''] = splitText(codeBlock(beginning) ?? '', MOST_TEXT);
  const name = `${(reply.outcomes[0] ?? 'example').replace(/[^A-Za-z0-9]+/g, '_').toLowerCase()}.py`;
  return section(
    { type: 'text', text: excerpt },
    { type: 'file', file: { name, data: Buffer.from(reply.code, 'utf8') } },
  );
}

/** A zero-width space keeps three backticks from ending the block. */
function withoutFences(code: string): string {
  return code.replaceAll('```', '`\u200b``');
}
