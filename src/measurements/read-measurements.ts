import { readAccessLog } from './access-log.ts';
import { HIDDEN } from './clean-line.ts';
import { readContainerLimits } from './container-limits.ts';
import { readContainerUse } from './container-use.ts';
import { readBsdTime, readGnuTime } from './gnu-time.ts';
import { readHostMemory } from './host-memory.ts';
import { readHtop } from './htop.ts';
import { readLoadTest } from './load-test.ts';
import { readLscpu } from './lscpu.ts';
import { type Measurement, type ReadTool, readPaste } from './measurement.ts';
import { readPerfStat } from './perf-stat.ts';
import { PROBE, readProbes } from './probes.ts';
import { readProcessTable } from './process-table.ts';
import { readProfileTable } from './profile-table.ts';
import { readPySpyDump } from './py-spy-dump.ts';
import { readPySpySamples } from './py-spy-samples.ts';
import { readPythonMemory } from './python-memory.ts';
import { readPythonTiming } from './python-timing.ts';
import { readShellTime } from './shell-time.ts';
import { readSystemLoad } from './system-load.ts';

/**
 * The readers, each with a sign of its tool: what stands in all its outputs, upper and lower case alike, wherever a line
 * begins. Most messages show no sign at all. A new tool is one file and one line here.
 */
export const TOOLS: readonly { readonly sign: RegExp; readonly read: ReadTool }[] = [
  { sign: /User time \(|Percent of CPU|Maximum resident set/i, read: readGnuTime },
  { sign: /\d real\s/i, read: readBsdTime },
  { sign: /Performance counter stats/i, read: readPerfStat },
  { sign: /user(?: time)?[\s:=is]{1,20}-?\d|usr time|\du \d/i, read: readShellTime },
  {
    sign: /CPU times:|per loop|(?:perf_counter|monotonic|wall|clock|time|elapsed)(?:\(\))?['"]?[\s:=]{0,13}-?\d/i,
    read: readPythonTiming,
  },
  { sign: /ncalls\s/i, read: readProfileTable },
  { sign: /\((?:idle|active)/i, read: readPySpyDump },
  { sign: /GIL: \d|py-spy>|;/i, read: readPySpySamples },
  {
    sign: /\b(?:COMMAND|CMD|COMM)\b|\d[kmgt]?\s+[RSDTZI]\s+[\d.,]{1,8}\s|[.,]\d\s+\d{1,3}[.,]\d\s+\d{1,15}\s/i,
    read: readProcessTable,
  },
  { sign: /\[[|#*<>= \d.]/i, read: readHtop },
  { sign: /CPU\(s\):/i, read: readLscpu },
  { sign: PROBE, read: readProbes },
  { sign: /total\s{1,12}used|MemTotal:|iB Mem|hw\.memsize/i, read: readHostMemory },
  { sign: /(?:limits|requests|reservations)["']?\s{0,4}:/i, read: readContainerLimits },
  { sign: /B \/ \d|CPU\(cores\)/i, read: readContainerUse },
  {
    sign: /Requests per second:|Requests\/sec:|http_reqs|total, rate|transaction[_ ]rate|Aggregated\s/i,
    read: readLoadTest,
  },
  { sign: /(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/|method"?[:=]/i, read: readAccessLog },
  { sign: /VmRSS:|Pss:|Line #|mem\(rss=| size=/i, read: readPythonMemory },
  { sign: /\bus\s{1,6}sy\b|avg-cpu:|% time\s/i, read: readSystemLoad },
];
const ANY_SIGN = new RegExp(TOOLS.map(({ sign }) => sign.source).join('|'), 'i');

/** The measurements pasted anywhere into a message, in the order they stand there. */
export function readMeasurements(text: string): Measurement[] {
  // Escapes and the like may stand within a sign.
  const isClean = !HIDDEN.test(text);
  if (isClean && !ANY_SIGN.test(text)) return [];
  const paste = readPaste(text);
  const found = TOOLS.flatMap(({ sign, read }) => (isClean && !sign.test(text) ? [] : read(paste)));
  const startOf = ({ spans }: Measurement) =>
    spans.reduce((least, { start }) => Math.min(least, start), text.length);
  return found
    .map((measurement) => ({ measurement, start: startOf(measurement) }))
    .sort((a, b) => a.start - b.start)
    .map(({ measurement }) => measurement);
}
