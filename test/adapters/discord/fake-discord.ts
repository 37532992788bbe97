import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeGateway, type FakeGateway } from './fake-gateway.ts';
import { APPLICATION, BOT, botUser, snowflake, TOKEN } from './world.ts';

/** One request the bot made. */
export interface Call {
  readonly method: string;
  /** Below `/api/v10`, without the query. */
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into JSON of many forms
  readonly body: any;
  readonly files: readonly string[];
  readonly status: number;
  /** When its head arrived, by `performance.now()`. */
  readonly at: number;
}

/** What a request is answered with in the place of the usual. */
export interface Trouble {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the connection without an answer. */
  readonly hangsUp?: boolean;
  readonly delayMilliseconds?: number;
}

/** A Discord on the loopback interface: as much of its REST and gateway as the bot uses. */
export interface FakeDiscord {
  readonly apiUrl: string;
  readonly gateway: FakeGateway;
  readonly calls: readonly Call[];
  /** Callbacks of that interaction that were accepted. */
  readonly callbacks: (interactionId: string) => readonly Call[];
  /** The first call, made or to come, for which this holds. */
  readonly call: (fits: (call: Call) => boolean) => Promise<Call>;
  /** The next requests to a path like this run into trouble, one each. */
  readonly trouble: (path: RegExp, ...troubles: readonly Trouble[]) => void;
  /** Messages that exist, by id; a bot's own can be fetched. One with a nonce that is to be unique exists once. */
  readonly messages: Map<string, object>;
  commands: unknown[];
  readonly stop: () => Promise<void>;
}

const LONGEST_WAIT_MILLISECONDS = 10_000;
const MOST_CALLS = 20_000;

export async function startFakeDiscord(): Promise<FakeDiscord> {
  const calls: Call[] = [];
  const waiting = new Set<() => void>();
  const troubles: { path: RegExp; trouble: Trouble }[] = [];
  const acknowledged = new Set<string>();
  const messages = new Map<string, object>();

  const server = createServer((request, response) => {
    answer(request, response).catch((problem) => {
      response.writeHead(500).end(String(problem));
    });
  });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const at = performance.now();
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname).replace(
      /^\/api\/v10/,
      '',
    );
    const method = request.method ?? 'GET';
    const { body, files } = await readBody(request);
    const isCallback = /^\/interactions\/[^/]+\/[^/]+\/callback$/.test(path);
    const authorization = request.headers.authorization;
    const position = troubles.findIndex((each) => each.path.test(path));
    const [planned] = position === -1 ? [] : troubles.splice(position, 1);
    let result: { status: number; body?: unknown; headers?: Readonly<Record<string, string>> };
    if (planned?.trouble.delayMilliseconds !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, planned.trouble.delayMilliseconds));
    }
    if (planned?.trouble.hangsUp) {
      request.socket.destroy();
      return;
    }
    if (planned) result = planned.trouble;
    else if (!isCallback && !path.startsWith('/webhooks/') && authorization !== `Bot ${TOKEN}`) {
      result = { status: 401, body: { code: 0, message: '401: Unauthorized' } };
    } else result = usual(method, path, body);
    if (calls.length < MOST_CALLS) {
      calls.push({ method, path, body, files, status: result.status, at });
    }
    for (const wake of [...waiting]) wake();
    const type = result.body === undefined ? {} : { 'content-type': 'application/json' };
    response.writeHead(result.status, { ...type, ...result.headers });
    response.end(result.body === undefined ? undefined : JSON.stringify(result.body));
  };

  const usual = (method: string, path: string, body: { readonly [key: string]: unknown }) => {
    const callback = /^\/interactions\/([^/]+)\//.exec(path)?.[1];
    if (callback !== undefined) {
      const isLate = acknowledged.has(callback);
      acknowledged.add(callback);
      return isLate
        ? { status: 400, body: { code: 40060, message: 'Interaction has already been acknowledged.' } }
        : { status: 204 };
    }
    if (path === '/gateway/bot') {
      const limits = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 16 };
      return {
        status: 200,
        body: { url: `ws://127.0.0.1:${port()}`, shards: fake.gateway.shards, session_start_limit: limits },
      };
    }
    if (path === '/applications/@me') return { status: 200, body: { id: APPLICATION, name: 'Gilbert' } };
    if (path.endsWith('/commands')) {
      if (method === 'PUT') fake.commands = body as unknown as unknown[];
      return { status: 200, body: fake.commands };
    }
    const channel = /^\/channels\/(\d+)/.exec(path)?.[1] ?? '';
    if (/\/messages\/\d+\/threads$/.test(path)) {
      const id = path.split('/')[4] ?? '';
      const rest = { guild_id: '1000', parent_id: channel, owner_id: BOT, name: body.name, type: 11 };
      return {
        status: 201,
        body: { id, ...rest, thread_metadata: metadata, member_count: 1, message_count: 0 },
      };
    }
    if (/^\/channels\/\d+\/messages\/\d+$/.test(path)) {
      const id = path.split('/')[4] ?? '';
      const found = messages.get(id);
      if (!found) return { status: 404, body: { code: 10008, message: 'Unknown Message' } };
      if (method === 'PATCH') messages.set(id, { ...found, ...body });
      return { status: 200, body: messages.get(id) };
    }
    if (path.endsWith('/typing')) return { status: 204 };
    if (/\/messages(\/@original)?$/.test(path) || path.startsWith('/webhooks/')) {
      const same = [...messages.values()].find(
        (each) => body.enforce_nonce === true && 'nonce' in each && each.nonce === body.nonce,
      );
      if (same) return { status: 200, body: same };
      const message = { ...emptyMessage(), ...body, id: snowflake(), channel_id: channel || '2000' };
      messages.set(message.id, message);
      return { status: 200, body: message };
    }
    return { status: 404, body: { code: 0, message: `404: ${method} ${path}` } };
  };

  const port = () => (server.address() as AddressInfo).port;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const fake: FakeDiscord = {
    apiUrl: `http://127.0.0.1:${port()}/api`,
    gateway: createFakeGateway(server),
    calls,
    callbacks: (id) =>
      calls.filter(({ path, status }) => path.startsWith(`/interactions/${id}/`) && status < 300),
    call: async (fits) => {
      const until = performance.now() + LONGEST_WAIT_MILLISECONDS;
      for (;;) {
        const found = calls.find(fits);
        if (found) return found;
        if (performance.now() > until) {
          throw new Error(
            `no such call among:\n${calls
              .slice(-10)
              .map(({ method, path }) => `${method} ${path}`)
              .join('\n')}`,
          );
        }
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake);
            clearTimeout(timer);
            resolve();
          };
          const timer = setTimeout(wake, 250);
          waiting.add(wake);
        });
      }
    },
    trouble: (path, ...some) => troubles.push(...some.map((trouble) => ({ path, trouble }))),
    messages,
    commands: [],
    stop: async () => {
      fake.gateway.stop();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return fake;
}

const metadata = {
  archived: false,
  auto_archive_duration: 1440,
  archive_timestamp: new Date(0).toISOString(),
  locked: false,
};

export function emptyMessage() {
  return {
    author: botUser,
    content: '',
    timestamp: new Date(0).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    pinned: false,
    type: 0,
  };
}

async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) {
    return { body: bytes.length === 0 ? null : JSON.parse(bytes.toString('utf8')), files: [] };
  }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files = [...form.values()].flatMap((value) => (value instanceof File ? [value.name] : []));
  return { body: JSON.parse(String(form.get('payload_json'))), files };
}
