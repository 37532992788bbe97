import type { App } from '@slack/bolt';
import type { Incoming } from '../../src/gilbert.ts';
import { FORMS } from './action-ids.ts';
import { beginAgain } from './begin-again.ts';
import { isForOnePerson, placeOf } from './conversation-id.ts';
import { readNumbersForm } from './numbers-form.ts';
import type { ListenerParts } from './parts.ts';
import { privateVoice, responseVoice, threadVoice, type WebClient } from './voice.ts';
import { readWhatIfForm } from './what-if-form.ts';

/** A form that was sent, and whose it is. */
interface Sent {
  readonly metadata: string;
  readonly user: string;
  readonly viewId: string;
  readonly client: WebClient;
}

/** The forms. What is wrong with one is said in the form, within Slack's three seconds. */
export function listenToForms(app: App, { store, turns, responders, formMetadata }: ListenerParts): void {
  app.view(FORMS.numbers, async ({ ack, view, body, client }) => {
    const read = readNumbersForm(view.state.values);
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } });
    await ack();
    await takeForm(sentForm(view, body.user.id, client), { type: 'fill', quantities: read.quantities });
  });

  app.view(FORMS.whatIf, async ({ ack, view, body, client }) => {
    const read = readWhatIfForm(view.state.values);
    if ('errors' in read) return ack({ response_action: 'errors', errors: { ...read.errors } });
    await ack();
    await takeForm(sentForm(view, body.user.id, client), { type: 'say', text: read.text });
  });

  /** Only a conversation that exists is taken, for the person the form was opened to. */
  const takeForm = async ({ metadata, user, viewId, client }: Sent, input: Incoming['input']) => {
    const conversationId = formMetadata.read(metadata, user) ?? '';
    const place = placeOf(conversationId);
    if (place === null) return;
    const isPrivate = isForOnePerson(place);
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
  client: WebClient,
): Sent {
  return { metadata: view.private_metadata, viewId: view.id, user, client };
}
