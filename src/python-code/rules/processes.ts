import { amountOf } from '../amount.ts';
import { isHeavy, isTiny } from '../computing.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { importedPaths } from '../imports.ts';
import { around, type Callable, callableAround } from '../program.ts';
import { poolKind, withAround } from '../spawns.ts';
import { startMethod } from '../start-method.ts';
import { type Call, type Expression, type Node, nodesRunIn } from '../syntax.ts';

const MAKES_PROCESSES = /^(?:concurrent\.futures\.ProcessPoolExecutor|multiprocessing\.(?:Pool|Process))$/;

export const forkWithThreads: Rule = (code) => {
  const method = startMethod(code);
  const starts = code.program.nodes.filter(
    (node): node is Call => node.kind === 'Call' && startsThread(code, node),
  );
  if (starts.length === 0 && !usesThreadPool(code)) return [];
  const joins = code.program.nodes.filter(
    (node): node is Call => node.kind === 'Call' && joinsThread(code, node),
  );
  const told = new Set<Node>();
  return code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call') return [];
    const path = code.meaningOf(node) ?? '';
    const isFork = path === 'os.fork';
    if (!isFork && !(MAKES_PROCESSES.test(path) && method !== 'spawn')) return [];
    const callable = callableAround(code.program, node);
    const region: Node = callable ?? code.program.module;
    if (told.has(region)) return [];
    const isBefore = (call: Call) => call.to <= node.from && callableAround(code.program, call) === callable;
    const lastJoin = joins.findLast(isBefore)?.from ?? -1;
    const isThreaded =
      starts.some((start) => isBefore(start) && start.from > lastJoin) ||
      withAround(code, node, (context) => poolKind(code.kindOf(context)) === 'thread');
    const isInThread = callable !== null && code.inThreads.has(callable) && (isFork || method === 'fork');
    if (!isThreaded && !isInThread) return [];
    told.add(region);
    const what = isFork
      ? '`os.fork()`'
      : method === 'fork'
        ? 'The process'
        : 'The process (forked on Linux up to Python 3.13)';
    return [
      {
        rule: 'fork-with-threads',
        node,
        text: `${what} is forked while other threads run: the child has none of them, but every lock they held stays locked for ever.`,
        mend: 'Start processes before threads, or use `multiprocessing.get_context("spawn")` (or "forkserver").',
      },
    ];
  });
};

function usesThreadPool(code: Code): boolean {
  return code.spawns.some(({ how, pool }) => how === 'thread' && pool !== null);
}

function startsThread(code: Code, call: Call): boolean {
  const { callee } = call;
  if (callee.kind === 'Attribute' && callee.name === 'start')
    return code.isKindOf(code.kindOf(callee.value), 'threading.Thread');
  const callable = code.functionOf(callee);
  return callable !== null && leavesThreads(code, callable);
}

const leaving = new WeakMap<Callable, boolean>();

/** Whether a function returns while threads it started still run. */
function leavesThreads(code: Code, callable: Callable): boolean {
  const known = leaving.get(callable);
  if (known !== undefined) return known;
  leaving.set(callable, false);
  let starts = false;
  let joins = false;
  for (const node of nodesRunIn(callable)) {
    if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') continue;
    const isThread = code.isKindOf(code.kindOf(node.callee.value), 'threading.Thread');
    if (isThread && node.callee.name === 'start') starts = true;
    if (node.callee.name === 'join') joins = true;
  }
  leaving.set(callable, starts && !joins);
  return starts && !joins;
}

function joinsThread(code: Code, { callee }: Call): boolean {
  if (callee.kind !== 'Attribute' || callee.name !== 'join') return false;
  return code.isKindOf(code.kindOf(callee.value), 'threading.Thread');
}

export const noMainGuard: Rule = (code) => {
  const { module } = code.program;
  // A few lines from the middle of something are no file.
  const isFile = importedPaths(code.program).length > 0;
  if (!isFile || startMethod(code) === 'fork' || /^\s*(?:>>>|In \[)/m.test(code.program.code)) return [];
  for (const node of nodesRunIn(module)) {
    if (node.kind !== 'Call' || callableAround(code.program, node) !== null) continue;
    if (code.program.scopeOf(node).node !== module || isBehindGuard(code, node)) continue;
    if (!startsAtImport(code, node)) continue;
    return [
      {
        rule: 'no-main-guard',
        node,
        text: 'Where processes are spawned (macOS, Windows, Linux from 3.14) each child imports this file, comes to this line and starts processes of its own: RuntimeError.',
        mend: 'Put it under `if __name__ == "__main__":`.',
      },
    ];
  }
  return [];
};

function isBehindGuard(code: Code, node: Node): boolean {
  for (const at of around(code.program, node)) {
    if (
      at.kind === 'If' &&
      at.branches.some(
        ({ test }) => test !== null && /__name__/.test(code.program.code.slice(test.from, test.to)),
      )
    )
      return true;
  }
  return false;
}

function startsAtImport(code: Code, call: Call): boolean {
  const path = code.meaningOf(call) ?? '';
  if (path === 'multiprocessing.Pool') return true;
  if (path === 'multiprocessing.Process') return isStarted(code);
  if (path === 'concurrent.futures.ProcessPoolExecutor') return isUsedAtOnce(code);
  const callable = code.functionOf(call.callee);
  return callable !== null && makesProcesses(code, callable);
}

function isStarted(code: Code): boolean {
  for (const node of nodesRunIn(code.program.module)) {
    const isStart = node.kind === 'Call' && node.callee.kind === 'Attribute' && node.callee.name === 'start';
    if (isStart && !isBehindGuard(code, node)) return true;
  }
  return false;
}

/** An executor starts its processes with the first task. */
function isUsedAtOnce(code: Code): boolean {
  return code.spawns.some(
    ({ how, pool, call }) =>
      how === 'process' &&
      pool !== null &&
      callableAround(code.program, call) === null &&
      !isBehindGuard(code, call),
  );
}

const makers = new WeakMap<Callable, boolean>();

function makesProcesses(code: Code, callable: Callable): boolean {
  const known = makers.get(callable);
  if (known !== undefined) return known;
  makers.set(callable, false);
  let found = false;
  for (const node of nodesRunIn(callable)) {
    if (found || node.kind !== 'Call') continue;
    if (MAKES_PROCESSES.test(code.meaningOf(node) ?? '')) found = true;
    const callee = found ? null : code.functionOf(node.callee);
    if (callee !== null && makesProcesses(code, callee)) found = true;
  }
  makers.set(callable, found);
  return found;
}

export const chunksizeOne: Rule = (code) =>
  code.spawns.flatMap((spawn): Spot[] => {
    const { how, call, pool, method, runs, target, passed } = spawn;
    if (how !== 'process' || pool === null) return [];
    const kind = code.kindOf(pool);
    const isOneByOne =
      (kind === 'concurrent.futures.ProcessPoolExecutor' && method === 'map') ||
      /^imap(?:_unordered)?$/.test(method);
    if (!isOneByOne || hasChunks(call)) return [];
    if (runs !== null && isHeavy(code, runs)) return [];
    const [items] = passed;
    if (items === undefined) return [];
    const amount = amountOf(code, items);
    const isSmallWork = runs === null ? target !== null && isBuiltIn(code, target) : isTiny(code, runs);
    if (amount === 'small' || !isSmallWork) return [];
    return [
      {
        rule: 'chunksize-one',
        node: call,
        text: 'Every item travels to a process and back by itself; with tasks this small that costs far more than the work.',
        mend: 'Give a `chunksize` that makes one piece some tens of milliseconds, such as `chunksize=1000`.',
      },
    ];
  });

function hasChunks(call: Call): boolean {
  const size =
    call.args.find(({ name }) => name === 'chunksize')?.value ??
    (isImap(call) ? call.args[2]?.value : undefined);
  return size !== undefined && !(size.kind === 'Number' && size.value === 1);
}

function isImap({ callee }: Call): boolean {
  return callee.kind === 'Attribute' && callee.name.startsWith('imap');
}

function isBuiltIn(code: Code, target: Expression): boolean {
  if (target.kind === 'Name')
    return (
      /^(?:abs|int|float|str|len|hex|ord|chr|round)$/.test(target.id) && code.functionOf(target) === null
    );
  return /^(?:math|operator)\./.test(code.pathOf(target) ?? '');
}
