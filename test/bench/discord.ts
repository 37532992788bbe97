import { Client, Events, GatewayIntentBits } from 'discord.js';
import { startDiscord } from '../../adapters/discord/client.ts';
import { writeCustomId } from '../../adapters/discord/custom-id.ts';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { createLog } from '../../adapters/operations/log.ts';
import { createMetrics } from '../../adapters/operations/metrics.ts';
import { createPainter } from '../../adapters/pictures.ts';
import { readSettings } from '../../adapters/settings.ts';
import { createGilbert } from '../../src/gilbert.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { type FakeDiscord, startFakeDiscord } from '../adapters/discord/fake-discord.ts';
import { callbackOf, type Person, personIn } from '../adapters/discord/person.ts';
import { APPLICATION, TOKEN } from '../adapters/discord/world.ts';
import { median, report } from './report.ts';

const ROUNDS = 250;
const WARM_UP = 50;

/** What a person does, each time in a conversation of its own. */
const DEEDS: Readonly<Record<string, (person: Person, round: number) => string>> = {
  'a button of a question': (person, round) =>
    person.press(
      writeCustomId({ verb: 'choose', key: `bench${round}`, owner: null, parts: ['TaskType', 'io'] }),
    ),
  '/gilbert ask, one question open': (person) =>
    person.ask('ask', { question: 'we call Gemini from a script' }),
  '/gilbert ask, advice and estimate': (person) =>
    person.ask('ask', { question: 'asyncio calls to Gemini from FastAPI, 50 req/s, each call takes 3 s' }),
};

/** An interaction from the gateway to its first callback, against a bare client that answers a fixed text. */
export async function discordBench(): Promise<void> {
  const [ours, bare] = [await startFakeDiscord(), await startFakeDiscord()];
  const bot = await startGilbert(ours);
  const client = await startBare(bare);
  for (const [name, act] of Object.entries(DEEDS)) {
    const times: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const mine = await firstCallback(ours, (person) => act(person, round));
      const its = await firstCallback(bare, (person) => act(person, round));
      if (round < WARM_UP) continue;
      times.ours.push(mine);
      times.bare.push(its);
    }
    report(
      `Discord interaction to first callback, ${name}`,
      median(times.ours),
      'a bare discord.js client with a fixed text',
      median(times.bare),
      'ms, median',
    );
  }
  await bot.stop();
  await client.destroy();
  await Promise.all([ours.stop(), bare.stop()]);
}

async function firstCallback(fake: FakeDiscord, act: (person: Person) => string): Promise<number> {
  const person = personIn(fake, 'guild');
  const begun = performance.now();
  const { at } = await callbackOf(fake, act(person));
  return at - begun;
}

async function startGilbert(fake: FakeDiscord) {
  const knowledge = await openKnowledge(readSettings());
  const store = createMemoryStore();
  return startDiscord({
    settings: {
      token: TOKEN,
      applicationId: APPLICATION,
      guildId: null,
      apiUrl: fake.apiUrl,
      readsThreads: false,
      shards: 'auto',
    },
    gilbert: createGilbert(knowledge, store),
    knowledge,
    store,
    log: createLog('silent'),
    metrics: createMetrics(),
    painter: createPainter(knowledge),
  });
}

async function startBare(fake: FakeDiscord): Promise<Client> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: fake.apiUrl } });
  client.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isRepliable()) interaction.reply('Use asyncio.').catch(() => {});
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(TOKEN);
  await ready;
  return client;
}
