import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { type Callable, callableAround } from '../program.ts';
import type { Spawn } from '../spawns.ts';
import { type Call, type ClassDefinition, type Node, nodesIn, nodesRunIn, type While } from '../syntax.ts';
import { isEndless } from './queues.ts';

export const nonDaemonForever: Rule = (code) =>
  code.spawns.flatMap((spawn): Spot[] => {
    const { how, call, pool, runs } = spawn;
    const isThread =
      how === 'thread' && pool === null && runs !== null && !/to_thread|run_/.test(dotted(call.callee) ?? '');
    if (!isThread || !runsForever(runs) || isDaemon(code, spawn) || isWaitedFor(code, call)) return [];
    return [
      {
        rule: 'non-daemon-forever',
        node: call,
        text: 'The thread never ends, and the program waits for it: the process does not exit when the rest is done.',
        mend: 'Give it an end (`while not stop.wait(…)` with a `threading.Event`), or `daemon=True`.',
      },
    ];
  });

function runsForever(callable: Callable): boolean {
  for (const node of nodesRunIn(callable)) {
    if (node.kind === 'While' && isEndless(node.test) && !hasEnd(node)) return true;
  }
  return false;
}

/** Whether something leads out of a loop. An exception that is caught inside does not. */
function hasEnd(loop: While): boolean {
  for (const node of nodesRunIn(loop)) {
    if (node.kind === 'Break' || node.kind === 'Return' || node.kind === 'Raise' || node.kind === 'Yield')
      return true;
    if (node.kind !== 'Call') continue;
    const name = dotted(node.callee) ?? '';
    if (/^(?:sys\.exit|exit|quit|os\._exit|next)$/.test(name)) return true;
    // A call that raises when it is closed from outside ends the loop that does not catch it.
    if (/\.(?:accept|recv)$/.test(name)) return true;
  }
  return false;
}

function isDaemon(code: Code, { call }: Spawn): boolean {
  const given = call.args.find(({ name }) => name === 'daemon')?.value;
  if (given !== undefined) return !(given.kind === 'Constant' && given.value === 'False');
  if (call.args.some(({ star }) => star === '**')) return true;
  const owner = code.instanceOf(call);
  if (owner !== null && setsDaemon(owner)) return true;
  const region: Node = callableAround(code.program, call) ?? code.program.module;
  return setsDaemon(region);
}

const daemons = new WeakMap<Node, boolean>();

/** `t.daemon = True`, `t.setDaemon(True)`, `super().__init__(daemon=True)` */
function setsDaemon(region: Node | ClassDefinition): boolean {
  const known = daemons.get(region);
  if (known !== undefined) return known;
  let found = false;
  for (const node of region.kind === 'Class' ? nodesIn(region) : nodesRunIn(region)) {
    if (node.kind === 'Assign') {
      found ||= node.targets.some(
        (target) =>
          (target.kind === 'Attribute' || target.kind === 'Name') && /daemon/.test(dotted(target) ?? ''),
      );
    }
    if (node.kind !== 'Call') continue;
    if (node.callee.kind === 'Attribute' && node.callee.name === 'setDaemon') found = true;
    if (region.kind === 'Class') found ||= node.args.some(({ name }) => name === 'daemon');
  }
  daemons.set(region, found);
  return found;
}

const joining = new WeakMap<Node, boolean>();

/** Who joins the thread means to wait for ever. */
function isWaitedFor(code: Code, call: Call): boolean {
  const region: Node = callableAround(code.program, call) ?? code.program.module;
  const known = joining.get(region);
  if (known !== undefined) return known;
  let found = false;
  for (const node of nodesRunIn(region)) {
    const isJoin = node.kind === 'Call' && node.callee.kind === 'Attribute' && node.callee.name === 'join';
    if (!isJoin || node.callee.kind !== 'Attribute') continue;
    found ||= code.isKindOf(code.kindOf(node.callee.value), 'threading.Thread');
  }
  joining.set(region, found);
  return found;
}

/** What may be done with objects of asyncio from the thread of their loop only. */
const LOOP_ONLY =
  /^(?:asyncio\.(?:Queue|LifoQueue|PriorityQueue)\.(?:put_nowait|get_nowait|task_done)|asyncio\.Event\.(?:set|clear)|asyncio\.Future\.(?:set_result|set_exception|cancel)|asyncio\.Task\.cancel|asyncio\.loop\.(?:create_task|call_soon|call_later|call_at|stop)|asyncio\.(?:create_task|ensure_future)|asyncio\.Condition\.(?:notify|notify_all)|asyncio\.(?:Lock|Semaphore)\.release)$/;

export const asyncioObjectAcrossThreads: Rule = (code) => {
  const spots: Spot[] = [];
  for (const callable of code.inThreads) {
    if (callable.kind === 'Function' && callable.isAsync) continue;
    if (hasOwnLoop(code, callable)) continue;
    for (const node of nodesRunIn(callable)) {
      if (node.kind !== 'Call' || callableAround(code.program, node) !== callable) continue;
      if (!LOOP_ONLY.test(code.meaningOf(node) ?? '')) continue;
      const name = dotted(node.callee) ?? 'It';
      spots.push({
        rule: 'asyncio-object-across-threads',
        node,
        text: `\`${name}\` is called in another thread than that of its event loop, which is not safe and does not wake the loop.`,
        mend: 'Use `loop.call_soon_threadsafe(…)`, or `asyncio.run_coroutine_threadsafe(…)` for coroutines.',
      });
    }
  }
  return spots;
};

const OWN_LOOP = /^asyncio\.(?:new_event_loop|run|Runner|loop\.(?:run_until_complete|run_forever))$/;

/** A thread that runs a loop of its own. */
function hasOwnLoop(code: Code, callable: Callable): boolean {
  for (const node of nodesRunIn(callable))
    if (node.kind === 'Call' && OWN_LOOP.test(code.meaningOf(node) ?? '')) return true;
  return false;
}
