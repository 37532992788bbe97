import type { App } from '@slack/bolt';
import type { Incoming } from '../../src/gilbert.ts';
import { FORMS } from './action-ids.ts';
import { beginAgain } from './begin-again.ts';
import { decodeMeaning } from './button-value.ts';
import { isForOnePerson, placeOf } from './conversation-id.ts';
import { readNumbersForm } from './numbers-form.ts';
import type { ListenerParts } from './parts.ts';
import { privateVoice, responseVoice, threadVoice, type WebClient } from './voice.ts';
import { readWhatIfForm } from './what-if-form.ts';

/** A form that was sent, and whose it is. */
interface Sent {
  readonly metadata: string;
  /** Null where the app is installed for a whole organisation. */
  readonly team: string | null;
  readonly user: string;
  readonly viewId: string;
  readonly client: WebClient;
}

/** The forms. What is wrong with one is said in the form, within Slack's three seconds. */
export function listenToForms(app: App, { store, turns, responders }: ListenerParts): void {
  app.view(FORMS.numbers, async ({ ack, view, body, client }) => {
    const read = readNumbersForm(view.state.values);
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } });
    await ack();
    const sent = sentForm(view, body.user.id, body.team?.id ?? null, client);
    await takeForm(sent, { type: 'fill', quantities: read.quantities });
  });

  app.view(FORMS.whatIf, async ({ ack, view, body, client }) => {
    const read = readWhatIfForm(view.state.values);
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } });
    await ack();
    const sent = sentForm(view, body.user.id, body.team?.id ?? null, client);
    await takeForm(sent, { type: 'say', text: read.text });
  });

  /** The form says where it belongs, but it comes from a client: only a conversation that exists is taken. */
  const takeForm = async ({ metadata, team, user, viewId, client }: Sent, input: Incoming['input']) => {
    const conversationId = decodeMeaning(metadata)?.conversationId ?? '';
    const place = placeOf(conversationId);
    if (place === null || (team !== null && place.team !== team)) return;
    const isPrivate = isForOnePerson(place);
    if (isPrivate && !conversationId.endsWith(`-${user}`)) return;
    const respond = responders.find(conversationId);
    const alone = respond ? responseVoice(respond, { replaces: false }) : privateVoice(client, place, user);
    const voice = isPrivate ? alone : threadVoice(client, place, user);
    if ((await store.load(conversationId)) === null) {
      return turns.show(conversationId, () => voice.whisper(beginAgain(place)));
    }
    const incoming = { conversationId, user, at: Date.now(), eventId: `form:${viewId}`, input };
    await turns.take({ place, incoming, voice, client });
  };
}

function sentForm(
  view: { readonly id: string; readonly private_metadata: string },
  user: string,
  team: string | null,
  client: WebClient,
): Sent {
  return { metadata: view.private_metadata, viewId: view.id, user, team, client };
}
