import type { ReplyOf } from '../../../src/reply/reply.ts';

/** Replies as small as they may be, with one of everything. */

export const SOURCE = {
  page: 'asyncio',
  section: 'Queues',
  version: '3.11',
  url: 'https://docs.python.org/3/a?b=1&c=2',
};
export const QUESTION: ReplyOf<'question'> = {
  type: 'question',
  decision: 'TaskType',
  text: 'What does it do?',
  why: 'Everything follows from this.',
  options: [
    { id: 'cpu', label: 'It computes' },
    { id: 'io', label: 'It waits' },
  ],
  offers: [{ decision: 'TaskType', option: 'both', label: 'It does both', say: 'both' }],
  understood: [],
};
export const RECOMMENDATION: ReplyOf<'recommendation'> = {
  type: 'recommendation',
  outcomes: ['Coroutines'],
  path: ['Start', 'TaskType', 'Coroutines'],
  answers: { TaskType: 'io' },
  title: 'Async/Await',
  text: 'Because it **waits** (“call Gemini”).\n\n- use `TaskGroup`\n- use *timeouts*',
  pitfalls: ['Blocking calls stop `everything`.'],
  otherwise: ['It computes.'],
  versions: ['3.11 has TaskGroup.'],
  sources: [SOURCE],
  understood: [{ decision: 'TaskType', option: 'io', label: 'It waits', words: 'call Gemini', said: true }],
  sizing: null,
  sizingInput: null,
  sizingText: '- Processes: **2**\n```\nuvicorn app:app --workers 2 < in > out && true\n```\nAssumed: 5 ms.',
  parts: [],
  excerpt: 'print("""```""")',
  code: 'if a < b and c & d:\n    print("""```""")\n',
  offers: [{ decision: 'MemMgmt', option: 'MemMgmt', label: 'Memory of the workers', say: 'memory' }],
};
export const COMPARISON: ReplyOf<'comparison'> = {
  type: 'comparison',
  title: 'Threads or **asyncio**',
  columns: ['Good for', 'Cost'],
  rows: [
    { name: 'threads', cells: ['blocking `calls`', '8 MiB'] },
    { name: 'asyncio', cells: ['many waits', ''] },
  ],
  sources: [SOURCE],
};
