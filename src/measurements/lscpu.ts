import { type Measurement, type ReadTool, shorten, spansOf } from './measurement.ts';
import { decimal, figure } from './numbers.ts';

const MOST_CORES = 4096;
const LSCPU =
  /^\s{0,12}(?:Architecture|CPU op-mode\(s\)|Byte Order|Address sizes|CPU\(s\)|On-line CPU\(s\) list|Off-line CPU\(s\) list|Thread\(s\) per core|Core\(s\) per (?:socket|cluster)|Socket\(s\)|Cluster\(s\)|NUMA node\(s\)|NUMA node\d{1,3} CPU\(s\)|Vendor ID|BIOS [\w ]{2,20}|Model name|CPU family|Model|Stepping|Frequency boost|CPU(?: max| min)? MHz|CPU\(s\) scaling MHz|BogoMIPS|Virtualization(?: type)?|Hypervisor vendor|L\d[di]? cache|Caches \(sum of all\)|L\d[di]?|NUMA|Flags|Vulnerabilit(?:y|ies)(?: [\w -]{2,30})?):/;

/** `lscpu`: the CPUs that are online, where the lines do not contradict each other. */
export const readLscpu: ReadTool = ({ lines }): Measurement[] => {
  const used = lines.filter(({ text }) => text.includes(':') && LSCPU.test(text));
  const lastField = (label: string) =>
    used.find(({ text }) => text.trimStart().startsWith(`${label}:`))?.fields.at(-1);
  const line = used.find(({ text }) => /^\s{0,12}CPU\(s\):\s+\d{1,7}$/.test(text));
  if (line === undefined) return [];
  const all = decimal(line.fields.at(-1));
  const online = countOf(lastField('On-line CPU(s) list') ?? '');
  const parts = ['Thread(s) per core', 'Core(s) per socket', 'Socket(s)'].map((label) =>
    decimal(lastField(label)),
  );
  const product = parts.reduce((a, b) => a * b, 1);
  const base = { tool: '`lscpu`', words: shorten(line.text), spans: spansOf(used) };
  if (!(all > 0 && all <= MOST_CORES) || all > product || (Number.isFinite(online) && online > all)) {
    const text = `\`lscpu\`: ${figure(all)} CPUs contradict the other lines. I take nothing from it.`;
    return [{ ...base, signs: [], quantities: {}, text, isImplausible: true }];
  }
  const count = Number.isFinite(online) ? Math.min(all, online) : all;
  return [
    {
      ...base,
      signs: [],
      quantities: { cores: count },
      text: `\`lscpu\`: ${count} ${count === 1 ? 'core' : 'cores'}.`,
    },
  ];
};

/** `0-3,6` is five. */
function countOf(list: string): number {
  if (!/^\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?){0,64}$/.test(list)) return Number.NaN;
  return list.split(',').reduce((all, part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return all + to - from + 1;
  }, 0);
}
