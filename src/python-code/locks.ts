import { dotted } from './callables.ts';
import type { Meanings } from './kinds.ts';
import { type Callable, callableAround } from './program.ts';
import { withAround } from './spawns.ts';
import { type Call, type Expression, type Node, nodesRunIn } from './syntax.ts';

const THREAD_LOCKS =
  /^(?:threading|multiprocessing)\.(?:Manager\.)?(?:Lock|RLock|Semaphore|BoundedSemaphore|Condition)$|^(?:threading\.)?_RLock$/;
const TASK_LOCKS = /^(?:asyncio|anyio|trio)\.(?:Lock|Semaphore|BoundedSemaphore|Condition|CapacityLimiter)$/;
const LOCK_NAME = /(?:^|_)(?:r?lock|mutex|guard|sem|semaphore|cond|condition)s?$/i;

export function isThreadLock(meanings: Meanings, expression: Expression): boolean {
  const kind = meanings.kindOf(expression);
  return kind !== null && THREAD_LOCKS.test(kind);
}

export function isTaskLock(meanings: Meanings, expression: Expression): boolean {
  const kind = meanings.kindOf(expression);
  return kind !== null && TASK_LOCKS.test(kind);
}

/** Whether an expression may be a lock: by its kind, or where that is not known by its name. */
export function mayBeLock(meanings: Meanings, expression: Expression): boolean {
  const kind = meanings.kindOf(expression);
  if (kind !== null && (THREAD_LOCKS.test(kind) || TASK_LOCKS.test(kind))) return true;
  if (expression.kind === 'Call') {
    const { callee } = expression;
    const name = callee.kind === 'Attribute' ? callee.name : callee.kind === 'Name' ? callee.id : '';
    return /lock|mutex|guard|exclusive|synchronized/i.test(name);
  }
  if (expression.kind === 'Subscript') return mayBeLock(meanings, expression.value);
  const name =
    expression.kind === 'Attribute' ? expression.name : expression.kind === 'Name' ? expression.id : '';
  return LOCK_NAME.test(name) || /lock|mutex/i.test(name);
}

/** Whether something that may be a lock is held where the node runs, as far as its own function shows. */
export function isGuarded(meanings: Meanings, node: Node): boolean {
  if (withAround(meanings, node, (context) => mayBeLock(meanings, context))) return true;
  const callable = callableAround(meanings.program, node);
  if (callable === null) return false;
  if (hasLockDecorator(callable)) return true;
  const [first] = acquiresIn(meanings, callable);
  return first !== undefined && first.from < node.from;
}

function hasLockDecorator(callable: Callable): boolean {
  return (
    callable.kind === 'Function' &&
    callable.decorators.some((decorator) => {
      const name = dotted(decorator.kind === 'Call' ? decorator.callee : decorator) ?? '';
      return /lock|synchroni[sz]ed|atomic/i.test(name);
    })
  );
}

const acquired = new WeakMap<Callable, readonly Call[]>();

/** The calls of `acquire` on locks in a function. */
export function acquiresIn(meanings: Meanings, callable: Callable): readonly Call[] {
  const known = acquired.get(callable);
  if (known) return known;
  const found: Call[] = [];
  for (const node of nodesRunIn(callable)) {
    if (node.kind !== 'Call' || node.callee.kind !== 'Attribute' || node.callee.name !== 'acquire') continue;
    if (mayBeLock(meanings, node.callee.value)) found.push(node);
  }
  acquired.set(callable, found);
  return found;
}
