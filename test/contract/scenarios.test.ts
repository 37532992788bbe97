import { afterAll, beforeAll, describe, test } from 'vitest';
import { type LineProcess, repliesTo, startCommand } from '../support/chat-process.ts';
import { expectReplies, lineOf, scenarios } from '../support/scenarios.ts';

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
