import { recommendFor } from '../../src/conversation/ask.ts';
import { dialogueState } from '../../src/conversation/dialogue-state.ts';
import type { Answers } from '../../src/flowchart/flowchart.ts';
import type { ReplyOf } from '../../src/reply/reply.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';
import { knowledge } from './knowledge.ts';

/** The recommendation for somebody who gave those answers, each in those words, and those numbers. */
export function adviseOn(
  answers: Answers,
  quantities: Quantities = {},
  words = '',
): ReplyOf<'recommendation'> {
  const evidence = Object.entries(answers).map(([slot, option]) => ({
    slot,
    option,
    text: words,
    confidence: 1,
  }));
  const entry = { kind: 'said', user: 'u1', at: 0, answers, quantities, evidence, fresh: false } as const;
  const state = dialogueState(knowledge, [entry]);
  if (state.walk.open !== null) throw new Error(`${state.walk.open} is still open`);
  return recommendFor(knowledge, state);
}
