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
  const messages: { blocks: Block[]; text: string }[] = [];
  for (const { blocks, text } of parts) {
    let isContinued = false;
    for (const block of blocks) {
      const last = messages.at(-1);
      const fits = last !== undefined && fitsInto(last.blocks, block);
      const isNew = !fits || (!isContinued && needsRoom(last.blocks, blocks));
      if (isNew) messages.push({ blocks: [block], text: isContinued ? '(continued)' : text });
      else {
        last.blocks.push(block);
        if (!isContinued) last.text = `${last.text}\n\n${text}`;
      }
      isContinued = true;
    }
  }
  return messages.map((message) => ({ ...message, text: cut(message.text, LIMITS.fallbackText) }));
}

function fitsInto(blocks: readonly Block[], block: Block): boolean {
  const isSecondTable = block.type === 'table' && blocks.some(({ type }) => type === 'table');
  return (
    blocks.length < LIMITS.blocksPerMessage &&
    !isSecondTable &&
    textLength(blocks) + textLength(block) <= TEXT_BUDGET
  );
}

/** Whether a part that would fit one message by itself does not fit what is left of this one. */
function needsRoom(taken: readonly Block[], part: readonly Block[]): boolean {
  const fitsAlone = part.length <= LIMITS.blocksPerMessage && textLength(part) <= TEXT_BUDGET;
  const fitsHere =
    taken.length + part.length <= LIMITS.blocksPerMessage &&
    textLength(taken) + textLength(part) <= TEXT_BUDGET;
  return fitsAlone && !fitsHere;
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
