import { concludeFromShare, type RunTimes } from './cpu-share.ts';
import { type Measurement, type PasteLine, type ReadTool, shorten, spanOf, spansOf } from './measurement.ts';
import { bytes, clock, decimal, duration, seconds } from './numbers.ts';
import type { Span } from './split-paste.ts';

/** The output of a shell's `time`, whichever shell it was, and of GNU `time` in its short form. */
export const readShellTime: ReadTool = ({ lines }) => [...readNamed(lines), ...lines.flatMap(readOneLine)];

type Name = 'real' | 'user' | 'sys';
interface Reading {
  readonly name: Name;
  readonly seconds: number;
  readonly words: string;
  readonly line: PasteLine;
}

// bash, ksh and dash: `real 0m2.345s`, in some locales `0m2,345s`; POSIX -p: `real 2.34`; in prose: `real is 40s`.
const NAMED =
  /\b(real|user|sys|elapsed)(?: time)?(?:\s{1,20}|\s?[:=]\s?| is )(-?)((?:\d{1,6}h)?(?:\d{1,6}m)?\d{1,9}(?:[.,]\d{1,9})?s?(?![\w.%:]))/gi;
// fish: `Executed in    5.03 secs      fish           external`, `usr time  120.00 millis   0.00 micros  …`.
const FISH =
  /^\s{0,8}(Executed in|usr time|sys time)\s{1,20}(\d{1,9}(?:[.,]\d{1,9})?)\s(secs|millis|micros|mins|hours)\b/;

/** Three figures with their names, on one line or on three. A name that comes again begins another run. */
function readNamed(lines: readonly PasteLine[]): Measurement[] {
  const runs: Map<Name, Reading>[] = [];
  let open = new Map<Name, Reading>();
  let lastNumber = 0;
  for (const reading of lines.flatMap(readingsOf)) {
    if (open.has(reading.name) || reading.line.number - lastNumber > 3) open = new Map();
    if (open.size === 0) runs.push(open);
    open.set(reading.name, reading);
    lastNumber = reading.line.number;
  }
  return runs.flatMap((run) => {
    const [real, user, sys] = [run.get('real'), run.get('user'), run.get('sys')];
    if (real === undefined || user === undefined) return [];
    const times = {
      tool: '`time`',
      wallSeconds: real.seconds,
      userSeconds: user.seconds,
      systemSeconds: sys?.seconds ?? 0,
    };
    return [
      { ...concludeFromShare(times), words: shorten(real.words), spans: spansOfRun([...run.values()]) },
    ];
  });
}

/** The lines of a run; where its figures stand inside a sentence, only the figures. */
function spansOfRun(readings: readonly Reading[]): Span[] {
  const lines = [...new Set(readings.map(({ line }) => line))];
  const lettersOf = (line: PasteLine) =>
    readings.reduce((all, each) => all + (each.line === line ? each.words.trim().length : 0), 0);
  return lines.flatMap((line) =>
    line.text.trim().length <= 1.6 * lettersOf(line) + 8
      ? spansOf([line])
      : readings.filter((each) => each.line === line).map(({ words }) => spanOf(line, words)),
  );
}

function readingsOf(line: PasteLine): Reading[] {
  const fish = FISH.exec(line.text);
  if (fish !== null) {
    const [words, label, number, unit] = fish;
    const name: Name = label === 'Executed in' ? 'real' : label === 'usr time' ? 'user' : 'sys';
    return [{ name, seconds: seconds(number, unit), words, line }];
  }
  // BSD puts the figure before the name.
  if (/\d real\s{1,20}[\d.,]{1,12} user\b/.test(line.text)) return [];
  return [...line.text.matchAll(NAMED)].map(([words, label = '', minus, value = '']) => {
    const lower = label.toLowerCase();
    const name = lower === 'elapsed' ? 'real' : (lower as Name);
    const read = /[hms]$/.test(value) ? duration(value) : decimal(value);
    return { name, seconds: minus === '-' ? -1 : read, words, line };
  });
}

const N = '(\\d{1,9}(?:[.,]\\d{1,9})?)';
const CLOCK = '((?:\\d{1,4}:){0,2}\\d{1,9}(?:[.,]\\d{1,9})?)';
const ONE_LINE: readonly { readonly tool: string; readonly form: RegExp }[] = [
  // zsh: `python job.py  1.20s user 0.30s system 2% cpu 1:02.30 total`
  { tool: '`time`', form: new RegExp(`${N}s user ${N}s system (\\d{1,6})% cpu ${CLOCK} total`) },
  // GNU: `1.20user 0.30system 1:02.30elapsed 2%CPU`
  { tool: '`time`', form: new RegExp(`${N}user ${N}system ${CLOCK}elapsed (\\d{1,6}|\\?)%CPU`) },
  // csh: `1.200u 0.300s 1:02.30 2.4%  0+0k 0+0io 0pf+0w`
  { tool: '`time`', form: new RegExp(`${N}u ${N}s ${CLOCK} (\\d{1,6}(?:[.,]\\d)?)%`) },
];

function readOneLine(line: PasteLine): Measurement[] {
  if (!line.text.includes('%')) return [];
  for (const { tool, form } of ONE_LINE) {
    const found = form.exec(line.text);
    if (found === null) continue;
    const [words, user, system, third, fourth] = found;
    const isZsh = words.endsWith('total');
    const share = decimal(isZsh ? third : fourth);
    const times: RunTimes = {
      tool,
      wallSeconds: clock(isZsh ? fourth : third),
      userSeconds: decimal(user),
      systemSeconds: decimal(system),
      printedShare: Number.isFinite(share) ? share / 100 : null,
    };
    const conclusion = concludeFromShare(times);
    const size = bytes(/\b(\d{1,12})maxresident\)k/.exec(line.text)?.[1], 'k');
    const quantities =
      size > 0 && !conclusion.isImplausible
        ? { ...conclusion.quantities, memoryPerWorkerBytes: size }
        : conclusion.quantities;
    return [{ ...conclusion, quantities, words: shorten(words), spans: [spanOf(line, words)] }];
  }
  return [];
}
