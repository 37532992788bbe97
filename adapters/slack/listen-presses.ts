import type { App, RespondFn } from '@slack/bolt';
import type { Incoming } from '../../src/gilbert.ts';
import type { Action } from './action-ids.ts';
import { beginAgain } from './begin-again.ts';
import { callSlack, takenAsDoneIfLost } from './call-slack.ts';
import { conversationIdOf, isForOnePerson, type Place } from './conversation-id.ts';
import { correctionMenu } from './correction-menu.ts';
import { giveFeedback } from './feedback.ts';
import { homeView } from './home-view.ts';
import { numbersForm } from './numbers-form.ts';
import { type ListenerParts, teamOf } from './parts.ts';
import { inputOf, type Press, readPress } from './read-press.ts';
import { createRecent } from './recent.ts';
import { renderCode, renderMore } from './render-recommendation.ts';
import { packMessages, type Rendered } from './rendered.ts';
import { shareAnswer } from './share.ts';
import { recommendationOf, standingOf } from './standing.ts';
import { sentence } from './turns.ts';
import { responseVoice, threadVoice, type Voice, type WebClient } from './voice.ts';
import { whatIfForm } from './what-if-form.ts';

/** Slack sends a press again when its connection broke before the acknowledgement. */
const REDELIVERY_MILLISECONDS = 600_000;
const DOUBLE_CLICK_MILLISECONDS = 2000;

/** What is only ever pressed on a question, a menu or a notice: these have done their work then. */
const REPLACING: readonly Action[] = ['choose', 'change', 'unsure', 'why', 'back'];

/** A press, and all that is needed to answer it. */
export interface Pressed {
  readonly press: Press;
  readonly place: Place;
  readonly client: WebClient;
  readonly voice: Voice;
}

/** Buttons and menus. Every press is acknowledged before anything else is done. */
export function listenToPresses(app: App, parts: ListenerParts): void {
  const { knowledge, store, turns, responders, formMetadata } = parts;
  const recent = createRecent();

  // Whatever is pressed has to be acknowledged, whoever made it.
  app.action(/^/, async ({ ack, body, context, client, respond }) => {
    await ack();
    const press = readPress(body, teamOf(context));
    if (press === null || recent.isRepeat(press.eventId, REDELIVERY_MILLISECONDS)) return;
    if (press.action === 'deleteData') return deleteData(parts, press, client);
    const { place } = press;
    if (place === null) return;
    if (isForOnePerson(place)) responders.remember(conversationIdOf(place), respond);
    const pressed = { press, place, client, voice: voiceFor(press, place, client, respond) };
    const isTurn = inputOf(press) !== null;
    if (!isTurn && press.action !== 'feedback' && press.meaning !== null) return showMore(pressed);
    await takePress(pressed, respond);
  });

  const takePress = async (pressed: Pressed, respond: RespondFn) => {
    const { press, place, voice, client } = pressed;
    const conversationId = conversationIdOf(place);
    const input = press.meaning === null ? null : inputOf(press);
    if (input === null && press.action === 'feedback' && press.meaning) return giveFeedback(pressed, parts);
    if (input === null || !(await mayGoOn(input, conversationId))) {
      const reason = press.meaning === null ? 'outdated' : 'expired';
      return turns.show(conversationId, () => voice.whisper(beginAgain(place, reason)));
    }
    if (press.message === null && !isForOnePerson(place)) await forgetPrivateMessage(respond);
    const { user, eventId } = press;
    const incoming = { conversationId, user, at: Date.now(), eventId, input };
    await turns.take({ place, incoming, voice, client, press });
  };

  /** A conversation that is not known any more can only begin again. */
  const mayGoOn = async ({ type }: Incoming['input'], conversationId: string) => {
    if (type === 'restart') return true;
    let isKnown = false;
    await turns.show(conversationId, async () => {
      isKnown = (await store.load(conversationId)) !== null;
    });
    return isKnown;
  };

  /** What is behind the buttons of a recommendation, to whoever asked for it. */
  const showMore = async ({ press, place, client, voice }: Pressed) => {
    const conversationId = conversationIdOf(place);
    const show = async (messages: readonly Rendered[]) => {
      for (const message of messages) await voice.whisper(message);
    };
    const state = await standingOf(knowledge, store, conversationId);
    if (state === null) return show([beginAgain(place)]);
    if (press.action === 'numbers' || press.action === 'whatIf') {
      const metadata = formMetadata.write(conversationId, press.user);
      // Slack takes the trigger for three seconds only: no waiting for turns before it.
      const view =
        press.action === 'numbers' ? numbersForm(metadata, state.quantities) : whatIfForm(metadata);
      try {
        await callSlack(() => client.views.open({ trigger_id: press.triggerId, view }), takenAsDoneIfLost);
      } catch (error) {
        turns.complain(error, 'opening a form');
        await show([sentence('The form did not open in time. Please press the button again.')]);
      }
      return;
    }
    if (recent.isRepeat(`${press.action}:${press.user}:${conversationId}`, DOUBLE_CLICK_MILLISECONDS)) return;
    const recommendation = recommendationOf(knowledge, state);
    if (recommendation === null)
      return show([sentence('There is a question open first: it is the last one above.')]);
    switch (press.action) {
      case 'code':
        return show(packMessages([renderCode(recommendation)]));
      case 'more':
        return show(packMessages([renderMore(recommendation)]));
      case 'share':
        return shareAnswer({ place, client, voice }, recommendation, parts);
      default: {
        const menu = correctionMenu(knowledge, conversationId, state);
        return show([menu ?? sentence('There is no other answer to choose.')]);
      }
    }
  };
}

/** In a thread the thread answers; what only one person sees is answered where it is shown. */
function voiceFor({ user, action }: Press, place: Place, client: WebClient, respond: RespondFn): Voice {
  if (!isForOnePerson(place)) return threadVoice(client, place, user);
  return responseVoice(respond, { replaces: REPLACING.includes(action) });
}

/** A private message whose button was used would only offer the same again. */
async function forgetPrivateMessage(respond: RespondFn): Promise<void> {
  try {
    await respond({ delete_original: true });
  } catch {
    // It stays until the person reloads; nothing depends on it.
  }
}

async function deleteData(parts: ListenerParts, { user }: Press, client: WebClient): Promise<void> {
  const { store, knowledge, log, turns } = parts;
  let notice = 'That did not work just now. Please try again in a minute.';
  try {
    const { conversations, anonymised } = await store.deleteUser(user);
    log.info({ conversations, anonymised }, 'Slack: somebody had their data deleted');
    notice = `**Done.** Conversations of yours removed: ${conversations}. Shared ones without your name and words now: ${anonymised}.`;
  } catch (error) {
    turns.complain(error, 'deleting data');
  }
  await callSlack(() =>
    client.views.publish({ user_id: user, view: homeView(knowledge, parts.keepDays, notice) }),
  );
}
