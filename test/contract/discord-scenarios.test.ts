import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyOfChannel } from '../../adapters/discord/conversation-key.ts';
import { writeCustomId } from '../../adapters/discord/custom-id.ts';
import type { Gilbert, Incoming, Outgoing } from '../../src/gilbert.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { expectWithinLimits } from '../adapters/discord/payload.ts';
import { messageAfter, type Person, personIn } from '../adapters/discord/person.ts';
import {
  componentsOf,
  isPrivate,
  labelsOf,
  type SentMessage,
  textOf,
} from '../adapters/discord/sent-message.ts';
import { type Started, startBot } from '../adapters/discord/start.ts';
import { BOT, snowflake, THREAD } from '../adapters/discord/world.ts';
import { type LineProcess, repliesTo, startCommand } from '../support/chat-process.ts';
import { expectReplies, scenarios } from '../support/scenarios.ts';

/** Whole conversations, held in a Discord thread by mentions, buttons and forms: the replies are those of the terminal. */

let started: Started;
let terminal: LineProcess;
/** What the engine answered to each event, by Discord's id of it. */
const answered = new Map<string, Outgoing>();

beforeAll(async () => {
  const gilbert = (usual: Gilbert): Gilbert => ({
    take: async (incoming: Incoming) => {
      const outgoing = await usual.take(incoming);
      answered.set(incoming.eventId ?? '', outgoing);
      return outgoing;
    },
  });
  started = await startBot({ gilbert });
  terminal = startCommand(['chat', '--jsonl'], { GILBERT_DATA_DIR: mkdtempSync(join(tmpdir(), 'gilbert-')) });
});
afterAll(async () => {
  await started.stop();
  await terminal.stop();
});

describe.each(scenarios)('$name', (scenario) => {
  test('in Discord', async () => {
    const { fake } = started;
    // A thread of its own for each conversation.
    const threadId = `${BigInt(THREAD) + BigInt(scenarios.indexOf(scenario)) + 1n}`;
    const people = new Map<string, { readonly id: string; readonly person: Person }>();
    const personOf = (name: string) => {
      const id = people.get(name)?.id ?? snowflake();
      const found = people.get(name) ?? { id, person: personIn(fake, 'thread', id, undefined, threadId) };
      people.set(name, found);
      return found.person;
    };

    for (const turn of scenario.turns) {
      const person = personOf(turn.user);
      const key = keyOfChannel(threadId);
      const { id, message } = await take(person, key, turn.input);
      const replies = answered.get(id)?.replies ?? [];
      const messages = isRecommended(replies) ? await withRest(message, threadId) : [message];
      const event = { conversation: scenario.file, user: turn.user, ...lineOf(turn.input) };
      const inTerminal = await repliesTo(terminal, event);
      if ('decision' in turn.input && inTerminal[0]?.type === 'error') {
        expectUnknownButton(message);
        continue;
      }
      expect(named(replies, people)).toEqual(inTerminal);
      expectReplies(scenario, turn, named(replies, people));
      expectShown(replies, messages);
    }
  });
});

function lineOf(input: Incoming['input']): object {
  if (input.type === 'say') return { text: input.text };
  if (!('decision' in input)) return { action: input.type };
  return { [input.type]: { decision: input.decision, option: input.option } };
}

/** Says or presses as a person would, "what if" in its form; the message that comes back. */
async function take(person: Person, key: string, input: Incoming['input']) {
  const { fake } = started;
  const supposed = input.type === 'say' ? /^what if (.+)$/.exec(input.text)?.[1] : undefined;
  if (supposed !== undefined) {
    const form = writeCustomId({ verb: 'suppose', key, owner: null, parts: [] });
    const id = person.submit(form, { words: supposed });
    const { body } = await fake.call(({ path }) => path.startsWith(`/interactions/${id}/`));
    return { id, message: body.data as SentMessage };
  }
  if (input.type === 'say' && input.text !== '') {
    const id = person.write(`<@${BOT}> ${input.text}`);
    return { id, message: await messageAfter(fake, id) };
  }
  if (input.type === 'fill') throw new Error('no scenario fills a form');
  if (input.type === 'say') {
    const id = person.submit(writeCustomId({ verb: 'say', key, owner: null, parts: [] }), { words: '' });
    const { body } = await fake.call(({ path }) => path.startsWith(`/interactions/${id}/`));
    return { id, message: body.data as SentMessage };
  }
  const parts = 'decision' in input ? [input.decision, input.option] : [];
  const id = person.press(writeCustomId({ verb: input.type, key, owner: null, parts }));
  const { body } = await fake.call(({ path }) => path.startsWith(`/interactions/${id}/`));
  return { id, message: body.data as SentMessage };
}

/** The replies with the names of the scenario in the place of Discord's ids. */
function named(
  replies: readonly Reply[],
  people: ReadonlyMap<string, { readonly id: string }>,
): readonly Reply[] {
  let text = JSON.stringify(replies);
  for (const [name, { id }] of people) text = text.replaceAll(`<@${id}>`, name);
  return JSON.parse(text);
}

function isRecommended(replies: readonly Reply[]): boolean {
  return replies.some(({ type }) => type === 'recommendation');
}

/** A long recommendation goes on in further messages, up to the one with its buttons. */
async function withRest(first: SentMessage, channel: string): Promise<readonly SentMessage[]> {
  const { fake } = started;
  const messages = [first];
  while (!messages.some((message) => labelsOf(message).includes('Helpful'))) {
    const last = fake.calls.findIndex(({ body }) => body === messages.at(-1));
    const { body } = await fake.call(
      (call) =>
        call.method === 'POST' &&
        call.path === `/channels/${channel}/messages` &&
        fake.calls.indexOf(call) > last,
    );
    messages.push(body);
  }
  return messages;
}

/**
 * Programs are told which decisions and options there are. A button that names others is an old one, and whoever pressed
 * it is told so in private.
 */
function expectUnknownButton(message: SentMessage): void {
  expect(isPrivate(message)).toBe(true);
  expect(textOf(message)).toContain('do not know that button');
  expect(labelsOf(message)).toEqual(['Begin anew']);
}

/** What the replies say stands in the messages, and what they offer on their buttons. */
function expectShown(replies: readonly Reply[], messages: readonly SentMessage[]): void {
  for (const message of messages) expectWithinLimits(message);
  const text = plain(messages.map(textOf).join('\n'));
  const offered = messages.flatMap(({ components }) =>
    componentsOf(components).flatMap((node) => node.label ?? []),
  );
  for (const reply of replies) {
    if (reply.type === 'question') {
      expect(text).toContain(plain(reply.text.split('\n')[0] ?? ''));
      for (const { label } of reply.options) expect(offered).toContain(label);
    } else if (reply.type === 'recommendation') {
      expect(text).toContain(plain(reply.title));
      expect(text).toContain(plain(reply.sizingText.split('\n')[0] ?? ''));
      expect(messages.flatMap(labelsOf)).toEqual(expect.arrayContaining(['Change an answer', 'Helpful']));
    } else if (reply.type === 'comparison') {
      for (const { name } of reply.rows) expect(text).toContain(plain(name));
    } else {
      expect(text).toContain(plain(reply.text.split('\n')[0] ?? ''));
      if (reply.type === 'notice' && reply.offer) expect(offered).toContain(reply.offer.label);
    }
  }
}

function plain(text: string): string {
  return text.replaceAll('\\', '').replace(/\s+/g, ' ').trim();
}
