import { pino } from 'pino';
import { afterEach, expect, vi } from 'vitest';
import { createMetrics } from '../../../adapters/operations/metrics.ts';
import type { Painter } from '../../../adapters/pictures.ts';
import type { SlackSettings } from '../../../adapters/slack/slack-settings.ts';
import { type RunningSlack, startSlack } from '../../../adapters/slack/start-slack.ts';
import type { Gilbert, Incoming, Outgoing } from '../../../src/gilbert.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { knowledge } from '../../support/knowledge.ts';
import { gilbertOn } from '../../support/understand.ts';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';

export const BOT_TOKEN = 'xoxb-test-secret';

/** The adapter with the real core, against a Slack of our own. */
export interface Rig {
  readonly slack: FakeSlack;
  readonly running: RunningSlack;
  readonly store: Store;
  /** Everything the core was asked and what it answered. */
  readonly turns: readonly { readonly incoming: Incoming; readonly outgoing: Outgoing }[];
  readonly logLines: readonly string[];
  /** Finishes what is under way; may be called again. */
  readonly stop: () => Promise<void>;
}

export interface RigOptions {
  readonly slack?: FakeSlack;
  readonly store?: Store;
  readonly settings?: Partial<SlackSettings>;
  readonly port?: number;
  readonly painter?: Painter;
  /** Something between the adapter and the core. */
  readonly wrap?: (gilbert: Gilbert) => Gilbert;
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const slack = options.slack ?? (await startFakeSlack());
  const store = options.store ?? createMemoryStore();
  const turns: { incoming: Incoming; outgoing: Outgoing }[] = [];
  const logLines: string[] = [];
  const core = gilbertOn(store);
  const recorded: Gilbert = {
    take: async (incoming) => {
      const outgoing = await core.take(incoming);
      turns.push({ incoming, outgoing });
      return outgoing;
    },
  };
  const running = await startSlack({
    gilbert: options.wrap ? options.wrap(recorded) : recorded,
    knowledge,
    store,
    log: pino({ level: 'debug' }, { write: (line) => logLines.push(line) }),
    metrics: createMetrics(),
    settings: {
      access: { kind: 'token', botToken: BOT_TOKEN },
      transport: { kind: 'socket', appToken: 'xapp-test-secret' },
      apiUrl: slack.apiUrl,
      ...options.settings,
    },
    port: options.port ?? 0,
    ...(options.painter ? { painter: options.painter } : {}),
    checks: {},
    keepDays: 90,
  });
  const end = async () => {
    await running.stop();
    if (!options.slack) await slack.stop();
  };
  let ended: Promise<void> | null = null;
  const stop = () => {
    ended ??= end();
    return ended;
  };
  return { slack, running, store, turns, logLines, stop };
}

/** Starts rigs for one test each: they are stopped after it, and none may have sent what Slack would refuse. */
export function rigsOfTests(): {
  readonly open: (options?: RigOptions) => Promise<Rig>;
  readonly openSlack: () => Promise<FakeSlack>;
} {
  const rigs: Rig[] = [];
  const slacks: FakeSlack[] = [];
  afterEach(async () => {
    const faults = rigs.flatMap(({ slack }) => slack.faults);
    for (const { stop } of rigs.splice(0).reverse()) await stop();
    for (const { stop } of slacks.splice(0)) await stop();
    expect(faults).toEqual([]);
  });
  return {
    open: async (options) => {
      const rig = await startRig(options);
      rigs.push(rig);
      return rig;
    },
    openSlack: async () => {
      const slack = await startFakeSlack();
      slacks.push(slack);
      return slack;
    },
  };
}

/** Waits until it no longer throws. */
export function eventually<Result>(check: () => Result, timeout = 5000): Promise<Result> {
  return vi.waitFor(check, { timeout, interval: 5 });
}
