import { understoodOnPath } from '../../src/conversation/ask.ts';
import { dialogueState } from '../../src/conversation/dialogue-state.ts';
import { answersTo, findDecision, type Knowledge } from '../../src/knowledge/knowledge.ts';
import type { ConversationStore } from '../../src/store/store.ts';
import { type Answer, alone, closed, gone, movedOn, text } from './answer.ts';
import { button, menu } from './controls.ts';
import { conversationIdOf } from './conversation-key.ts';
import { ALOUD } from './custom-id.ts';
import { MOST_BUTTONS_IN_ROW } from './limits.ts';
import type { Place } from './place.ts';
import type { Request } from './read-event.ts';

/** The answers given, to pick the one that shall change. */
export async function answersToChange(
  knowledge: Knowledge,
  store: ConversationStore,
  place: Place,
): Promise<Answer> {
  const stored = await store.load(conversationIdOf(place.key));
  if (stored === null) return gone(place);
  const answers = understoodOnPath(knowledge, dialogueState(knowledge, stored.conversation.entries));
  if (answers.length === 0) return movedOn(place);
  const options = answers.map(({ decision, label }) => ({
    id: decision,
    label,
    description: findDecision(knowledge, decision)?.question.split('\n')[0] ?? decision,
  }));
  const aloud = place.isPrivate ? [] : [ALOUD];
  const choice = menu(place, 'answer', 'Choose an answer', options, aloud);
  return closed([{ ...text('Which answer do you want to change?'), rows: [[choice]] }]);
}

/** The options of the answer picked; each is a correction, said aloud where the conversation is public. */
export function optionsToChange(knowledge: Knowledge, request: Request, decision: string): Answer {
  const { place } = request;
  const asked = findDecision(knowledge, decision);
  if (asked === null)
    return alone('That question is not asked any more.', [button(place, 'begin', 'Begin anew')]);
  const aloud = place.isPrivate ? [] : [ALOUD];
  const buttons = answersTo(knowledge, decision).map(({ id, label }) =>
    button(place, 'change', label, [decision, id, ...aloud]),
  );
  const rows = Array.from({ length: Math.ceil(buttons.length / MOST_BUTTONS_IN_ROW) }, (_, row) =>
    buttons.slice(row * MOST_BUTTONS_IN_ROW, (row + 1) * MOST_BUTTONS_IN_ROW),
  );
  const { closed: messages } = closed([{ ...text(`### ${asked.question}`), rows }]);
  // In the place of the menu, which was for one person only.
  return { type: 'messages', open: messages, closed: [], isPrivate: true, replaces: true, isRepeated: false };
}
