import type { Quantities } from '../understanding/understanding.ts';
import { hasPrompt } from './line-kinds.ts';
import {
  type Measurement,
  type PasteLine,
  type ReadTool,
  type Sign,
  shorten,
  spanOf,
  spansOf,
} from './measurement.ts';
import { decimal, figure, round, sizeText } from './numbers.ts';

/** Commands whose answer is one value: how many cores there are, which Python, how long a call took, how much a process has. */
export const readProbes: ReadTool = ({ lines }) =>
  lines.flatMap((line, index) => readValues(line, linesBelow(lines, index)));

/** The lines its answer may stand on: up to the next command. */
function linesBelow(lines: readonly PasteLine[], index: number): PasteLine[] {
  const below = lines.slice(index + 1, index + 5);
  const next = below.findIndex(({ text }) => hasPrompt(text));
  return next === -1 ? below : below.slice(0, next);
}

const MOST_CORES = 4096;

interface Probe {
  readonly tool: string;
  /** The command, or the name before the value. */
  readonly asks: RegExp;
  /** What its answer looks like, alone on a line. */
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

function resident(tool: string, memoryPerWorkerBytes: number) {
  if (!(memoryPerWorkerBytes > 0 && memoryPerWorkerBytes <= 2 ** 46)) return null;
  return {
    quantities: { memoryPerWorkerBytes },
    text: `${tool}: ${sizeText(memoryPerWorkerBytes)} in memory.`,
  };
}

const PROBES: readonly Probe[] = [
  { tool: '`nproc`', asks: /\bnproc(?: --all)?\b/, value: WHOLE, read: wholeCores('`nproc`') },
  {
    tool: '`cpu_count()`',
    asks: /(?:cpu_count\(\)|sched_getaffinity\(0\)\))\){0,3}/,
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
    asks: /grep -c \^?['"]?\^?processor['"]? \/proc\/cpuinfo|\/proc\/cpuinfo.{0,40}\bwc -l/,
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
    tool: 'memory.max',
    asks: /\bmemory(?:\.max|\.limit_in_bytes)\b/,
    value: /^\s{0,8}(\d{7,15})\s{0,8}$/,
    read: (value) => {
      const memoryBytes = decimal(value);
      return memoryBytes <= 2 ** 46
        ? { quantities: { memoryBytes }, text: `memory.max: ${sizeText(memoryBytes)}.`, scope: 'limit' }
        : { text: 'memory.max: no limit.' };
    },
  },
  {
    tool: '`_is_gil_enabled()`',
    asks: /\b_is_gil_enabled\(\)\){0,3}/,
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
  {
    tool: '`curl`',
    asks: /\btime_total\b\}?(?:\\n)?['"]?/,
    value: /^\s{0,8}(\d{1,5}[.,]\d{1,9})s?\s{0,8}$/,
    read: (value) => {
      const ioWaitSeconds = decimal(value);
      return {
        quantities: { ioWaitSeconds },
        text: `\`curl\`: one call takes ${figure(ioWaitSeconds)} s, a round trip and so a wait.`,
      };
    },
  },
  {
    tool: '`ps`',
    asks: /\bps\b.{0,60} -o ?rss=?(?:\s|$)/,
    value: WHOLE,
    read: (value) => resident('`ps`', decimal(value) * 1024),
  },
  {
    tool: 'smaps_rollup',
    asks: /\bPss\b(?!:?\s{0,16}\d)/,
    value: /^\s{0,8}(\d{1,12})(?: kB)?\s{0,8}$/,
    read: (value) => resident('smaps_rollup', decimal(value) * 1024),
  },
  {
    tool: 'WorkingSet64',
    asks: /\bWorkingSet64\b/,
    value: /^\s{0,8}(\d{1,15})\s{0,8}$/,
    read: (value) => resident('WorkingSet64', decimal(value)),
  },
];

/** What stands on a line that asks for one. */
export const PROBE = new RegExp(PROBES.map(({ asks }) => asks.source).join('|'), 'i');

/** The values that probes on this line ask for, below their command or beside their name. */
function readValues(line: PasteLine, below: readonly PasteLine[]): Measurement[] {
  return PROBES.flatMap((probe): Measurement[] => {
    const asked = probe.asks.exec(line.text);
    if (asked === null) return [];
    const beside = BESIDE.exec(line.text.slice(asked.index + asked[0].length));
    const value = probe.value.exec(beside?.[1] ?? '');
    // Several commands on one line answer one below the other.
    const under = value === null ? below.find(({ text }) => probe.value.test(text)) : undefined;
    const found = value?.[1] ?? probe.value.exec(under?.text ?? '')?.[1];
    if (found === undefined) return [];
    const words = under === undefined ? `${asked[0]}${beside?.[0] ?? ''}` : under.text.trim();
    const spans =
      under === undefined ? [spanOf(line, words)] : [commandSpan(line, asked[0]), ...spansOf([under])];
    const base = { tool: probe.tool, words: shorten(words), spans, signs: [], quantities: {} };
    const read = probe.read(found);
    if (read !== null) return [{ ...base, ...read }];
    const text = `${probe.tool}: ${shorten(found)} cannot be. I take nothing from it.`;
    return [{ ...base, text, isImplausible: true }];
  });
}

const BESIDE =
  /^["'`)\s]{0,4}(?:[:=]{1,2}>?|->|→|=>|says|is|gives|returns|prints|shows|reports)\s{0,12}["'`]?(\S{1,20}?(?: \d{3,9})?)["'`]?(?=[\s;!?)]|[.,](?!\d)|$)/;

/** A command line goes as a whole, a command within a sentence alone. */
function commandSpan(line: PasteLine, command: string) {
  const isSentence = /[a-z]{2,}\s+[a-z]{2,}.{0,200}:$/i.test(line.text);
  return isSentence ? spanOf(line, command) : { start: line.start, end: line.end };
}
