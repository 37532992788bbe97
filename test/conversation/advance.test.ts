import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, questionBefore } from '../../src/conversation/advance.ts';
import {
  type Conversation,
  type ConversationEvent,
  newConversation,
} from '../../src/conversation/conversation.ts';
import { dialogueState } from '../../src/conversation/dialogue-state.ts';
import { findDecision } from '../../src/knowledge/knowledge.ts';
import { replySchema } from '../../src/reply/reply.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';
import { knowledge } from '../support/knowledge.ts';
import { understand } from '../support/understand.ts';

/** What happens in a conversation, before the text is read in the light of the open question. */
type Happening =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'choose' | 'change'; readonly decision: string; readonly option: string }
  | { readonly type: 'fill'; readonly quantities: Quantities }
  | { readonly type: 'back' | 'restart' | 'unsure' | 'why' };

function happen(conversation: Conversation, happening: Happening) {
  const who = { user: 'u1', at: 0 };
  const event: ConversationEvent =
    happening.type === 'say'
      ? { ...who, ...happening, reading: understand(happening.text, questionBefore(knowledge, conversation)) }
      : { ...who, ...happening };
  return advance(knowledge, conversation, event);
}

function hold(happenings: readonly Happening[]): Conversation {
  return happenings.reduce((conversation, each) => happen(conversation, each).conversation, start);
}

const start = newConversation('c1', knowledge.version);
const decisions = Object.keys(knowledge.decisions);
const sentences = [
  'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?',
  'resizing 40k photos with Pillow takes all night on a 16 core box',
  "actually it's cpu bound",
  'no, we do share a dict between the threads',
  'what is the GIL?',
  'threads vs asyncio',
  'what if we had 500 requests per second',
  'our workers grow to 4 GB overnight',
  'yes',
  'no',
  'both tbh',
  'ok',
  'thanks',
  'another job: scraping 3k pages',
  'so what was it?',
  'how do I bake bread',
  '8 of them',
];

const figure = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const choice = fc.constantFrom(...decisions, 'Nonsense', '__proto__', 'constructor').chain((decision) =>
  fc.record({
    decision: fc.constant(decision),
    option: fc.constantFrom(
      ...(findDecision(knowledge, decision)?.options.map(({ id }) => id) ?? ['yes']),
      'nonsense',
      'toString',
    ),
  }),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...sentences).map((text) => ({ type: 'say', text }) as const) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).map((text) => ({ type: 'say', text }) as const) },
  { weight: 4, arbitrary: choice.map((each) => ({ type: 'choose', ...each }) as const) },
  { weight: 2, arbitrary: choice.map((each) => ({ type: 'change', ...each }) as const) },
  {
    weight: 1,
    arbitrary: fc
      .record(
        { requestsPerSecond: figure, ioWaitSeconds: figure, cores: fc.integer({ min: 1, max: 512 }) },
        { requiredKeys: [] },
      )
      .map((quantities) => ({ type: 'fill', quantities }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('back', 'restart', 'unsure', 'why').map((type) => ({ type }) as const),
  },
);
const history = fc.array(happening, { maxLength: 14 });

describe('any sequence of events', () => {
  test('never throws and gives replies of the published form', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        let conversation = start;
        for (const each of happenings) {
          const step = happen(conversation, each);
          expect(step.replies.length).toBeGreaterThan(0);
          for (const reply of step.replies) expect(replySchema.safeParse(reply).error).toBeUndefined();
          conversation = step.conversation;
        }
      }),
    );
  });

  test('the same events give the same replies', () => {
    fc.assert(
      fc.property(history, happening, (happenings, last) => {
        expect(happen(hold(happenings), last)).toEqual(happen(hold(happenings), last));
      }),
    );
  });

  test('a conversation is the same after being written down and read back', () => {
    fc.assert(
      fc.property(history, happening, (happenings, last) => {
        const conversation = hold(happenings);
        const restored = JSON.parse(JSON.stringify(conversation)) as Conversation;
        expect(happen(restored, last)).toEqual(happen(conversation, last));
      }),
    );
  });

  test('back undoes exactly one event that changed something', () => {
    fc.assert(
      fc.property(history, happening, (happenings, last) => {
        const before = hold(happenings);
        const after = happen(before, last).conversation;
        fc.pre(after.entries.length > before.entries.length);
        expect(after.entries).toHaveLength(before.entries.length + 1);
        const back = happen(after, { type: 'back' }).conversation;
        expect(back.entries).toEqual(before.entries);
        expect(back.pathTold).toEqual(pathOf(before));
      }),
    );
  });

  test('what is told never contradicts the path', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        let conversation = start;
        for (const each of happenings) {
          const step = happen(conversation, each);
          conversation = step.conversation;
          const { walk, said } = dialogueState(knowledge, conversation.entries);
          for (const { decision, option } of walk.taken) {
            expect(walk.path).toContain(decision);
            if (said.has(decision)) expect(said.get(decision)?.option).toBe(option);
          }
          for (const reply of step.replies) {
            if (reply.type === 'question') expect(reply.decision).toBe(walk.open);
            if (reply.type === 'recommendation') {
              expect(walk.open).toBeNull();
              expect(reply.outcomes).toEqual(walk.outcomes);
              expect(reply.answers).toEqual(
                Object.fromEntries(walk.taken.map(({ decision, option }) => [decision, option])),
              );
            }
          }
        }
      }),
    );
  });
});

function pathOf(conversation: Conversation) {
  return dialogueState(knowledge, conversation.entries).walk.path;
}

describe('a conversation held under an older chart', () => {
  const older = {
    ...hold([{ type: 'choose', decision: 'TaskType', option: 'io' }]),
    knowledgeVersion: 'old',
  };

  test('goes on without a word where the path is the same', () => {
    const { replies } = happen(older, { type: 'choose', decision: 'IOScale', option: 'no' });
    expect(replies.map(({ type }) => type)).toEqual(['recommendation']);
  });

  test('says so where the same answers now lead another way', () => {
    const moved = { ...older, pathTold: ['Start', 'Elsewhere'] };
    const { replies } = happen(moved, { type: 'choose', decision: 'IOScale', option: 'no' });
    expect(replies.map(({ type }) => type)).toEqual(['notice', 'recommendation']);
    expect(replies[0]).toMatchObject({ text: expect.stringContaining('flowchart was edited') });
  });

  test('passes over answers to what is no longer asked', () => {
    const entry = { kind: 'chose', user: 'u1', at: 0, decision: 'Gone', option: 'yes' } as const;
    const step = happen({ ...older, entries: [...older.entries, entry] }, { type: 'why' });
    expect(step.replies.at(-1)).toMatchObject({ type: 'question', decision: 'IOScale' });
  });
});
