import { dotted } from '../callables.ts';
import { isHeavy, isLongCall, isLongLoop, isLoop, isUninterrupted } from '../computing.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { type Callable, callableAround } from '../program.ts';
import type { Call, Node } from '../syntax.ts';

const FREE_THREADED = /free.?thread|_is_gil_enabled|PYTHON_GIL|\b3\.1[3-9]t\b|nogil|no.gil/i;

export const cpuWorkInThreads: Rule = (code) => {
  if (FREE_THREADED.test(code.program.code)) return [];
  const told = new Set<Callable>();
  const places = new Map<Callable, number>();
  for (const { how, runs } of code.spawns)
    if (how === 'thread' && runs !== null) places.set(runs, (places.get(runs) ?? 0) + 1);
  return code.spawns.flatMap(({ how, runs, call, isMany }): Spot[] => {
    if (how !== 'thread' || runs === null || told.has(runs) || isOffLoop(call)) return [];
    if (!isMany && (places.get(runs) ?? 0) < 2) return [];
    if (!isHeavy(code, runs)) return [];
    told.add(runs);
    const name = runs.kind === 'Function' ? `\`${runs.name}\`` : 'The work';
    return [
      {
        rule: 'cpu-work-in-threads',
        node: call,
        text: `${name} only computes in Python: under the GIL one thread at a time does, so more threads make it no faster.`,
        mend: 'Use a `ProcessPoolExecutor`, NumPy or another extension, or the free-threaded build.',
      },
    ];
  });
};

/** One piece of work taken off the event loop is there to keep the loop free, not to be faster. */
function isOffLoop({ callee }: Call): boolean {
  const name = callee.kind === 'Attribute' ? callee.name : callee.kind === 'Name' ? callee.id : '';
  return /^(?:to_thread|run_in_executor|run_sync|run_in_threadpool)$/.test(name);
}

export const cpuWorkInAsync: Rule = (code) => {
  const loops = new Set<Node>();
  return code.program.nodes.flatMap((node): Spot[] => {
    const callable = callableAround(code.program, node);
    if (callable?.kind !== 'Function' || !callable.isAsync) return [];
    if (node.kind === 'Call') {
      const name = longCall(code, node);
      return name === null ? [] : [spot(node, `\`${name}\` computes`)];
    }
    if (!isLoop(node) || isInside(code, node, loops)) return [];
    if (!isLongLoop(code, node) || !isUninterrupted(code, node)) return [];
    loops.add(node);
    return [spot(node, 'The loop computes')];
  });
};

function spot(node: Node, what: string): Spot {
  return {
    rule: 'cpu-work-in-async',
    node,
    text: `${what} in the event loop: no other task runs meanwhile.`,
    mend: 'Give it to a process: `await loop.run_in_executor(process_pool, …)`; code that lets go of the GIL to `asyncio.to_thread`.',
  };
}

function isInside(code: Code, node: Node, loops: ReadonlySet<Node>): boolean {
  for (let at = code.program.parentOf(node); at !== null; at = code.program.parentOf(at))
    if (loops.has(at)) return true;
  return false;
}

function longCall(code: Code, call: Call): string | null {
  if (code.program.parentOf(call)?.kind === 'Await') return null;
  const callee = code.functionOf(call.callee);
  if (callee?.kind === 'Function') {
    return !callee.isAsync && callee.decorators.length === 0 && isHeavy(code, callee) ? callee.name : null;
  }
  const path = code.meaningOf(call);
  return path !== null && isLongCall(path) ? (dotted(call.callee) ?? path) : null;
}
