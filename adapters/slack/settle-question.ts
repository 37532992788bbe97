import { ACTIONS } from './action-ids.ts';
import { smallPrint } from './blocks.ts';
import { cut, LIMITS } from './limits.ts';
import type { ShownMessage } from './read-press.ts';

type ShownBlock = Readonly<Record<string, unknown>>;

/** A question as it looks once it is answered: the same words, what came of it, and nothing to press. */
export function settled(
  { text, blocks }: Pick<ShownMessage, 'text' | 'blocks'>,
  outcome: string,
): { readonly text: string; readonly blocks: readonly object[] } {
  const words = blocks
    .filter(({ type }) => type !== 'actions' && type !== 'context_actions')
    // A changed message takes new ids, which Slack gives by itself.
    .map(({ block_id: _, ...block }) => block);
  return {
    text: cut(`${text}\n${outcome}`, LIMITS.fallbackText),
    blocks: [...words, ...smallPrint(outcome)].slice(0, LIMITS.blocksPerMessage),
  };
}

/** Whether a message holds options to choose from. */
export function asksSomething(blocks: readonly ShownBlock[]): boolean {
  return blocks.some(({ type, elements }) => {
    if (type !== 'actions' || !Array.isArray(elements)) return false;
    return elements.some((element) => String(element?.action_id).startsWith(ACTIONS.choose));
  });
}
