import { amountOf } from '../amount.ts';
import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { importsMatching } from '../imports.ts';
import { around, callableAround, type Program } from '../program.ts';
import {
  type Call,
  type Comprehension,
  type Expression,
  type For,
  type Node,
  nodesIn,
  nodesRunIn,
} from '../syntax.ts';
import { isDropped, makesTask } from './coroutines.ts';

/** Requests that are independent of each other unless one uses the result of another. */
const REQUESTS =
  /^(?:(?:aiohttp\.ClientSession|httpx\.AsyncClient)\.(?:get|post|put|patch|delete|head|request|options|stream)|asyncpg\.(?:create_pool|Pool|pool\.Pool)\.(?:fetch|fetchrow|fetchval)|(?:openai\.AsyncOpenAI|anthropic\.AsyncAnthropic)\.(?:create|parse)|redis\.asyncio\.(?:Redis|from_url)\.(?:get|hgetall|exists))$/;
const FETCHES =
  /^_?(?:fetch|get|load|download|lookup|query|request|scrape|crawl|check|ping|probe|enrich|resolve|translate|embed|classify|geocode|summari[sz]e|read)(?:_|$)/;
/** What is done with a response that has arrived. */
const READS = /^(?:json|text|read|content|body|aread|aclose|release)$/;
/** One connection serves one request at a time: there the awaits have to wait for each other. */
const ONE_AT_A_TIME =
  /^(?:conn|connection|cur|cursor|tx|transaction|ws|websocket|db|db_session|reader|writer|channel|page|browser|lock)$/;
const ON_PURPOSE = /order|sequen|one (?:at a time|by one|after)|rate|throttl|polite|on purpose|limit|slow/i;

/** An await in a loop that asks for something by the loop's variable. */
function isRequest(code: Code, expression: Expression): boolean {
  if (expression.kind !== 'Call') return false;
  const meaning = code.meaningOf(expression);
  if (meaning !== null) return REQUESTS.test(meaning);
  const { callee } = expression;
  if (expression.args.some(({ value }) => ONE_AT_A_TIME.test(lastName(value)))) return false;
  const callable = code.functionOf(callee);
  if (callable?.kind === 'Function') {
    if (!callable.isAsync) return false;
    return FETCHES.test(callable.name) || hasRequest(code, callable);
  }
  if (callee.kind === 'Name') return FETCHES.test(callee.id);
  if (callee.kind !== 'Attribute' || !FETCHES.test(callee.name)) return false;
  const receiver = lastName(callee.value);
  if (ONE_AT_A_TIME.test(receiver) || /queue|cache|redis|sem/i.test(receiver)) return false;
  return /session|client|api|http/i.test(receiver) && importsMatching(code, /^(?:aiohttp|httpx)(?:\.|$)/);
}

const withRequests = new WeakMap<Node, boolean>();

function hasRequest(code: Code, callable: Node): boolean {
  const known = withRequests.get(callable);
  if (known !== undefined) return known;
  let found = false;
  for (const node of nodesRunIn(callable))
    found ||= node.kind === 'Call' && REQUESTS.test(code.meaningOf(node) ?? '');
  withRequests.set(callable, found);
  return found;
}

function lastName(expression: Expression): string {
  return expression.kind === 'Attribute' ? expression.name : expression.kind === 'Name' ? expression.id : '';
}

function namesIn(root: Node): Set<string> {
  const names = new Set<string>();
  for (const node of nodesIn(root)) if (node.kind === 'Name') names.add(node.id);
  return names;
}

export const sequentialAwaits: Rule = (code) =>
  code.program.nodes.flatMap((node): Spot[] => {
    const callable = callableAround(code.program, node);
    if (
      callable?.kind !== 'Function' ||
      !callable.isAsync ||
      (code.inManyTasks.has(callable) && isWorker(code, callable))
    )
      return [];
    const found =
      node.kind === 'For'
        ? awaitInLoop(code, node)
        : node.kind === 'Comprehension'
          ? awaitInComprehension(code, node)
          : null;
    if (found === null) return [];
    return [
      {
        rule: 'sequential-awaits',
        node: found,
        text: 'Each pass waits for the one before, although none needs its result: the waiting times add up.',
        mend: 'Start them together: `asyncio.gather` or a `TaskGroup`, with a `Semaphore` that says how many at once.',
      },
    ];
  });

/** One of several tasks over parts of the work: it goes one by one on purpose. */
function isWorker(code: Code, callable: Node): boolean {
  return code.spawns.some(({ how, runs, isMany }) => how === 'task' && runs === callable && isMany);
}

function awaitInComprehension(code: Code, node: Comprehension): Node | null {
  const [loop] = node.loops;
  const [element] = node.elements.slice(-1);
  if (loop === undefined || loop.isAsync || node.loops.length > 1 || element?.kind !== 'Await') return null;
  if (node.of === 'generator' || saysOnPurpose(code.program, node)) return null;
  const names = namesIn(loop.target);
  if (!isRequest(code, element.value) || ![...namesIn(element.value)].some((name) => names.has(name)))
    return null;
  return element;
}

function awaitInLoop(code: Code, loop: For): Node | null {
  if (loop.isAsync || saysOnPurpose(code.program, loop)) return null;
  const targets = namesIn(loop.target);
  if ([...targets].some((name) => /attempt|retr|step|migration/i.test(name))) return null;
  const derived = new Set(targets);
  const assigned = new Map<string, number>();
  const inside: Node[] = [];
  for (const statement of loop.body) for (const node of nodesRunIn(statement)) inside.push(node);
  for (const node of inside) {
    const isLeft = node.kind === 'Break' || node.kind === 'Return' || node.kind === 'Yield';
    if (isLeft || node.kind === 'While' || (node.kind === 'For' && node.isAsync)) return null;
    for (const name of assignedIn(node)) if (!assigned.has(name)) assigned.set(name, node.from);
  }
  let request: Node | null = null;
  for (const node of inside) {
    const asked = awaitedBy(node);
    for (const value of asked) {
      if (isReadOf(value, derived)) continue;
      if (!isRequest(code, value)) {
        if (request !== null && isStepOf(code, value, derived)) continue;
        return null;
      }
      const names = namesIn(value);
      if (![...names].some((name) => derived.has(name))) return null;
      // A name that is set further down in the loop carries something over from the pass before.
      if ([...names].some((name) => !targets.has(name) && (assigned.get(name) ?? -1) > node.from - 1))
        return null;
      if ([...names].some((name) => isCarried(code, name, loop, assigned))) return null;
      request ??= node.kind === 'With' ? node : value;
    }
    for (const name of assignedIn(node)) derived.add(name);
    if (node.kind === 'With')
      for (const { name } of node.items) if (name?.kind === 'Name') derived.add(name.id);
  }
  return request;
}

/** Set before the loop and again within it. */
function isCarried(code: Code, name: string, loop: For, assigned: ReadonlyMap<string, number>): boolean {
  if (!assigned.has(name)) return false;
  const bindings = code.program.named.get(name) ?? [];
  return bindings.some(
    (each) =>
      each.from < loop.from &&
      code.program.scopeOf(each) === code.program.scopeOf(loop) &&
      code.program.parentOf(each)?.kind === 'Assign',
  );
}

function assignedIn(node: Node): string[] {
  const targets =
    node.kind === 'Assign'
      ? node.targets
      : node.kind === 'Update' || node.kind === 'Named'
        ? [node.target]
        : [];
  return targets.flatMap((target) =>
    target.kind === 'Name' ? [target.id] : target.kind === 'Collection' ? [...namesIn(target)] : [],
  );
}

/** What a node waits for: the expression of an await, the contexts of `async with`. */
function awaitedBy(node: Node): Expression[] {
  if (node.kind === 'Await') return [node.value];
  return node.kind === 'With' && node.isAsync ? node.items.map(({ context }) => context) : [];
}

/** `response.json()` of a response that this pass asked for. */
function isReadOf(expression: Expression, derived: ReadonlySet<string>): boolean {
  if (expression.kind !== 'Call' || expression.callee.kind !== 'Attribute') return false;
  const owner = expression.callee.value;
  return READS.test(expression.callee.name) && owner.kind === 'Name' && derived.has(owner.id);
}

/** What is done next with the result of this pass, by an async function of this code. */
function isStepOf(code: Code, expression: Expression, derived: ReadonlySet<string>): boolean {
  if (expression.kind !== 'Call') return false;
  const callable = code.functionOf(expression.callee);
  if (callable?.kind !== 'Function' || !callable.isAsync) return false;
  if (expression.args.some(({ value }) => ONE_AT_A_TIME.test(lastName(value)))) return false;
  return [...namesIn(expression)].some((name) => derived.has(name));
}

function saysOnPurpose({ code }: Program, node: Node): boolean {
  const lines = code.slice(Math.max(0, node.from - 160), node.to).split('\n', 60);
  return lines.some((line) => ON_PURPOSE.test(/#(.*)$/.exec(line)?.[1] ?? ''));
}

const LIMITS =
  /\b(?:Semaphore|BoundedSemaphore|CapacityLimiter|AsyncLimiter|TCPConnector|Limits|aiometer|Throttler|aiolimiter)\b/;

export const unboundedFanOut: Rule = (code) => {
  if (LIMITS.test(code.program.code)) return [];
  return code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call') return [];
    const isGather = code.meaningOf(node) === 'asyncio.gather';
    const isTask = !isGather && startsTask(code, node) && !(makesTask(code, node) && isDropped(code, node));
    if (isGather ? !gathersMany(code, node) : !(isTask && isStartedForMany(code, node))) return [];
    return [
      {
        rule: 'unbounded-fan-out',
        node,
        text: 'Everything is started at once, however much there is: memory and open connections grow with it.',
        mend: 'Put an `asyncio.Semaphore(…)` around the work, or let a fixed number of workers take from a queue.',
      },
    ];
  });
};

function startsTask(code: Code, call: Call): boolean {
  return makesTask(code, call) || code.meaningOf(call) === 'asyncio.Task' || isGroupTask(code, call);
}

function isGroupTask(code: Code, call: Call): boolean {
  const { callee } = call;
  return (
    callee.kind === 'Attribute' &&
    /^(?:create_task|start_soon)$/.test(callee.name) &&
    /TaskGroup$|create_task_group$|open_nursery$/.test(code.kindOf(callee.value) ?? '')
  );
}

/** `gather(*[f(x) for x in xs])`, `gather(*map(f, xs))`, or a list of coroutines made the same way. */
function gathersMany(code: Code, call: Call): boolean {
  return call.args.some(({ value, star }) => {
    if (star !== '*') return false;
    if (value.kind === 'Name' && isFilledByLoop(code, value)) return true;
    const sources = value.kind === 'Name' ? code.valuesOf(value) : [value];
    return sources.some((source) => {
      // Tasks that are made in the comprehension have been told there.
      const element = source.kind === 'Comprehension' ? source.elements[0] : undefined;
      if (element?.kind === 'Call' && startsTask(code, element)) return false;
      return (
        (source.kind === 'Comprehension' || source.kind === 'Call') && amountOf(code, source) === 'large'
      );
    });
  });
}

/** `for x in many: coroutines.append(f(x))` */
function isFilledByLoop(code: Code, list: Extract<Expression, { kind: 'Name' }>): boolean {
  const { program } = code;
  return (program.named.get(list.id) ?? []).some((name) => {
    const member = program.parentOf(name);
    const call = member?.kind === 'Attribute' && member.name === 'append' ? program.parentOf(member) : null;
    const item = call?.kind === 'Call' ? call.args[0]?.value : undefined;
    if (call?.kind !== 'Call' || item?.kind !== 'Call' || startsTask(code, item)) return false;
    return isStartedForMany(code, call);
  });
}

/** A task for each of very many, or for every message for ever. */
function isStartedForMany(code: Code, call: Call): boolean {
  for (const node of around(code.program, call)) {
    if (
      node.kind === 'Comprehension' &&
      node.elements.some((element) => element.from <= call.from && call.to <= element.to)
    ) {
      return node.loops.some(({ iterable }) => amountOf(code, iterable) === 'large');
    }
    if (node.kind === 'For' && node.from < call.from) {
      if (waitsInside(node, call)) return false;
      return node.isAsync || amountOf(code, node.iterable) === 'large';
    }
    if (node.kind === 'While') return isEndless(node.test) && !waitsInside(node, call);
  }
  return false;
}

function isEndless(test: Expression): boolean {
  return (test.kind === 'Constant' && test.value === 'True') || (test.kind === 'Number' && test.value === 1);
}

/** Whether the loop itself looks at how many are under way. */
function waitsInside(loop: Node, call: Call): boolean {
  for (const node of nodesRunIn(loop)) {
    if (node.kind !== 'Call' || node === call) continue;
    const name = lastName(node.callee);
    if (/^(?:wait|gather|acquire|as_completed|wait_for|sleep)$/.test(name)) return true;
    if (
      name === 'len' &&
      /task|running|pending|active|flight/i.test(dotted(node.args[0]?.value ?? node) ?? '')
    )
      return true;
  }
  return false;
}
