import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import type { Incoming } from '../../src/gilbert.ts';
import { type Reply, replySchema } from '../../src/reply/reply.ts';

/** A whole conversation as data (test/scenarios), to be held with every adapter. */
export interface Scenario {
  readonly file: string;
  readonly name: string;
  readonly turns: readonly Turn[];
}

export interface Turn {
  readonly user: string;
  readonly input: Incoming['input'];
  readonly expected: readonly ExpectedReply[];
}

/** Fields a reply must have, and words that must stand anywhere in it. */
type ExpectedReply = { readonly contains?: readonly string[] } & Readonly<Record<string, unknown>>;

interface WrittenTurn {
  readonly user?: string;
  readonly say?: string;
  readonly choose?: { readonly decision: string; readonly option: string };
  readonly change?: { readonly decision: string; readonly option: string };
  readonly action?: 'back' | 'restart' | 'unsure' | 'why';
  readonly expect: readonly ExpectedReply[];
}

const folder = new URL('../scenarios', import.meta.url).pathname;

export const scenarios: readonly Scenario[] = readdirSync(folder).map((file) => {
  const { name, turns } = parse(readFileSync(join(folder, file), 'utf8')) as {
    name: string;
    turns: readonly WrittenTurn[];
  };
  return {
    file,
    name,
    turns: turns.map((turn) => ({ user: turn.user ?? 'u1', input: inputOf(turn), expected: turn.expect })),
  };
});

function inputOf({ say, choose, change, action }: WrittenTurn): Incoming['input'] {
  if (say !== undefined) return { type: 'say', text: say };
  if (choose) return { type: 'choose', ...choose };
  if (change) return { type: 'change', ...change };
  if (action) return { type: action };
  throw new Error('a turn needs one of say, choose, change, action');
}

/** What `chat --jsonl` takes for it, beside who says it and where. */
export function lineOf(input: Incoming['input']): object {
  switch (input.type) {
    case 'say':
      return { text: input.text };
    case 'choose':
    case 'change':
      return { [input.type]: { decision: input.decision, option: input.option } };
    default:
      return { action: input.type };
  }
}

/** Whether the replies are those the turn expects, told with the turn when they are not. */
export function expectReplies(scenario: Scenario, turn: Turn, replies: readonly Reply[]): void {
  const place = `turn ${scenario.turns.indexOf(turn) + 1} of ${scenario.file}`;
  const told = `${place}: ${JSON.stringify(turn.input)}\n${JSON.stringify(replies).slice(0, 1500)}`;
  expect(
    replies.map(({ type }) => type),
    told,
  ).toEqual(turn.expected.map(({ type }) => type));
  for (const [position, { contains = [], ...fields }] of turn.expected.entries()) {
    const reply = replies[position];
    expect(replySchema.safeParse(reply).error, told).toBeUndefined();
    expect(reply, told).toMatchObject(fields);
    for (const words of contains) expect(JSON.stringify(reply), told).toContain(words);
  }
}
