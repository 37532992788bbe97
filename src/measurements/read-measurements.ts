import { readAccessLog } from './access-log.ts';
import { readContainerLimits } from './container-limits.ts';
import { readContainerUse } from './container-use.ts';
import { readBsdTime, readGnuTime } from './gnu-time.ts';
import { readHostMemory } from './host-memory.ts';
import { readHtop } from './htop.ts';
import { readLoadTest } from './load-test.ts';
import { readLscpu } from './lscpu.ts';
import { type Measurement, type ReadTool, readPaste } from './measurement.ts';
import { readPerfStat } from './perf-stat.ts';
import { readProbes } from './probes.ts';
import { readProcessTable } from './process-table.ts';
import { readProfileTable } from './profile-table.ts';
import { readPySpyDump } from './py-spy-dump.ts';
import { readPySpySamples } from './py-spy-samples.ts';
import { readPythonMemory } from './python-memory.ts';
import { readPythonTiming } from './python-timing.ts';
import { readShellTime } from './shell-time.ts';
import { readSystemLoad } from './system-load.ts';

/** A new tool is one file and one line here. */
const TOOLS: readonly ReadTool[] = [
  readGnuTime,
  readBsdTime,
  readPerfStat,
  readShellTime,
  readPythonTiming,
  readProfileTable,
  readPySpyDump,
  readPySpySamples,
  readProcessTable,
  readHtop,
  readLscpu,
  readProbes,
  readHostMemory,
  readContainerLimits,
  readContainerUse,
  readLoadTest,
  readAccessLog,
  readPythonMemory,
  readSystemLoad,
];

/** The measurements pasted anywhere into a message, in the order they stand there. */
export function readMeasurements(text: string): Measurement[] {
  const paste = readPaste(text);
  const found = TOOLS.flatMap((read) => read(paste));
  const startOf = ({ spans }: Measurement) =>
    spans.reduce((least, { start }) => Math.min(least, start), text.length);
  return found
    .map((measurement) => ({ measurement, start: startOf(measurement) }))
    .sort((a, b) => a.start - b.start)
    .map(({ measurement }) => measurement);
}
