import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { importsMatching } from '../imports.ts';
import { callableAround } from '../program.ts';
import { type Call, type FunctionDefinition, type Name, type Node, nodesIn, nodesRunIn } from '../syntax.ts';

/** Calls of libraries that give a coroutine and do nothing until it is awaited. */
const COROUTINES =
  /^(?:asyncio\.(?:sleep|wait|wait_for|open_connection|start_server|create_subprocess_exec|create_subprocess_shell|to_thread)|asyncio\.(?:Queue|PriorityQueue|LifoQueue)\.(?:put|get|join)|asyncio\.(?:Lock|Semaphore|BoundedSemaphore|Condition)\.acquire|asyncio\.(?:Event|Condition|Barrier)\.wait|aiohttp\.ClientSession\.close|httpx\.AsyncClient\.(?:get|post|put|patch|delete|head|request|aclose)|asyncpg\.(?:connect|create_pool|Pool|Connection)\.(?:execute|fetch|fetchrow|fetchval|close)|sqlalchemy\.ext\.asyncio\.AsyncSession\.(?:commit|execute|flush|refresh|rollback|close)|redis\.asyncio\.(?:Redis|from_url)\.(?:get|set|delete|publish|incr|expire)|asyncio\.StreamWriter\.(?:drain|wait_closed))$/;
/** What messages are sent with in chat libraries whose every call is a coroutine. */
const CHAT = /^(?:discord|nextcord|disnake|aiogram|telegram)(?:\.|$)/;
const CHAT_SENDS =
  /(?:^|\.)(?:ctx|context|channel|message|interaction|response|followup|author|member|bot)\.(?:send|reply|reply_text|send_message|answer|defer|add_reaction)$/;

/** Decorators below which an async function is still one. */
const KEEPS =
  /^(?:staticmethod|classmethod|override|abstractmethod|typing\.override)$|retry|^(?:\w+\.)+(?:get|post|put|patch|delete|route|event|listener|websocket)$/;

const generators = new WeakMap<FunctionDefinition, boolean>();

function isGenerator(callable: FunctionDefinition): boolean {
  const known = generators.get(callable);
  if (known !== undefined) return known;
  let isOne = false;
  for (const node of nodesRunIn(callable)) isOne ||= node.kind === 'Yield';
  generators.set(callable, isOne);
  return isOne;
}

function isCoroutineFunction(callable: FunctionDefinition): boolean {
  if (!callable.isAsync || isGenerator(callable)) return false;
  return callable.decorators.every((decorator) =>
    KEEPS.test(dotted(decorator.kind === 'Call' ? decorator.callee : decorator) ?? ''),
  );
}

function coroutineName(code: Code, call: Call): string | null {
  const callable = code.functionOf(call.callee);
  const name = dotted(call.callee) ?? (call.callee.kind === 'Attribute' ? call.callee.name : null);
  if (callable?.kind === 'Function') return isCoroutineFunction(callable) ? (name ?? callable.name) : null;
  const meaning = code.meaningOf(call);
  return meaning !== null && COROUTINES.test(meaning) ? (name ?? meaning) : null;
}

/** Calls of chat libraries that stand alone as a statement, which is wrong whatever the object is. */
function isForgottenSend(code: Code, call: Call): boolean {
  const name = dotted(call.callee);
  if (name === null) return false;
  const around = callableAround(code.program, call);
  if (around?.kind !== 'Function' || !around.isAsync) return false;
  if (/(?:^|\.)writer\.drain$/.test(name)) return true;
  return CHAT_SENDS.test(name) && importsMatching(code, CHAT);
}

const ON_COROUTINES = /^(?:close|send|throw|__await__|cr_\w+)$/;
const TAKES_VALUES =
  /^(?:print|len|str|int|float|bool|list|sum|sorted|min|max|set|tuple|dict|json\.dumps|repr)$/;

/** Whether the place an expression stands in uses its value, which a coroutine does not have. */
function usesValue(code: Code, expression: Node): boolean {
  const parent = code.program.parentOf(expression);
  switch (parent?.kind) {
    case 'Attribute':
      return !ON_COROUTINES.test(parent.name);
    case 'Subscript':
      return parent.value === expression;
    case 'Operation':
      // `coro is None` may be asked of anything.
      return !/^(?:is|is not)$/.test(parent.operator);
    case 'Text':
      return true;
    case 'If':
      return parent.branches.some(({ test }) => test === expression);
    case 'While':
      return parent.test === expression;
    case 'Conditional':
      return parent.test === expression;
    case 'For':
      return parent.iterable === expression && !parent.isAsync;
    case 'Comprehension':
      return parent.loops.some(({ iterable, isAsync }) => iterable === expression && !isAsync);
    case 'Call':
      return parent.callee !== expression && TAKES_VALUES.test(dotted(parent.callee) ?? '');
    default:
      return false;
  }
}

/** Whether a coroutine kept under a local name is only ever used as if it were its result. */
function isKeptAsValue(code: Code, call: Call): boolean {
  const parent = code.program.parentOf(call);
  const [target] = parent?.kind === 'Assign' && parent.value === call ? parent.targets : [];
  if (target?.kind !== 'Name') return false;
  const callable = callableAround(code.program, call);
  if (callable?.kind !== 'Function' || code.program.scopeIn(callable).isBroken) return false;
  const { bindings } = code.program.scopeIn(callable);
  if (bindings.get(target.id)?.length !== 1) return false;
  return usesOf(code, callable, target).every((use) => usesValue(code, use));
}

export const unawaitedCoroutine: Rule = (code) =>
  code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call') return [];
    const isAlone = code.program.parentOf(node)?.kind === 'Evaluate';
    const name =
      coroutineName(code, node) ?? (isAlone && isForgottenSend(code, node) ? dotted(node.callee) : null);
    if (name === null) return [];
    if (!isAlone && !usesValue(code, node) && !isKeptAsValue(code, node)) return [];
    const caller = callableAround(code.program, node);
    const isAsync = caller?.kind === 'Function' && caller.isAsync;
    return [
      {
        rule: 'unawaited-coroutine',
        node,
        text: `\`${name}(…)\` only makes a coroutine; without \`await\` none of it runs.`,
        mend: isAsync
          ? `Write \`await ${name}(…)\`.`
          : `Run it: \`asyncio.run(${name}(…))\`, or await it in an \`async def\`.`,
      },
    ];
  });

const TASKS = /^asyncio\.(?:create_task|ensure_future|loop\.create_task)$/;

export const droppedTask: Rule = (code) =>
  code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call' || !makesTask(code, node) || !isDropped(code, node)) return [];
    // In another thread than the loop's, that is the fault to mend first.
    const callable = callableAround(code.program, node);
    if (callable !== null && code.inThreads.has(callable)) return [];
    return [
      {
        rule: 'dropped-task',
        node,
        text: 'Nothing holds the task: it may be collected before it is done, and its exception goes unnoticed.',
        mend: 'Keep it in a set until it is done (`tasks.add(t); t.add_done_callback(tasks.discard)`), or use a `TaskGroup`.',
      },
    ];
  });

export function makesTask(code: Code, call: Call): boolean {
  const meaning = code.meaningOf(call);
  if (meaning !== null) return TASKS.test(meaning);
  const { callee } = call;
  if (callee.kind !== 'Attribute' || callee.name !== 'create_task') return false;
  return /(?:^|[._])loop$/.test(dotted(callee.value) ?? '');
}

export function isDropped(code: Code, call: Call): boolean {
  const parent = code.program.parentOf(call);
  if (parent?.kind === 'Evaluate') return true;
  const [target] = parent?.kind === 'Assign' ? parent.targets : [];
  if (parent?.kind !== 'Assign' || target?.kind !== 'Name') return false;
  const callable = callableAround(code.program, call);
  if (callable?.kind !== 'Function' || code.program.scopeIn(callable).isBroken) return false;
  if (!code.program.scopeIn(callable).bindings.has(target.id)) return false;
  // While the function goes on, the name holds the task.
  return usesOf(code, callable, target).length === 0 && lastAwait(callable) < call.from;
}

/** The other places of a function that name a local. */
function usesOf(code: Code, callable: FunctionDefinition, target: Name): Name[] {
  const all = code.program.named.get(target.id) ?? [];
  return all.filter((name) => name !== target && name.from >= callable.from && name.to <= callable.to);
}

const lastAwaits = new WeakMap<FunctionDefinition, number>();

/** Where a function last gives way to others; -1 when it never does. */
function lastAwait(callable: FunctionDefinition): number {
  const known = lastAwaits.get(callable);
  if (known !== undefined) return known;
  let last = -1;
  for (const node of nodesIn(callable)) {
    const givesWay = node.kind === 'Await' || ((node.kind === 'With' || node.kind === 'For') && node.isAsync);
    if (givesWay) last = Math.max(last, node.from);
  }
  lastAwaits.set(callable, last);
  return last;
}
