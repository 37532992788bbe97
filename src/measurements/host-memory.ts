import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { bytes, decimal, sizeText } from './numbers.ts';

/** Memory of the host: `free`, /proc/meminfo, the head of `top`. What is at hand is the total; the sizing keeps a fifth free. */
export const readHostMemory: ReadTool = ({ lines }) => [
  ...readFree(lines),
  ...TOTALS.flatMap(({ total }) => lines.filter(({ text }) => total.test(text)).slice(0, MOST)).flatMap(
    (line) => readTotal(line, lines),
  ),
];

const FREE_HEADER = /^\s{4,20}total\s{1,12}used\s{1,12}free\b/;
const FREE_ROW =
  /^(?:Mem|Speicher|Mém|Memoria)\.?\s?:\s{1,20}(\d{1,15}(?:[.,]\d{1,3})?)([BKMGTP]?i?B?)\s{1,20}(\d{1,15}(?:[.,]\d{1,3})?)([BKMGTP]?i?B?)\b/i;
const FREE_REST = /^\s{0,4}(?:Swap|Total|Low|High|-\/\+ buffers\/cache)\s?:/;

function readFree(lines: readonly PasteLine[]): Measurement[] {
  return lines.flatMap((line, index): Measurement[] => {
    const row = FREE_ROW.exec(line.text);
    const header = lines.slice(Math.max(0, index - 2), index).find(({ text }) => FREE_HEADER.test(text));
    if (row === null || header === undefined) return [];
    const rest = lines.slice(index + 1, index + 4).filter(({ text }) => FREE_REST.test(text));
    const command = lines
      .slice(Math.max(0, index - 4), index)
      .findLast(({ text }) => /\bfree\b/.test(text) && text !== header.text);
    const [, total, totalUnit = '', used, usedUnit = ''] = row;
    const base = { tool: '`free`', words: shorten(line.text), spans: spansOf([header, line, ...rest]) };
    const unit = totalUnit === '' ? plainUnit(decimal(total), command?.text ?? '') : null;
    const isDecimal = /\s--si\b/.test(command?.text ?? '');
    const size = bytes(total, unit ?? totalUnit, !isDecimal);
    if (unit === '?') {
      return [
        {
          ...base,
          signs: [],
          quantities: {},
          text: `\`free\`: ${total} in a unit I cannot tell; \`free -h\` shows it.`,
        },
      ];
    }
    if (!(size > 0 && size <= 2 ** 46) || bytes(used, unit ?? usedUnit, !isDecimal) > size) {
      return [
        {
          ...base,
          signs: [],
          quantities: {},
          text: '`free`: these figures cannot be. I take nothing from them.',
          isImplausible: true,
        },
      ];
    }
    return [
      {
        ...base,
        signs: [],
        quantities: { memoryBytes: size },
        text: `\`free\`: ${sizeText(size)} in total.`,
      },
    ];
  });
}

/** What a figure without a unit counts: as the command says, else as its size tells; `?` where it does not. */
function plainUnit(total: number, command: string): string {
  const flag = /\s--?(?:\w{0,3})?(bytes|kibi|kilo|mebi|mega|gibi|giga|[bkmg])\b/.exec(command)?.[1];
  if (flag !== undefined) return flag.startsWith('b') ? '' : flag.slice(0, 1);
  if (total >= 2 ** 30) return total % 1024 === 0 ? '' : '?';
  if (total >= 100_000) return 'k';
  if (total >= 900) return 'm';
  return total > 0 && total < 64 && command !== '' && /\s-/.test(command) ? 'g' : '?';
}

/** More of one kind are a log, not a measurement; two that differ are told apart from one. */
const MOST = 3;
const TOTALS = [
  {
    tool: '/proc/meminfo',
    total: /^\s{0,4}MemTotal:\s{1,20}(?<size>\d{1,15}) (?<unit>k)B$/,
    beside: /^\s{0,4}[A-Z][\w()]{2,24}:\s{1,20}\d{1,15}(?: kB)?$/,
  },
  {
    tool: '`top`',
    total: /^\s{0,4}(?<unit>[KMGT])iB Mem\s{0,3}:\s{0,12}(?<size>\d{1,15}(?:[.,]\d{1,3})?)\+? ?total/,
    beside:
      /^\s{0,4}(?:top - \d\d:\d\d|Tasks:\s|Threads:\s|%Cpu(?:\(s\)|\d{1,4})\s{0,3}:|[KMGT]iB (?:Mem|Swap)\s{0,3}:)/,
  },
  { tool: '`sysctl`', total: /^\s{0,4}hw\.memsize:\s(?<size>\d{1,15})(?<unit>)$/, beside: /^hw\./ },
];

/** `MemTotal: 16303428 kB`, `MiB Mem : 15923.4 total, …`, `hw.memsize: 17179869184`. */
function readTotal(line: PasteLine, lines: readonly PasteLine[]): Measurement[] {
  const kind = TOTALS.find(({ total }) => total.test(line.text));
  const found = kind?.total.exec(line.text)?.groups;
  const size = bytes(found?.size, found?.unit);
  if (kind === undefined || !(size > 0 && size <= 2 ** 46)) return [];
  const head = lines.filter(({ text }) => kind.beside.test(text));
  const used = [...new Set([line, ...head])];
  const text = `${kind.tool}: ${sizeText(size)} in total.`;
  return [
    {
      tool: kind.tool,
      signs: [],
      quantities: { memoryBytes: size },
      words: shorten(line.text),
      text,
      spans: spansOf(used),
    },
  ];
}
