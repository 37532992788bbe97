import { concludeFromShare } from './cpu-share.ts';
import { type Measurement, type ReadTool, shorten, spansOf } from './measurement.ts';
import { decimal, grouped, round } from './numbers.ts';

const TITLE = /^\s{0,4}Performance counter stats for (.{0,200}):\s{0,4}$/;
const CLOCK = /^\s{0,20}([\d.,]{1,24}) (?:msec )?task-clock/;
const FIGURE = /^\s{0,20}([\d.,]{1,24}) {1,4}seconds (time elapsed|user|sys)\b/;
const COUNTER =
  /^\s{0,24}(?:[\d.,]{1,24}|<not (?:supported|counted)>)\s+[\w:/-]{2,60}(?:\s+#.*)?(?:\s*\(\d.*\))?$/;
/** How many lines a report takes at most. */
const LONGEST = 60;

/** `perf stat`: CPU time (user and sys, else the task clock) against the time elapsed. */
export const readPerfStat: ReadTool = ({ lines }) =>
  lines.flatMap((title, index): Measurement[] => {
    const about = TITLE.exec(title.text)?.[1];
    if (about === undefined) return [];
    const times: Record<string, number> = {};
    const claimed = [title];
    let words = '';
    for (const line of lines.slice(index + 1, index + LONGEST)) {
      if (TITLE.test(line.text)) break;
      const clock = CLOCK.exec(line.text);
      const figure = FIGURE.exec(line.text);
      if (clock !== null) times.clock = round(readNumber(clock[1]) / 1000);
      if (figure !== null) {
        times[figure[2] ?? ''] = readNumber(figure[1]);
        if (figure[2] === 'time elapsed') words = shorten(line.text);
      }
      if (clock !== null || figure !== null || COUNTER.test(line.text)) claimed.push(line);
    }
    const elapsed = times['time elapsed'];
    const user = times.user ?? times.clock;
    if (elapsed === undefined || user === undefined || words === '') return [];
    const isAttached = /process id|thread id|system wide|CPU\(s\)/.test(about);
    const conclusion = concludeFromShare({
      tool: '`perf stat`',
      wallSeconds: elapsed,
      userSeconds: user,
      systemSeconds: times.user === undefined ? 0 : (times.sys ?? 0),
    });
    // Watching a process for a while is not one run of it, and a process with nothing to do waits as well.
    const signs = isAttached ? conclusion.signs.filter((sign) => sign !== 'waiting') : conclusion.signs;
    const quantities = isAttached ? {} : conclusion.quantities;
    const text = isAttached
      ? `${conclusion.text} It watched a running process, so I take no time per job from it.`
      : conclusion.text;
    return [{ ...conclusion, signs, quantities, text, words, spans: spansOf(claimed) }];
  });

/** `1,234.56` and, in other locales, `1234,56` or `1.234,56`. */
function readNumber(text = ''): number {
  const isGerman = /^\d{1,3}(?:\.\d{3})*,\d{1,9}$/.test(text) && !/^\d{1,3}(?:,\d{3})+$/.test(text);
  if (isGerman) return decimal(text.replaceAll('.', ''));
  const value = grouped(text);
  return Number.isFinite(value) ? value : decimal(text);
}
