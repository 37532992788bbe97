import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Incoming } from '../../src/gilbert.ts';
import { type LineProcess, repliesTo, startCommand } from '../support/chat-process.ts';
import { expectReplies, scenarios } from '../support/scenarios.ts';

/** Whole conversations, held through the command a user can run. */

let chat: LineProcess;
beforeAll(() => {
  chat = startCommand(['chat', '--jsonl']);
});
afterAll(() => chat.stop());

describe.each(scenarios)('$name', (scenario) => {
  test('in the terminal', async () => {
    for (const turn of scenario.turns) {
      const event = { conversation: scenario.file, user: turn.user, ...lineOf(turn.input) };
      expectReplies(scenario, turn, await repliesTo(chat, event));
    }
  });
});

function lineOf(input: Incoming['input']): object {
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
