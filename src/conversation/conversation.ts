import type { Answers, DecisionId, NodeId, OptionId } from '../flowchart/flowchart.ts';
import type { Platform } from '../understanding/platform.ts';
import type { Evidence, Quantities, Understanding } from '../understanding/understanding.ts';

/**
 * One thing somebody said or pressed that changed what is known. The text of a message is not kept, only what was
 * read from it: answers, numbers and the few words each answer came from.
 */
export type Entry = { readonly user: string; readonly at: number } & (
  | {
      readonly kind: 'said';
      readonly answers: Answers;
      readonly quantities: Quantities;
      readonly evidence: readonly Evidence[];
      /** A new job: what was said before no longer counts. */
      readonly fresh: boolean;
      /** Where the job runs, where that was said. */
      readonly platform?: Platform;
    }
  | { readonly kind: 'chose'; readonly decision: DecisionId; readonly option: OptionId }
  | { readonly kind: 'unsure'; readonly decision: DecisionId; readonly platform?: Platform }
  /** Was told a step of a side branch of the chart. */
  | { readonly kind: 'looked'; readonly node: NodeId }
  | { readonly kind: 'restart' }
);

/** A conversation is the list of what changed it; everything else is derived from that (see dialogue-state.ts). */
export interface Conversation {
  readonly id: string;
  readonly entries: readonly Entry[];
  /** The knowledge it was last answered from, and the path people were told then. */
  readonly knowledgeVersion: string;
  readonly pathTold: readonly NodeId[];
  /** The question people have before them; null before the first one and after the last. */
  readonly questionTold: DecisionId | null;
}

/** What reaches the engine: a press and a sentence alike. `at` is milliseconds since 1970. */
export type ConversationEvent = { readonly user: string; readonly at: number } & (
  | { readonly type: 'say'; readonly text: string; readonly reading: Understanding }
  | { readonly type: 'choose'; readonly decision: DecisionId; readonly option: OptionId }
  /** A correction: a `choose` that may overrule an earlier answer. */
  | { readonly type: 'change'; readonly decision: DecisionId; readonly option: OptionId }
  /** Numbers from a form. */
  | { readonly type: 'fill'; readonly quantities: Quantities }
  | { readonly type: 'back' | 'restart' | 'unsure' | 'why' }
);

export function newConversation(id: string, knowledgeVersion: string): Conversation {
  return { id, entries: [], knowledgeVersion, pathTold: [], questionTold: null };
}
