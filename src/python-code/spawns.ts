import { dotted } from './callables.ts';
import type { Meanings } from './kinds.ts';
import { around, type Callable, callableAround, isLooped, type Program } from './program.ts';
import type { Call, ClassDefinition, Expression, Node } from './syntax.ts';

/** A place where code is handed over to run beside the code that hands it over. */
export interface Spawn {
  readonly how: 'thread' | 'process' | 'task';
  /** The call that hands over; for a class of threads the call that makes one. */
  readonly call: Call;
  readonly target: Expression | null;
  /** The function or lambda that runs, when it is part of this code. */
  readonly runs: Callable | null;
  /** The pool it is given to; null where it gets a thread, process or task of its own, or the default pool. */
  readonly pool: Expression | null;
  /** What travels along, besides the function. */
  readonly passed: readonly Expression[];
  /** Whether more than one may run at a time because of this place alone. */
  readonly isMany: boolean;
  /** The method of the pool: submit, map, imap, … */
  readonly method: string;
}

const POOL_METHODS = /^(?:submit|map|apply|apply_async|map_async|imap|imap_unordered|starmap|starmap_async)$/;
const THREAD_POOLS = new Set(['concurrent.futures.ThreadPoolExecutor', 'multiprocessing.pool.ThreadPool']);
const PROCESS_POOLS = new Set(['concurrent.futures.ProcessPoolExecutor', 'multiprocessing.Pool']);

export function poolKind(kind: string | null): 'thread' | 'process' | null {
  if (kind === null) return null;
  return THREAD_POOLS.has(kind) ? 'thread' : PROCESS_POOLS.has(kind) ? 'process' : null;
}

/** Every place of the code that starts threads, processes and tasks, in the order of the text. */
export function findSpawns(meanings: Meanings): Spawn[] {
  const { program } = meanings;
  return program.nodes.flatMap((node) => (node.kind === 'Call' ? spawnsAt(meanings, node) : []));
}

function spawnsAt(meanings: Meanings, call: Call): Spawn[] {
  const { functionOf, kindOf, meaningOf, pathOf, program } = meanings;
  const named = (name: string) => call.args.find((argument) => argument.name === name)?.value ?? null;
  const positional = call.args
    .filter(({ name, star }) => name === null && star === '')
    .map(({ value }) => value);
  const spawn = (
    how: Spawn['how'],
    target: Expression | null,
    rest: Partial<Pick<Spawn, 'pool' | 'passed' | 'isMany' | 'method' | 'runs'>> = {},
  ): Spawn => ({
    how,
    call,
    target,
    runs: target === null ? null : functionOf(target),
    pool: null,
    passed: [],
    isMany: isLooped(program, call),
    method: '',
    ...rest,
  });
  const meaning = meaningOf(call);

  if (
    meaning === 'threading.Thread' ||
    meaning === 'threading.Timer' ||
    meaning === 'multiprocessing.Process'
  ) {
    const how = meaning === 'multiprocessing.Process' ? 'process' : 'thread';
    const args = named('args');
    const passed = args?.kind === 'Collection' ? args.items : [];
    const target = named('target') ?? (meaning === 'threading.Timer' ? positional[1] : positional[0]) ?? null;
    return [spawn(how, target, { passed })];
  }
  const own = threadClass(meanings, call);
  if (own !== null) {
    const run = meanings.methodsOf(own.node).get('run') ?? null;
    return [spawn(own.how, null, { runs: run, passed: positional })];
  }
  if (
    meaning !== null &&
    /^(?:asyncio\.to_thread|anyio\.to_thread\.run_sync|(?:starlette|fastapi)\.concurrency\.run_in_threadpool)$/.test(
      meaning,
    )
  ) {
    return [spawn('thread', positional[0] ?? null, { passed: positional.slice(1) })];
  }
  const { callee } = call;
  if (callee.kind === 'Attribute' && callee.name === 'run_in_executor') {
    const [pool, target, ...passed] = positional;
    if (pool === undefined || target === undefined) return [];
    const how = isNone(pool) ? 'thread' : poolKind(kindOf(pool));
    return how === null
      ? []
      : [spawn(how, target, { pool: isNone(pool) ? null : pool, passed, method: 'submit' })];
  }
  if (callee.kind === 'Attribute' && POOL_METHODS.test(callee.name)) {
    const how = poolKind(kindOf(callee.value));
    const target = positional[0] ?? named('func') ?? named('fn');
    if (how === null || target === null) return [];
    const isApply = callee.name.startsWith('apply');
    const args = positional[1] ?? named('args') ?? null;
    const passed = isApply ? (args?.kind === 'Collection' ? args.items : []) : positional.slice(1);
    const isMap = callee.name !== 'submit' && !isApply;
    const isSerial = callee.name === 'apply' || hasOneWorker(meanings, callee.value);
    const isMany = !isSerial && (isMap || isLooped(program, call));
    return [spawn(how, target, { pool: callee.value, passed, isMany, method: callee.name })];
  }
  if (isTaskMaker(meaning, callee)) {
    return positional.flatMap((coroutine) => {
      const isMany = isLooped(program, call);
      if (coroutine.kind === 'Call') return [taskOf(coroutine, isMany)];
      return [];
    });
  }
  if (pathOf(callee) === 'asyncio.gather') {
    return call.args.flatMap(({ value, star }) => {
      if (star === '' && value.kind === 'Call') return [taskOf(value, false)];
      if (star !== '*' || value.kind !== 'Comprehension') return [];
      const [element] = value.elements;
      return element?.kind === 'Call' ? [taskOf(element, true)] : [];
    });
  }
  return [];

  function taskOf(coroutine: Call, isMany: boolean): Spawn {
    const passed = coroutine.args.map(({ value }) => value);
    return spawn('task', coroutine.callee, { passed, isMany });
  }
}

function isTaskMaker(meaning: string | null, callee: Expression): boolean {
  if (meaning !== null)
    return /^asyncio\.(?:create_task|ensure_future|(?:loop|TaskGroup)\.create_task)$/.test(meaning);
  return callee.kind === 'Attribute' && callee.name === 'create_task';
}

/** A class of this code that is a thread or process. */
function threadClass(
  meanings: Meanings,
  call: Call,
): { readonly node: ClassDefinition; readonly how: 'thread' | 'process' } | null {
  const kind = meanings.kindOf(call);
  if (!kind?.startsWith('class ') || call.callee.kind !== 'Name') return null;
  const node = meanings.classNamed(kind.slice('class '.length));
  if (node === null) return null;
  if (meanings.isKindOf(kind, 'threading.Thread')) return { node, how: 'thread' };
  return meanings.isKindOf(kind, 'multiprocessing.Process') ? { node, how: 'process' } : null;
}

function isNone(expression: Expression): boolean {
  return expression.kind === 'Constant' && expression.value === 'None';
}

/** Whether a pool was made with a single worker. */
function hasOneWorker(meanings: Meanings, pool: Expression): boolean {
  const makers = pool.kind === 'Call' ? [pool] : makersOf(meanings, pool);
  return makers.some((maker) => {
    const workers = maker.args.find(
      ({ name }) => name === null || /^(?:max_workers|processes)$/.test(name),
    )?.value;
    return workers?.kind === 'Number' && workers.value === 1;
  });
}

/** The calls that made a value that is known by name. */
export function makersOf(meanings: Meanings, expression: Expression): Call[] {
  const calls = meanings.valuesOf(expression).filter((value): value is Call => value.kind === 'Call');
  if (calls.length > 0 || expression.kind !== 'Name') return calls;
  const { program } = meanings;
  for (let at: Node | null = expression; at !== null; at = program.parentOf(at)) {
    if (at.kind !== 'With') continue;
    const item = at.items.find(({ name }) => name?.kind === 'Name' && name.id === expression.id);
    if (item?.context.kind === 'Call') return [item.context];
  }
  return [];
}

/** Methods of web frameworks, bots and task queues: what they decorate runs once for every request, message or job. */
const PER_CALL =
  /^(?:get|post|put|patch|delete|head|options|route|websocket|api_route|command|hybrid_command|slash_command|listener|event|task|actor|on_message|message|message_handler|callback_query|before_request|after_request|middleware|action)$/;
/** What such methods are called on. A program of the command line has commands too, and runs each once. */
const FRAMEWORK =
  /(?:^|[._])(?:app|application|router|api|blueprint|bp|server|web|routes|bot|client|tree|commands|celery|broker|dramatiq|huey|dp|dispatcher|view|views)$|^[A-Z]\w*$/i;
const COMMAND_LINE = /\b(?:click|typer|fire|argparse)\b/;
const PER_CALL_NAMES = /^(?:shared_task|api_view|csrf_exempt|require_http_methods|login_required)$/;

/** Whether a framework calls the function for every request, message or job. */
export function isHandler(program: Program, callable: Callable): boolean {
  if (callable.kind !== 'Function') return false;
  if (/^do_(?:GET|POST|PUT|DELETE|HEAD|PATCH)$|^lambda_handler$/.test(callable.name)) return true;
  return callable.decorators.some((decorator) => {
    const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
    if (callee.kind === 'Name') return PER_CALL_NAMES.test(callee.id);
    if (callee.kind !== 'Attribute' || !PER_CALL.test(callee.name)) return false;
    if (callee.name === 'command' && COMMAND_LINE.test(program.code)) return false;
    return FRAMEWORK.test(dotted(callee.value) ?? '');
  });
}

/** Whether the function the node is in is called again and again by what this code shows. */
export function runsPerCall(meanings: Meanings, node: Node): boolean {
  const callable = callableAround(meanings.program, node);
  if (callable === null) return false;
  if (isHandler(meanings.program, callable)) return true;
  return meanings.callsOf(callable).some((call) => {
    const caller = callableAround(meanings.program, call);
    return (
      isLooped(meanings.program, call) ||
      (caller !== null && caller !== callable && isHandler(meanings.program, caller))
    );
  });
}

/** The nearest `with` around a node whose context is of one of these kinds. */
export function withAround(
  meanings: Meanings,
  node: Node,
  isIt: (context: Expression, isAsync: boolean) => boolean,
): boolean {
  let from: Node = node;
  for (const at of around(meanings.program, node)) {
    if (at.kind === 'With') {
      const isInBody = (at.body as readonly Node[]).includes(from);
      const own = at.items.findIndex(({ context }) => context === from);
      const held = isInBody ? at.items : at.items.slice(0, Math.max(0, own));
      if (held.some(({ context }) => isIt(context, at.isAsync))) return true;
    }
    from = at;
  }
  return false;
}
