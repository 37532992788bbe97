import type { Meanings } from './kinds.ts';
import { isGuarded } from './locks.ts';
import { type Callable, callableAround } from './program.ts';
import { isHandler, type Spawn } from './spawns.ts';
import { type FunctionDefinition, nodesRunIn } from './syntax.ts';

/** What of the code runs beside other parts of it. */
export interface Concurrency {
  readonly spawns: readonly Spawn[];
  /** Functions that run in a thread other than the one that started it, by themselves or called from one. */
  readonly inThreads: ReadonlySet<Callable>;
  /** Of these the ones that may run more than once at the same time while no lock is held around the call. */
  readonly inManyThreads: ReadonlySet<Callable>;
  readonly inProcesses: ReadonlySet<Callable>;
  /** Coroutine functions more than one task of which may be under way. */
  readonly inManyTasks: ReadonlySet<Callable>;
}

export function readConcurrency(meanings: Meanings, spawns: readonly Spawn[]): Concurrency {
  const started = (how: Spawn['how']) =>
    spawns.flatMap((spawn) =>
      spawn.how === how && spawn.runs !== null ? [{ runs: spawn.runs, spawn }] : [],
    );
  const threads = started('thread');
  const handlers = meanings.program.nodes.filter(
    (node): node is FunctionDefinition => node.kind === 'Function' && isHandler(meanings.program, node),
  );
  const threadHandlers = handlers.filter(
    (handler) => !handler.isAsync && runsInThreadPool(meanings, handler),
  );
  const taskHandlers = handlers.filter(({ isAsync }) => isAsync);
  return {
    spawns,
    inThreads: reach(meanings, [...threads.map(({ runs }) => runs), ...threadHandlers], () => true),
    inManyThreads: reach(
      meanings,
      [...several(threads, meanings), ...threadHandlers],
      (callee) => !isGuarded(meanings, callee),
    ),
    inProcesses: reach(
      meanings,
      started('process').map(({ runs }) => runs),
      () => true,
    ),
    inManyTasks: reach(
      meanings,
      [...several(started('task'), meanings), ...taskHandlers],
      (callee) => !isGuarded(meanings, callee),
    ),
  };
}

/** FastAPI runs `def` endpoints in its thread pool, Flask serves each request in a thread. */
function runsInThreadPool(meanings: Meanings, handler: FunctionDefinition): boolean {
  return handler.decorators.some((decorator) => {
    const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
    if (callee.kind !== 'Attribute') return false;
    const kind = meanings.kindOf(callee.value);
    return kind !== null && /^(?:fastapi\.(?:FastAPI|APIRouter)|flask\.(?:Flask|Blueprint))$/.test(kind);
  });
}

/** Functions of which two may run at once: started in a loop, from two places, or once for every request. */
function several(
  started: readonly { readonly runs: Callable; readonly spawn: Spawn }[],
  meanings: Meanings,
): Callable[] {
  const places = new Map<Callable, number>();
  for (const { runs, spawn } of started) {
    const starter = callableAround(meanings.program, spawn.call);
    const isPerRequest = starter !== null && isHandler(meanings.program, starter);
    places.set(
      runs,
      (places.get(runs) ?? 0) + (spawn.isMany || isPerRequest ? 2 : isAlone(meanings, spawn) ? 0 : 1),
    );
  }
  return [...places].flatMap(([callable, count]) => (count > 1 ? [callable] : []));
}

/** Work for a pool of one worker waits its turn. */
function isAlone(meanings: Meanings, { pool, isMany }: Spawn): boolean {
  if (pool === null || isMany) return false;
  return meanings.valuesOf(pool).some((value) => {
    const workers =
      value.kind === 'Call' ? value.args.find(({ name }) => name !== 'thread_name_prefix')?.value : null;
    return workers?.kind === 'Number' && workers.value === 1;
  });
}

/** The functions themselves and those they call, over the calls that count. */
function reach(
  meanings: Meanings,
  roots: readonly Callable[],
  counts: (call: Parameters<Meanings['meaningOf']>[0]) => boolean,
): ReadonlySet<Callable> {
  const reached = new Set<Callable>();
  const waiting = [...roots];
  for (let callable = waiting.pop(); callable !== undefined; callable = waiting.pop()) {
    if (reached.has(callable)) continue;
    reached.add(callable);
    for (const node of nodesRunIn(callable)) {
      if (node.kind !== 'Call') continue;
      const callee = meanings.functionOf(node.callee);
      if (callee !== null && !reached.has(callee) && counts(node)) waiting.push(callee);
    }
  }
  return reached;
}
