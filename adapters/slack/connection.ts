import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type App, HTTPReceiver, SocketModeReceiver, type SocketModeReceiverOptions } from '@slack/bolt';
import type { PartHealth } from '../operations/http-server.ts';
import type { Logger } from '../operations/log.ts';
import { adviceOnAppToken, SlackStartError } from './advice.ts';
import { callSlack, reasonOf } from './call-slack.ts';

/** The way events come in. */
export interface Connection {
  readonly receiver: HTTPReceiver | SocketModeReceiver;
  /** Begins to take events; resolves once they come in. */
  readonly open: (app: App) => Promise<void>;
  readonly health: () => PartHealth;
  /** Takes no more events. */
  readonly close: () => Promise<void>;
}

/** What both ways have in common: routes, log, and OAuth where it is used. */
export type ReceiverOptions = Pick<
  SocketModeReceiverOptions,
  | 'logger'
  | 'clientId'
  | 'clientSecret'
  | 'stateSecret'
  | 'installationStore'
  | 'scopes'
  | 'installerOptions'
  | 'customRoutes'
>;

/** Some three seconds: who starts the program waits for it. */
export const TRIES_AT_START = 5;
const FIRST_WAIT_MILLISECONDS = 250;
const LONGEST_WAIT_MILLISECONDS = 10_000;

/**
 * Socket Mode. Bolt's own reconnecting waits five seconds at least and ends for good when Slack cannot be reached
 * once, so it is switched off and done here: at once, and for as long as it takes.
 */
export function socketConnection(appToken: string, options: ReceiverOptions, log: Logger): Connection {
  const receiver = new SocketModeReceiver({ ...options, appToken, autoReconnectEnabled: false });
  let state: 'starting' | 'connected' | 'reconnecting' | 'closed' = 'starting';
  let isConnecting = false;

  const reconnect = async () => {
    if (isConnecting) return;
    isConnecting = true;
    state = 'reconnecting';
    for (let tries = 0; state === 'reconnecting'; tries += 1) {
      try {
        await receiver.client.start();
        break;
      } catch (error) {
        if (tries === 0) log.error(`Slack: ${adviceOnAppToken(error)} Trying again.`);
        else log.debug({ reason: reasonOf(error) }, 'Slack: reconnecting failed, trying again');
        await sleep(Math.min(FIRST_WAIT_MILLISECONDS * 2 ** tries, LONGEST_WAIT_MILLISECONDS), null, {
          ref: false,
        });
      }
    }
    isConnecting = false;
  };
  receiver.client.on('connected', () => {
    if (state !== 'closed') state = 'connected';
  });
  receiver.client.on('disconnected', () => {
    if (state === 'connected') {
      log.info('Slack: connection lost, reconnecting');
      void reconnect();
    }
  });

  return {
    receiver,
    open: async (app) => {
      if (receiver.installer || options.customRoutes)
        await assertFree(options.installerOptions?.port ?? 3000);
      let isBegun = false;
      const connect = async () => {
        // Starting the app twice would open its port twice.
        const opening = isBegun ? receiver.client.start() : app.start();
        isBegun = true;
        await opening;
      };
      try {
        await callSlack(connect, undefined, { mostTries: TRIES_AT_START });
      } catch (error) {
        throw new SlackStartError(adviceOnAppToken(error), error);
      }
    },
    health: () => ({ ok: state === 'connected', detail: `socket ${state}` }),
    close: async () => {
      state = 'closed';
      await receiver.stop();
    },
  };
}

/** Slack calls over HTTP, each request signed. */
export function httpConnection(signingSecret: string, port: number, options: ReceiverOptions): Connection {
  const receiver = new HTTPReceiver({ ...options, signingSecret, port });
  let isOpen = false;
  return {
    receiver,
    open: async (app) => {
      await assertFree(port);
      await app.start(port);
      isOpen = true;
    },
    health: () => ({ ok: isOpen, detail: isOpen ? 'taking requests' : 'closed' }),
    close: async () => {
      if (isOpen) await receiver.stop();
      isOpen = false;
    },
  };
}

/** Bolt's servers take the whole process down when their port is taken. */
async function assertFree(port: number): Promise<void> {
  const probe = createServer().listen(port);
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw new SlackStartError(`PORT ${port} is taken: set PORT to one that is free.`, error);
  }
  probe.close();
  await once(probe, 'close');
}
