import type { DecisionId } from '../flowchart/flowchart.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { change, choose } from './choose.ts';
import { fill, helpToDecide, sayWhy, startOver, takeBack } from './control.ts';
import type { Conversation, ConversationEvent } from './conversation.ts';
import { type DialogueState, dialogueState } from './dialogue-state.ts';
import { notice } from './notices.ts';
import { readMessage } from './read-message.ts';
import type { Step, Turn } from './turn.ts';

/**
 * One turn: a press or a sentence in, the conversation after it and the replies out. Pure: the same knowledge,
 * conversation and event always give the same step, and no event makes it throw.
 */
export function advance(knowledge: Knowledge, conversation: Conversation, event: ConversationEvent): Step {
  const state = dialogueState(knowledge, conversation.entries);
  const step = takeTurn({ knowledge, conversation, state, event });
  return remember(knowledge, conversation, state, step);
}

/** The first decision of the chart that nothing said so far settles; null once all is answered. */
export function openQuestion(knowledge: Knowledge, conversation: Conversation): DecisionId | null {
  return dialogueState(knowledge, conversation.entries).walk.open;
}

/** The question a reply is read in the light of: the one people have before them, as long as it is still open. */
export function questionBefore(knowledge: Knowledge, conversation: Conversation): DecisionId | null {
  const { questionTold } = conversation;
  if (questionTold === null) return null;
  return openQuestion(knowledge, conversation) === questionTold ? questionTold : null;
}

function takeTurn(turn: Turn): Step {
  const { event } = turn;
  switch (event.type) {
    case 'say':
      return readMessage({ ...turn, event });
    case 'choose':
      return choose(turn, event.decision, event.option);
    case 'change':
      return change(turn, event.decision, event.option);
    case 'fill':
      return fill(turn, event.quantities);
    case 'back':
      return takeBack(turn);
    case 'restart':
      return startOver(turn);
    case 'unsure':
      return helpToDecide(turn);
    case 'why':
      return sayWhy(turn);
  }
}

/**
 * The path and the question people are told go with the conversation. Where the chart was edited in between and now leads
 * elsewhere with the same answers, that is said first.
 */
function remember(
  knowledge: Knowledge,
  before: Conversation,
  stateBefore: DialogueState,
  step: Step,
): Pick<Step, 'conversation' | 'replies'> {
  const { path, open } = (step.state ?? dialogueState(knowledge, step.conversation.entries)).walk;
  const question = step.replies.findLast((reply) => reply.type === 'question')?.decision;
  const questionTold = question ?? (before.questionTold === open ? open : null);
  const conversation = {
    ...step.conversation,
    knowledgeVersion: knowledge.version,
    pathTold: path,
    questionTold,
  };
  const sameKnowledge = before.knowledgeVersion === knowledge.version;
  if (sameKnowledge || before.entries.length === 0) return { conversation, replies: step.replies };

  const oldPath = before.pathTold;
  const newPath = stateBefore.walk.path;
  if (oldPath.join() === newPath.join()) return { conversation, replies: step.replies };
  const text =
    'The flowchart was edited since we last spoke. With the same answers it now leads another way.';
  return { conversation, replies: [notice(text), ...step.replies] };
}
