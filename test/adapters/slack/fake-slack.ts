import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { faultsOf } from './check-payload.ts';

type Json = Readonly<Record<string, unknown>>;

/** A call of the Web API, or a message to a response URL (method `response`), as it arrived. */
export interface Call {
  readonly method: string;
  readonly args: Json;
  /** When its head arrived, by `performance.now()`. */
  readonly at: number;
  /** Whether Slack did it; otherwise it was refused or failed. */
  readonly done: boolean;
}

/** A message somebody can see. */
export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata: unknown;
}

/** What happens to a call instead of being done. `lost`: it is done, and the answer never arrives. */
export interface Mishap {
  readonly status?: number;
  readonly retryAfter?: number;
  readonly error?: string;
  readonly lost?: boolean;
  /** It is done all the same. */
  readonly done?: boolean;
  readonly needed?: string;
}

/** A file somebody can see. */
export interface SharedFile {
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly channel: string;
  readonly thread: string | undefined;
  /** As it was posted, with whatever is around it. */
  readonly posted: Buffer;
}

export interface FakeSlack {
  readonly apiUrl: string;
  readonly calls: readonly Call[];
  readonly messages: readonly Message[];
  readonly files: readonly SharedFile[];
  /** Everything Slack would have refused. */
  readonly faults: readonly string[];
  /** Milliseconds from each envelope to its acknowledgement. */
  readonly ackMilliseconds: readonly number[];
  readonly connections: () => number;
  /** A new one each time it is asked for, as each command and press brings its own. */
  readonly responseUrl: string;
  /** Sends an envelope over the socket; resolves with the payload of its acknowledgement. */
  readonly send: (type: 'events_api' | 'interactive' | 'slash_commands', payload: object) => Promise<unknown>;
  readonly disturb: (mishap: (method: string, args: Json) => Mishap | null) => void;
  readonly refreshSockets: () => void;
  readonly cutSockets: () => void;
  readonly stop: () => Promise<void>;
}

export const BOT_USER = 'U0GILBERT00';
const SCOPES =
  'app_mentions:read,assistant:write,channels:history,chat:write,commands,files:write,groups:history,im:history';
const MOST_CALLS = 20_000;

/** Slack's Web API and Socket Mode on this machine only. */
export async function startFakeSlack(): Promise<FakeSlack> {
  const calls: Call[] = [];
  const messages: Message[] = [];
  const files: SharedFile[] = [];
  const responseUses = new Map<string, number>();
  const triggers = new Set<unknown>();
  const uploads = new Map<string, { name: string; altText: string; length: number; posted: Buffer | null }>();
  const faults: string[] = [];
  const ackMilliseconds: number[] = [];
  const waiting = new Map<string, { sent: number; resolve: (payload: unknown) => void }>();
  let mishapFor: (method: string, args: Json) => Mishap | null = () => null;
  let clock = 1_800_000_000;
  let envelopes = 0;
  let responses = 0;

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => welcome(webSocket));
  });

  const welcome = (socket: WebSocket) => {
    socket.on('message', (data) => {
      const { envelope_id, payload } = JSON.parse(String(data));
      const expected = waiting.get(envelope_id);
      waiting.delete(envelope_id);
      if (!expected) return;
      ackMilliseconds.push(performance.now() - expected.sent);
      expected.resolve(payload);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const at = performance.now();
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const posted = await bodyOf(request);
    const body = posted.toString();
    const isResponse = pathname.startsWith('/response/');
    const isUpload = pathname.startsWith('/upload/');
    const method = isResponse ? 'response' : isUpload ? 'upload' : pathname.replace('/api/', '');
    const id = pathname.replace('/upload/', '');
    const args = isUpload ? { id } : isResponse ? JSON.parse(body) : argumentsOf(body);
    const upload = isUpload ? uploads.get(id) : undefined;
    const mishap = mishapFor(method, args);
    const isDone = mishap === null || mishap.lost === true || mishap.done === true;
    if (calls.length < MOST_CALLS) calls.push({ method, args, at, done: isDone });
    if (isResponse) {
      const uses = (responseUses.get(pathname) ?? 0) + 1;
      responseUses.set(pathname, uses);
      if (isDone && uses > 5) faults.push('a response_url was used more than five times');
    }
    if (method === 'views.open') {
      if (triggers.has(args.trigger_id)) faults.push('a trigger_id was used twice');
      if (isDone) triggers.add(args.trigger_id);
    }
    if (args.delete_original !== true) faults.push(...faultsOf(method, args));
    if (upload && isDone) upload.posted = posted;
    const outcome = isDone ? perform(method, args) : {};
    const result = mishap?.error === undefined ? outcome : { ok: false, error: mishap.error };
    if (mishap?.lost) return void request.socket.destroy();
    const headers: Record<string, string> = { 'content-type': 'application/json', 'x-oauth-scopes': SCOPES };
    if (mishap?.retryAfter !== undefined) headers['retry-after'] = String(mishap.retryAfter);
    const needed = mishap?.needed === undefined ? {} : { needed: mishap.needed };
    response.writeHead(mishap?.status ?? 200, headers);
    response.end(JSON.stringify({ ...result, ...needed }));
  };

  const perform = (method: string, args: Json): Json => {
    switch (method) {
      case 'auth.test':
        return { ok: true, user_id: BOT_USER, bot_id: 'B0GILBERT00', team_id: 'T0000000001' };
      case 'apps.connections.open':
        return { ok: true, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/socket` };
      case 'chat.postMessage': {
        clock += 1;
        const ts = `${clock}.000100`;
        const {
          channel,
          thread_ts,
          text,
          blocks = [],
          metadata,
        } = args as unknown as Message & {
          thread_ts?: string;
        };
        messages.push({ channel, ts, thread: thread_ts, text, blocks, metadata });
        return { ok: true, ts, channel };
      }
      case 'chat.update': {
        const index = messages.findIndex(({ channel, ts }) => channel === args.channel && ts === args.ts);
        const old = messages[index];
        if (old === undefined) return { ok: false, error: 'message_not_found' };
        messages[index] = { ...old, text: String(args.text), blocks: (args.blocks ?? []) as readonly Json[] };
        return { ok: true, ts: old.ts };
      }
      case 'conversations.replies':
        return {
          ok: true,
          messages: messages
            .filter(({ thread }) => thread === args.ts)
            .map((message) => ({ ...message, user: BOT_USER })),
        };
      case 'files.getUploadURLExternal': {
        const id = `F${uploads.size + 1}`;
        const { filename, alt_txt, length } = args;
        uploads.set(id, {
          name: String(filename),
          altText: String(alt_txt ?? ''),
          length: Number(length),
          posted: null,
        });
        const upload_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload/${id}`;
        return { ok: true, upload_url, file_id: id };
      }
      case 'files.completeUploadExternal': {
        const completed = args.files as readonly { id: string; title: string }[];
        for (const { id, title } of completed) {
          const { posted = null, name = '', altText = '', length = 0 } = uploads.get(id) ?? {};
          if (posted === null) return { ok: false, error: 'file_not_found' };
          if (posted.length < length) return { ok: false, error: 'invalid_arguments' };
          const { channel_id, thread_ts } = args;
          const thread = thread_ts === undefined ? undefined : String(thread_ts);
          files.push({ name, title, altText, channel: String(channel_id), thread, posted });
        }
        return { ok: true, files: completed };
      }
      case 'upload':
      case 'chat.postEphemeral':
      case 'views.open':
      case 'views.publish':
      case 'assistant.threads.setStatus':
      case 'assistant.threads.setSuggestedPrompts':
      case 'response':
        return { ok: true };
      case 'oauth.v2.access':
        return installed(String(args.code));
      default:
        return { ok: false, error: 'unknown_method' };
    }
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    get responseUrl() {
      responses += 1;
      return `http://127.0.0.1:${port}/response/${responses}`;
    },
    calls,
    messages,
    files,
    faults,
    ackMilliseconds,
    connections: () => sockets.clients.size,
    send: (type, payload) =>
      new Promise((resolve, reject) => {
        const [socket] = [...sockets.clients].filter(({ readyState }) => readyState === 1);
        if (!socket) return reject(new Error('nobody is connected'));
        envelopes += 1;
        const envelope_id = `envelope-${envelopes}`;
        waiting.set(envelope_id, { sent: performance.now(), resolve });
        socket.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: true }));
      }),
    disturb: (mishap) => {
      mishapFor = mishap;
    },
    refreshSockets: () => {
      for (const socket of sockets.clients) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
    },
    cutSockets: () => {
      for (const socket of sockets.clients) socket.terminate();
    },
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** An installation by OAuth; the code names the workspace. */
function installed(code: string): Json {
  const isOrganisation = code.startsWith('E');
  return {
    ok: true,
    access_token: `xoxb-of-${code}`,
    token_type: 'bot',
    scope: SCOPES,
    bot_user_id: BOT_USER,
    app_id: 'A0000000001',
    team: isOrganisation ? null : { id: code, name: 'team' },
    enterprise: isOrganisation ? { id: code, name: 'organisation' } : null,
    authed_user: { id: 'U0000000001' },
    is_enterprise_install: isOrganisation,
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

/** The Web API sends forms, with whatever is no plain value as JSON. */
function argumentsOf(body: string): Json {
  const entries = [...new URLSearchParams(body)].map(([name, value]) => {
    if (value === 'true' || value === 'false') return [name, value === 'true'];
    return [name, /^[[{]/.test(value) && name !== 'text' ? JSON.parse(value) : value];
  });
  return Object.fromEntries(entries);
}
