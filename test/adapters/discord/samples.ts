import type { Place } from '../../../adapters/discord/place.ts';
import type { ReplyOf } from '../../../src/reply/reply.ts';

/** Replies and places to render, each with what a test says otherwise. */

export const LONGEST_SNOWFLAKE = '18446744073709551615';

export function place(differing: Partial<Place> = {}): Place {
  const usual = { canThread: true, isThread: false, isPrivate: false, canShare: false, canAttach: true };
  return { key: 'abc123', owner: '80351110224678912', ...usual, ...differing };
}

export function question(differing: Partial<ReplyOf<'question'>> = {}): ReplyOf<'question'> {
  return {
    type: 'question',
    decision: 'TaskType',
    text: 'Does the time go into waiting or computing?',
    why: 'Waiting and computing call for different tools.',
    options: [
      { id: 'cpu', label: 'Computing' },
      { id: 'io', label: 'Waiting' },
    ],
    offers: [],
    understood: [],
    ...differing,
  };
}

export function recommendation(
  differing: Partial<ReplyOf<'recommendation'>> = {},
): ReplyOf<'recommendation'> {
  return {
    type: 'recommendation',
    outcomes: ['Coroutines', 'Streams'],
    path: ['TaskType', 'IOScale', 'AsyncIO', 'Coroutines'],
    answers: { TaskType: 'io', IOScale: 'yes' },
    title: 'asyncio with a limit',
    text: 'Because the time goes into waiting (“call Gemini”).\n\nUse a `TaskGroup`.',
    pitfalls: ['A blocking call stops everything.'],
    otherwise: ['Few calls: synchronous.'],
    versions: ['3.11 brings `TaskGroup`.'],
    sources: [
      { page: 'asyncio', section: 'Tasks', url: 'https://docs.python.org/3/library/asyncio-task.html' },
    ],
    understood: [
      { decision: 'TaskType', option: 'io', label: 'I/O-bound', words: 'call Gemini', said: true },
      { decision: 'IOScale', option: 'yes', label: 'many', words: '', said: false },
    ],
    sizing: null,
    sizingInput: null,
    sizingText: '- In flight: about **150**\n```\nuvicorn app:app --workers 2\n```',
    parts: [],
    excerpt: 'asyncio.run(main())',
    code: 'import asyncio\n\nasyncio.run(main())\n',
    offers: [{ decision: 'MemMgmt', option: 'MemMgmt', label: 'Memory of the workers', say: 'memory' }],
    ...differing,
  };
}
