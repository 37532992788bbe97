import { dotted } from '../callables.ts';
import { isPureCall } from '../computing.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { around, type Callable, callableAround, isLooped, scopeBinding } from '../program.ts';
import { makersOf, poolKind, runsPerCall, type Spawn } from '../spawns.ts';
import {
  type Call,
  type Expression,
  type Name,
  type Node,
  nodesIn,
  nodesRunIn,
  type Statement,
} from '../syntax.ts';

const MAKES_POOL =
  /^(?:concurrent\.futures\.(?:Thread|Process|Interpreter)PoolExecutor|multiprocessing\.(?:Pool|pool\.ThreadPool)|asyncpg\.create_pool|psycopg2\.pool\.\w+|psycopg_pool\.\w*ConnectionPool)$/;

export const poolPerCall: Rule = (code) =>
  code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call' || !MAKES_POOL.test(code.meaningOf(node) ?? '')) return [];
    const isAgain = isLooped(code.program, node) || runsPerCall(code, node);
    if (!isAgain || isKeptOnce(code, node) || isTold(code, node)) return [];
    return [
      {
        rule: 'pool-per-call',
        node,
        text: 'A pool is made anew every time: starting its workers costs more than it saves, and many calls make many pools.',
        mend: 'Make one pool when the program starts, and use it for every call.',
      },
    ];
  });

/** A number of workers that comes from outside, as when different numbers are compared. */
function isTold(code: Code, call: Call): boolean {
  const workers = call.args.find(
    ({ name }) => name === null || /^(?:max_workers|processes)$/.test(name),
  )?.value;
  if (workers?.kind !== 'Name') return false;
  const binding = scopeBinding(workers.id, code.program.scopeOf(workers))?.bindings.get(workers.id)?.[0];
  return binding?.by === 'parameter' || binding?.by === 'loop';
}

/** `if pool is None: pool = …`, or a list of pools made once. */
function isKeptOnce(code: Code, call: Call): boolean {
  for (const node of around(code.program, call))
    if (node.kind === 'If' || node.kind === 'Comprehension') return true;
  return false;
}

const ASKS = /^(?:result|exception|add_done_callback|get|cancel|traceback)$/;

export const resultNeverRead: Rule = (code) =>
  code.spawns.flatMap((spawn): Spot[] => {
    const { call, runs, target } = spawn;
    const isSubmit =
      call.callee.kind === 'Attribute' &&
      /^(?:submit|apply_async|map_async|starmap_async|run_in_executor)$/.test(call.callee.name);
    if (!isSubmit || spawn.how === 'task' || isLast(code, call)) return [];
    if (call.args.some(({ name }) => name === 'error_callback')) return [];
    if (runs !== null && (catchesAll(runs) || isQuiet(code, runs) || isDecorated(runs))) return [];
    if (!isNeverAsked(code, call)) return [];
    const name = target === null ? null : dotted(target);
    return [
      {
        rule: 'result-never-read',
        node: call,
        text: `Nothing reads the future: when ${name === null ? 'the task' : `\`${name}\``} fails, its exception is lost without a trace.`,
        mend: 'Keep the futures and call `.result()` on each (`as_completed`), or add a callback that logs exceptions.',
      },
    ];
  });

/** A decorator may take care of failures. */
function isDecorated(callable: Callable): boolean {
  return callable.kind === 'Function' && callable.decorators.length > 0;
}

/** The last line of a prompt session shows its value. */
function isLast(code: Code, call: Call): boolean {
  return (
    code.program.module.body.length === 1 &&
    code.program.parentOf(code.program.parentOf(call) ?? call)?.kind === 'Module'
  );
}

/** Whether all the function does is within a `try` that catches everything. */
function catchesAll(callable: Callable): boolean {
  if (callable.kind !== 'Function') return false;
  const statements = callable.body.filter(
    (each) => !(each.kind === 'Evaluate' && each.value.kind === 'Text'),
  );
  const risky = statements.filter(
    (each) => !/^(?:Import|Pass|Scope|Assign)$/.test(each.kind) || each.children.some(calls),
  );
  return risky.length > 0 && risky.every((each) => isCaught(each));
}

function calls(node: Node): boolean {
  for (const each of nodesIn(node)) if (each.kind === 'Call') return true;
  return false;
}

function isCaught(statement: Statement): boolean {
  if ((statement.kind === 'While' || statement.kind === 'For') && statement.body.length > 0) {
    return statement.body.every((each) => isCaught(each) || !calls(each));
  }
  if (statement.kind === 'With') return statement.body.every(isCaught);
  if (statement.kind !== 'Try') return false;
  return statement.handlers.some(({ catches, body }) => {
    const isBroad = catches === null || /^(?:Exception|BaseException)$/.test(dotted(catches) ?? '');
    return isBroad && !body.some((each) => each.kind === 'Raise');
  });
}

/** A function that gives no result and cannot fail in a way that matters: it counts, collects, sleeps or prints. */
function isQuiet(code: Code, callable: Callable): boolean {
  if (callable.kind === 'Lambda') return false;
  for (const node of nodesRunIn(callable)) {
    if (node.kind === 'Raise' || (node.kind === 'Return' && node.children.length > 0)) return false;
    if (node.kind !== 'Call' || isPureCall(code, node)) continue;
    const isLock =
      node.callee.kind === 'Attribute' && /^(?:acquire|release|put|task_done|set)$/.test(node.callee.name);
    if (!isLock && !/^(?:time\.sleep|logging\.\w+)$/.test(code.meaningOf(node) ?? '')) return false;
  }
  return true;
}

function isNeverAsked(code: Code, call: Call): boolean {
  const { program } = code;
  const parent = program.parentOf(call);
  if (parent?.kind === 'Evaluate') return true;
  const callable = callableAround(program, call);
  if (program.scopeOf(call).isBroken) return false;
  const region: Node = callable ?? program.module;
  // futures = [pool.submit(…) for …], futures.append(pool.submit(…)), future = pool.submit(…)
  let name: Name | null = null;
  if (parent?.kind === 'Assign' && parent.targets[0]?.kind === 'Name') [name] = parent.targets as [Name];
  const list = parent?.kind === 'Comprehension' ? program.parentOf(parent) : null;
  if (list?.kind === 'Assign' && list.targets[0]?.kind === 'Name') [name] = list.targets as [Name];
  if (
    parent?.kind === 'Call' &&
    parent.callee.kind === 'Attribute' &&
    /^(?:append|add)$/.test(parent.callee.name)
  ) {
    if (parent.callee.value.kind === 'Name') name = parent.callee.value;
  }
  if (name === null || !program.scopeOf(call).bindings.has(name.id) || program.scopeOf(call).node !== region)
    return false;
  const { id } = name;
  const uses = (program.named.get(id) ?? []).filter((use) => use.from >= region.from && use.to <= region.to);
  return uses.every((use) => isIdleUse(code, use, region));
}

/** Uses of a future, or of a list of them, that look at no result: waiting, counting, adding to it. */
function isIdleUse(code: Code, use: Name, region: Node): boolean {
  const { program } = code;
  const parent = program.parentOf(use);
  if (parent?.kind === 'Assign') return parent.targets.includes(use);
  if (parent?.kind === 'Attribute') return /^(?:append|add|clear)$/.test(parent.name);
  if (parent?.kind === 'For' && parent.iterable === use) return isIdleLoop(parent.target, parent.body);
  if (parent?.kind !== 'Call' || parent.callee === use) return false;
  const path = code.meaningOf(parent);
  if (path === 'concurrent.futures.wait') return program.parentOf(parent)?.kind === 'Evaluate';
  if (path === 'concurrent.futures.as_completed') {
    const loop = program.parentOf(parent);
    return loop?.kind === 'For' && isIdleLoop(loop.target, loop.body) && region.kind !== 'Class';
  }
  return parent.callee.kind === 'Name' && parent.callee.id === 'len';
}

/** A loop over futures that never looks at one. */
function isIdleLoop(target: Expression, body: readonly Statement[]): boolean {
  if (target.kind !== 'Name') return false;
  for (const statement of body) {
    for (const node of nodesIn(statement)) if (node.kind === 'Name' && node.id === target.id) return false;
  }
  return true;
}

const WAITS = /^(?:result|exception|get|wait)$/;

export const nestedPoolDeadlock: Rule = (code) => {
  const told = new Set<Callable>();
  const within = new Map<Callable, Spawn[]>();
  for (const spawn of code.spawns) {
    const around = spawn.pool === null ? null : callableAround(code.program, spawn.call);
    if (around === null) continue;
    const known = within.get(around);
    if (known === undefined) within.set(around, [spawn]);
    else if (known.length < 20) known.push(spawn);
  }
  return code.spawns.flatMap((spawn): Spot[] => {
    const { runs, pool } = spawn;
    if (pool === null || runs === null || told.has(runs)) return [];
    const candidates = within.get(runs) ?? [];
    if (candidates.length === 0 || poolKind(code.kindOf(pool)) !== 'thread') return [];
    const inner = candidates.find((each) => each.pool !== null && isSamePool(code, pool, each.pool));
    if (inner === undefined) return [];
    const wait = waitFor(code, inner.call, runs);
    if (wait === null) return [];
    told.add(runs);
    const name = runs.kind === 'Function' ? `\`${runs.name}\`` : 'The task';
    return [
      {
        rule: 'nested-pool-deadlock',
        node: wait,
        text: `${name} runs in the pool and waits for another task of the same pool: once such tasks hold every worker, all wait for ever.`,
        mend: 'Use a second pool for the inner tasks, or let the caller collect the results instead of the task.',
      },
    ];
  });
};

function isSamePool(code: Code, one: Expression, other: Expression): boolean {
  if (dotted(one) === null || dotted(one) !== dotted(other)) return false;
  const [made, again] = [makersOf(code, one), makersOf(code, other)];
  if (made.length === 0 && again.length === 0) return true;
  return made[0] === again[0];
}

/** Where the function waits for what it submitted. */
function waitFor(code: Code, call: Call, callable: Callable): Node | null {
  const { program } = code;
  const isMap = call.callee.kind === 'Attribute' && /map$/.test(call.callee.name);
  if (isMap) return program.parentOf(call)?.kind === 'Return' ? null : call;
  for (const node of nodesRunIn(callable)) {
    if (
      node.kind !== 'Call' ||
      (node.from < call.from && !(node.callee.kind === 'Attribute' && node.callee.value === call))
    )
      continue;
    const isWait = node.callee.kind === 'Attribute' && WAITS.test(node.callee.name);
    const path = code.meaningOf(node);
    const isAll = path === 'concurrent.futures.wait' || path === 'concurrent.futures.as_completed';
    if (isAll || (isWait && isFuture(code, node))) return node;
  }
  return null;
}

function isFuture(code: Code, call: Call): boolean {
  if (call.callee.kind !== 'Attribute' || call.callee.name === 'get' || call.callee.name === 'wait')
    return false;
  const kind = code.kindOf(call.callee.value);
  return kind === null ? ASKS.test(call.callee.name) : kind === 'concurrent.futures.Future';
}
