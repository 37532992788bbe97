import { expect } from 'vitest';
import type { Call } from './fake-discord.ts';
import { expectRequest, expectWithinLimits } from './payload.ts';

/** Fails unless all the bot sent fits Discord's description, and each interaction was acknowledged once. */
export function expectSoundCalls(calls: readonly Call[]): void {
  for (const call of calls) expectSoundCall(call);
  const acknowledged = calls.filter(({ path }) => path.endsWith('/callback')).map(({ path }) => path);
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
}

/** Every message in the components layout, within the limits, notifying nobody. */
function expectSoundCall({ method, path, body, status }: Call): void {
  if (method === 'GET' || body === null || status >= 300) return;
  const isCallback = path.endsWith('/callback');
  const message = isCallback ? body.data : body;
  if (isCallback) {
    const names: Readonly<Record<number, string>> = {
      4: 'CreateMessageInteractionCallbackRequest',
      5: 'CreateMessageInteractionCallbackRequest',
      7: 'UpdateMessageInteractionCallbackRequest',
      8: 'ApplicationCommandAutocompleteCallbackRequest',
      9: 'ModalInteractionCallbackRequest',
    };
    const name = names[body.type];
    if (name) expectRequest(name, body);
    if (body.type !== 4 && body.type !== 7) return;
  } else if (/\/messages$/.test(path)) expectRequest('MessageCreateRequest', body);
  else if (path.endsWith('/threads')) {
    expectRequest('CreateTextThreadWithMessageRequest', body);
    return;
  } else if (method === 'PATCH') {
    const isWebhook = path.startsWith('/webhooks/');
    expectRequest(isWebhook ? 'IncomingWebhookUpdateRequestPartial' : 'MessageEditRequestPartial', body);
  } else if (path.startsWith('/webhooks/')) expectRequest('IncomingWebhookRequestPartial', body);
  else return;
  expectWithinLimits(message);
  expect(message.allowed_mentions, path).toEqual({ parse: [], replied_user: false });
}
