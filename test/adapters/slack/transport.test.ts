import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import type { FakeSlack } from './fake-slack.ts';
import { command, happening, mention, message, press } from './payloads.ts';
import { eventually, type Rig, type RigOptions, rigsOfTests } from './running-slack.ts';

/** Slack over HTTP, many workspaces, and what is said when the settings do not fit. */

const SECRET = 'signing-secret';
const { open, openSlack } = rigsOfTests();

async function overHttp(options: RigOptions = {}): Promise<Rig & { readonly port: number }> {
  const port = await freePort();
  const transport = { kind: 'http', signingSecret: SECRET } as const;
  const rig = await open({ ...options, port, settings: { transport, ...options.settings } });
  return { ...rig, port };
}

interface Signed {
  readonly secret?: string;
  readonly secondsAgo?: number;
}

/** A request as Slack signs it. */
function post(port: number, body: string, type: string, { secret = SECRET, secondsAgo = 0 }: Signed = {}) {
  const seconds = Math.floor(Date.now() / 1000) - secondsAgo;
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${signature}`,
    },
  });
}
const send = (port: number, payload: object, signed?: Signed) =>
  post(port, JSON.stringify(payload), 'application/json', signed);
const sendForm = (port: number, fields: Record<string, string>) =>
  post(port, new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
const shown = (slack: FakeSlack, count: number) =>
  eventually(() => expect(slack.messages).toHaveLength(count));

describe('over HTTP', () => {
  test('events, presses and commands are taken and answered', async () => {
    const { slack, port, running } = await overHttp();
    expect((await send(port, mention({ text: 'hello' }))).status).toBe(200);
    await shown(slack, 1);
    const [question] = slack.messages;
    if (!question) throw new Error('no question');
    const body = press(slack, 'It computes (CPU)', { blocks: question.blocks, message: question });
    expect((await sendForm(port, { payload: JSON.stringify(body) })).status).toBe(200);
    await shown(slack, 2);
    expect((await sendForm(port, command(slack, 'help'))).status).toBe(200);
    await eventually(() => expect(slack.calls.at(-1)?.method).toBe('response'));
    expect(running.servesHttp).toBe(true);
    expect(slack.faults).toEqual([]);
  });

  test('a redelivery is acknowledged and changes nothing', async () => {
    const { slack, port } = await overHttp();
    const event = mention({ text: 'hello' });
    for (let time = 0; time < 3; time += 1) expect((await send(port, event)).status).toBe(200);
    await send(port, message({ text: 'back', thread: (event.event as { ts: string }).ts }));
    await shown(slack, 2);
  });

  test.each([
    ['forged', { secret: 'another secret' }],
    ['stale', { secondsAgo: 600 }],
  ])('a %s signature is refused', async (_, signed) => {
    const { turns, port } = await overHttp();
    expect((await send(port, mention({ text: 'hello' }), signed)).status).toBe(401);
    expect(turns).toEqual([]);
  });

  test('a request without a signature, or that is no JSON, is refused', async () => {
    const { port } = await overHttp();
    const bare = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body: '{}' });
    expect(bare.status).toBe(401);
    expect((await post(port, '{', 'application/json')).status).toBe(400);
  });

  test('Slack’s check of the address is answered', async () => {
    const { port } = await overHttp();
    const response = await send(port, { type: 'url_verification', challenge: 'abc' });
    expect(await response.text()).toContain('abc');
  });

  test('health and metrics are on the same port', async () => {
    const { port, running } = await overHttp();
    const health = await fetch(`http://127.0.0.1:${port}/health`);
    expect(await health.json()).toMatchObject({ ok: true, parts: { slack: { ok: true } } });
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('gilbert_turns_total');
    await running.stop();
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  });
});

describe('in many workspaces', () => {
  const oauth = {
    access: { kind: 'oauth', clientId: '1.2', clientSecret: 'client-secret', stateSecret: 'state-secret' },
  } as const;

  async function install(port: number, team: string) {
    const page = await fetch(`http://127.0.0.1:${port}/slack/install`);
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? '';
    const state = /state=([^&"]+)/.exec((await page.text()).replaceAll('&amp;', '&'))?.[1] ?? '';
    const back = `http://127.0.0.1:${port}/slack/oauth_redirect?code=${team}&state=${state}`;
    return fetch(back, { headers: { cookie } });
  }

  test.each([
    ['HTTP', { kind: 'http', signingSecret: SECRET } as const],
    ['Socket Mode', { kind: 'socket', appToken: 'xapp-test-secret' } as const],
  ])('each is answered with its own token (%s)', async (_, transport) => {
    const { slack, store, port } = await overHttp({ settings: { ...oauth, transport } });
    const deliver = (payload: object) =>
      transport.kind === 'http' ? send(port, payload) : slack.send('events_api', payload);
    expect((await install(port, 'T0000000007')).status).toBe(200);
    expect(await store.installation('T0000000007')).toMatchObject({ bot: { token: 'xoxb-of-T0000000007' } });
    await deliver(mention({ text: 'hello', team: 'T0000000007' }));
    await shown(slack, 1);

    await deliver({ ...happening({ type: 'app_uninstalled', event_ts: '1.1' }), team_id: 'T0000000007' });
    await eventually(async () => expect(await store.installation('T0000000007')).toBeNull());
  });

  test('one whose bot token was taken back is forgotten, one whose person’s token was is not', async () => {
    const { store, port } = await overHttp({ settings: oauth });
    await install(port, 'T0000000007');
    const revoked = (tokens: object) =>
      send(port, {
        ...happening({ type: 'tokens_revoked', tokens, event_ts: '1.1' }),
        team_id: 'T0000000007',
      });
    await revoked({ oauth: ['U0000000001'] });
    await revoked({ oauth: [], bot: [] });
    expect(await store.installation('T0000000007')).not.toBeNull();
    await revoked({ bot: ['U0GILBERT00'] });
    await eventually(async () => expect(await store.installation('T0000000007')).toBeNull());
  });

  test('all of an organisation talk in one conversation, whichever workspace an event names', async () => {
    const { slack, store, port } = await overHttp({ settings: oauth });
    await install(port, 'E0000000007');
    const authorizations = [{ enterprise_id: 'E0000000007', team_id: null, is_enterprise_install: true }];
    const isOf = { authorizations, enterprise_id: 'E0000000007', is_enterprise_install: true };
    const begun = mention({ text: 'hello' });
    await send(port, { ...begun, ...isOf, team_id: undefined });
    await shown(slack, 1);
    const [question] = slack.messages;
    if (!question) throw new Error('no question');
    const body = press(slack, 'It computes (CPU)', { blocks: question.blocks, message: question });
    const user = { id: 'U0000000002', team_id: 'T0000000072' };
    const pressed = { ...body, ...isOf, team: null, enterprise: { id: 'E0000000007' }, user };
    await sendForm(port, { payload: JSON.stringify(pressed) });
    await shown(slack, 2);
    const { ts } = begun.event as { ts: string };
    await send(port, { ...message({ text: 'yes, at once', thread: ts }), ...isOf, team_id: 'T0000000073' });
    await shown(slack, 3);
    const conversation = await store.load(`slack:E0000000007:${question.channel}:${ts}`);
    expect(conversation?.conversation.entries).toHaveLength(2);
  });

  test('an organisation’s is forgotten when the organisation removes the app', async () => {
    const { slack, store, port } = await overHttp({ settings: oauth });
    await install(port, 'E0000000007');
    expect(await store.installation('E0000000007')).toMatchObject({ isEnterpriseInstall: true });
    const said = mention({ text: 'hello', team: 'T0000000071' });
    const isOrganisation = {
      authorizations: [{ enterprise_id: 'E0000000007', team_id: null, is_enterprise_install: true }],
      enterprise_id: 'E0000000007',
    };
    await send(port, { ...said, ...isOrganisation });
    await shown(slack, 1);
    const gone = happening({ type: 'app_uninstalled', event_ts: '1.1' });
    await send(port, { ...gone, ...isOrganisation, team_id: 'T0000000071' });
    await eventually(async () => expect(await store.installation('E0000000007')).toBeNull());
  });

  test('one whose token was taken back is told of, and the others go on', async () => {
    const { slack, port, running, logLines } = await overHttp({ settings: oauth });
    await install(port, 'T0000000007');
    slack.disturb((method) => (method === 'chat.postMessage' ? { error: 'token_revoked' } : null));
    await send(port, mention({ text: 'hello', team: 'T0000000007' }));
    await eventually(() => expect(logLines.join()).toContain('installed there again'));
    await expect(running.health()).resolves.toMatchObject({ ok: true });
  });

  test('an answer of the installation page without its state is refused', async () => {
    const { store, port } = await overHttp({ settings: oauth });
    const forged = `http://127.0.0.1:${port}/slack/oauth_redirect?code=T0000000007&state=forged`;
    expect((await fetch(forged)).status).not.toBe(200);
    expect(await store.installation('T0000000007')).toBeNull();
  });

  test('one that has not installed the app gets no answer', async () => {
    const { turns, port } = await overHttp({ settings: oauth });
    await send(port, mention({ text: 'hello', team: 'T0000000008' }));
    expect(turns).toEqual([]);
  });
});

describe('what cannot start says why in one line', () => {
  const starting = (slack: FakeSlack, options: RigOptions = {}) =>
    open({ slack, ...options }).then(
      () => 'started',
      (error: Error) => error.message,
    );

  test.each([
    ['auth.test', 'invalid_auth', /^Slack refuses SLACK_BOT_TOKEN \(invalid_auth\): .*$/],
    ['auth.test', 'account_inactive', /^SLACK_BOT_TOKEN is no longer valid .*install.*$/],
    ['apps.connections.open', 'invalid_auth', /^Slack refuses SLACK_APP_TOKEN \(invalid_auth\): .*$/],
    ['apps.connections.open', 'missing_scope', /^SLACK_APP_TOKEN lacks the scope connections:write.*$/],
  ])('%s: %s', async (method, error, line) => {
    const slack = await openSlack();
    slack.disturb((called) => (called === method ? { error } : null));
    expect(await starting(slack)).toMatch(line);
  });

  test('a port that is taken', async () => {
    const slack = await openSlack();
    const taken = createServer().listen(0);
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const transport = { kind: 'http', signingSecret: SECRET } as const;
    expect(await starting(slack, { port, settings: { transport } })).toMatch(/^PORT \d+ is taken/);
    taken.close();
  });
});
