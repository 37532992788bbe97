import { parentPort } from 'node:worker_threads';
import { writeCustomId } from '../../adapters/discord/custom-id.ts';
import { startFakeDiscord } from '../adapters/discord/fake-discord.ts';
import { callbackOf, type Person, personIn } from '../adapters/discord/person.ts';

/** What a person does, each time in a conversation of its own. */
const DEEDS = {
  press: (person: Person, count: number) =>
    person.press(
      writeCustomId({ verb: 'choose', key: `bench${count}`, owner: null, parts: ['TaskType', 'io'] }),
    ),
  ask: (person: Person) => person.ask('ask', { question: 'we call Gemini from a script' }),
  size: (person: Person) =>
    person.ask('ask', { question: 'asyncio calls to Gemini from FastAPI, 50 req/s, each call takes 3 s' }),
};
export type Deed = keyof typeof DEEDS;

/** The fake Discord in a thread of its own: tells its address, then does each deed and tells how long it took. */
const discord = await startFakeDiscord();
let count = 0;
parentPort?.on('message', async (deed: Deed) => {
  count += 1;
  const person = personIn(discord, 'guild');
  const begun = performance.now();
  const { at } = await callbackOf(discord, DEEDS[deed](person, count));
  parentPort?.postMessage(at - begun);
});
parentPort?.postMessage(discord.apiUrl);
