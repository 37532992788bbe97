import type { AutocompleteInteraction, RepliableInteraction } from 'discord.js';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Logger } from '../operations/log.ts';
import { addPictures } from './add-pictures.ts';
import { type Answer, alone } from './answer.ts';
import { answerRequest, type Parts } from './answer-request.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import { apologyFor, hasThreadAlready, isRefused, isSettled, traceOf } from './failures.ts';
import { eventOfInteraction } from './from-discord.ts';
import { payloadOf } from './payload.ts';
import { type Request, readEvent, type Wish } from './read-event.ts';
import { respond, timeFrom } from './respond.ts';
import { topicChoices } from './topic-choices.ts';

export interface Surroundings {
  readonly parts: Parts;
  readonly log: Logger;
  readonly now: () => number;
  readonly failed: () => void;
  /** True once the program is about to end. */
  readonly isStopping: () => boolean;
}

/** Discord gives up after 3 seconds; turns take milliseconds, so that this is a rare way out. */
const DEFER_AFTER_MILLISECONDS = 1500;
/** Time for another copy of the program, which stays, to answer what this one must not begin any more. */
const LEAVE_TO_OTHERS_MILLISECONDS = 1000;
/** What may happen once only. The turns of a conversation see to that themselves, in the store. */
const DONE_ONCE: ReadonlySet<Wish['type']> = new Set(['forget', 'thread']);

/** Answers an interaction, whatever happens: nobody is left with "This interaction failed". */
export async function answerInteraction(
  interaction: RepliableInteraction,
  { parts, log, now, failed, isStopping }: Surroundings,
): Promise<void> {
  const receivedAt = now();
  const delivery = createDelivery(interaction, receivedAt, now, log);
  try {
    if (isStopping()) {
      await new Promise((resolve) => setTimeout(resolve, LEAVE_TO_OTHERS_MILLISECONDS));
      await delivery.send(alone('I am being restarted. Please try again in a minute.'));
      return;
    }
    const request = readEvent(eventOfInteraction(interaction, receivedAt), parts.knowledge);
    const answer = await answerInTime(interaction, delivery, parts, request, log);
    if (answer?.type === 'messages' && answer.illustrated) {
      await addPictures(answer.illustrated, delivery.addFiles, log);
    }
  } catch (problem) {
    if (isSettled(problem)) return log.info(traceOf(problem), 'an interaction was settled already');
    failed();
    log.error(traceOf(problem), 'an interaction could not be answered');
    await delivery
      .send(alone(apologyFor(problem)))
      .catch((again) => log.error(traceOf(again), 'nor could that be said'));
  }
}

/**
 * Defers what takes long. Of several copies of the program that got the interaction, one answers. Gives what was
 * sent; null where another copy saw to it.
 */
async function answerInTime(
  interaction: RepliableInteraction,
  delivery: Delivery,
  parts: Parts,
  request: Request,
  log: Logger,
): Promise<Answer | null> {
  const deferrals: Promise<boolean>[] = [];
  const defer = () => {
    deferrals.push(delivery.defer(request.place.isPrivate));
  };
  /** Whether this copy of the program is the first to respond, as far as it has. */
  const isFirst = async () => (await Promise.all(deferrals)).every((isOurs) => isOurs);
  if (DONE_ONCE.has(request.wish.type)) {
    defer();
    if (!(await isFirst())) return null;
  }
  const timer = setTimeout(defer, DEFER_AFTER_MILLISECONDS);
  try {
    const answer = await answerRequest(parts, request);
    clearTimeout(timer);
    const isRepeated = answer.type === 'messages' && answer.isRepeated;
    // Another copy deferred, but the turn was this one's: so is the answer.
    if (!(await isFirst()) && !isRepeated) interaction.deferred = true;
    // A turn answered before is answered there; unless this copy has told Discord to wait for it.
    if (isRepeated && !interaction.deferred) return null;
    await sendAnswer(interaction, delivery, answer, log);
    return answer;
  } finally {
    clearTimeout(timer);
    await isFirst();
  }
}

async function sendAnswer(
  interaction: RepliableInteraction,
  delivery: Delivery,
  answer: Answer,
  log: Logger,
): Promise<void> {
  switch (answer.type) {
    case 'messages':
      return delivery.send(answer);
    case 'form':
      return delivery.open(answer.form);
    case 'thread':
      return openThread(interaction, delivery, answer, log);
  }
}

/** A thread from the bot's own message: one from the user's would notify them. */
async function openThread(
  interaction: RepliableInteraction,
  delivery: Delivery,
  { name, messages }: Extract<Answer, { type: 'thread' }>,
  log: Logger,
): Promise<void> {
  if (!interaction.isMessageComponent()) return;
  const { message } = interaction;
  try {
    const thread = await message.startThread({ name });
    for (const each of messages) await thread.send(payloadOf(each));
  } catch (problem) {
    if (!isRefused(problem)) throw problem;
    // A thread has the id of the message it began at.
    if (hasThreadAlready(problem))
      return delivery.send(alone(`The thread is there already: <#${message.id}>`));
    log.info(traceOf(problem), 'a thread could not be opened');
    await delivery.send(alone('I cannot open a thread here. Let us go on in this place.'));
  }
}

/** Topics that fit what is typed; an autocompletion can neither be deferred nor excused. */
export async function answerAutocomplete(
  interaction: AutocompleteInteraction,
  knowledge: Knowledge,
  { log, now }: Pick<Surroundings, 'log' | 'now'>,
): Promise<void> {
  const isInTime = timeFrom(now(), now);
  try {
    await respond(() => interaction.respond(topicChoices(knowledge, typedIn(interaction))), isInTime);
  } catch (problem) {
    log.info(traceOf(problem), 'an autocompletion could not be answered');
  }
}

/** Empty where Discord does not say what is being typed. */
function typedIn({ options }: AutocompleteInteraction): string {
  try {
    return options.getFocused();
  } catch {
    return '';
  }
}
