import { type Measurement, type PasteLine, type ReadTool, spansOf } from './measurement.ts';
import { decimal, figure, round } from './numbers.ts';

/** The whole machine: `vmstat`, `iostat`; and `strace -c`, which counts system calls only. */
export const readSystemLoad: ReadTool = ({ lines }) => [...readTables(lines), ...readStrace(lines)];

/** Only a machine that is nearly full, or waits for its disks much of the time, tells what the job does. */
const FULL = 85;
const DISK = 30;

interface Kind {
  readonly tool: string;
  readonly header: RegExp;
  readonly busy: readonly string[];
  readonly disk: string;
}
const KINDS: readonly Kind[] = [
  {
    tool: '`vmstat`',
    header: /^\s{0,4}r\s{1,6}b\s.{0,120}\bus\s{1,6}sy\s{1,6}id\s{1,6}wa\b/,
    busy: ['us', 'sy'],
    disk: 'wa',
  },
  {
    tool: '`iostat`',
    header: /^\s{0,4}avg-cpu:\s{1,6}%user\s.{0,60}%iowait/,
    busy: ['%user', '%system', '%nice'],
    disk: '%iowait',
  },
];

function readTables(lines: readonly PasteLine[]): Measurement[] {
  return KINDS.flatMap(({ tool, header, busy, disk }): Measurement[] => {
    const heads = lines.filter(({ text }) => header.test(text));
    const head = heads[0];
    if (head === undefined) return [];
    const names = head.fields.filter((field) => field !== 'avg-cpu:');
    const rows = lines.filter(
      ({ text, fields, number }) =>
        number > head.number && fields.length === names.length && /^[\s\d.,]{8,300}$/.test(text),
    );
    // The first line is the mean since the machine started.
    const recent = rows.length > 1 ? rows.slice(1) : rows;
    if (recent.length === 0) return [];
    const mean = (wanted: readonly string[]) =>
      round(
        recent.reduce(
          (all, { fields }) =>
            all + wanted.reduce((sum, name) => sum + decimal(fields[names.indexOf(name)]), 0),
          0,
        ) / recent.length,
      );
    const [used, waiting] = [mean(busy), mean([disk])];
    const titles = lines.filter(({ text }) => /^\s{0,4}procs\s-{2,}memory/.test(text));
    const base = { tool, quantities: {}, words: disk, spans: spansOf([...titles, ...heads, ...rows]) };
    if (!(used >= 0 && waiting >= 0) || used + waiting > 110) {
      return [
        {
          ...base,
          signs: [],
          text: `${tool}: these shares add up to more than all. I take nothing from them.`,
          isImplausible: true,
        },
      ];
    }
    const read = `${tool}: ${figure(used)} % of all CPUs busy, ${figure(waiting)} % waiting for disks`;
    if (used >= FULL)
      return [
        { ...base, words: busy[0] ?? '', signs: ['computing'], text: `${read}, so the machine computes.` },
      ];
    if (waiting >= DISK) return [{ ...base, signs: ['waiting'], text: `${read}, so it waits.` }];
    return [
      {
        ...base,
        signs: [],
        text: `${read}. One busy core hardly shows in such a mean, so I conclude nothing.`,
      },
    ];
  });
}

const STRACE_HEADER = /^\s{0,4}% time\s{1,8}seconds\s{1,4}usecs\/call\s{1,8}calls\s{1,8}errors\s{1,8}syscall/;
const STRACE_ROW = /^\s{0,4}\d{1,3}[.,]\d\d\s{1,8}\d{1,9}[.,]\d{1,6}\s.{0,80}\s\w{1,40}$|^[- ]{20,80}$/;

function readStrace(lines: readonly PasteLine[]): Measurement[] {
  const header = lines.find(({ text }) => STRACE_HEADER.test(text));
  if (header === undefined) return [];
  const rows = lines.filter(({ text, number }) => number > header.number && STRACE_ROW.test(text));
  const most = rows.find(({ text }) => /\d/.test(text))?.fields.at(-1) ?? 'syscall';
  const text = `\`strace -c\`: most of the time within system calls goes to \`${most}\`. How much of the whole that is it does not tell, so I conclude nothing; \`time\` does.`;
  return [
    { tool: '`strace -c`', signs: [], quantities: {}, words: most, text, spans: spansOf([header, ...rows]) },
  ];
}
