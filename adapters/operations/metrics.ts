import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Gilbert, Incoming, Outgoing } from '../../src/gilbert.ts';
import { StoreError } from '../../src/store/store-error.ts';

/** Where a turn came from. */
export type Platform = 'terminal' | 'slack' | 'discord';

export interface Metrics {
  /** Counts and times every turn of that platform. */
  readonly observe: (gilbert: Gilbert, platform: Platform) => Gilbert;
  readonly platformFailed: (platform: Platform) => void;
  /** Everything in Prometheus's text format, with its content type. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** The figures of one process; labels are few and fixed, and never hold what people wrote or who they are. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: 'gilbert_turns_total',
    help: 'Things people said or pressed, by what became of them: answered, redelivered or failed.',
    labelNames: ['platform', 'result'] as const,
    registers,
  });
  const intents = new Counter({
    name: 'gilbert_intents_total',
    help: 'Messages by what they were read as; not-understood are those nothing was read from.',
    labelNames: ['intent'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: 'gilbert_turn_seconds',
    help: 'From an event to its replies, loading and saving included.',
    labelNames: ['platform'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const storeErrors = new Counter({
    name: 'gilbert_store_errors_total',
    help: 'Turns that failed because the store did.',
    registers,
  });
  const platformErrors = new Counter({
    name: 'gilbert_platform_errors_total',
    help: 'Calls to a platform that failed, and errors of its connection.',
    labelNames: ['platform'] as const,
    registers,
  });

  const count = (platform: Platform, outgoing: Outgoing) => {
    turns.inc({ platform, result: outgoing.redelivered ? 'redelivered' : 'answered' });
    const { reading } = outgoing;
    if (reading !== null) intents.inc({ intent: reading.understood ? reading.intent : 'not-understood' });
  };
  return {
    observe: (gilbert, platform) => ({
      take: async (incoming: Incoming) => {
        const stop = seconds.startTimer({ platform });
        try {
          const outgoing = await gilbert.take(incoming);
          count(platform, outgoing);
          return outgoing;
        } catch (problem) {
          turns.inc({ platform, result: 'failed' });
          if (problem instanceof StoreError) storeErrors.inc();
          throw problem;
        } finally {
          stop();
        }
      },
    }),
    platformFailed: (platform) => platformErrors.inc({ platform }),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
