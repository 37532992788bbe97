import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { APPLICATION, botUser, GUILD, guildOf, TOKEN } from './world.ts';

interface Packet {
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  // biome-ignore lint/suspicious/noExplicitAny: packets carry JSON of many forms
  readonly d?: any;
}

/** The gateway of the loopback Discord; one session at a time per shard. */
export interface FakeGateway {
  /** Sends an event, or keeps it for a session that is to be resumed. */
  readonly dispatch: (type: string, data: unknown) => void;
  /** What clients said: identify, resume. */
  readonly said: readonly {
    readonly op: number;
    readonly intents?: number;
    readonly presence?: unknown;
    readonly shard?: unknown;
  }[];
  /** Codes with which clients left. */
  readonly closed: readonly number[];
  /** Ends all connections as a network failure does. */
  readonly drop: () => void;
  /** Closes with a code. */
  readonly close: (code: number) => void;
  /** Asks the clients to connect again. */
  readonly reconnect: () => void;
  /** The next resume is refused. */
  refusesResume: boolean;
  /** Intents that are not granted. */
  refusedIntents: number;
  shards: number;
  readonly stop: () => void;
}

const MOST_KEPT = 1000;

export function createFakeGateway(server: Server): FakeGateway {
  const sockets = new Set<WebSocket>();
  const identified = new Set<WebSocket>();
  const sent: Packet[] = [];
  const said: FakeGateway['said'][number][] = [];
  const closed: number[] = [];
  let sequence = 0;
  const listener = new WebSocketServer({ server });

  const send = (socket: WebSocket, packet: Packet) => socket.send(JSON.stringify(packet));
  const event = (type: string, data: unknown): Packet => {
    sequence += 1;
    const packet = { op: 0, t: type, s: sequence, d: data };
    sent.push(packet);
    if (sent.length > MOST_KEPT) sent.shift();
    return packet;
  };

  const identify = (socket: WebSocket, data: Packet['d']) => {
    said.push({ op: 2, intents: data.intents, presence: data.presence, shard: data.shard });
    if (data.token !== TOKEN) return socket.close(4004, 'Authentication failed.');
    if ((data.intents & gateway.refusedIntents) !== 0) return socket.close(4014, 'Disallowed intent(s).');
    identified.add(socket);
    const ready = {
      v: 10,
      user: botUser,
      guilds: [{ id: GUILD, unavailable: true }],
      session_id: `session${said.length}`,
      resume_gateway_url: `ws://127.0.0.1:${(server.address() as { port: number }).port}`,
      shard: data.shard,
      application: { id: APPLICATION, flags: 0 },
    };
    send(socket, event('READY', ready));
    send(socket, event('GUILD_CREATE', guildOf()));
  };
  const resume = (socket: WebSocket, data: Packet['d']) => {
    said.push({ op: 6 });
    if (gateway.refusesResume) {
      gateway.refusesResume = false;
      return send(socket, { op: 9, d: false });
    }
    identified.add(socket);
    for (const packet of sent) if ((packet.s ?? 0) > data.seq) send(socket, packet);
    send(socket, event('RESUMED', {}));
  };

  listener.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('message', (bytes) => {
      const { op, d } = JSON.parse(String(bytes)) as Packet;
      if (op === 1) send(socket, { op: 11 });
      if (op === 2) identify(socket, d);
      if (op === 6) resume(socket, d);
    });
    socket.on('close', (code) => {
      closed.push(code);
      sockets.delete(socket);
      identified.delete(socket);
    });
    send(socket, { op: 10, d: { heartbeat_interval: 30_000 } });
  });

  const gateway: FakeGateway = {
    dispatch: (type, data) => {
      const packet = event(type, data);
      for (const socket of identified) send(socket, packet);
    },
    said,
    closed,
    drop: () => {
      for (const socket of sockets) socket.terminate();
    },
    close: (code) => {
      for (const socket of sockets) socket.close(code);
    },
    reconnect: () => {
      for (const socket of sockets) send(socket, { op: 7 });
    },
    refusesResume: false,
    refusedIntents: 0,
    shards: 1,
    stop: () => {
      for (const socket of sockets) socket.terminate();
      listener.close();
    },
  };
  return gateway;
}
