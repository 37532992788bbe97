import type { Block } from './blocks.ts';
import { cut, LIMITS } from './limits.ts';

/** Part of a message, or a whole one: the blocks, and the same in words for notifications and screen readers. */
export interface Rendered {
  readonly blocks: readonly Block[];
  /** Escaped already. */
  readonly text: string;
}

/** Where a reply is shown. */
export interface Setting {
  readonly conversationId: string;
  /** Only one person sees it, so that it can be shared. */
  readonly isForOnePerson: boolean;
}

/** Below the limit, for what Slack itself adds. */
const TEXT_BUDGET = LIMITS.textPerMessage - 500;

/**
 * Puts what belongs to one turn into as few messages as Slack's limits allow, in order. A part that is too long
 * for one message is continued in the next, cut between blocks.
 */
export function packMessages(parts: readonly Rendered[]): Rendered[] {
  const messages: Draft[] = [];
  for (const { blocks, text } of parts) {
    const lengths = blocks.map(textLength);
    const whole = { count: blocks.length, length: lengths.reduce((sum, length) => sum + length, 0) };
    let isContinued = false;
    for (const [index, block] of blocks.entries()) {
      const length = lengths[index] ?? 0;
      const last = messages.at(-1);
      const isSecondTable = block.type === 'table' && last?.blocks.some(({ type }) => type === 'table');
      const fits = last !== undefined && !isSecondTable && hasRoom(last, { count: 1, length });
      const isNew = !fits || (!isContinued && hasRoom(EMPTY, whole) && !hasRoom(last, whole));
      if (isNew) messages.push({ blocks: [block], length, text: isContinued ? '(continued)' : text });
      else {
        last.blocks.push(block);
        last.length += length;
        if (!isContinued) last.text = `${last.text}\n\n${text}`;
      }
      isContinued = true;
    }
  }
  return messages.map(({ blocks, text }) => ({ blocks, text: cut(text, LIMITS.fallbackText) }));
}

interface Draft {
  readonly blocks: Block[];
  /** Characters of its blocks. */
  length: number;
  text: string;
}
const EMPTY = { blocks: [], length: 0 };

function hasRoom(
  { blocks, length }: Pick<Draft, 'blocks' | 'length'>,
  more: { readonly count: number; readonly length: number },
): boolean {
  return blocks.length + more.count <= LIMITS.blocksPerMessage && length + more.length <= TEXT_BUDGET;
}

/** Characters of all texts in it, at any depth. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : textLength(each)),
    0,
  );
}
