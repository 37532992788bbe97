import type { DecisionId, OptionId } from '../flowchart/flowchart.ts';
import { isHeavy, isLongCall } from './computing.ts';
import type { Code, Finding } from './finding.ts';
import { importsMatching } from './imports.ts';
import { isThreadLock } from './locks.ts';
import { callableAround } from './program.ts';
import { isHandler } from './spawns.ts';
import type { FunctionDefinition, Node } from './syntax.ts';

/** An answer that code settles, with the code it came from. */
export interface CodeFact {
  readonly decision: DecisionId;
  readonly option: OptionId;
  /** As written, at most one line. */
  readonly text: string;
}

/** Calls that wait for the network, a database or another program, in the synchronous and the async libraries. */
const WAITS_OUTSIDE =
  /^(?:requests\.(?:Session\.|session\.)?(?:get|post|put|patch|delete|head|options|request)|httpx\.(?:Client\.|AsyncClient\.)?(?:get|post|put|patch|delete|head|request|stream)|aiohttp\.ClientSession\.(?:get|post|put|patch|delete|head|request|ws_connect)|websockets\.(?:\w+\.)*connect|urllib\.request\.(?:urlopen|urlretrieve)|asyncio\.open_connection|asyncpg\.\w+\.\w+|aiomysql\.\w+|(?:psycopg2|psycopg|pymysql|MySQLdb|mysql\.connector|pyodbc)\.connect\b.*|pymongo\.\w*MongoClient\.\w+|(?:redis|redis\.asyncio)\.(?:Redis|from_url)\.\w+|boto3\.client\.\w+|smtplib\.SMTP(?:_SSL)?|ftplib\.FTP|paramiko\.SSHClient\.connect|socket\.create_connection|socket\.socket\.(?:recv|accept|connect|sendall)|openai\.\w+\.create)$/;
const NETWORK_CONTEXT =
  /^(?:aiohttp\.ClientSession(?:\.\w+)?|httpx\.AsyncClient(?:\.\w+)?|websockets\.(?:\w+\.)*connect|asyncpg\.\w+(?:\.acquire)?)$/;
/** Frameworks whose handlers are coroutines and wait for messages from outside. */
const CHAT = /^(?:discord|nextcord|disnake|aiogram|telethon|websockets)(?:\.|$)/;
const COMPLEX = /^threading\.(?:Condition|Semaphore|BoundedSemaphore|Barrier)$/;
const THREAD_QUEUE = /^queue\.(?:Queue|LifoQueue|PriorityQueue|SimpleQueue)$/;
const COMMON_DATA =
  /^multiprocessing\.(?:Value|Array|Manager|RawValue|RawArray|shared_memory\.SharedMemory|Manager\.\w+)$/;

/** What code settles for certain; the rest is left to the person. */
export function readFacts(code: Code, findings: readonly Finding[]): CodeFact[] {
  const { program, spawns } = code;
  const has = (...rules: readonly string[]) => findings.some(({ rule }) => rules.includes(rule));
  const outside = firstNode(
    code,
    (node) => node.kind === 'Call' && WAITS_OUTSIDE.test(code.meaningOf(node) ?? ''),
  );
  const context = firstNode(
    code,
    (node) =>
      node.kind === 'With' &&
      node.items.some((item) => NETWORK_CONTEXT.test(code.kindOf(item.context) ?? '')),
  );
  const functions = program.nodes.filter((node): node is FunctionDefinition => node.kind === 'Function');
  const asynchronous = functions.find(({ isAsync }) => isAsync) ?? firstNode(code, isAsyncStatement);
  const chatHandler = importsMatching(code, CHAT)
    ? functions.find((each) => each.isAsync && (isHandler(program, each) || /^on_[a-z]+$/.test(each.name)))
    : undefined;
  const threads = spawns.filter(({ how }) => how === 'thread');
  const processes = spawns.filter(({ how }) => how === 'process');
  const computes =
    functions.some((each) => isHeavy(code, each)) ||
    has('cpu-work-in-async', 'cpu-work-in-threads') ||
    firstNode(code, (node) => node.kind === 'Call' && isLongCall(code.meaningOf(node) ?? '')) !== null;
  const waits = outside ?? context ?? chatHandler ?? null;
  const facts: CodeFact[] = [];
  const say = (decision: DecisionId, option: OptionId, node: Node | null | undefined) => {
    if (node) facts.push({ decision, option, text: firstLine(code, node) });
  };

  if (waits !== null && !computes && processes.length === 0) {
    say('TaskType', 'io', waits);
    // Coroutines over blocking drivers only may have to become threads.
    const isAsyncThroughout = context !== null || chatHandler !== undefined || !has('blocking-call-in-async');
    if (asynchronous && threads.length === 0 && isAsyncThroughout) {
      say('ConcurrencyType', 'event-driven', asynchronous);
    }
    if (!asynchronous && threads.some(({ runs }) => runs !== null && code.inThreads.has(runs))) {
      say('ConcurrencyType', 'thread-based', threads[0]?.call);
    }
  }
  const heavy = [...processes, ...threads].find(({ runs }) => runs !== null && isHeavy(code, runs));
  if (waits === null && heavy !== undefined && !asynchronous) {
    say('TaskType', 'cpu', heavy.runs);
    if (processes.length > 0 && threads.length === 0) sayDataSharing(code, say);
  }
  if (threads.length > 0 && processes.length === 0 && !asynchronous) sayHowThreadsShare(code, has, say);
  return facts;
}

type Say = (decision: DecisionId, option: OptionId, node: Node | null | undefined) => void;

/** Whether the processes have something in common while they work. */
function sayDataSharing(code: Code, say: Say): void {
  const common = firstNode(code, (node) => node.kind === 'Call' && COMMON_DATA.test(code.kindOf(node) ?? ''));
  if (common !== null) {
    say('DataSharing', 'yes', common);
    return;
  }
  const [spawn] = code.spawns;
  const isMap = code.spawns.every(({ pool, method }) => pool !== null && /map$|^submit$/.test(method));
  if (spawn !== undefined && isMap) say('DataSharing', 'no', spawn.call);
}

/** Locks and queues between threads, where there is one kind of them only. */
function sayHowThreadsShare(code: Code, has: (...rules: readonly string[]) => boolean, say: Say): void {
  const isUsed = (node: Node) =>
    node.kind === 'With' && !node.isAsync && node.items.some(({ context }) => isThreadLock(code, context));
  const lock = firstNode(code, (node) => isUsed(node) && runsInThread(code, node));
  const kinds = new Set(
    code.program.nodes.flatMap((node) => (node.kind === 'Call' ? [code.kindOf(node) ?? ''] : [])),
  );
  const hasComplex = [...kinds].some((kind) => COMPLEX.test(kind));
  const hasQueue = [...kinds].some((kind) => THREAD_QUEUE.test(kind));
  const hasSimple = kinds.has('threading.Lock') || kinds.has('threading.RLock');
  if (lock !== null && hasSimple && !hasComplex && !hasQueue) {
    say('ResourceSharing', 'yes', lock);
    say('SyncStrategy', 'locks', lock);
    say('LockType', 'simple', lock);
  } else if (has('unlocked-shared-mutation', 'check-then-act', 'lock-order') && !hasQueue) {
    const node = code.spawns.find(({ how }) => how === 'thread')?.call;
    say('ResourceSharing', 'yes', node);
  } else if (hasQueue && !hasSimple && !hasComplex) {
    const put = firstNode(
      code,
      (node) =>
        node.kind === 'Call' &&
        /^queue\.\w+\.(?:put|get)$/.test(code.meaningOf(node) ?? '') &&
        runsInThread(code, node),
    );
    say('SyncStrategy', 'queues', put);
  }
}

function runsInThread(code: Code, node: Node): boolean {
  const callable = callableAround(code.program, node);
  return callable !== null && code.inThreads.has(callable);
}

function isAsyncStatement(node: Node): boolean {
  return node.kind === 'Await' || ((node.kind === 'With' || node.kind === 'For') && node.isAsync);
}

function firstNode(code: Code, isIt: (node: Node) => boolean): Node | null {
  return code.program.nodes.find(isIt) ?? null;
}

const LONGEST_TEXT = 60;

/** The beginning of a node as written, without arguments: these may be nobody's business, and the words are kept. */
function firstLine(code: Code, node: Node): string {
  const text = code.program.code.slice(node.from, Math.min(node.to, node.from + 400));
  const line = text.split('\n', 1)[0] ?? '';
  const end = line.search(/\(|\s+#\s/);
  return (end > 0 ? line.slice(0, end) : line).trim().slice(0, LONGEST_TEXT);
}
