import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decisionsOf, type Way, ways } from '../../src/flowchart/walk.ts';
import type { Reply, ReplyOf } from '../../src/reply/reply.ts';
import { type LineProcess, repliesTo, startCommand } from '../support/chat-process.ts';
import { knowledge } from '../support/knowledge.ts';

/** Every way the chart has, walked through the command a user can run. */

const allWays = [...ways(knowledge.flowchart)];

let chat: LineProcess;
beforeAll(() => {
  chat = startCommand(['chat', '--jsonl']);
});
afterAll(() => chat.stop());

test('the chart has 17 ways over 11 decisions', () => {
  expect(allWays).toHaveLength(17);
  expect(decisionsOf(knowledge.flowchart)).toHaveLength(11);
});

/** Answers each question as the way has it until the recommendation comes. */
async function walkBy(
  conversation: string,
  way: Way,
  opening: object,
  answer: (question: ReplyOf<'question'>, option: string) => object,
): Promise<ReplyOf<'recommendation'>> {
  let replies: readonly Reply[] = await repliesTo(chat, { conversation, user: 'u1', ...opening });
  for (let turn = 0; turn <= 11; turn += 1) {
    const last = replies.at(-1);
    if (last?.type === 'recommendation') return last;
    if (last?.type !== 'question')
      throw new Error(`neither question nor recommendation: ${JSON.stringify(last)}`);
    const option = way.answers[last.decision];
    if (option === undefined) throw new Error(`${last.decision} does not lie on the way to ${way.outcome}`);
    replies = await repliesTo(chat, { conversation, user: 'u1', ...answer(last, option) });
  }
  throw new Error('no recommendation after all decisions were answered');
}

function expectRecommendation(recommendation: ReplyOf<'recommendation'>, way: Way): void {
  const alongside = allWays.filter((other) => JSON.stringify(other.answers) === JSON.stringify(way.answers));
  expect(recommendation.outcomes).toEqual(alongside.map(({ outcome }) => outcome));
  expect(recommendation.answers).toEqual(way.answers);
  for (const node of way.path) expect(recommendation.path).toContain(node);
  expect(recommendation.text).not.toBe('');
}

describe.each(allWays.map((way, index) => ({ way, index, name: way.path.join(' → ') })))(
  '$name',
  ({ way, index }) => {
    test('by choices', async () => {
      const found = await walkBy(`choices-${index}`, way, { text: 'hello' }, (question, option) => ({
        choose: { decision: question.decision, option },
      }));
      expectRecommendation(found, way);
    });

    test('by typed words', async () => {
      const found = await walkBy(`words-${index}`, way, { text: 'hello' }, (question, option) => ({
        text: wordsFor(question.decision, option),
      }));
      expectRecommendation(found, way);
    });

    test('by the labels on the buttons', async () => {
      const found = await walkBy(`labels-${index}`, way, { text: 'hello' }, (question, option) => ({
        text: question.options.find(({ id }) => id === option)?.label ?? '',
      }));
      expectRecommendation(found, way);
    });
  },
);

/** A short reply as people type it: yes and no where that answers, else the first short form of the option. */
function wordsFor(decision: string, option: string): string {
  if (option === 'yes') return 'yep';
  if (option === 'no') return 'nope';
  const known = knowledge.decisions[decision]?.options.find(({ id }) => id === option);
  return known?.synonyms[0] ?? option;
}

test('async work is recommended coroutines and streams both', async () => {
  const way = allWays.find(({ outcome }) => outcome === 'Streams');
  if (way === undefined) throw new Error('no way to Streams');
  const found = await walkBy('both', way, { text: 'hello' }, (question, option) => ({
    choose: { decision: question.decision, option },
  }));
  expect(found.outcomes).toEqual(['Coroutines', 'Streams']);
  expect(found.path).toContain('AsyncIO');
});
