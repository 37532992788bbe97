import type { types } from '@slack/bolt';
import { FORMS } from './action-ids.ts';
import { plain } from './blocks.ts';
import { LIMITS } from './limits.ts';

const FIELD = 'change';

/** "What if …": one sentence. `metadata` comes back with it. */
export function whatIfForm(metadata: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORMS.whatIf,
    private_metadata: metadata,
    title: plain('What if…', 24),
    submit: plain('Compare', 24),
    close: plain('Cancel', 24),
    blocks: [
      {
        type: 'input',
        block_id: FIELD,
        label: plain('What would be different?', LIMITS.buttonText),
        hint: plain('Nothing changes: you see both side by side.', LIMITS.placeholder),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: 1000,
          placeholder: plain('10x traffic and half the latency', LIMITS.placeholder),
        },
      },
    ],
  };
}

/** The sentence as one would say it, or what is wrong by field. */
export function readWhatIfForm(
  values: unknown,
): { readonly text: string } | { readonly errors: Readonly<Record<string, string>> } {
  const text = sentenceIn(values);
  if (text === '')
    return {
      errors: {
        [FIELD]: 'Say what would be different, such as: 10x traffic, 16 GB machines, p95 under 2 s.',
      },
    };
  return { text: /^what if\b/i.test(text) ? text : `what if ${text}` };
}

function sentenceIn(values: unknown): string {
  const written = values as Partial<Record<string, Partial<Record<string, { value?: unknown }>>>> | null;
  const text = written?.[FIELD]?.value?.value;
  return typeof text === 'string' ? text.trim() : '';
}
