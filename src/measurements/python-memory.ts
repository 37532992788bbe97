import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { bytes, decimal, sizeText } from './numbers.ts';

/**
 * How much memory a Python process has: /proc/PID/status and smaps_rollup, memory_profiler, psutil; and `tracemalloc`,
 * which counts only a part.
 */
export const readPythonMemory: ReadTool = ({ lines }) => [
  ...readStatus(lines),
  ...readRollup(lines),
  ...readProfiler(lines),
  ...lines.flatMap(readPsutil),
  ...readTracemalloc(lines),
];

const STATUS =
  /^\s{0,4}(?:Name|Umask|State|Tgid|Ngid|Pid|PPid|TracerPid|Uid|Gid|FDSize|Groups|NS\w{2,4}|Vm\w{2,4}|Rss\w{4,6}|HugetlbPages|CoreDumping|THP_enabled|Threads|SigQ|\w{3}Pnd|Sig\w{3}|Cap\w{3}|NoNewPrivs|Seccomp\w{0,12}|Cpus_allowed\w{0,6}|Mems_allowed\w{0,6}|(?:non)?voluntary_ctxt_switches):\s/;

function readStatus(lines: readonly PasteLine[]): Measurement[] {
  const resident = lines.filter(({ text }) => /^\s{0,4}VmRSS:\s{1,12}\d{1,15} kB$/.test(text));
  const sizes = resident.map(({ fields }) => bytes(fields.at(-2), 'k'));
  const [line, size] = [resident[0], sizes[0]];
  if (line === undefined || size === undefined) return [];
  const used = lines.filter(({ text }) => STATUS.test(text));
  const peak = bytes(used.find(({ text }) => /^\s{0,4}VmHWM:/.test(text))?.fields.at(-2), 'k');
  const base = {
    tool: '/proc/PID/status',
    signs: [],
    words: shorten(line.text),
    spans: spansOf([...new Set([...used, ...resident])]),
  };
  if (!(size > 0 && size <= 2 ** 46) || (resident.length === 1 && peak < size)) {
    return [
      {
        ...base,
        quantities: {},
        text: '/proc/PID/status: these sizes contradict each other. I take nothing from them.',
        isImplausible: true,
      },
    ];
  }
  if (Math.max(...sizes) > Math.min(...sizes) * 1.05) {
    return [
      {
        ...base,
        quantities: {},
        text: `/proc/PID/status: from ${sizeText(Math.min(...sizes))} to ${sizeText(Math.max(...sizes))}, too different for one figure.`,
      },
    ];
  }
  return [
    {
      ...base,
      quantities: { memoryPerWorkerBytes: size },
      text: `/proc/PID/status: ${sizeText(size)} resident.`,
    },
  ];
}

const ROLLUP =
  /^\s{0,4}(?:Rss|Pss(?:_\w{4,5})?|Shared_\w{5,7}|Private_\w{5,7}|Referenced|Anonymous|KSM|LazyFree|\w{4,5}HugePages|ShmemPmdMapped|FilePmdMapped|Swap(?:Pss)?|Locked):\s{1,16}\d{1,15} kB$/;

/** The sum over all mappings; `smaps` itself has a figure for each, of which none is that of the process. */
function readRollup(lines: readonly PasteLine[]): Measurement[] {
  const shares = lines.filter(({ text }) => /^\s{0,4}Pss:\s{1,16}\d{1,15} kB$/.test(text));
  const [line] = shares;
  const size = bytes(line?.fields.at(-2), 'k');
  if (line === undefined || shares.length > 1 || !(size > 0 && size <= 2 ** 46)) return [];
  return [
    {
      tool: '`smaps_rollup`',
      signs: [],
      quantities: { memoryPerWorkerBytes: size },
      words: shorten(line.text),
      text: `\`smaps_rollup\`: ${sizeText(size)}, with its share of the pages that processes have in common.`,
      spans: spansOf(lines.filter(({ text }) => ROLLUP.test(text))),
    },
  ];
}

const PROFILER_HEADER = /^\s{0,8}Line #\s{1,8}Mem usage\s{1,8}Increment\b/;
const PROFILER_ROW = /^\s{1,12}\d{1,7}\s{1,12}(?:(\d{1,9}\.\d{1,6}) ([KMG]i?B)\s.{0,200}|\S.{0,200})?$/;

/** memory_profiler: the highest figure beside a line is what the process had at most. */
function readProfiler(lines: readonly PasteLine[]): Measurement[] {
  const header = lines.find(({ text }) => PROFILER_HEADER.test(text));
  if (header === undefined) return [];
  const below = lines
    .filter(({ number }) => number > header.number)
    .filter(({ text }) => PROFILER_ROW.test(text) || /^={8,}$/.test(text) || text.startsWith('Filename: '));
  const sizes = below.flatMap((line) => {
    const [, number, unit] = PROFILER_ROW.exec(line.text) ?? [];
    return number === undefined ? [] : [{ line, size: bytes(number, unit) }];
  });
  if (sizes.length === 0) return [];
  const largest = sizes.reduce((a, b) => (b.size > a.size ? b : a));
  const words = /\d{1,9}\.\d{1,6} [KMG]i?B/.exec(largest.line.text)?.[0] ?? '';
  return [
    {
      tool: 'memory_profiler',
      signs: [],
      quantities: { memoryPerWorkerBytes: largest.size },
      words,
      text: `memory_profiler: ${sizeText(largest.size)} at most.`,
      spans: spansOf([header, ...below]),
    },
  ];
}

function readPsutil(line: PasteLine): Measurement[] {
  const found = /\bp(?:full)?mem\(rss=(\d{1,15}), vms=\d{1,15}/.exec(line.text);
  const size = decimal(found?.[1]);
  if (found === null || !(size > 0 && size <= 2 ** 46)) return [];
  return [
    {
      tool: '`psutil`',
      signs: [],
      quantities: { memoryPerWorkerBytes: size },
      words: shorten(found[0]),
      text: `\`psutil\`: ${sizeText(size)} resident.`,
      spans: spansOf([line]),
    },
  ];
}

const TRACED =
  /^.{1,200}: size=[\d.]{1,12} (?:B|KiB|MiB|GiB)(?: \([+-][\d.]{1,12} (?:B|KiB|MiB|GiB)\))?, count=\d{1,12}/;

function readTracemalloc(lines: readonly PasteLine[]): Measurement[] {
  const rows = lines.filter(({ text }) => text.includes(' size=') && TRACED.test(text));
  const [first] = rows;
  if (first === undefined) return [];
  const words = /size=[\d.]{1,12} (?:B|KiB|MiB|GiB)/.exec(first.text)?.[0] ?? '';
  const text = `\`tracemalloc\`: ${rows.length} places that allocate, the largest ${words.slice(5)}. It counts Python's objects, not what the process has, so I take no memory per worker from it.`;
  return [{ tool: '`tracemalloc`', signs: [], quantities: {}, words, text, spans: spansOf(rows) }];
}
