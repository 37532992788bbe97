import type { DecisionId } from '../../src/flowchart/flowchart.ts';
import type { Gilbert, Incoming, Outgoing } from '../../src/gilbert.ts';
import type { Reply } from '../../src/reply/reply.ts';
import type { Logger } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import { proseBlocks } from './blocks.ts';
import { reasonOf } from './call-slack.ts';
import { isForOnePerson, type Place } from './conversation-id.ts';
import { createConversationQueue } from './conversation-queue.ts';
import type { Press, ShownMessage } from './read-press.ts';
import { renderReplies } from './render-reply.ts';
import { fallback } from './render-sources.ts';
import type { Rendered } from './rendered.ts';
import type { SendPictures } from './send-pictures.ts';
import { asksSomething, outcomeOf, settled } from './settle-question.ts';
import { isTalkAmongPeople } from './talk-among-people.ts';
import { replaceMessage, type Voice, type WebClient } from './voice.ts';

/** One thing somebody said or pressed, and where the answer goes. */
export interface SlackTurn {
  readonly place: Place;
  readonly incoming: Incoming;
  readonly voice: Voice;
  readonly client: WebClient;
  /** Said in a thread where several people write, to nobody in particular. */
  readonly isOverheard?: boolean;
  /** Where it was a press: what on. */
  readonly press?: Press;
  /** Called instead of an apology where the answer could not be shown. */
  readonly onUnheard?: (reason: string) => Promise<void>;
}

/** Whether the operator has to mend the settings before anything can be said again. */
type Blame = 'settings' | 'unknown';

export interface Turns {
  /** Answers a turn, after those before it in the same conversation. Never rejects. */
  readonly take: (turn: SlackTurn) => Promise<void>;
  /** Something to be shown that is no turn, kept in order with the turns. Never rejects. */
  readonly show: (conversationId: string, task: () => Promise<void>) => Promise<void>;
  /** Counts a failure and tells the operator. */
  readonly complain: (error: unknown, doing: string) => Blame;
}

/** An answer that takes longer says that it is under way. */
const STATUS_AFTER_MILLISECONDS = 1000;
const STATUS = 'is working it out…';
/** Of so many conversations the open question is known, to take its buttons away once it is answered in words. */
const QUESTIONS_REMEMBERED = 10_000;
const APOLOGY =
  'Something went wrong on my side and I could not finish that. Please say it again in a minute.';

/** A question whose buttons are still up. */
interface OpenQuestion extends ShownMessage {
  readonly decision: DecisionId | null;
}

/** `adviceFor` hears of every failed call, and says what the operator can do about it. */
export function createTurns(
  gilbert: Gilbert,
  log: Logger,
  metrics: Metrics,
  sendPictures: SendPictures,
  adviceFor: (error: unknown) => string | null,
): Turns {
  const inOrder = createConversationQueue();
  const openQuestions = new Map<string, OpenQuestion>();

  const complain = (error: unknown, doing: string): Blame => {
    metrics.platformFailed('slack');
    const advice = adviceFor(error);
    if (advice === null) log.warn({ reason: reasonOf(error) }, `Slack: ${doing} failed`);
    else log.error(`Slack: ${advice}`);
    return advice === null ? 'unknown' : 'settings';
  };
  const attempt = async (doing: string, task: () => Promise<unknown>) => {
    try {
      await task();
    } catch (error) {
      complain(error, doing);
    }
  };

  const remember = (conversationId: string, question: OpenQuestion) => {
    openQuestions.delete(conversationId);
    openQuestions.set(conversationId, question);
    const oldest = openQuestions.keys().next();
    if (openQuestions.size > QUESTIONS_REMEMBERED && !oldest.done) openQuestions.delete(oldest.value);
  };

  /** The question before this turn loses its buttons, whether it was answered by them or in words. */
  const settle = async ({ incoming, press, client }: SlackTurn, outgoing: Outgoing) => {
    const { conversationId, input } = incoming;
    const goesOn = outgoing.replies.some(({ type }) => type === 'question' || type === 'recommendation');
    if (!goesOn) return;
    const open = openQuestions.get(conversationId);
    openQuestions.delete(conversationId);
    const update = (question: OpenQuestion) => {
      const outcome = outcomeOf(input, question.decision, outgoing, press?.label);
      return attempt('updating a question', () =>
        replaceMessage(client, question, settled(question, outcome)),
      );
    };
    const pressed = press?.message && asksSomething(press.message.blocks) ? press.message : null;
    if (pressed && pressed.ts !== open?.ts) {
      await update({ ...pressed, decision: press?.meaning?.decision ?? null });
    }
    if (open) await update(open);
  };

  const answer = async (turn: SlackTurn, outgoing: Outgoing) => {
    const { replies } = outgoing;
    const { incoming, place, voice, press } = turn;
    const setting = { conversationId: incoming.conversationId, isForOnePerson: isForOnePerson(place) };
    const isPrivate = (reply: Reply) => reply.type === 'notice' && reply.private;
    const wasTaken = !replies.some((reply) => isPrivate(reply) || reply.type === 'error');
    const hasButtons = !setting.isForOnePerson && wasTaken;
    if (hasButtons && press) await settle(turn, outgoing);

    for (const message of renderReplies(replies.filter(isPrivate), setting)) await voice.whisper(message);
    const messages = renderReplies(
      replies.filter((reply) => !isPrivate(reply)),
      setting,
    );
    const decision = replies.findLast((reply) => reply.type === 'question')?.decision ?? null;
    let asked: OpenQuestion | null = null;
    for (const [index, message] of messages.entries()) {
      const ts = await voice.say(message, `${incoming.eventId}#${index}`);
      const blocks = message.blocks as unknown as ShownMessage['blocks'];
      if (ts !== null && asksSomething(blocks)) {
        asked = { ...message, blocks, channel: place.channel, ts, decision };
      }
    }
    // In words one answers at once; tidying up the question comes after.
    if (hasButtons && !press) await settle(turn, outgoing);
    if (asked) remember(incoming.conversationId, asked);
  };

  const apologise = ({ voice, incoming }: SlackTurn) =>
    attempt('an apology', () => voice.say(sentence(APOLOGY), `${incoming.eventId}#sorry`));

  /** The replies that were shown. */
  const takeAndAnswer = async (turn: SlackTurn): Promise<readonly Reply[]> => {
    let outgoing: Outgoing;
    try {
      outgoing = await gilbert.take(turn.incoming);
    } catch (error) {
      complain(error, 'a turn');
      await apologise(turn);
      return [];
    }
    if (outgoing.redelivered || (turn.isOverheard && isTalkAmongPeople(outgoing))) return [];
    try {
      await answer(turn, outgoing);
      return outgoing.replies;
    } catch (error) {
      const blame = complain(error, 'an answer');
      const { onUnheard } = turn;
      if (onUnheard) await attempt('saying so', () => onUnheard(reasonOf(error)));
      else if (blame === 'unknown' && reasonOf(error) !== 'ratelimited') await apologise(turn);
      return [];
    }
  };

  const take = async (turn: SlackTurn) => {
    let shown: Promise<void> | null = null;
    const timer = setTimeout(() => {
      shown = attempt('showing a status', () => turn.voice.showStatus(STATUS));
    }, STATUS_AFTER_MILLISECONDS);
    let replies: readonly Reply[] = [];
    await inOrder(turn.incoming.conversationId, async () => {
      replies = await takeAndAnswer(turn);
    });
    clearTimeout(timer);
    if (shown !== null) {
      // Slack takes the status away when something is said; where nothing was, it would stay.
      await shown;
      await attempt('clearing a status', () => turn.voice.showStatus(''));
    }
    // After the words, and without keeping the next turn waiting.
    const recommendation = replies.find((reply) => reply.type === 'recommendation');
    if (recommendation) await sendPictures(turn.client, turn.place, recommendation);
  };

  return {
    take,
    show: (conversationId, task) => inOrder(conversationId, () => attempt('showing something', task)),
    complain,
  };
}

/** One sentence as a message. */
export function sentence(markdown: string): Rendered {
  return { blocks: proseBlocks(markdown), text: fallback(markdown) };
}
