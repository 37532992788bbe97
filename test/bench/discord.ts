import { Client, Events, GatewayIntentBits, type InteractionReplyOptions } from 'discord.js';
import { startDiscord } from '../../adapters/discord/client.ts';
import { payloadOf } from '../../adapters/discord/payload.ts';
import { renderTurn } from '../../adapters/discord/render-reply.ts';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { createLog } from '../../adapters/operations/log.ts';
import { createMetrics } from '../../adapters/operations/metrics.ts';
import { readSettings } from '../../adapters/settings.ts';
import { createGilbert } from '../../src/gilbert.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { APPLICATION, TOKEN } from '../adapters/discord/world.ts';
import type { Deed } from './discord-elsewhere.ts';
import { type Elsewhere, startElsewhere } from './elsewhere.ts';
import { lowerQuartile, report } from './report.ts';

const ROUNDS = 250;
const WARM_UP = 50;

const BARE = 'a bare discord.js client that answers two words';
const SAME = 'one that answers the same message, as a constant';
const COMPLETE = 'asyncio calls to Gemini from FastAPI, 50 req/s, each call takes 3 s';

/**
 * An interaction from the gateway to its first callback, which holds the whole answer in words, against a bare client
 * that answers a fixed text, and one that answers the very components of the recommendation. All take turns. Discord
 * is a thread of its own for each, and measures by its own clock from the event it sends to the head of the callback:
 * what it does with a callback is not counted. No pictures are drawn: they are begun after the callback, and have a
 * bench of their own.
 */
export async function discordBench(): Promise<void> {
  const bare = await startBare({ content: 'Use asyncio.' });
  const same = await startBare(await recommendation());
  const gilbert = await startGilbert();
  const courses: readonly {
    readonly name: string;
    readonly deed: Deed;
    readonly discord: Elsewhere<Deed>;
    readonly against: readonly string[];
  }[] = [
    { name: BARE, deed: 'ask', discord: bare.discord, against: [] },
    { name: SAME, deed: 'ask', discord: same.discord, against: [] },
    { name: 'a button of a question', deed: 'press', discord: gilbert.discord, against: [BARE] },
    { name: '/gilbert ask, one question open', deed: 'ask', discord: gilbert.discord, against: [BARE] },
    {
      name: '/gilbert ask, advice and estimate',
      deed: 'size',
      discord: gilbert.discord,
      against: [BARE, SAME],
    },
  ];
  const times = new Map(courses.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { name, deed, discord } of courses) {
      const milliseconds = await discord.millisecondsToCall(deed);
      if (round >= WARM_UP) times.get(name)?.push(milliseconds);
    }
  }
  const typical = (name: string) => lowerQuartile(times.get(name) ?? []);
  for (const { name, against } of courses) {
    for (const baseline of against) {
      const what = `Discord interaction to first callback, ${name}`;
      report(what, typical(name), baseline, typical(baseline), 'ms, lower quartile');
    }
  }
  for (const { stop, discord } of [bare, same, gilbert]) {
    await stop();
    await discord.stop();
  }
}

/** What the recommendation is answered with, in words. */
async function recommendation(): Promise<InteractionReplyOptions> {
  const gilbert = createGilbert(await openKnowledge(readSettings()), createMemoryStore());
  const input = { type: 'say', text: COMPLETE } as const;
  const { replies } = await gilbert.take({ conversationId: 'discord:x', user: '<@1>', at: 0, input });
  const place = {
    key: 'x',
    owner: '1',
    canThread: true,
    isThread: false,
    isPrivate: false,
    canAttach: true,
    canShare: false,
  };
  const [message] = renderTurn(replies, place).open;
  if (message === undefined) throw new Error('The message is answered with nothing');
  return payloadOf(message);
}

interface Contestant {
  readonly discord: Elsewhere<Deed>;
  readonly stop: () => Promise<unknown>;
}

const startPlatform = () => startElsewhere<Deed>('./discord-elsewhere.js');

async function startGilbert(): Promise<Contestant> {
  const discord = await startPlatform();
  const knowledge = await openKnowledge(readSettings());
  const store = createMemoryStore();
  const { stop } = await startDiscord({
    settings: {
      token: TOKEN,
      applicationId: APPLICATION,
      guildId: null,
      apiUrl: discord.apiUrl,
      readsThreads: false,
      shards: 'auto',
    },
    gilbert: createGilbert(knowledge, store),
    knowledge,
    store,
    log: createLog('silent'),
    metrics: createMetrics(),
  });
  return { discord, stop };
}

async function startBare(answer: InteractionReplyOptions): Promise<Contestant> {
  const discord = await startPlatform();
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl } });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isRepliable()) interaction.reply(answer).catch(() => {});
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(TOKEN);
  await ready;
  return { discord, stop: () => client.destroy() };
}
