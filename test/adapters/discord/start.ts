import { afterEach } from 'vitest';
import { type DiscordBot, type DiscordOptions, startDiscord } from '../../../adapters/discord/client.ts';
import type { DiscordSettings } from '../../../adapters/discord/settings.ts';
import { createLog } from '../../../adapters/operations/log.ts';
import { createMetrics } from '../../../adapters/operations/metrics.ts';
import type { Gilbert } from '../../../src/gilbert.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { knowledge } from '../../support/knowledge.ts';
import { gilbertOn } from '../../support/understand.ts';
import { type FakeDiscord, startFakeDiscord } from './fake-discord.ts';
import { APPLICATION, TOKEN } from './world.ts';

export interface Started {
  readonly fake: FakeDiscord;
  readonly bot: DiscordBot;
  readonly store: Store;
  readonly stop: () => Promise<void>;
}

export interface Differing {
  readonly gilbert?: (usual: Gilbert) => Gilbert;
  readonly settings?: Partial<DiscordSettings>;
  readonly store?: Store;
  readonly fake?: FakeDiscord;
  readonly now?: () => number;
  readonly painter?: DiscordOptions['painter'];
  readonly log?: DiscordOptions['log'];
}

export function settingsFor(fake: FakeDiscord): DiscordSettings {
  return {
    token: TOKEN,
    applicationId: APPLICATION,
    guildId: null,
    apiUrl: fake.apiUrl,
    readsThreads: false,
    shards: 'auto',
  };
}

/** The real bot, connected to a loopback Discord. */
export async function startBot(differing: Differing = {}): Promise<Started> {
  const fake = differing.fake ?? (await startFakeDiscord());
  const store = differing.store ?? createMemoryStore();
  const usual = gilbertOn(store);
  const bot = await startDiscord({
    settings: { ...settingsFor(fake), ...differing.settings },
    gilbert: differing.gilbert?.(usual) ?? usual,
    knowledge,
    store,
    log: differing.log ?? createLog('silent'),
    metrics: createMetrics(),
    ...(differing.now ? { now: differing.now } : {}),
    ...(differing.painter ? { painter: differing.painter } : {}),
  });
  return {
    fake,
    bot,
    store,
    stop: async () => {
      await bot.stop();
      if (differing.fake === undefined) await fake.stop();
    },
  };
}

/** The engine, slow to answer until it is let go. */
export function held() {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const gilbert = (usual: Gilbert): Gilbert => ({
    take: async (incoming) => {
      await gate;
      return usual.take(incoming);
    },
  });
  return { gilbert, letGo };
}

/** Starts bots for one test each, and stops them after it. */
export function botsOfTests(): (differing?: Differing) => Promise<Started> {
  let started: Started[] = [];
  afterEach(async () => {
    for (const each of started.reverse()) await each.stop();
    started = [];
  });
  return async (differing = {}) => {
    const one = await startBot(differing);
    started.push(one);
    return one;
  };
}

export async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
