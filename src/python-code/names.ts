import { type Program, type Scope, scopeBinding } from './program.ts';
import type { Expression } from './syntax.ts';

/** Modules people leave the import of out when they paste a part of a file, by the name they go by. */
const MODULES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'aiofiles aiohttp anyio asyncio asyncpg bcrypt boto3 concurrent gzip hashlib httpx itertools json math multiprocessing numpy os pandas pickle psycopg2 pymongo pymysql queue random re requests socket sqlite3 subprocess sys threading time urllib websockets'
      .split(' ')
      .map((name) => [name, name]),
  ),
  mp: 'multiprocessing',
  np: 'numpy',
  pd: 'pandas',
  cf: 'concurrent.futures',
  futures: 'concurrent.futures',
};
/** Classes whose names leave no doubt where they come from. */
const CLASSES: Readonly<Record<string, string>> = {
  ThreadPoolExecutor: 'concurrent.futures.ThreadPoolExecutor',
  ProcessPoolExecutor: 'concurrent.futures.ProcessPoolExecutor',
  as_completed: 'concurrent.futures.as_completed',
  ThreadPool: 'multiprocessing.pool.ThreadPool',
  Thread: 'threading.Thread',
};
/** Other paths to the same thing. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^(?:torch\.)?multiprocessing\.pool\.Pool$/, 'multiprocessing.Pool'],
  [/^(?:torch|pathos|billiard)\.multiprocessing\./, 'multiprocessing.'],
  [/^multiprocessing\.(?:context|process|queues|synchronize|sharedctypes)\.(?=[A-Z])/, 'multiprocessing.'],
  [/^multiprocessing\.(?:dummy)\.Pool$/, 'multiprocessing.pool.ThreadPool'],
  [/^concurrent\.futures\.(?:thread|process|_base)\./, 'concurrent.futures.'],
  [/^asyncio\.(?:queues|locks|tasks|events|futures|runners|taskgroups|threads)\.(?=\w)/, 'asyncio.'],
  [/^Queue\.Queue$/, 'queue.Queue'],
  [/^psycopg2\.extensions\.connection$/, 'psycopg2.connect'],
  [/^sqlite3\.Connection$/, 'sqlite3.connect'],
];

/** The dotted path an expression stands for by the imports, such as `concurrent.futures.as_completed`; else null. */
export type PathOf = (expression: Expression) => string | null;

export function createPathOf(program: Program): PathOf {
  const read = (expression: Expression): string | null => {
    const names: string[] = [];
    let at = expression;
    while (at.kind === 'Attribute') {
      names.unshift(at.name);
      at = at.value;
    }
    if (at.kind !== 'Name') return null;
    const root = pathOfName(at.id, program.scopeOf(at));
    if (root === null) return null;
    const path = [root, ...names].join('.');
    return SAME.reduce((same, [form, meant]) => same.replace(form, meant), path);
  };
  return read;
}

function pathOfName(name: string, from: Scope): string | null {
  const scope = scopeBinding(name, from);
  if (scope === null) {
    const wild = starImport(name, from);
    if (wild !== null) return wild;
    if (Object.hasOwn(MODULES, name)) return MODULES[name] ?? null;
    return Object.hasOwn(CLASSES, name) ? (CLASSES[name] ?? null) : null;
  }
  const bindings = scope.bindings.get(name) ?? [];
  const paths = new Set(bindings.map((binding) => (binding.by === 'import' ? binding.path : null)));
  // `try: import a as x … except ImportError: import b as x` and names that are bound otherwise too are not certain.
  return paths.size === 1 ? ([...paths][0] ?? null) : null;
}

const WILD: Readonly<Record<string, RegExp>> = {
  threading: /^(?:Thread|Lock|RLock|Event|Condition|Semaphore|BoundedSemaphore|Barrier|Timer)$/,
  multiprocessing: /^(?:Process|Pool|Queue|Lock|RLock|Value|Array|Manager|Event)$/,
  queue: /^(?:Queue|LifoQueue|PriorityQueue|SimpleQueue|Empty|Full)$/,
  time: /^sleep$/,
};

/** `from threading import *` binds what is used of it. */
function starImport(name: string, from: Scope): string | null {
  let root = from;
  while (root.parent) root = root.parent;
  for (const binding of root.bindings.get('*') ?? []) {
    const module = binding.by === 'import' ? binding.path.slice(0, -2) : '';
    if (Object.hasOwn(WILD, module) && WILD[module]?.test(name)) return `${module}.${name}`;
  }
  return null;
}
