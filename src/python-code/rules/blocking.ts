import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { callableAround } from '../program.ts';
import { type Call, type Expression, type FunctionDefinition, type Node, nodesRunIn } from '../syntax.ts';

interface Wait {
  readonly path: RegExp;
  readonly mend: string;
  /** Of calls of one family in one function only the first is told. */
  readonly family?: string;
}

const HTTP = '(?:get|post|put|patch|delete|head|options|request|stream|send)';
const THREAD = 'call it with `await asyncio.to_thread(…)`';
const WAITS: readonly Wait[] = [
  { path: /^time\.sleep$/, mend: 'Write `await asyncio.sleep(…)`.' },
  {
    path: new RegExp(`^requests\\.(?:(?:Session|session|sessions\\.Session)\\.)?${HTTP}$`),
    mend: `Use an async client (\`httpx.AsyncClient\`, aiohttp), or ${THREAD}.`,
  },
  {
    path: new RegExp(`^httpx\\.(?:Client\\.)?${HTTP}$`),
    mend: 'Use `httpx.AsyncClient` and await the call.',
  },
  {
    path: /^(?:urllib\.request\.(?:urlopen|urlretrieve)|urllib3\.PoolManager\.(?:request|urlopen))$/,
    mend: `Use an async client (\`httpx.AsyncClient\`, aiohttp), or ${THREAD}.`,
  },
  {
    path: /^(?:subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput)|subprocess\.Popen\.(?:wait|communicate)|os\.(?:system|waitpid|wait))$/,
    mend: 'Use `await asyncio.create_subprocess_exec(…)`.',
  },
  {
    path: /^socket\.(?:create_connection|gethostbyname|getaddrinfo|socket\.(?:connect|recv|recvfrom|accept|sendall))$/,
    mend: 'Use asyncio streams (`asyncio.open_connection`) or the `loop.sock_…` calls.',
    family: 'socket',
  },
  {
    path: /^(?:psycopg2|psycopg|pymysql|MySQLdb|mysql\.connector|pyodbc|oracledb|sqlite3)(?:\.pool\.\w+\.getconn)?\.connect(?:(?:\.cursor)?\.(?:execute|executemany|executescript|fetchone|fetchall|fetchmany|commit)(?:\.(?:fetchone|fetchall))?)?$/,
    mend: `Use an async driver (asyncpg, psycopg's AsyncConnection, aiosqlite), or ${THREAD}.`,
    family: 'database',
  },
  {
    path: /^sqlalchemy\.(?:orm\.(?:Session|sessionmaker|sessionmaker\.\w+)|create_engine\.connect|create_engine\.begin)\.(?:execute|commit|scalars|scalar|get|refresh|flush|query(?:\.\w+)*\.(?:all|first|one|one_or_none|count|scalar))(?:\.\w+)?$/,
    mend: 'Use `create_async_engine` and `AsyncSession`, or make the function a plain `def`.',
    family: 'database',
  },
  {
    path: /^redis\.(?:Redis|StrictRedis|from_url|Redis\.from_url)\.(?:get|set|setex|mget|mset|hget|hset|hgetall|incr|decr|delete|exists|expire|publish|lpush|rpush|lpop|rpop|blpop|brpop|lrange|sadd|smembers|zadd|zrange|ping|keys|scan|ttl|execute_command|xadd|xread)$/,
    mend: 'Use `redis.asyncio` and await the call.',
    family: 'redis',
  },
  {
    path: /^pymongo\.(?:mongo_client\.)?MongoClient\.(?:find_one|insert_one|insert_many|update_one|update_many|replace_one|delete_one|delete_many|aggregate|count_documents|distinct|find_one_and_update|bulk_write)$/,
    mend: "Use PyMongo's `AsyncMongoClient` or motor, and await the call.",
    family: 'mongo',
  },
  {
    path: /^boto3\.client\.(?!exceptions|get_paginator|get_waiter|generate_presigned|close|can_paginate)\w+$|^boto3\.resource\.\w+\.\w+$/,
    mend: `Use aioboto3, or ${THREAD}.`,
    family: 'boto3',
  },
  {
    path: /^(?:openai\.(?:OpenAI|AzureOpenAI)|anthropic\.Anthropic)\.(?:create|stream|parse)$/,
    mend: 'Use the async client of the same package (`AsyncOpenAI`, `AsyncAnthropic`) and await the call.',
  },
  {
    path: /^(?:smtplib\.SMTP(?:_SSL)?|ftplib\.FTP(?:_TLS)?|paramiko\.SSHClient\.(?:connect|exec_command)|smtplib\.SMTP(?:_SSL)?\.(?:sendmail|send_message|login))$/,
    mend: `Use an async library (aiosmtplib, asyncssh), or ${THREAD}.`,
    family: 'mail',
  },
  {
    path: /^(?:queue\.(?:Queue|LifoQueue|PriorityQueue|SimpleQueue)|multiprocessing\.Queue)\.(?:get|join)$/,
    mend: 'Use `asyncio.Queue` within the loop, or wait for the queue in `asyncio.to_thread`.',
  },
  {
    path: /^(?:threading\.(?:Event|Condition|Barrier)\.wait)$/,
    mend: 'Use `asyncio.Event`, or wait with `await asyncio.to_thread(…)`.',
  },
  {
    path: /^(?:concurrent\.futures\.(?:wait|as_completed|Future\.result|Future\.exception)|asyncio\.run_coroutine_threadsafe\.result)$/,
    mend: 'Await it: `await asyncio.wrap_future(future)`, or `await loop.run_in_executor(pool, …)`.',
  },
  {
    path: /^(?:open\.(?:read|readlines|readline)|pandas\.read_(?:csv|parquet|excel|json|sql|sql_query)|shutil\.(?:copy|copyfile|copytree|rmtree|make_archive|move)|pathlib\.Path\.(?:read_text|read_bytes))$/,
    mend: `Read it off the loop: \`await asyncio.to_thread(…)\` or aiofiles.`,
    family: 'file',
  },
  { path: /^input$/, mend: 'Read it with `await asyncio.to_thread(input)`.' },
];
const OF_OBJECTS = /^(?:get|create|count|first|last|exists|bulk_create|get_or_create|update_or_create)$/;
const DJANGO: Wait = {
  path: /^$/,
  mend: 'Use the async form (`await Model.objects.aget(…)`) or `sync_to_async`.',
  family: 'database',
};

/** What a call waits for when it blocks; null when it is not known to. */
function waitOf(code: Code, call: Call): { readonly wait: Wait; readonly name: string } | null {
  if (code.program.parentOf(call)?.kind === 'Await') return null;
  const name =
    dotted(call.callee) ?? (call.callee.kind === 'Attribute' ? `….${call.callee.name}` : 'the call');
  const { callee } = call;
  if (callee.kind === 'Attribute' && OF_OBJECTS.test(callee.name)) {
    if (callee.value.kind === 'Attribute' && callee.value.name === 'objects') return { wait: DJANGO, name };
  }
  const path = meaningWithBuiltins(code, call);
  if (path === null) return null;
  const wait = WAITS.find((each) => each.path.test(path));
  if (wait === undefined || isNonBlocking(call, path) || /\.objects\./.test(path)) return null;
  return { wait, name };
}

function meaningWithBuiltins(code: Code, call: Call): string | null {
  const { callee } = call;
  if (callee.kind === 'Name' && callee.id === 'input' && code.functionOf(callee) === null) return 'input';
  return code.meaningOf(call);
}

function isNonBlocking(call: Call, path: string): boolean {
  if (!/^(?:queue|multiprocessing|threading|concurrent)/.test(path)) return false;
  return call.args.some(({ name, value }) => {
    const isZero = value.kind === 'Number' && value.value === 0;
    const isFalse = value.kind === 'Constant' && value.value === 'False';
    return isZero || (isFalse && (name === null || name === 'block'));
  });
}

const blocking = new WeakMap<Node, string | null>();

/** The first blocking call a plain function makes, by itself or through other plain functions. */
function blockingCallIn(code: Code, callable: Node, depth = 0): string | null {
  const known = blocking.get(callable);
  if (known !== undefined || depth > 30) return known ?? null;
  blocking.set(callable, null);
  const found = findBlockingCall(code, callable, depth);
  blocking.set(callable, found);
  return found;
}

function findBlockingCall(code: Code, callable: Node, depth: number): string | null {
  for (const node of nodesRunIn(callable)) {
    if (node.kind !== 'Call') continue;
    const found = waitOf(code, node);
    if (found !== null && found.wait.family !== 'file') return found.name;
    const callee = code.functionOf(node.callee);
    if (callee?.kind !== 'Function' || callee.isAsync) continue;
    const inner = blockingCallIn(code, callee, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** Start-up and shut-down run before and after there is anybody to wait. */
const ONCE =
  /^(?:main|amain|async_main|lifespan|startup|on_startup|shutdown|on_shutdown|setup|setup_hook|on_ready|run)$/;

function isOnce(callable: FunctionDefinition): boolean {
  const isMarked = callable.decorators.some((decorator) =>
    /lifespan|on_event/.test(dotted(calleeOf(decorator)) ?? ''),
  );
  return isMarked || ONCE.test(callable.name);
}

function calleeOf(expression: Expression): Expression {
  return expression.kind === 'Call' ? expression.callee : expression;
}

export const blockingCallInAsync: Rule = (code) => {
  const told = new Set<string>();
  return code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call') return [];
    const callable = callableAround(code.program, node);
    if (callable?.kind !== 'Function' || !callable.isAsync) return [];
    const found = waitOf(code, node);
    if (found !== null) {
      const { family } = found.wait;
      if (family === 'file' && isOnce(callable)) return [];
      const key = `${callable.from} ${family}`;
      if (family !== undefined && told.has(key)) return [];
      told.add(key);
      const text = `\`${found.name}\` blocks the event loop: no other task runs until it returns.`;
      return [{ rule: 'blocking-call-in-async', node, text, mend: found.wait.mend }];
    }
    const callee = code.functionOf(node.callee);
    if (callee?.kind !== 'Function' || callee.isAsync || code.program.parentOf(node)?.kind === 'Await')
      return [];
    if (callee.decorators.length > 0) return [];
    const inner = blockingCallIn(code, callee);
    if (inner === null) return [];
    const text = `\`${callee.name}\` blocks the event loop with \`${inner}\`: no other task runs until it returns.`;
    const mend = `Call it off the loop: \`await asyncio.to_thread(${dotted(node.callee) ?? callee.name}, …)\`.`;
    return [{ rule: 'blocking-call-in-async', node, text, mend }];
  });
};

const RUNS =
  /^(?:asyncio\.run|asyncio\.loop\.(?:run_until_complete|run_forever)|asyncio\.Runner\.run|anyio\.run|trio\.run)$/;

export const runInRunningLoop: Rule = (code) => {
  if (/\bnest_asyncio\b/.test(code.program.code)) return [];
  return code.program.nodes.flatMap((node): Spot[] => {
    if (node.kind !== 'Call' || !RUNS.test(code.meaningOf(node) ?? '')) return [];
    const callable = callableAround(code.program, node);
    if (callable?.kind !== 'Function' || code.inThreads.has(callable)) return [];
    const isInside = callable.isAsync || code.callsOf(callable).some((call) => isInAsync(code, call));
    if (!isInside) return [];
    const name = dotted(node.callee) ?? 'run_until_complete';
    return [
      {
        rule: 'run-in-running-loop',
        node,
        text: `\`${name}\` is reached while an event loop is running in this thread, and raises RuntimeError.`,
        mend: 'Await the coroutine; from another thread use `asyncio.run_coroutine_threadsafe`.',
      },
    ];
  });
};

function isInAsync(code: Code, call: Call): boolean {
  const caller = callableAround(code.program, call);
  return caller?.kind === 'Function' && caller.isAsync;
}
