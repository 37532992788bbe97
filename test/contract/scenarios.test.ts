import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { replySchema } from '../../src/reply/reply.ts';
import { type LineProcess, repliesTo, startCommand } from '../support/chat-process.ts';

/** Whole conversations as data, each held with every adapter. */

interface Turn {
  readonly user?: string;
  readonly expect: readonly ({ readonly contains?: readonly string[] } & Record<string, unknown>)[];
  readonly [input: string]: unknown;
}

const folder = new URL('../scenarios', import.meta.url).pathname;
const scenarios = readdirSync(folder).map((file) => {
  const scenario = parse(readFileSync(join(folder, file), 'utf8')) as {
    name: string;
    turns: readonly Turn[];
  };
  return { file, ...scenario };
});

let chat: LineProcess;
beforeAll(() => {
  chat = startCommand(['chat', '--jsonl']);
});
afterAll(() => chat.stop());

describe.each(scenarios)('$name', ({ file, turns }) => {
  test('in the terminal', async () => {
    for (const [index, turn] of turns.entries()) {
      const { expect: expected, say, user = 'u1', ...input } = turn;
      const event = { conversation: file, user, ...(say === undefined ? input : { text: say }) };
      const replies = await repliesTo(chat, event);
      const told = `turn ${index + 1} of ${file}: ${JSON.stringify(event)}\n${JSON.stringify(replies).slice(0, 1500)}`;
      expect(
        replies.map(({ type }) => type),
        told,
      ).toEqual(expected.map(({ type }) => type));
      for (const [position, { contains = [], ...fields }] of expected.entries()) {
        const reply = replies[position];
        expect(replySchema.safeParse(reply).error, told).toBeUndefined();
        expect(reply, told).toMatchObject(fields);
        for (const words of contains) expect(JSON.stringify(reply), told).toContain(words);
      }
    }
  });
});
