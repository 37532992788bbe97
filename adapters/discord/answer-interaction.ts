import type { AutocompleteInteraction, MessageComponentInteraction, RepliableInteraction } from 'discord.js';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Logger } from '../operations/log.ts';
import type { Answer } from './answer.ts';
import { answerRequest, type Parts } from './answer-request.ts';
import { createDelivery, type Delivery } from './deliver.ts';
import { isSettled, traceOf } from './failures.ts';
import { eventOfInteraction } from './from-discord.ts';
import { type DiscordMessage, packMessages } from './message.ts';
import { payloadOf } from './payload.ts';
import { readEvent } from './read-event.ts';
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

/** Answers an interaction, whatever happens: nobody is left with "This interaction failed". */
export async function answerInteraction(
  interaction: RepliableInteraction,
  { parts, log, now, failed, isStopping }: Surroundings,
): Promise<void> {
  const receivedAt = now();
  const event = eventOfInteraction(interaction, receivedAt);
  if (event === null) return;
  const request = readEvent(event, parts.knowledge);
  const delivery = createDelivery(interaction, request.place.isPrivate, receivedAt, now, log);
  if (isStopping()) {
    await delivery.send(sorry('I am being restarted. Please try again in a minute.')).catch(() => {});
    return;
  }

  let deferring: Promise<void> | null = null;
  const defer = () => {
    deferring ??= delivery.defer();
  };
  const timer = setTimeout(defer, DEFER_AFTER_MILLISECONDS);
  try {
    const answer = await answerRequest({ ...parts, beforeDrawing: defer }, request);
    clearTimeout(timer);
    await deferring;
    await sendAnswer(interaction, delivery, answer);
  } catch (problem) {
    failed();
    log.error(traceOf(problem), 'an interaction could not be answered');
    clearTimeout(timer);
    await deferring;
    if (isSettled(problem) || interaction.replied) return;
    const words = 'Something went wrong on my side. Nothing is lost; please try again in a moment.';
    await delivery.send(sorry(words)).catch((again) => log.error(traceOf(again), 'nor could that be said'));
  }
}

async function sendAnswer(
  interaction: RepliableInteraction,
  delivery: Delivery,
  answer: Answer,
): Promise<void> {
  switch (answer.type) {
    case 'messages':
      return delivery.send(answer);
    case 'form':
      if ('showModal' in interaction) await interaction.showModal(answer.form);
      return;
    case 'thread':
      if (interaction.isMessageComponent()) await openThread(interaction, delivery, answer);
      return;
    case 'nothing':
      return;
  }
}

/** A thread from the bot's own message: one from the user's would notify them. */
async function openThread(
  interaction: MessageComponentInteraction,
  delivery: Delivery,
  { name, messages }: Extract<Answer, { type: 'thread' }>,
): Promise<void> {
  await delivery.defer();
  const { message } = interaction;
  if (message.hasThread) return delivery.send(sorry(`The thread is there already: <#${message.id}>`));
  try {
    const thread = await message.startThread({ name });
    for (const each of messages) await thread.send(payloadOf(each));
  } catch {
    await delivery.send(sorry('I cannot open a thread here. Let us go on in this place.'));
  }
}

/** Topics that fit what is typed; an autocompletion can neither be deferred nor excused. */
export async function answerAutocomplete(
  interaction: AutocompleteInteraction,
  knowledge: Knowledge,
  log: Logger,
): Promise<void> {
  try {
    await interaction.respond(topicChoices(knowledge, interaction.options.getFocused()));
  } catch (problem) {
    log.warn(traceOf(problem), 'an autocompletion could not be answered');
  }
}

function sorry(text: string): Extract<Answer, { type: 'messages' }> {
  const closed: readonly DiscordMessage[] = packMessages([
    { accent: null, parts: [{ type: 'text', text }], rows: [] },
  ]);
  return { type: 'messages', open: [], closed, isPrivate: true, replaces: false };
}
