import { amountOf, numberOf } from '../amount.ts';
import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { around, type Callable, callableAround } from '../program.ts';
import { type Call, type Expression, type Node, nodesIn, nodesRunIn } from '../syntax.ts';

const QUEUES =
  /^(?:queue\.(?:Queue|LifoQueue|PriorityQueue|SimpleQueue)|multiprocessing\.(?:Manager\.)?Queue|asyncio\.(?:Queue|LifoQueue|PriorityQueue))$/;

function queueKind(code: Code, expression: Expression): string | null {
  const kind = code.kindOf(expression);
  return kind !== null && QUEUES.test(kind) ? kind : null;
}

/** `q.empty()`, `q.qsize()` within an expression, with the queue they are asked of. */
function looksIn(code: Code, test: Expression): Expression | null {
  for (const node of nodesIn(test)) {
    if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') continue;
    if (/^(?:empty|qsize)$/.test(node.callee.name) && queueKind(code, node.callee.value) !== null)
      return node.callee.value;
  }
  return null;
}

export const queuePolling: Rule = (code) =>
  code.program.nodes.flatMap((node): Spot[] => {
    const test =
      node.kind === 'While' ? node.test : node.kind === 'If' ? (node.branches[0]?.test ?? null) : null;
    if (test === null) return [];
    const queue = looksIn(code, test);
    if (queue === null || !takesFrom(code, node, queue) || !isShared(code, node, queue)) return [];
    if (node.kind === 'If' && !isInEndlessLoop(code, node)) return [];
    const name = dotted(queue) ?? 'the queue';
    return [
      {
        rule: 'queue-polling',
        node,
        text: `What \`${name}\` says of its length is outdated at once: others put and take in between, so items are missed, or a \`get()\` waits for ever.`,
        mend: 'Let `get()` wait, and end the consumers with a sentinel (`None`) each, or `queue.shutdown()` from 3.13.',
      },
    ];
  });

const taken = new WeakMap<Node, ReadonlySet<string>>();

/** Whether something is taken from the queue in the same function. */
function takesFrom(code: Code, node: Node, queue: Expression): boolean {
  const region = callableAround(code.program, node) ?? code.program.module;
  const known = taken.get(region) ?? new Set(takenIn(region));
  taken.set(region, known);
  return known.has(dotted(queue) ?? '');
}

function* takenIn(region: Node): Generator<string> {
  for (const node of nodesRunIn(region)) {
    if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') continue;
    const name = dotted(node.callee.value);
    if (name !== null && /^get(?:_nowait)?$/.test(node.callee.name)) yield name;
  }
}

/** Whether others use the queue meanwhile, so that its length may change between the look and what follows. */
function isShared(code: Code, node: Node, queue: Expression): boolean {
  const kind = queueKind(code, queue) ?? '';
  if (kind.startsWith('multiprocessing')) return true;
  const callable = callableAround(code.program, node);
  if (callable === null) return false;
  if (kind.startsWith('asyncio')) return node.kind === 'If' || sleepsIn(code, node);
  return (
    code.inThreads.has(callable) ||
    (node.kind === 'If' && isInEndlessLoop(code, node)) ||
    sleepsIn(code, node)
  );
}

function sleepsIn(code: Code, root: Node): boolean {
  for (const node of nodesRunIn(root)) {
    if (node.kind === 'Call' && /^(?:time|asyncio)\.sleep$/.test(code.meaningOf(node) ?? '')) return true;
  }
  return false;
}

function isInEndlessLoop(code: Code, node: Node): boolean {
  for (const at of around(code.program, node)) if (at.kind === 'While' && isEndless(at.test)) return true;
  return false;
}

export function isEndless(test: Expression): boolean {
  if (test.kind === 'Constant') return test.value === 'True';
  return test.kind === 'Number' && test.value === 1;
}

export const unboundedQueue: Rule = (code) => {
  const puts = callsOn(code, /^put(?:_nowait)?$/);
  const gets = callsOn(code, /^get(?:_nowait)?$/);
  const made = new Map<string, number>();
  for (const node of code.program.nodes) {
    const kind = node.kind === 'Call' && nameOf(code, node) !== null ? code.kindOf(node) : null;
    if (kind !== null) made.set(kind, (made.get(kind) ?? 0) + 1);
  }
  return code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call' || !QUEUES.test(code.kindOf(node) ?? '') || hasBound(code, node)) return [];
    const name = nameOf(code, node);
    if (name === null) return [];
    const kind = code.kindOf(node) ?? '';
    const isOnly = made.get(kind) === 1;
    // By name; as a parameter while there is only one queue of the kind.
    const isOf = ({ callee }: Call) =>
      callee.kind === 'Attribute' &&
      (dotted(callee.value) === name || (isOnly && code.kindOf(callee.value) === kind));
    const producers = puts.filter((put) => isOf(put) && isStream(code, put)).slice(0, 20);
    const consumers = gets.filter(isOf).slice(0, 20);
    const isOutpaced = producers.some((put) =>
      consumers.some(
        (get) =>
          callableAround(code.program, get) !== callableAround(code.program, put) && isSlower(code, get, put),
      ),
    );
    if (!isOutpaced) return [];
    return [
      {
        rule: 'unbounded-queue',
        node,
        text: `\`${name}\` has no limit, and what fills it is faster than what empties it: it grows until memory is full.`,
        mend: 'Give it a `maxsize`: then the producer waits while the consumer catches up.',
      },
    ];
  });
};

function callsOn(code: Code, method: RegExp): Call[] {
  return code.program.nodes.filter(
    (node): node is Call =>
      node.kind === 'Call' &&
      node.callee.kind === 'Attribute' &&
      method.test(node.callee.name) &&
      queueKind(code, node.callee.value) !== null,
  );
}

function hasBound(code: Code, call: Call): boolean {
  const size = call.args.find(({ name }) => name === null || name === 'maxsize')?.value;
  if (size === undefined) return false;
  const number = numberOf(code, size);
  return number === null || number > 0;
}

/** The name a new value is kept under. */
function nameOf(code: Code, call: Call): string | null {
  const parent = code.program.parentOf(call);
  const [target] = parent?.kind === 'Assign' && parent.value === call ? parent.targets : [];
  return target === undefined ? null : dotted(target);
}

/** Whether items are put in as fast as they come, without an end or by the line of a file. */
function isStream(code: Code, put: Call): boolean {
  for (const at of around(code.program, put)) {
    if (at.kind === 'While' && isEndless(at.test)) return true;
    if (at.kind === 'For') return at.isAsync || amountOf(code, at.iterable) === 'large';
  }
  return false;
}

const SLOW =
  /^(?:time\.sleep|asyncio\.sleep|requests\.\w+|requests\.Session\.\w+|httpx\.\w+|httpx\.AsyncClient\.\w+|aiohttp\.ClientSession\.\w+|asyncpg\.\w+\.\w+|(?:psycopg2|sqlite3|pymysql)\.connect.*\.execute|subprocess\.\w+|urllib\.request\.urlopen)$/;

/** Whether taking an item out is followed by waiting that is longer than that before the next is put in. */
function isSlower(code: Code, get: Call, put: Call): boolean {
  const consumer = waitingIn(code, callableAround(code.program, get), get);
  const producer = waitingIn(code, callableAround(code.program, put), put);
  return consumer > producer;
}

/** How long a loop waits, in seconds as far as written; a call to elsewhere counts as 0.05. */
function waitingIn(code: Code, callable: Callable | null, item: Call): number {
  let loop: Node | null = null;
  for (const at of around(code.program, item)) if (at.kind === 'While' || at.kind === 'For') loop ??= at;
  let seconds = 0;
  for (const node of nodesRunIn(loop ?? callable ?? code.program.module)) {
    if (node.kind !== 'Call' || !SLOW.test(code.meaningOf(node) ?? '')) continue;
    const isSleep = /sleep$/.test(code.meaningOf(node) ?? '');
    const time = isSleep && node.args[0] !== undefined ? numberOf(code, node.args[0].value) : null;
    seconds += time ?? 0.05;
  }
  return seconds;
}
