import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { createLog } from '../../../adapters/operations/log.ts';
import { rememberMisread } from '../../../adapters/operations/remember-misread.ts';
import { withstandStoreFailures } from '../../../adapters/operations/withstand.ts';
import { reviewText } from '../../../adapters/terminal/review.ts';
import type { Incoming } from '../../../src/gilbert.ts';
import { createMemoryStore } from '../../../src/store/memory-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import { phraseFileSchema } from '../../../src/understanding/language-schema.ts';
import { gilbertOn } from '../../support/understand.ts';

const say = (eventId: string, text: string): Incoming => ({
  conversationId: 'c1',
  user: 'Ana',
  at: 0,
  eventId,
  input: { type: 'say', text },
});

async function misread(store: Store, keepsMisread: boolean): Promise<string> {
  const gilbert = rememberMisread(gilbertOn(store), store, keepsMisread);
  await gilbert.take({ ...say('0', ''), input: { type: 'choose', decision: 'TaskType', option: 'io' } });
  await gilbert.take(say('1', 'xqzzt brrrp flomp'));
  await gilbert.take(say('2', 'xqzzt brrrp flomp'));
  await gilbert.take(say('2', 'xqzzt brrrp flomp'));
  return reviewText(await store.feedback());
}

test('what was not understood comes as phrases that only need an answer', async () => {
  const text = await misread(createMemoryStore(), true);
  expect(text).toContain('# not understood at the question IOScale (2)');
  expect(phraseFileSchema.parse(parse(text))).toMatchObject([
    { context: 'IOScale', messages: ['xqzzt brrrp flomp'] },
  ]);
});

test('messages are not kept unless the operator allows it', async () => {
  const text = await misread(createMemoryStore(), false);
  expect(text).toContain('(2)');
  expect(text).not.toContain('flomp');
});

test('a store that fails gets people one honest sentence, and nothing is taken in', async () => {
  const store = createMemoryStore();
  const failing: Store = {
    ...store,
    load: async () => {
      throw new StoreError('unreachable', 'no database');
    },
  };
  const gilbert = withstandStoreFailures(gilbertOn(failing), createLog('silent'));
  const { replies } = await gilbert.take(say('1', 'hello'));
  expect(replies).toEqual([{ type: 'error', text: expect.stringContaining('have not taken that in') }]);
});
