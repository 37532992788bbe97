import { COMPUTES_FROM, WAITS_UP_TO } from './cpu-share.ts';
import {
  type Measurement,
  type PasteLine,
  type ReadTool,
  type Sign,
  shorten,
  spansOf,
} from './measurement.ts';
import { decimal, figure, round } from './numbers.ts';
import { isWaitForOthers, isWaitForOutside } from './waiting-calls.ts';

/** `py-spy top` and `py-spy record`: shares of many moments. */
export const readPySpySamples: ReadTool = ({ lines }) => [
  ...readTop(lines),
  ...readRecord(lines),
  ...readCollapsed(lines),
];

const TOP =
  /\bGIL: (\d{1,5}(?:\.\d{1,3})?)%,? {1,4}Active: {0,4}(\d{1,5}(?:\.\d{1,3})?)%,? {1,4}Threads: {0,4}(\d{1,6})/;
const TOP_TITLE =
  /^\s{0,4}(?:Collecting samples from .{0,200}|Total Samples \d{1,12}|%Own\s+%Total\s+OwnTime .*)$/;
const TOP_VERSION = /\(python v(3\.\d{1,2})/;
const TOP_ROW = /^\s{0,6}\d{1,5}(?:\.\d{1,3})?%\s+\d{1,5}(?:\.\d{1,3})?%\s+[\d.]{1,12}s\s+[\d.]{1,12}s\s+\S/;
const GIL_FULL = 80;
const GIL_FREE = 20;

/** `GIL: 98.00%, Active: 100.00%, Threads: 9`. */
function readTop(lines: readonly PasteLine[]): Measurement[] {
  const line = lines.findLast(({ text }) => TOP.test(text));
  const [words, gilText, activeText, threadsText] = TOP.exec(line?.text ?? '') ?? [];
  if (line === undefined || words === undefined) return [];
  const used = lines.filter(({ text }) => TOP.test(text) || TOP_TITLE.test(text) || TOP_ROW.test(text));
  const version = used.map(({ text }) => TOP_VERSION.exec(text)?.[1]).find((found) => found !== undefined);
  const [gil, active, threads] = [decimal(gilText), decimal(activeText), decimal(threadsText)];
  const base = {
    tool: '`py-spy top`',
    quantities: version === undefined ? {} : { pythonVersion: version },
    words: shorten(words),
    spans: spansOf(used),
  };
  const conclude = (signs: readonly Sign[], meaning: string): Measurement[] => [
    {
      ...base,
      signs,
      text: `\`py-spy top\`: GIL ${figure(gil)} %, active ${figure(active)} %, ${threads} threads: ${meaning}.`,
    },
  ];
  // Somebody holds the GIL only while active.
  if (gil > 110 || gil > active + 20 || active > 100 * threads + 20) {
    const text = '`py-spy top`: these shares contradict each other. I take nothing from them.';
    return [{ ...base, quantities: {}, signs: [], text, isImplausible: true }];
  }
  if (gil >= GIL_FULL && threads >= 3)
    return conclude(['computing', 'gilLimits'], 'they compute and queue for the GIL');
  if (gil >= GIL_FULL) return conclude(['computing'], 'it computes in Python code');
  if (active >= 150 && gil <= active / 4)
    return conclude(['computing', 'gilFree'], 'they compute at once, outside the GIL');
  if (gil <= GIL_FREE && active <= WAITS_UP_TO * 100) {
    return conclude(threads >= 3 ? ['waiting', 'gilFree'] : ['waiting'], 'nearly always idle, so it waits');
  }
  return conclude([], 'neither clearly waiting nor clearly held up by the GIL');
}

const RATE = /py-spy> Sampling process (\d{1,6}) times a second for (\d{1,7}) seconds/;
const RECORDED =
  /py-spy> Wrote (?:flamegraph|raw|speedscope|raw flamegraph|chrome trace)?.{0,200} Samples: (\d{1,12}) Errors: (\d{1,12})/;
const STOPPED = /py-spy> Stopped sampling because/;

/** `py-spy record` leaves idle moments out, so that samples / (rate x seconds) is the share of CPU. */
function readRecord(lines: readonly PasteLine[]): Measurement[] {
  const end = lines.findLast(({ text }) => RECORDED.test(text));
  if (end === undefined) return [];
  const begin = lines.findLast(({ text, number }) => number < end.number && RATE.test(text));
  const used = lines.filter(({ text }) => text.startsWith('py-spy>') && text.length < 300);
  const [words, samples] = RECORDED.exec(end.text) ?? [];
  const base = {
    tool: '`py-spy record`',
    quantities: {},
    words: shorten(/Samples: .*/.exec(words ?? '')?.[0] ?? ''),
    spans: spansOf(used),
  };
  const [, rate, period] = RATE.exec(begin?.text ?? '') ?? [];
  const command =
    lines.findLast(({ text, number }) => number < end.number && /\bpy-spy record\b/.test(text))?.text ?? '';
  const countsOthers = /\s(?:-i|--idle|-g|--gil|-s|--subprocesses)\b/.test(command);
  const isCut = lines.some(({ text }) => STOPPED.test(text));
  if (rate === undefined || isCut || countsOthers) {
    const why = isCut ? 'it stopped early' : 'rate and options are not to be seen';
    return [
      {
        ...base,
        signs: [],
        text: `\`py-spy record\`: ${samples} samples, but ${why}, so they tell no share of CPU.`,
      },
    ];
  }
  const share = round(decimal(samples) / (decimal(rate) * decimal(period)));
  const formula = `\`py-spy record\`: ${samples} busy samples of ${decimal(rate) * decimal(period)} = ${figure(share)}`;
  if (share >= COMPUTES_FROM) return [{ ...base, signs: ['computing'], text: `${formula}, so it computes.` }];
  if (share <= WAITS_UP_TO)
    return [{ ...base, signs: ['waiting'], text: `${formula}, the rest idle, so it waits.` }];
  return [{ ...base, signs: [], text: `${formula}: it does both, and I conclude neither.` }];
}

const FRAME = /\([^()]{1,200}(?:\.py|\.pyx|>)?(?::\d{1,9})?\)/;

/** `--format raw`: `frame;frame;frame 123`. Waiting shows only where idle moments were recorded as well. */
function readCollapsed(lines: readonly PasteLine[]): Measurement[] {
  const stacks = lines.flatMap((line) => {
    if (!line.text.includes(';') || !FRAME.test(line.text)) return [];
    const [, leaf = '', count] =
      /^(.{1,300}) (\d{1,12})$/.exec(line.text.slice(line.text.lastIndexOf(';') + 1)) ?? [];
    return count === undefined ? [] : [{ line, leaf, count: Number(count) }];
  });
  if (stacks.length < 2) return [];
  const sum = (is: (leaf: string) => boolean) =>
    stacks.reduce((all, { leaf, count }) => all + (is(leaf) ? count : 0), 0);
  const [total, outside, others] = [sum(() => true), sum(isWaitForOutside), sum(isWaitForOthers)];
  const heaviest = stacks.reduce((a, b) => (b.count > a.count ? b : a));
  const base = {
    tool: '`py-spy record`',
    quantities: {},
    words: shorten(heaviest.leaf),
    spans: spansOf(stacks.map(({ line }) => line)),
  };
  const share = outside / total;
  const formula = `\`py-spy record\`: ${outside} of ${total} samples end in a call that waits`;
  if (total > 0 && share >= 0.65) return [{ ...base, signs: ['waiting'], text: `${formula}, so it waits.` }];
  if (outside > 0 && outside + others <= total / 10)
    return [{ ...base, signs: ['computing'], text: `${formula}, so it computes.` }];
  return [
    {
      ...base,
      signs: [],
      text: `${formula}; without \`--idle\` waiting is not recorded, so I conclude nothing.`,
    },
  ];
}
