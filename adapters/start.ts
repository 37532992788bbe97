import './operations/small-heap.ts';

import { StoreError } from '../src/store/store-error.ts';
import type { DiscordSettings } from './discord/settings.ts';
import { type Household, openGilbert } from './open-gilbert.ts';
import { isOfPlatform, traceOf } from './operations/faults.ts';
import { type HealthChecks, type PartHealth, startHttpServer } from './operations/http-server.ts';
import { createPainter } from './pictures.ts';
import { type PlatformSettings, readPlatformSettings } from './platform-settings.ts';
import { endWithReader, reportProblem } from './report-problem.ts';
import { loadEnvironmentFile, readSettings, readTogether } from './settings.ts';
import type { SlackSettings } from './slack/slack-settings.ts';

/** Something that runs until it is stopped; stopping finishes what is under way. */
interface Running {
  readonly stop: () => Promise<void>;
}

/** A platform that is being served. */
interface Served extends Running {
  readonly health: () => Promise<PartHealth>;
}

const DEFAULT_PORT = 3000;
const SWEEP_MILLISECONDS = 3_600_000;
/** Whoever stops the program kills it ten seconds later; better to say goodbye to the database before. */
const STOP_MILLISECONDS = 9_000;

/** Starts Gilbert on every platform whose tokens are set; with none, that is the chat in this terminal. */
async function start(): Promise<void> {
  const { own, platforms } = readTogether({ own: readSettings, platforms: readPlatformSettings });
  const serves = platforms.slack !== null || platforms.discord !== null;
  const household = await openGilbert(own, { serves });
  const running: Running[] = [startSweeping(household)];
  stopOnSignals(household, running);
  stopOnFaults(household, running);
  try {
    await startPlatforms(household, platforms, running, serves);
    if (serves) return;
    const { chat } = await import('./terminal/chat.ts');
    await chat(household.gilbertOn('terminal'), household.knowledge, createPainter(household.knowledge));
    await stopAll(household, running);
  } catch (problem) {
    // What did start must not keep a half-started process alive.
    await stopAll(household, running);
    throw problem;
  }
}

/** Whatever starts is added to `running` at once, so that it can be stopped. */
async function startPlatforms(
  household: Household,
  { slack, discord }: PlatformSettings,
  running: Running[],
  serves: boolean,
): Promise<void> {
  const { settings, metrics, log } = household;
  const checks: Record<string, () => Promise<PartHealth>> = { ...healthChecks(household) };
  const port = settings.port ?? (serves ? DEFAULT_PORT : null);
  let hasServer = false;
  if (discord !== null) {
    const served = await serveDiscord(household, discord);
    running.unshift(served);
    checks.discord = served.health;
  }
  if (slack !== null) {
    const served = await serveSlack(household, slack, port ?? DEFAULT_PORT, checks);
    running.unshift(served);
    checks.slack = served.health;
    hasServer = served.servesHttp;
  }
  if (port !== null && !hasServer) {
    const server = await startHttpServer(port, checks, metrics);
    log.info({ port: server.port }, 'serving /health and /metrics');
    running.push(server);
  }
}

async function serveSlack(
  household: Household,
  settings: SlackSettings,
  port: number,
  checks: HealthChecks,
): Promise<Served & { readonly servesHttp: boolean }> {
  const { startSlack } = await import('./slack/start-slack.ts');
  const { keepDays } = household.settings;
  return startSlack({
    ...household,
    gilbert: household.gilbertOn('slack'),
    settings,
    port,
    checks,
    keepDays,
  });
}

async function serveDiscord(household: Household, settings: DiscordSettings): Promise<Served> {
  const { startDiscord } = await import('./discord/client.ts');
  return startDiscord({ ...household, gilbert: household.gilbertOn('discord'), settings });
}

function healthChecks({ store }: Household): HealthChecks {
  return {
    store: async () =>
      store.check().then(
        () => ({ ok: true }),
        (problem) => ({ ok: false, detail: problem instanceof StoreError ? problem.kind : 'failed' }),
      ),
  };
}

/** Removes what has expired, now and every hour. */
function startSweeping({ store, log }: Household): Running {
  const sweep = () => {
    store.sweep(Date.now()).then(
      (swept) => log.debug(swept, 'swept'),
      (problem) =>
        log.warn(problem instanceof StoreError ? { kind: problem.kind } : traceOf(problem), 'not swept'),
    );
  };
  sweep();
  const timer = setInterval(sweep, SWEEP_MILLISECONDS);
  timer.unref();
  return { stop: async () => clearInterval(timer) };
}

/** Everything that takes work in stops first and finishes its answers; the store goes last. */
async function stopAll({ store, log }: Household, running: readonly Running[]): Promise<void> {
  const results = await Promise.allSettled(running.map(({ stop }) => stop()));
  for (const result of results) if (result.status === 'rejected') log.warn(String(result.reason));
  await store.close();
}

function stopOnSignals(household: Household, running: readonly Running[]): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    household.log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
    stopAll(household, running).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/**
 * Faults nobody caught are logged without people's words. A promise nobody waited for changes nothing, nor does an
 * exception within a platform's library; after one of our own nobody knows what is still in order, so the process ends
 * for a fresh start.
 */
function stopOnFaults({ log, ...household }: Household, running: readonly Running[]): void {
  process.on('unhandledRejection', (problem) => {
    log.error(traceOf(problem), 'a promise was rejected and nobody noticed');
  });
  process.on('uncaughtException', (problem) => {
    const trace = traceOf(problem);
    if (isOfPlatform(trace)) {
      log.error(trace, "a platform's library failed by itself");
      return;
    }
    log.fatal(trace, 'a fault of the program');
    setTimeout(() => process.exit(1), STOP_MILLISECONDS).unref();
    stopAll({ log, ...household }, running).finally(() => process.exit(1));
  });
}

endWithReader();
loadEnvironmentFile();
start().catch(reportProblem);
