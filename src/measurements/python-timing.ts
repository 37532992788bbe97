import { concludeFromShare } from './cpu-share.ts';
import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { figure, round, seconds } from './numbers.ts';

/** What Python itself measured: IPython's `%time`, `timeit`, and printed clocks. */
export const readPythonTiming: ReadTool = ({ lines }) => [
  ...lines.flatMap((line, index) => readMagicTime(line, lines[index + 1])),
  ...lines.flatMap(readTimeit),
  ...lines.flatMap((line, index) => readClocks(line, lines[index + 1])),
];

const SPAN =
  '((?:\\d{1,6} ?(?:h|min|s|ms|[uµμ]s|ns) ?){0,3}\\d{1,9}(?:[.,]\\d{1,9})? ?(?:min|s|ms|[uµμ]s|ns))';
const MAGIC = new RegExp(`CPU times: (?:user ${SPAN}, sys: ${SPAN}, )?total: ${SPAN}`);
const WALL = new RegExp(`Wall time: ${SPAN}`);

/** `CPU times: user 1.2 s, sys: 30 ms, total: 1.23 s` above `Wall time: 12.3 s`. */
function readMagicTime(line: PasteLine, next: PasteLine | undefined): Measurement[] {
  const cpu = MAGIC.exec(line.text);
  if (cpu === null) return [];
  const isSameLine = WALL.test(line.text);
  const wall = WALL.exec(isSameLine ? line.text : (next?.text ?? ''));
  if (wall === null) return [];
  const [words, user, system, total] = cpu;
  const conclusion = concludeFromShare({
    tool: '`%time`',
    wallSeconds: spanSeconds(wall[1]),
    userSeconds: spanSeconds(user ?? total),
    systemSeconds: user === undefined ? 0 : spanSeconds(system),
  });
  const used = isSameLine || next === undefined ? [line] : [line, next];
  return [{ ...conclusion, words: shorten(words), spans: spansOf(used) }];
}

function spanSeconds(text = ''): number {
  const parts = [...text.matchAll(/(\d{1,9}(?:[.,]\d{1,9})?) ?(h|min|s|ms|[uµμ]s|ns)\b/g)];
  return round(parts.reduce((sum, [, number, unit]) => sum + seconds(number, unit), 0));
}

const TIMEIT =
  /(\d{1,9}(?:\.\d{1,9})?) (nsec|usec|msec|sec|ns|[uµμ]s|ms|s)(?: (?:±|\+-|\+\/-) \d{1,9}(?:\.\d{1,9})? (?:ns|[uµμ]s|ms|s))? per loop\b/;

/** `100 loops, best of 5: 1.23 msec per loop`, `12.3 ms ± 100 µs per loop (mean ± std. dev. …)`. */
function readTimeit(line: PasteLine): Measurement[] {
  const found = TIMEIT.exec(line.text);
  if (found === null) return [];
  const [words, number, unit] = found;
  const latencySeconds = seconds(number, unit);
  if (!(latencySeconds > 0)) return [];
  const text = `\`timeit\`: one takes ${figure(latencySeconds * 1000)} ms on the clock; whether it computes or waits it does not tell.`;
  return [
    {
      tool: '`timeit`',
      signs: [],
      quantities: { latencySeconds },
      words: shorten(words),
      text,
      spans: spansOf([line]),
    },
  ];
}

const VALUE =
  '[\'"]?\\s{0,4}[:=]?\\s{0,8}(-?\\d{1,9}(?:[.,]\\d{1,12})?)\\s?(s|sec|secs|seconds|ms|[uµμ]s)?(?![\\w.%])';
const ON_THE_CLOCK = new RegExp(
  `\\b(?:time\\.)?(?:perf_counter|monotonic|wall|wall[ _-]?(?:clock|time)|elapsed|real time)(?:\\(\\))?${VALUE}`,
  'i',
);
const ON_THE_CPU = new RegExp(
  `\\b(?:time\\.)?(?:process_time|thread_time|cpu|cpu[ _-]?time)(?:\\(\\))?${VALUE}`,
  'i',
);

/** `perf_counter: 3.02 s, process_time: 0.04 s`, on one line or on two. */
function readClocks(line: PasteLine, next: PasteLine | undefined): Measurement[] {
  if (MAGIC.test(line.text)) return [];
  const found = (text: string) => ({ wall: ON_THE_CLOCK.exec(text), cpu: ON_THE_CPU.exec(text) });
  const here = found(line.text);
  if (here.wall === null && here.cpu === null) return [];
  const isAlone = here.wall !== null && here.cpu !== null;
  const there = isAlone || next === undefined ? { wall: null, cpu: null } : found(next.text);
  // Where the next line has both, it is a measurement of its own.
  if (there.wall !== null && there.cpu !== null) return [];
  const [wall, cpu] = [here.wall ?? there.wall, here.cpu ?? there.cpu];
  if (wall === null || cpu === null) return [];
  const conclusion = concludeFromShare({
    tool: 'Python’s clocks',
    wallSeconds: clockSeconds(wall),
    userSeconds: clockSeconds(cpu),
    systemSeconds: 0,
  });
  const used = isAlone || next === undefined ? [line] : [line, next];
  return [{ ...conclusion, words: shorten(cpu[0]), spans: spansOf(used) }];
}

function clockSeconds([, number = '', unit = 's']: RegExpExecArray): number {
  return number.startsWith('-') ? -1 : seconds(number, unit);
}
