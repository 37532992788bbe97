import { createGilbert, type Gilbert } from '../src/gilbert.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import { openStore } from '../src/store/open-store.ts';
import type { Store } from '../src/store/store.ts';
import { openKnowledge } from './open-knowledge.ts';
import { createLog, type Logger } from './operations/log.ts';
import { createMetrics, type Metrics, type Platform } from './operations/metrics.ts';
import { rememberMisread } from './operations/remember-misread.ts';
import { withstandStoreFailures } from './operations/withstand.ts';
import { createPainter, type Painter, withstandDrawingFailures } from './pictures.ts';
import type { Settings } from './settings.ts';

/** Gilbert with everything he works with; what each platform is started with. */
export interface Household {
  readonly settings: Settings;
  readonly knowledge: Knowledge;
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Never fails; without a picture at worst. */
  readonly painter: Painter;
  /** Gilbert as one platform meets him: counted, and honest when the store fails. */
  readonly gilbertOn: (platform: Platform) => Gilbert;
}

/**
 * Opens knowledge and store. Who serves people (`serves`) starts even while PostgreSQL is away: they are told so until
 * it is back, which is better than silence.
 *
 * @throws KnowledgeError, StoreError whose message is for the operator
 */
export async function openGilbert(settings: Settings, { serves = false } = {}): Promise<Household> {
  const log = createLog(settings.logLevel);
  const knowledge = await openKnowledge(settings);
  const store = await openStore({
    databaseUrl: settings.databaseUrl ?? undefined,
    dataDirectory: settings.dataFolder,
    conversationDays: settings.keepDays,
    passphrase: settings.secret ?? undefined,
    onAway: serves ? ({ kind, message }) => log.warn({ kind }, message) : undefined,
  });
  const metrics = createMetrics();
  const gilbert = createGilbert(knowledge, store);
  return {
    settings,
    knowledge,
    store,
    log,
    metrics,
    painter: withstandDrawingFailures(createPainter(knowledge), log),
    gilbertOn: (platform) =>
      withstandStoreFailures(
        rememberMisread(metrics.observe(gilbert, platform), store, settings.keepsMisread),
        log,
      ),
  };
}
