import { expect } from 'vitest';
import type { Message } from './fake-slack.ts';
import { mention, press, pressables, timestamp } from './payloads.ts';
import { eventually, type Rig } from './running-slack.ts';

/** Describes a job so fully that little or nothing is left to ask. */
export const FULL =
  'we call Gemini from FastAPI with async clients, about 50 req/s, each call takes 3 s. how many workers?';

/** The words on all buttons and options. */
export const wordsOn = (blocks: unknown): string[] =>
  pressables(blocks as Message['blocks']).map(({ words }) => words);

/** Short ways to talk to the adapter of the test under way. */
export function createTalk(rig: () => Rig) {
  const event = (payload: object) => rig().slack.send('events_api', payload);
  const act = (payload: object) => rig().slack.send('interactive', payload);
  const called = (method: string) => rig().slack.calls.filter((call) => call.method === method);
  const messageNumber = (count: number): Promise<Message> =>
    eventually(() => {
      const found = rig().slack.messages[count - 1];
      expect(found).toBeDefined();
      return found as Message;
    });
  const lastOf = (method: string, count: number) =>
    eventually(() => {
      expect(called(method).length).toBe(count);
      return called(method).at(-1)?.args ?? {};
    });

  /** A mention and the question it is answered with. */
  async function asked(text = 'hello', ts = timestamp()): Promise<{ ts: string; question: Message }> {
    await event(mention({ text, ts }));
    return { ts, question: await messageNumber(1) };
  }

  /** A conversation that has come to its recommendation, pressed through. */
  async function advised(): Promise<{ ts: string; answer: Message }> {
    const ts = timestamp();
    await event(mention({ text: FULL, ts }));
    await messageNumber(1);
    for (let count = 1; count < 8; count += 1) {
      const latest = await messageNumber(count);
      if (wordsOn(latest.blocks).includes('Show code')) return { ts, answer: latest };
      const [first] = wordsOn(latest.blocks);
      await act(press(rig().slack, first ?? '', { blocks: latest.blocks, message: latest }));
      await messageNumber(count + 1);
    }
    throw new Error('no recommendation');
  }

  return { event, act, called, messageNumber, lastOf, asked, advised };
}
