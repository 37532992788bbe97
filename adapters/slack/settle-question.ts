import type { DecisionId } from '../../src/flowchart/flowchart.ts';
import type { Incoming, Outgoing } from '../../src/gilbert.ts';
import { ACTIONS } from './action-ids.ts';
import { smallPrint } from './blocks.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeText, fromSlackText, toPlainText } from './mrkdwn.ts';
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

/**
 * What came of a question by what was said or pressed (`pressed`: the words on the button), seen from the replies. An
 * answer that was read in words is shown like one that was pressed.
 */
export function outcomeOf(
  input: Incoming['input'],
  decision: DecisionId | null,
  { replies, reading }: Outgoing,
  pressed = '',
): string {
  const type = input.type === 'say' ? reading?.intent : input.type;
  if (type === 'restart') return 'Started over.';
  if (type === 'unsure' || type === 'why') return 'Asked again below.';
  if (replies.some((reply) => reply.type === 'question' && reply.decision === decision)) {
    return 'Asked again below.';
  }
  if (type === 'back') return 'Taken back.';
  // A press that was not taken gets a notice.
  const isTaken = !replies.some((reply) => reply.type === 'notice');
  if (input.type === 'choose' && input.decision === decision && isTaken)
    return `✓ ${escapeText(fromSlackText(pressed))}`;
  const read = replies.flatMap((reply) => ('understood' in reply ? reply.understood : []));
  const label = read.find((each) => each.decision === decision)?.label;
  return label === undefined ? 'Continued below.' : `✓ ${escapeText(toPlainText(label))}`;
}

/** Whether a message holds options to choose from. */
export function asksSomething(blocks: readonly ShownBlock[]): boolean {
  return blocks.some(({ type, elements }) => {
    if (type !== 'actions' || !Array.isArray(elements)) return false;
    return elements.some((element) => String(element?.action_id).startsWith(ACTIONS.choose));
  });
}
