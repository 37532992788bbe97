import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { acquiresIn, isTaskLock, isThreadLock, mayBeLock } from '../locks.ts';
import { around, type Callable, callableAround, scopeBinding } from '../program.ts';
import { type Expression, type Node, nodesRunIn, type With } from '../syntax.ts';

export const lockAcrossAwait: Rule = (code) =>
  code.program.nodes.flatMap((node): Spot[] => {
    const callable = callableAround(code.program, node);
    if (callable?.kind !== 'Function' || !callable.isAsync) return [];
    const lock =
      node.kind === 'With' && !node.isAsync ? lockHeld(code, node) : lockAcquired(code, node, callable);
    if (lock === null) return [];
    const name = dotted(lock) ?? 'the lock';
    return [
      {
        rule: 'lock-across-await',
        node,
        text: `\`${name}\` is a lock for threads and is held across an await: another task that wants it blocks the whole event loop, often for ever.`,
        mend: 'Use `asyncio.Lock` with `async with`, or let go of the lock before the await.',
      },
    ];
  });

function lockHeld(code: Code, node: With): Expression | null {
  const lock = node.items.map(({ context }) => context).find((context) => isThreadLockHere(code, context));
  if (lock === undefined) return null;
  return node.body.some((statement) => givesWay(statement)) ? lock : null;
}

/** A plain `with` on something that is called a lock and made elsewhere: only a lock for threads allows that. */
function isThreadLockHere(code: Code, context: Expression): boolean {
  if (isThreadLock(code, context)) return true;
  const name = context.kind === 'Attribute' ? context.name : context.kind === 'Name' ? context.id : '';
  return (
    code.kindOf(context) === null &&
    code.valuesOf(context).length === 0 &&
    /(?:^|_)r?lock$/i.test(name) &&
    !/file/i.test(name)
  );
}

function givesWay(root: Node): boolean {
  if (root.kind === 'Function' || root.kind === 'Class') return false;
  for (const node of nodesRunIn(root)) {
    if (node.kind === 'Await' || ((node.kind === 'With' || node.kind === 'For') && node.isAsync)) return true;
  }
  return false;
}

/** `lock.acquire()`, an await, `lock.release()`. */
function lockAcquired(code: Code, node: Node, callable: Callable): Expression | null {
  if (node.kind !== 'Call' || node.callee.kind !== 'Attribute' || node.callee.name !== 'acquire') return null;
  const lock = node.callee.value;
  if (!acquiresIn(code, callable).includes(node) || !isThreadLock(code, lock)) return null;
  const { awaits, releases } = pausesIn(callable);
  const release = (releases.get(dotted(lock) ?? '') ?? []).find((at) => at > node.from);
  const wait = awaits.find((at) => at > node.from);
  return wait !== undefined && release !== undefined && wait < release ? lock : null;
}

interface Pauses {
  /** Offsets in the order of the text. */
  readonly awaits: readonly number[];
  readonly releases: ReadonlyMap<string, readonly number[]>;
}

const pauses = new WeakMap<Callable, Pauses>();

/** Where a function awaits, and where it lets go of locks, by their names. */
function pausesIn(callable: Callable): Pauses {
  const known = pauses.get(callable);
  if (known) return known;
  const awaits: number[] = [];
  const releases = new Map<string, number[]>();
  for (const node of nodesRunIn(callable)) {
    if (node.kind === 'Await' || ((node.kind === 'With' || node.kind === 'For') && node.isAsync))
      awaits.push(node.from);
    if (node.kind !== 'Call' || node.callee.kind !== 'Attribute' || node.callee.name !== 'release') continue;
    const name = dotted(node.callee.value) ?? '';
    releases.set(name, [...(releases.get(name) ?? []).slice(0, 200), node.from]);
  }
  const found = { awaits: awaits.sort((a, b) => a - b), releases };
  pauses.set(callable, found);
  return found;
}

interface Taking {
  readonly first: string;
  readonly second: string;
  readonly node: Node;
  readonly callable: Callable | null;
}

const MOST_TAKINGS = 400;

export const lockOrder: Rule = (code) => {
  const takings = nestedTakings(code).slice(0, MOST_TAKINGS);
  const seen = new Map<string, Taking>();
  const told = new Set<string>();
  const spots: Spot[] = [];
  const tell = (node: Node, first: string, second: string) =>
    spots.push({
      rule: 'lock-order',
      node,
      text: `\`${second}\` is taken while \`${first}\` is held, and elsewhere the other way round: two threads can each hold one and wait for the other for ever.`,
      mend: 'Take the locks in the same order everywhere, or guard both with one lock.',
    });
  for (const taking of takings) {
    const { first, second, node, callable } = taking;
    const pair = `${first}|${second}`;
    const reverse = seen.get(`${second}|${first}`);
    const key = [first, second].sort().join('|');
    if (reverse !== undefined && !told.has(key)) {
      told.add(key);
      tell(node, plainName(first), plainName(second));
    } else if (isAnyOrder(first, second, callable) && !told.has(key)) {
      told.add(key);
      tell(node, plainName(first), plainName(second));
    }
    if (!seen.has(pair)) seen.set(pair, taking);
  }
  return spots;
};

function plainName(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

/** The same lock of two parameters: `transfer(a, b)` and `transfer(b, a)` take them the other way round. */
function isAnyOrder(first: string, second: string, callable: Callable | null): boolean {
  if (callable?.kind !== 'Function') return false;
  const [one, other] = [plainName(first), plainName(second)];
  const [owner, ...path] = one.split('.');
  const [otherOwner, ...otherPath] = other.split('.');
  if (owner === otherOwner || path.length === 0 || path.join('.') !== otherPath.join('.')) return false;
  const names = new Set(callable.parameters.map(({ name }) => name));
  if (!names.has(owner ?? '') || !names.has(otherOwner ?? '')) return false;
  // Whoever compares or sorts first has thought of it.
  for (const node of nodesRunIn(callable)) {
    if (node.kind === 'Call' && /^(?:sorted|min|max|id)$/.test(dotted(node.callee) ?? '')) return false;
    if (
      node.kind === 'If' &&
      node.from < node.to &&
      node.branches.some(
        ({ test }) =>
          test?.kind === 'Operation' &&
          /[<>]/.test(test.operator) &&
          mentionsBoth(test, owner ?? '', otherOwner ?? ''),
      )
    )
      return false;
    if (node.kind === 'Assign' && node.targets.some((target) => target.kind === 'Collection')) return false;
  }
  return true;
}

function mentionsBoth(root: Node, one: string, other: string): boolean {
  const names = new Set<string>();
  for (const node of nodesRunIn(root)) if (node.kind === 'Name') names.add(node.id);
  return names.has(one) && names.has(other);
}

/** Every place where a lock is taken while another is held, directly or by a function that is called meanwhile. */
function nestedTakings(code: Code): Taking[] {
  const found: Taking[] = [];
  const taken = new Map<Callable, readonly string[]>();
  const takenBy = (callable: Callable): readonly string[] => {
    const known = taken.get(callable);
    if (known) return known;
    const keys: string[] = [];
    for (const node of nodesRunIn(callable)) {
      if (node.kind !== 'With') continue;
      for (const { context } of node.items) {
        const key = lockKey(code, context);
        if (key !== null && keys.length < 8) keys.push(key);
      }
    }
    taken.set(callable, keys);
    return keys;
  };
  for (const node of code.program.nodes) {
    if (node.kind !== 'With' && node.kind !== 'Call') continue;
    const callable = callableAround(code.program, node);
    const held = heldAround(code, node);
    if (node.kind === 'Call') {
      const callee = held.length === 0 ? null : code.functionOf(node.callee);
      if (callee === null) continue;
      for (const second of takenBy(callee)) {
        for (const first of held) if (first !== second) found.push({ first, second, node, callable });
      }
      continue;
    }
    const own: string[] = [];
    for (const { context } of node.items) {
      const second = lockKey(code, context);
      if (second === null) continue;
      for (const first of [...held, ...own])
        if (first !== second) found.push({ first, second, node, callable });
      own.push(second);
    }
  }
  return found;
}

function heldAround(code: Code, node: Node): string[] {
  const held: string[] = [];
  let from: Node = node;
  for (const at of around(code.program, node)) {
    if (at.kind === 'With' && (at.body as readonly Node[]).includes(from)) {
      for (const { context } of at.items) {
        const key = lockKey(code, context);
        if (key !== null) held.push(key);
      }
    }
    from = at;
  }
  return held.slice(0, 8);
}

/** The same text for the same lock: where the name is bound, and the name. */
function lockKey(code: Code, context: Expression): string | null {
  const isLock = isThreadLock(code, context) || isTaskLock(code, context);
  if (!isLock && !(code.kindOf(context) === null && mayBeLock(code, context) && context.kind !== 'Call'))
    return null;
  const name = dotted(context);
  if (name === null) return null;
  const root = name.split('.')[0] ?? '';
  const scope = scopeBinding(root, code.program.scopeOf(context));
  const owner = context.kind === 'Attribute' && root === 'self' ? code.instanceOf(context.value) : null;
  const place = owner === null ? `${scope?.node.from ?? -1}` : owner.name;
  return `${place} ${name}`;
}
