import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { decimal, figure, round } from './numbers.ts';
import { isWaitForOthers, isWaitForOutside, mayWait } from './waiting-calls.ts';

/** In the rows shown, from this share of the time in waiting calls on a program waits. */
const WAITS_FROM = 0.65;
/** From this share in its own functions on it computes, if waiting calls have no more than the other. */
const COMPUTES_FROM = 0.75;
const MAY_WAIT_UP_TO = 0.1;

const TOTAL =
  /^\s{0,20}\d{1,15} function calls(?: \(\d{1,15} primitive calls\))? in (\d{1,9}(?:[.,]\d{1,6})?) (?:CPU )?seconds/;
const HEADER = /^\s{0,12}ncalls\s+tottime\s+percall\s+cumtime\s+percall\s+filename:lineno\(function\)/;
const ROW =
  /^\s{0,12}\d{1,12}(?:\/\d{1,12})?\s+(\d{1,9}[.,]\d{1,6})\s+\d{1,9}[.,]\d{1,6}\s+\d{1,9}[.,]\d{1,6}\s+\d{1,9}[.,]\d{1,6}\s+(\S.*)$/;

/**
 * A table of cProfile or pstats. It counts time on the clock of one thread: time in `recv`, `poll` and the like is
 * waiting, time in other functions computing. No time per job is taken, since profiling slows Python code down.
 */
export const readProfileTable: ReadTool = ({ lines }) => {
  const header = lines.findIndex(({ text }) => HEADER.test(text));
  if (header === -1) return [];
  const title = lines.slice(Math.max(0, header - 12), header).findLast(({ text }) => TOTAL.test(text));
  const rows: { readonly line: PasteLine; readonly seconds: number; readonly name: string }[] = [];
  for (const line of lines.slice(header + 1)) {
    if (line.text.trim() === '' && rows.length === 0) continue;
    const row = ROW.exec(line.text);
    if (row === null) break;
    rows.push({ line, seconds: decimal(row[1]), name: row[2] ?? '' });
  }
  const ordered = lines
    .slice(Math.max(0, header - 8), header)
    .filter(({ text }) => /^\s{0,8}(?:Ordered by|Random listing|List reduced)/.test(text));
  const first = lines[header];
  if (first === undefined || rows.length === 0) return [];
  const sum = (is: (name: string) => boolean) =>
    round(rows.reduce((all, { seconds, name }) => all + (is(name) ? seconds : 0), 0));
  const shown = sum(() => true);
  const total = title === undefined ? shown : decimal(TOTAL.exec(title.text)?.[1]);
  const used = [...(title === undefined ? [] : [title]), ...ordered, first, ...rows.map(({ line }) => line)];
  const base = { tool: 'cProfile', quantities: {}, spans: spansOf(used) };
  if (!(total > 0)) return [];
  if (shown > total * 1.05 + 0.01) {
    const text = `cProfile: the rows add up to ${figure(shown)} s of ${figure(total)} s, which cannot be. I take nothing from it.`;
    return [{ ...base, signs: [], words: shorten(title?.text ?? ''), text, isImplausible: true }];
  }
  const [outside, others, unclear] = [sum(isWaitForOutside), sum(isWaitForOthers), sum(mayWait)];
  const own = round(shown - outside - others - unclear);
  const heaviest = rows.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  const conclude = (signs: Measurement['signs'], meaning: string): Measurement[] => [
    { ...base, signs, words: shorten(heaviest.name), text: `cProfile: ${meaning}.` },
  ];
  const of = (part: number) => `${figure(part)} s of ${figure(total)} s`;
  if (outside >= WAITS_FROM * total)
    return conclude(['waiting'], `${of(outside)} in calls that wait, so it waits`);
  if (own >= COMPUTES_FROM * total && outside + others + unclear <= MAY_WAIT_UP_TO * total) {
    return conclude(['computing'], `${of(own)} in functions that compute, so it computes`);
  }
  if (others >= WAITS_FROM * total) {
    return conclude(
      [],
      `${of(others)} waiting for other threads or processes, which it does not see; profile those`,
    );
  }
  return conclude(
    [],
    `${of(outside)} in calls that wait, ${of(own)} computing in the rows shown: I conclude neither`,
  );
};
