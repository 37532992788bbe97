import { App, webApi } from '@slack/bolt';
import type { HealthChecks, PartHealth } from '../operations/http-server.ts';
import { adviceOn, endsEverything, SlackStartError, unreachable } from './advice.ts';
import { boltLog } from './bolt-log.ts';
import { callSlack, reasonOf } from './call-slack.ts';
import {
  type Connection,
  httpConnection,
  type ReceiverOptions,
  socketConnection,
  TRIES_AT_START,
} from './connection.ts';
import { createFormMetadata } from './form-metadata.ts';
import { installationsIn, listenToUninstall } from './installations.ts';
import { listenToCommands } from './listen-command.ts';
import { listenToForms } from './listen-forms.ts';
import { listenToMessages } from './listen-messages.ts';
import { listenToPresses } from './listen-presses.ts';
import type { SlackParts } from './parts.ts';
import { createResponders } from './responders.ts';
import { operationRoutes } from './routes.ts';
import { SCOPES } from './scopes.ts';
import { createSendPictures } from './send-pictures.ts';
import type { SlackSettings } from './slack-settings.ts';
import { createTurns } from './turns.ts';

/** What Slack is started with. */
export interface SlackStart extends SlackParts {
  readonly settings: SlackSettings;
  /** For events over HTTP and for OAuth. */
  readonly port: number;
  /** The other parts, for `/health` where Slack holds the port. */
  readonly checks: HealthChecks;
}

export interface RunningSlack {
  readonly health: () => Promise<PartHealth>;
  /** Whether `/health` and `/metrics` are served on the port already. */
  readonly servesHttp: boolean;
  /** Takes nothing new, finishes what is under way. */
  readonly stop: () => Promise<void>;
}

const CALL_TIMEOUT_MILLISECONDS = 10_000;
const DRAIN_MILLISECONDS = 8000;

/**
 * Connects to Slack and answers from then on.
 *
 * @throws SlackStartError with one line for the operator
 */
export async function startSlack(start: SlackStart): Promise<RunningSlack> {
  const { settings, log, metrics } = start;
  const { access } = settings;
  const clientOptions: webApi.WebClientOptions = {
    timeout: CALL_TIMEOUT_MILLISECONDS,
    // Trying again is done by callSlack: here it could post a second time, and a wait would hold up every thread.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(settings.apiUrl === null ? {} : { slackApiUrl: settings.apiUrl }),
  };
  const identity = access.kind === 'token' ? await identify(access.botToken, clientOptions, start) : null;

  let trouble: string | null = null;
  const health = async (): Promise<PartHealth> =>
    trouble === null ? connection.health() : { ok: false, detail: trouble };
  const connection = connect(start, clientOptions, health);
  const app = new App({
    receiver: connection.receiver,
    socketMode: settings.transport.kind === 'socket',
    logger: boltLog(log),
    clientOptions,
    convoStore: false,
    deferInitialization: true,
    // The token was tested just now; with both ids Bolt has nothing left to ask.
    ...(identity && { ...identity, tokenVerificationEnabled: false }),
  });
  await app.init();

  const inFlight = countListeners(app);
  const sendPictures = createSendPictures(start.painter ?? null, log, metrics);
  const turns = createTurns(start.gilbert, log, metrics, sendPictures, (error) => {
    // One workspace of many may go without taking the others along.
    if (access.kind === 'token' && endsEverything(error)) trouble = reasonOf(error);
    return adviceOn(error, access.kind);
  });
  const secret = access.kind === 'token' ? access.botToken : access.clientSecret;
  const parts = {
    ...start,
    turns,
    responders: createResponders(),
    sendPictures,
    formMetadata: createFormMetadata(secret),
  };
  listenToMessages(app, parts);
  listenToPresses(app, parts);
  listenToCommands(app, parts);
  listenToForms(app, parts);
  listenToUninstall(app, start.store, log);
  app.error(async (error) => {
    turns.complain('original' in error ? error.original : error, 'a listener');
  });

  await connection.open(app);
  log.info({ transport: settings.transport.kind }, 'Slack: connected');
  return {
    health,
    servesHttp: settings.transport.kind === 'http' || access.kind === 'oauth',
    stop: async () => {
      await connection.close();
      if (!(await inFlight.drain(DRAIN_MILLISECONDS))) log.warn('Slack: stopped with answers under way');
    },
  };
}

/** Who the token belongs to; says at once what is wrong with it. */
async function identify(token: string, options: webApi.WebClientOptions, { log }: SlackStart) {
  const client = new webApi.WebClient(token, { ...options, logger: boltLog(log) });
  try {
    const result = await callSlack(() => client.auth.test(), undefined, { mostTries: TRIES_AT_START });
    const granted = result?.response_metadata?.scopes;
    const missing = granted === undefined ? [] : SCOPES.filter((scope) => !granted.includes(scope));
    if (missing.length > 0) {
      log.error(
        `Slack: the app lacks the scopes ${missing.join(', ')}: update it from manifest.json and install it again.`,
      );
    }
    return { token, botId: result?.bot_id ?? '', botUserId: result?.user_id ?? '' };
  } catch (error) {
    throw new SlackStartError(adviceOn(error) ?? unreachable(error), error);
  }
}

function connect(
  { settings, store, log, port, checks, metrics }: SlackStart,
  clientOptions: webApi.WebClientOptions,
  health: () => Promise<PartHealth>,
): Connection {
  const { access, transport } = settings;
  const oauth =
    access.kind === 'token'
      ? {}
      : {
          clientId: access.clientId,
          clientSecret: access.clientSecret,
          stateSecret: access.stateSecret,
          scopes: [...SCOPES],
          installationStore: installationsIn(store),
        };
  const customRoutes = operationRoutes({ ...checks, slack: health }, metrics);
  const options: ReceiverOptions = {
    ...oauth,
    logger: boltLog(log),
    installerOptions: { clientOptions, port },
  };
  if (transport.kind === 'http') {
    return httpConnection(transport.signingSecret, port, { ...options, customRoutes });
  }
  // A socket needs no port, unless people install the app through this process.
  const routes = access.kind === 'oauth' ? { customRoutes } : {};
  return socketConnection(transport.appToken, { ...options, ...routes }, log);
}

/** Bolt does not wait for listeners when it stops, so they are counted. */
function countListeners(app: App): { readonly drain: (milliseconds: number) => Promise<boolean> } {
  const running = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const done = next();
    running.add(done);
    await done.finally(() => running.delete(done));
  });
  return {
    drain: async (milliseconds) => {
      const deadline = Date.now() + milliseconds;
      while (running.size > 0 && Date.now() < deadline) {
        const timeout = new Promise((resolve) => setTimeout(resolve, deadline - Date.now()).unref());
        await Promise.race([Promise.allSettled(running), timeout]);
      }
      return running.size === 0;
    },
  };
}
