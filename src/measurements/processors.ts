import type { Quantities } from '../understanding/understanding.ts';
import {
  type Measurement,
  type PasteLine,
  type ReadTool,
  type Sign,
  shorten,
  spanOf,
  spansOf,
} from './measurement.ts';
import { decimal, figure, round } from './numbers.ts';

/** How many cores there are, and which Python: commands whose answer is one value. */
export const readProcessors: ReadTool = ({ lines }) => [
  ...readLscpu(lines),
  ...lines.flatMap((line, index) => readValue(line, lines.slice(index + 1, index + 4))),
];

const MOST_CORES = 4096;

interface Probe {
  readonly tool: string;
  /** The command, or the name before the value. */
  readonly asks: RegExp;
  /** Whether the value may stand on the line after it. */
  readonly value: RegExp;
  readonly read: (value: string) => {
    readonly quantities?: Quantities;
    readonly signs?: readonly Sign[];
    readonly text: string;
    readonly scope?: 'limit';
  } | null;
}

const cores = (tool: string, value: number) =>
  value > 0 && value <= MOST_CORES
    ? { quantities: { cores: value }, text: `${tool}: ${figure(value)} ${value === 1 ? 'core' : 'cores'}.` }
    : null;
const wholeCores = (tool: string) => (value: string) => cores(tool, Math.trunc(decimal(value)));
const WHOLE = /^\s{0,8}(\d{1,7})\s{0,8}$/;

const PROBES: readonly Probe[] = [
  { tool: '`nproc`', asks: /\bnproc(?: --all)?\b/, value: WHOLE, read: wholeCores('`nproc`') },
  {
    tool: '`cpu_count()`',
    asks: /(?:cpu_count\(\)|sched_getaffinity\(0\)\))\W{0,4}/,
    value: /^\s{0,8}(?:Out\[\d{1,6}\]: )?(\d{1,7})\s{0,8}$/,
    read: wholeCores('`cpu_count()`'),
  },
  {
    tool: '`sysctl`',
    asks: /\bhw\.(?:ncpu|logicalcpu|activecpu)\b/,
    value: WHOLE,
    read: wholeCores('`sysctl`'),
  },
  {
    tool: '/proc/cpuinfo',
    asks: /grep -c \^?['"]?\^?processor['"]? \/proc\/cpuinfo/,
    value: WHOLE,
    read: wholeCores('/proc/cpuinfo'),
  },
  {
    tool: 'NUMBER_OF_PROCESSORS',
    asks: /\bNUMBER_OF_PROCESSORS\b%?|\bNumberOfLogicalProcessors\b\)?/,
    value: WHOLE,
    read: wholeCores('NUMBER_OF_PROCESSORS'),
  },
  {
    tool: 'cpu.max',
    asks: /\bcpu\.max\b/,
    value: /^\s{0,8}((?:max|\d{3,12}) \d{3,9})\s{0,8}$/,
    read: (value) => {
      const [quota = '', period = ''] = value.split(' ');
      if (quota === 'max') return { text: 'cpu.max: `max`, so there is no quota.' };
      const share = round(decimal(quota) / decimal(period));
      const read = cores('cpu.max', share);
      return (
        read && {
          ...read,
          scope: 'limit',
          text: `cpu.max: quota / period = ${figure(share)} ${share === 1 ? 'core' : 'cores'}.`,
        }
      );
    },
  },
  {
    tool: '`_is_gil_enabled()`',
    asks: /\b_is_gil_enabled\(\)\W{0,4}/,
    value: /^\s{0,8}(?:Out\[\d{1,6}\]: )?(True|False)\s{0,8}$/,
    read: (value) =>
      value === 'False'
        ? { signs: ['gilFree'], text: '`_is_gil_enabled()`: False, so the GIL is off and limits nothing.' }
        : { text: '`_is_gil_enabled()`: True, the ordinary build.' },
  },
  {
    tool: '`python --version`',
    asks: /\bpython[\d.]{0,6}t?(?:\.exe)? (?:--version|-VV?)\b/,
    value:
      /^\s{0,8}Python (3\.\d{1,2})(?:\.\d{1,3})?(?:\S{0,12})?(?: free-threading build.{0,80}| \(.{0,120}| \[.{0,80})?\s{0,8}$/,
    read: (value) => ({ quantities: { pythonVersion: value }, text: `Python ${value}.` }),
  },
];

/** The value a probe prints, below its command or beside its name. */
function readValue(line: PasteLine, below: readonly PasteLine[]): Measurement[] {
  for (const probe of PROBES) {
    const asked = probe.asks.exec(line.text);
    if (asked === null) continue;
    const rest = line.text.slice(asked.index + asked[0].length);
    const beside =
      /^["'`)\s]{0,4}(?:[:=]{1,2}>?|->|→|=>|says|is|gives|returns|prints|shows|reports)\s{0,4}["'`]?(\S{1,20}?(?: \d{3,9})?)["'`]?(?=[\s,;.!?)]|$)/.exec(
        rest,
      );
    const next = below.find(({ text }) => text.trim() !== '');
    const under = probe.value.exec(next?.text ?? '');
    const value = beside === null ? null : probe.value.exec(beside[1] ?? '');
    const found = value?.[1] ?? under?.[1];
    if (found === undefined) continue;
    const read = probe.read(found);
    const words = value === null ? (next?.text ?? '').trim() : `${asked[0]}${beside?.[0] ?? ''}`;
    const spans =
      value === null && next !== undefined
        ? [commandSpan(line, asked[0]), ...spansOf([next])]
        : [spanOf(line, words)];
    const base = { tool: probe.tool, words: shorten(words), spans };
    if (read === null) {
      const text = `${probe.tool}: ${shorten(found)} cannot be. I take nothing from it.`;
      return [{ ...base, signs: [], quantities: {}, text, isImplausible: true }];
    }
    return [{ ...base, signs: [], quantities: {}, ...read }];
  }
  return [];
}

/** A command line goes as a whole, a command within a sentence alone. */
function commandSpan(line: PasteLine, command: string) {
  const isSentence = /[a-z]{2,}\s+[a-z]{2,}.{0,200}:$/i.test(line.text);
  return isSentence ? spanOf(line, command) : { start: line.start, end: line.end };
}

const LSCPU =
  /^\s{0,12}(?:Architecture|CPU op-mode\(s\)|Byte Order|Address sizes|CPU\(s\)|On-line CPU\(s\) list|Off-line CPU\(s\) list|Thread\(s\) per core|Core\(s\) per (?:socket|cluster)|Socket\(s\)|Cluster\(s\)|NUMA node\(s\)|NUMA node\d{1,3} CPU\(s\)|Vendor ID|BIOS [\w ]{2,20}|Model name|CPU family|Model|Stepping|Frequency boost|CPU(?: max| min)? MHz|CPU\(s\) scaling MHz|BogoMIPS|Virtualization(?: type)?|Hypervisor vendor|L\d[di]? cache|Caches \(sum of all\)|L\d[di]?|NUMA|Flags|Vulnerabilit(?:y|ies)(?: [\w -]{2,30})?):/;

function readLscpu(lines: readonly PasteLine[]): Measurement[] {
  const used = lines.filter(({ text }) => text.includes(':') && LSCPU.test(text));
  const lastField = (label: string) =>
    used.find(({ text }) => text.trimStart().startsWith(`${label}:`))?.fields.at(-1);
  const line = used.find(({ text }) => /^\s{0,12}CPU\(s\):\s+\d{1,7}$/.test(text));
  if (line === undefined) return [];
  const all = decimal(line.fields.at(-1));
  const online = countOf(lastField('On-line CPU(s) list') ?? '');
  const parts = ['Thread(s) per core', 'Core(s) per socket', 'Socket(s)'].map((label) =>
    decimal(lastField(label)),
  );
  const product = parts.reduce((a, b) => a * b, 1);
  const base = { tool: '`lscpu`', words: shorten(line.text), spans: spansOf(used) };
  if (!(all > 0 && all <= MOST_CORES) || all > product || (Number.isFinite(online) && online > all)) {
    const text = `\`lscpu\`: ${figure(all)} CPUs contradict the other lines. I take nothing from it.`;
    return [{ ...base, signs: [], quantities: {}, text, isImplausible: true }];
  }
  const count = Number.isFinite(online) ? Math.min(all, online) : all;
  return [
    {
      ...base,
      signs: [],
      quantities: { cores: count },
      text: `\`lscpu\`: ${count} ${count === 1 ? 'core' : 'cores'}.`,
    },
  ];
}

/** `0-3,6` is five. */
function countOf(list: string): number {
  if (!/^\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?){0,64}$/.test(list)) return Number.NaN;
  return list.split(',').reduce((all, part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return all + to - from + 1;
  }, 0);
}
