import { COMPUTES_FROM, concludeFromShare, WAITS_UP_TO } from './cpu-share.ts';
import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { clock, decimal, figure, sizeText } from './numbers.ts';

const LABELS = {
  user: /^\s{0,8}User time \(seconds\): (\S{1,20})/,
  system: /^\s{0,8}System time \(seconds\): (\S{1,20})/,
  share: /^\s{0,8}Percent of CPU this job got: (\d{1,7})%/,
  elapsed: /^\s{0,8}Elapsed \(wall clock\) time [^:]{0,20}(?:h:mm:ss or m:ss\)|\)): (\S{1,20})/,
  gaveUp: /^\s{0,8}Voluntary context switches: (\d{1,12})/,
  heldUp: /^\s{0,8}Involuntary context switches: (\d{1,12})/,
  resident: /^\s{0,8}Maximum resident set size \(kbytes\): (\d{1,15})/,
} as const;
type Label = keyof typeof LABELS;
/** Anything else `time -v` prints, so that its numbers are not read as prose. */
const OTHER =
  /^\s{0,8}(?:Command being timed|Average [\w ()]{4,40}|(?:Major|Minor) \([^)]{3,40}\) page faults|Swaps|File system (?:inputs|outputs)|Socket messages (?:sent|received)|Signals delivered|Page size \(bytes\)|Exit status): /;

/** `/usr/bin/time -v`: the CPU share, and the most memory the process had, which is that of one worker. */
export const readGnuTime: ReadTool = ({ lines }) => {
  const runs: Map<Label, { readonly value: string; readonly line: PasteLine }>[] = [];
  const claimed: PasteLine[][] = [];
  for (const line of lines) {
    if (!line.text.includes(': ')) continue;
    const label = (Object.keys(LABELS) as Label[]).find((each) => LABELS[each].test(line.text));
    if (label === undefined) {
      if (OTHER.test(line.text)) claimed.at(-1)?.push(line);
      continue;
    }
    if (runs.length === 0 || runs.at(-1)?.has(label)) {
      runs.push(new Map());
      claimed.push([]);
    }
    runs.at(-1)?.set(label, { value: LABELS[label].exec(line.text)?.[1] ?? '', line });
    claimed.at(-1)?.push(line);
  }
  return runs.flatMap((run, index): Measurement[] => {
    const [elapsed, user, system] = [run.get('elapsed'), run.get('user'), run.get('system')];
    if (elapsed === undefined || user === undefined || system === undefined) {
      return partOf(run, claimed[index] ?? []);
    }
    const share = decimal(run.get('share')?.value);
    const heldUp = decimal(run.get('heldUp')?.value);
    const conclusion = concludeFromShare({
      tool: '`time -v`',
      wallSeconds: clock(elapsed.value),
      userSeconds: decimal(user.value),
      systemSeconds: decimal(system.value),
      printedShare: Number.isFinite(share) ? share / 100 : null,
      wasHeldUp: Number.isFinite(heldUp)
        ? heldUp >= 50 && heldUp > 5 * decimal(run.get('gaveUp')?.value)
        : null,
    });
    const resident = decimal(run.get('resident')?.value) * 1024;
    const hasMemory = resident > 0 && !conclusion.isImplausible;
    const quantities = hasMemory
      ? { ...conclusion.quantities, memoryPerWorkerBytes: resident }
      : conclusion.quantities;
    return [
      { ...conclusion, quantities, words: shorten(elapsed.line.text), spans: spansOf(claimed[index] ?? []) },
    ];
  });
};

/** Some lines of a report: the share of CPU and the memory, where those were pasted. */
function partOf(
  run: ReadonlyMap<Label, { readonly value: string }>,
  lines: readonly PasteLine[],
): Measurement[] {
  const resident = decimal(run.get('resident')?.value) * 1024;
  const share = decimal(run.get('share')?.value) / 100;
  const first = lines[0];
  if (first === undefined || !(resident > 0 || share >= 0)) return [];
  const quantities = resident > 0 && resident <= 2 ** 46 ? { memoryPerWorkerBytes: resident } : {};
  const shown = `\`time -v\`: ${share >= 0 ? `CPU share ${figure(share)}` : 'no times'}`;
  const memory = resident > 0 ? `, ${sizeText(resident)} at most` : '';
  const signs =
    share >= COMPUTES_FROM ? (['computing'] as const) : share <= WAITS_UP_TO ? (['waiting'] as const) : [];
  const meaning =
    signs[0] === 'computing' ? ', so it computes' : signs[0] === 'waiting' ? ', so it waits' : '';
  return [
    {
      tool: '`time -v`',
      signs,
      quantities,
      words: shorten(first.text),
      text: `${shown}${memory}${meaning}.`,
      spans: spansOf(lines),
    },
  ];
}

/** macOS and BSD: `5.03 real  0.08 user  0.02 sys`; with `-l` also the largest resident size, in bytes. */
export const readBsdTime: ReadTool = ({ lines }) =>
  lines.flatMap((line, index): Measurement[] => {
    const found =
      /^\s{0,20}(\d{1,9}[.,]\d{1,3}) real\s{1,20}(\d{1,9}[.,]\d{1,3}) user\s{1,20}(\d{1,9}[.,]\d{1,3}) sys\b/.exec(
        line.text,
      );
    if (found === null) return [];
    const [words, real, user, system] = found;
    const conclusion = concludeFromShare({
      tool: '`time`',
      wallSeconds: decimal(real),
      userSeconds: decimal(user),
      systemSeconds: decimal(system),
    });
    const below = lines
      .slice(index + 1, index + 20)
      .filter(({ text }) => /^\s{2,24}\d{1,15}\s{2}[a-z][\w ]{3,40}$/.test(text));
    const size = below.find(({ text }) => text.endsWith('maximum resident set size'));
    const resident = decimal(size?.fields[0]);
    const quantities =
      resident > 0 && !conclusion.isImplausible
        ? { ...conclusion.quantities, memoryPerWorkerBytes: resident }
        : conclusion.quantities;
    return [{ ...conclusion, quantities, words: shorten(words), spans: spansOf([line, ...below]) }];
  });
