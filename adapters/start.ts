import { type Household, openGilbert } from './open-gilbert.ts';
import { type HealthChecks, startHttpServer } from './operations/http-server.ts';
import { reportProblem } from './report-problem.ts';
import { loadEnvironmentFile, readSettings } from './settings.ts';
import { chat } from './terminal/chat.ts';

/** Something that runs until it is stopped; stopping finishes what is under way. */
export interface Running {
  readonly stop: () => Promise<void>;
}

const SWEEP_MILLISECONDS = 3_600_000;
/** Whoever stops the program kills it soon after this; better to say goodbye to the database before. */
const STOP_MILLISECONDS = 9_000;

/** Starts Gilbert: without any platform's token that is the chat in this terminal. */
async function start(): Promise<void> {
  const settings = readSettings();
  const household = await openGilbert(settings);
  const running: Running[] = [startSweeping(household)];
  if (settings.port !== null) {
    const server = await startHttpServer(settings.port, healthChecks(household), household.metrics);
    household.log.info({ port: server.port }, 'serving /health and /metrics');
    running.push(server);
  }
  stopOnSignals(household, running);
  await chat(household.gilbertOn('terminal'), household.knowledge);
  await stopAll(household, running);
}

function healthChecks({ store }: Household): HealthChecks {
  return {
    store: async () => {
      await store.check();
      return { ok: true };
    },
  };
}

/** Removes what has expired, now and every hour. */
function startSweeping({ store, log }: Household): Running {
  const sweep = () => {
    store.sweep(Date.now()).then(
      (swept) => log.debug(swept, 'swept'),
      (problem: Error) => log.warn(problem.message),
    );
  };
  sweep();
  const timer = setInterval(sweep, SWEEP_MILLISECONDS);
  timer.unref();
  return { stop: async () => clearInterval(timer) };
}

/** Platforms first, so that nothing new comes in while the answers under way are finished; the store last. */
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

loadEnvironmentFile();
start().catch(reportProblem);
