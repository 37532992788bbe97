import { type Measurement, type PasteLine, type ReadTool, type Sign, spansOf } from './measurement.ts';
import { bytes, decimal, figure, round } from './numbers.ts';

/** One line of `top`, `htop`, `ps` or `pidstat` about a Python process or thread. */
interface Row {
  readonly line: PasteLine;
  readonly pid: string;
  /** Null where the columns do not tell threads apart. */
  readonly thread: string | null;
  /** Per cent of one core; NaN where the table does not tell. */
  readonly cpu: number;
  readonly cpuText: string;
  /** NaN for a supervisor, whose memory is not that of a worker. */
  readonly residentBytes: number;
  readonly state: string;
}

const PYTHON =
  /(?:^|[/\s[({])(?:python|pypy|gunicorn|uvicorn|celery|uwsgi|hypercorn|daphne)[\w.-]{0,12}(?:$|[\s:\])}])|\.py\b/i;
const CPU_NAMES = new Set(['%CPU', 'CPU%', 'PCPU']);
const MEMORY_NAMES = new Set(['RES', 'RSS', 'RSZ']);
const THREAD_NAMES = new Set(['LWP', 'TID', 'SPID']);
const COMMAND_NAMES = new Set(['COMMAND', 'CMD', 'COMM']);

interface Columns {
  readonly pid: number;
  readonly thread: number;
  readonly cpu: number;
  /** `pidstat`: the share it was ready to run and had no core. */
  readonly queued: number;
  readonly memory: number;
  readonly state: number;
  readonly command: number;
}

/** Lines about Python processes: how much CPU they use, and how much memory each has. */
export const readProcessTable: ReadTool = ({ lines }) => {
  let tables: { readonly header: PasteLine | null; readonly rows: Row[]; readonly used: PasteLine[] }[] = [];
  let columns: Columns | null = null;
  for (const line of lines) {
    const header = columnsOf(line);
    if (header !== null) {
      columns = header;
      tables.push({ header: line, rows: [], used: [line] });
      continue;
    }
    const row = rowOf(line, columns ?? bareColumns(line));
    if (row === null) continue;
    if (columns === null && tables.length === 0) tables.push({ header: null, rows: [], used: [] });
    const table = tables.at(-1);
    if (row !== 'other') table?.rows.push(row);
    table?.used.push(line);
  }
  // `top` and `pidstat` repeat themselves; the first time counts since the process began, so the last one is taken.
  const used = tables.flatMap((table) => table.used);
  tables = tables.filter(
    ({ header }, index) =>
      !tables
        .slice(index + 1, index + 20)
        .some((later) => later.header !== null && isSameHeader(later.header, header)),
  );
  const threadsShown = lines.some(
    ({ text }) =>
      /^\s{0,4}Threads:\s{1,6}\d{1,7} total/.test(text) ||
      /\btop (?:-\w{1,4} (?:\d{1,9} )?){0,6}-\w{0,3}H\b/.test(text),
  );
  return tables.flatMap(({ rows }) =>
    rows.length === 0 ? [] : [conclude(lastOfEach(rows), used, threadsShown)],
  );
};

/** The same columns; `Average:` stands where a time stood. */
function isSameHeader(later: PasteLine, header: PasteLine | null): boolean {
  const columns = (line: PasteLine) =>
    line.fields.filter((field) => !/\d:\d|^(?:AM|PM|Average:)$/.test(field)).join();
  return header !== null && columns(later) === columns(header);
}

function columnsOf({ fields }: PasteLine): Columns | null {
  // The command comes last; most lines are no headers.
  if (!COMMAND_NAMES.has(fields.at(-1)?.toUpperCase() ?? '')) return null;
  const upper = fields.map((field) => field.toUpperCase());
  const find = (names: ReadonlySet<string>) => upper.findIndex((field) => names.has(field));
  const command = find(COMMAND_NAMES);
  const pid = upper.indexOf('PID');
  // `ps -f`: C is the share of CPU in whole per cents.
  const cpu = upper.includes('STIME') ? upper.indexOf('C') : find(CPU_NAMES);
  const memory = find(MEMORY_NAMES);
  if (command < 1 || command !== fields.length - 1 || (cpu === -1 && memory === -1)) return null;
  return {
    pid,
    thread: find(THREAD_NAMES),
    cpu,
    queued: upper.indexOf('%WAIT'),
    memory,
    state: upper.findIndex((field) => field === 'S' || field === 'STAT'),
    command,
  };
}

/** The columns of a line that stands without its header, where its form gives them away. */
function bareColumns({ text, fields }: PasteLine): Columns | null {
  const isTop =
    /^\s{0,8}\d{1,9}\s+\S{1,40}\s+(?:-?\d{1,3}|rt)\s+-?\d{1,3}\s+[\d.]{1,12}[kmgt]?\s+[\d.]{1,12}[kmgt]?\s+[\d.]{1,12}[kmgt]?\s+[RSDTZI]\s+[\d.,]{1,8}\s+[\d.,]{1,8}\s+\S/i.test(
      text,
    );
  if (isTop) return { pid: 0, thread: -1, cpu: 8, queued: -1, memory: 5, state: 7, command: 11 };
  const isAux =
    /^\s{0,4}\S{1,40}\s+\d{1,9}\s+\d{1,6}[.,]\d\s+\d{1,3}[.,]\d\s+\d{1,15}\s+\d{1,15}\s+\S{1,12}\s+[RSDTZI]\S{0,5}\s/.test(
      text,
    );
  return isAux && fields.length >= 11
    ? { pid: 1, thread: -1, cpu: 2, queued: -1, memory: 5, state: 7, command: 10 }
    : null;
}

function rowOf(line: PasteLine, columns: Columns | null): Row | 'other' | null {
  const { fields } = line;
  if (columns === null || fields.length <= columns.command) return null;
  const at = (index: number) => (index === -1 ? undefined : fields[index]);
  const [, size, unit] = /^(\d{1,15}(?:[.,]\d{1,3})?)([KMGTkmgt]?)$/.exec(at(columns.memory) ?? '') ?? [];
  const cpuText = (at(columns.cpu) ?? '').replace(/[.,]$/, '');
  // A process that is ready and has no core computes as well, only slower.
  const cpu =
    columns.queued === -1 ? decimal(cpuText) : round(decimal(cpuText) + decimal(at(columns.queued)));
  const isRow = (columns.cpu === -1 || Number.isFinite(cpu)) && (columns.memory === -1 || size !== undefined);
  if (!isRow || (columns.pid !== -1 && !/^\d{1,9}$/.test(at(columns.pid) ?? ''))) return null;
  if (!PYTHON.test(fields.slice(columns.command).join(' ').slice(0, 300))) return 'other';
  const isSupervisor = fields
    .slice(columns.command)
    .some((field) => /^(?:master|supervisor|arbiter)$/.test(field));
  return {
    line,
    pid: at(columns.pid) ?? String(line.number),
    thread: at(columns.thread) ?? null,
    cpu,
    cpuText,
    residentBytes: isSupervisor ? Number.NaN : bytes(size, unit === '' ? 'k' : unit),
    state: (at(columns.state) ?? '').slice(0, 1),
  };
}

/** The last line about each process or thread: `pidstat` prints one an interval. */
function lastOfEach(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [`${row.pid}/${row.thread}`, row])).values()];
}

/** From this on a process or thread keeps a core busy; up to the other it is idle. */
const BUSY = 80;
const IDLE = 15;
const MOST = 100 * 1024;

function conclude(rows: readonly Row[], used: readonly PasteLine[], threadsShown: boolean): Measurement {
  const isThreads =
    threadsShown ||
    new Set(rows.map(({ pid, thread }) => `${pid}/${thread}`)).size >
      new Set(rows.map(({ pid }) => pid)).size;
  const measured = rows.filter(({ cpu, state }) => Number.isFinite(cpu) && state !== 'Z');
  const busiest = measured.reduce<Row | null>((a, b) => (a !== null && a.cpu >= b.cpu ? a : b), null);
  const base = { tool: 'process list', words: busiest?.cpuText ?? '', spans: spansOf(used) };
  if (busiest !== null && (busiest.cpu > MOST || (isThreads && busiest.cpu > 150))) {
    const text = `process list: ${figure(busiest.cpu)} % CPU cannot be. I take nothing from it.`;
    return { ...base, signs: [], quantities: {}, text, isImplausible: true };
  }
  const memory = residentOf(rows);
  const quantities = memory === null ? {} : { memoryPerWorkerBytes: memory };
  const { signs, meaning } = isThreads ? ofThreads(measured) : ofProcesses(measured, busiest);
  const words = base.words === '' ? String(rows[0]?.line.fields[0] ?? '') : base.words;
  return { ...base, words, signs, quantities, text: `process list: ${meaning}.` };
}

interface Meaning {
  readonly signs: readonly Sign[];
  readonly meaning: string;
}

/** Some kernels count all threads in the line of the first one as well: then that line is left out. */
function withoutSum(rows: readonly Row[]): readonly Row[] {
  const [most, ...others] = [...rows].sort((a, b) => b.cpu - a.cpu);
  const sum = others.reduce((all, { cpu }) => all + cpu, 0);
  return most !== undefined && others.length >= 3 && Math.abs(most.cpu - sum) <= 0.08 * sum ? others : rows;
}

function ofThreads(all: readonly Row[]): Meaning {
  const rows = withoutSum(all);
  const working = rows.filter(({ cpu }) => cpu >= 5);
  const sum = round(rows.reduce((total, { cpu }) => total + cpu, 0));
  const full = rows.filter(({ cpu }) => cpu >= 70);
  if (full.length >= 2) {
    return {
      signs: ['computing', 'gilFree', 'severalCores'],
      meaning: `${full.length} threads keep a core busy each, so they compute outside the GIL`,
    };
  }
  if (working.length >= 3 && sum >= BUSY && sum <= 125) {
    return {
      signs: ['computing', 'gilLimits'],
      meaning: `${working.length} threads share ${figure(sum)} % of one core, so they compute and take turns at the GIL`,
    };
  }
  if (full.length === 1 && sum <= 125)
    return {
      signs: ['computing'],
      meaning: `one thread keeps a core busy (${figure(sum)} %), so it computes`,
    };
  return {
    signs: [],
    meaning: `the threads use ${figure(sum)} % of a core, which tells neither computing nor waiting`,
  };
}

function ofProcesses(rows: readonly Row[], busiest: Row | null): Meaning {
  const full = rows.filter(({ cpu }) => cpu >= BUSY);
  if (busiest === null) return { signs: [], meaning: 'memory only' };
  if (busiest.cpu >= 150) {
    return {
      signs: ['computing', 'severalCores'],
      meaning: `one process uses ${figure(busiest.cpu)} % CPU, so it computes on several cores`,
    };
  }
  if (full.length >= 2) {
    return {
      signs: ['computing', 'severalCores'],
      meaning: `${full.length} processes keep a core busy each, so they compute, on several cores`,
    };
  }
  if (full.length === 1) {
    return { signs: ['computing'], meaning: `it uses ${figure(busiest.cpu)} % of one core, so it computes` };
  }
  if (busiest.cpu <= IDLE && rows.some(({ state }) => state === 'D')) {
    return {
      signs: ['waiting'],
      meaning: `${figure(busiest.cpu)} % CPU, and in state D (waiting for a disk), so it waits`,
    };
  }
  // State R: ready to run, so that it is not waiting but was hardly given a core.
  if (busiest.cpu <= IDLE && !rows.some(({ state }) => state === 'R'))
    return { signs: ['idle'], meaning: `it uses ${figure(busiest.cpu)} % of one core` };
  return { signs: [], meaning: `${figure(busiest.cpu)} % CPU tells neither computing nor waiting` };
}

/** What one process has; null where processes differ, such as a supervisor among its workers. */
function residentOf(rows: readonly Row[]): number | null {
  const sizes = rows
    .map(({ residentBytes }) => residentBytes)
    .filter((size) => size > 0)
    .sort((a, b) => a - b);
  const [least, most] = [sizes[0], sizes.at(-1)];
  if (least === undefined || most === undefined || most > least * 1.05) return null;
  return sizes[Math.floor(sizes.length / 2)] ?? null;
}
