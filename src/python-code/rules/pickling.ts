import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { classOf } from '../program.ts';
import type { Spawn } from '../spawns.ts';
import { startMethod } from '../start-method.ts';
import { type Expression, nodesRunIn } from '../syntax.ts';

/** Objects that cannot be sent to another process, in words. */
const UNPICKLABLE: readonly (readonly [RegExp, string])[] = [
  [/^open$/, 'an open file'],
  [
    /^threading\.(?:Lock|RLock|Condition|Semaphore|BoundedSemaphore|Event|Thread|Barrier)$/,
    'a lock or thread',
  ],
  [/^socket\.socket$/, 'a socket'],
  [/^(?:sqlite3|psycopg2|psycopg|pymysql|MySQLdb|pyodbc)\.connect(?:\.cursor)?$/, 'a database connection'],
  [/^concurrent\.futures\.(?:Thread|Process)PoolExecutor$/, 'a pool'],
  [/^queue\.(?:Queue|LifoQueue|PriorityQueue|SimpleQueue)$/, 'a queue of threads'],
];
const NEVER_TO_POOLS: readonly (readonly [RegExp, string])[] = [
  [
    /^multiprocessing\.(?:Queue|Lock|RLock|Value|Array|Semaphore|Event|Condition)$/,
    'an object that only `Process(args=…)` or an initializer can hand over',
  ],
];

export const unpicklableTask: Rule = (code) => {
  const method = startMethod(code);
  return code.spawns.flatMap((spawn): Spot[] => {
    if (spawn.how !== 'process') return [];
    const isPool = spawn.pool !== null;
    // A forked process needs no pickle.
    if (!isPool && method === 'fork') return [];
    const what = unpicklable(code, spawn, isPool);
    if (what === null) return [];
    const where = isPool ? 'the pool' : 'the new process (on macOS and Windows, and on Linux from 3.14)';
    return [
      {
        rule: 'unpicklable-task',
        node: spawn.call,
        text: `The task is pickled on its way to ${where}, and ${what} cannot be.`,
        mend: 'Use a function of the module with plain arguments (`functools.partial` is fine), and open files and connections in the worker.',
      },
    ];
  });
};

function unpicklable(code: Code, { target, runs, passed, method }: Spawn, isPool: boolean): string | null {
  if (runs?.kind === 'Lambda') return 'a lambda';
  if (runs?.kind === 'Function' && target !== null && target.kind !== 'Attribute') {
    const { node } = code.program.scopeOf(runs);
    if (node.kind === 'Function' || node.kind === 'Lambda')
      return `\`${runs.name}\`, a function inside a function,`;
  }
  if (target?.kind === 'Attribute' && runs?.kind === 'Function' && classOf(code.program, runs) !== null) {
    const isStatic = runs.decorators.some((each) => /^(?:static|class)method$/.test(dotted(each) ?? ''));
    const held = isStatic ? null : heldBy(code, target.value, isPool);
    if (held !== null)
      return `\`${dotted(target) ?? runs.name}\` takes its object along, which holds ${held} and`;
  }
  const args = [...passed, ...(target?.kind === 'Call' ? target.args.map(({ value }) => value) : [])];
  for (const value of args) {
    // What `map` goes over is taken apart here, not sent.
    const kind = /map$/.test(method) && passed.includes(value) ? code.itemKindOf(value) : code.kindOf(value);
    if (value.kind === 'Lambda') return 'a lambda';
    if (value.kind === 'Comprehension' && value.of === 'generator' && !/map|imap/.test(method))
      return 'a generator';
    const found = wordFor(kind, isPool);
    if (found !== null) return found;
  }
  return null;
}

function wordFor(kind: string | null, isPool: boolean): string | null {
  if (kind === null) return null;
  const words = isPool ? [...UNPICKLABLE, ...NEVER_TO_POOLS] : UNPICKLABLE;
  return words.find(([form]) => form.test(kind))?.[1] ?? null;
}

/** What an object of a class of this code holds that cannot be pickled. */
function heldBy(code: Code, object: Expression, isPool: boolean): string | null {
  const owner = code.instanceOf(object);
  if (
    owner === null ||
    [...code.methodsOf(owner).keys()].some((name) => /^__(?:getstate|reduce|reduce_ex)__$/.test(name))
  )
    return null;
  const init = code.methodsOf(owner).get('__init__');
  if (init === undefined) return null;
  for (const node of nodesRunIn(init)) {
    if (node.kind !== 'Assign' || node.value === null) continue;
    const isMember = node.targets.some(
      (target) => target.kind === 'Attribute' && dotted(target.value) === 'self',
    );
    const found = isMember ? wordFor(code.kindOf(node.value), isPool) : null;
    if (found !== null) return found;
  }
  return null;
}
