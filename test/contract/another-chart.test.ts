import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ways } from '../../src/flowchart/walk.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { type LineProcess, repliesTo, startCommand } from '../support/chat-process.ts';

/** A chart about something else altogether, walked end to end by the same program. */

const folder = new URL('../flowchart/database', import.meta.url).pathname;
const knowledge = await loadKnowledge(folder);

let chat: LineProcess;
beforeAll(() => {
  chat = startCommand(['chat', '--jsonl'], { GILBERT_KNOWLEDGE_DIR: folder });
});
afterAll(() => chat.stop());

const allWays = ways(knowledge.flowchart).map((way, index) => ({ way, index, name: way.path.join(' → ') }));

test('there are ways to walk', () => {
  expect(allWays.length).toBeGreaterThanOrEqual(8);
});

describe.each(allWays)('$name', ({ way, index }) => {
  test.each(['choices', 'words'])('by %s', async (manner) => {
    const conversation = `${manner}-${index}`;
    const event = { conversation, user: 'u1' };
    let replies = await repliesTo(chat, { ...event, action: 'restart' });
    for (let question = replies.at(-1); question?.type === 'question'; question = replies.at(-1)) {
      const { decision } = question;
      const option = way.answers[decision] ?? '';
      const label = question.options.find(({ id }) => id === option)?.label;
      const text = option === 'yes' || option === 'no' ? option : label;
      replies = await repliesTo(chat, {
        ...event,
        ...(manner === 'words' ? { text } : { choose: { decision, option } }),
      });
    }
    expect(replies.at(-1)).toMatchObject({
      type: 'recommendation',
      outcomes: [way.outcome],
      path: way.path,
      answers: way.answers,
    });
  });
});

test('steering words work there too', async () => {
  const event = { conversation: 'steering', user: 'u1' };
  await repliesTo(chat, { ...event, text: 'documents' });
  const unsure = await repliesTo(chat, { ...event, text: 'not sure' });
  expect(unsure).toMatchObject([{ type: 'explanation' }, { type: 'question', decision: 'Joins' }]);
  const back = await repliesTo(chat, { ...event, text: 'start over' });
  expect(back).toMatchObject([{ type: 'notice' }, { type: 'question', decision: 'Shape' }]);
});
