import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { bytes, decimal, figure, round, sizeText } from './numbers.ts';

/** What a container may use: `resources:` of Kubernetes, `kubectl describe`, Compose files. */
export const readContainerLimits: ReadTool = ({ lines }) => {
  const found = settingsIn(lines);
  if (found.length === 0) return [];
  const used = [...new Set(found.flatMap(({ heads, line }) => [...heads, line]))];
  const limits = found.filter(({ section }) => section === 'limits');
  const valuesOf = (section: Section, kind: Setting['kind']) => [
    ...new Set(
      found.filter((each) => each.section === section && each.kind === kind).map(({ value }) => value),
    ),
  ];
  const [cpu, memory] = [valuesOf('limits', 'cpu'), valuesOf('limits', 'memory')];
  const base = {
    tool: '`resources`',
    words: shorten(limits[0]?.line.text ?? found[0]?.line.text ?? ''),
    spans: spansOf(used),
    scope: 'limit' as const,
  };
  const isOver = (['cpu', 'memory'] as const).some((kind) => {
    const [limit, request] = [valuesOf('limits', kind), valuesOf('requests', kind)];
    return limit.length === 1 && request.length === 1 && (request[0] ?? 0) > (limit[0] ?? 0);
  });
  const isBad = found.some(({ kind, value }) => !(value > 0) || value > (kind === 'cpu' ? 4096 : 2 ** 46));
  if (isOver || isBad) {
    const text = '`resources`: these limits contradict themselves. I take nothing from them.';
    return [{ ...base, signs: [], quantities: {}, text, isImplausible: true }];
  }
  if (limits.length === 0) {
    const text =
      '`resources`: requests only. They are reserved and no limit, so I take no cores and no memory from them.';
    return [{ ...base, signs: [], quantities: {}, text }];
  }
  const quantities = {
    ...(cpu.length === 1 ? { cores: cpu[0] ?? 0 } : {}),
    ...(memory.length === 1 ? { memoryBytes: memory[0] ?? 0 } : {}),
  };
  const parts = [
    cpu.length === 1 ? `a quota of ${figure(cpu[0] ?? 0)} ${cpu[0] === 1 ? 'core' : 'cores'}` : '',
    memory.length === 1 ? `${sizeText(memory[0] ?? 0)} of memory` : '',
    cpu.length > 1 || memory.length > 1
      ? 'several containers with different limits, of which I take none'
      : '',
  ].filter((part) => part !== '');
  return [
    { ...base, signs: [], quantities, text: `\`resources\`: ${parts.join(', ')}.` },
  ] satisfies Measurement[];
};

type Section = 'limits' | 'requests';
interface Setting {
  readonly section: Section;
  readonly kind: 'cpu' | 'memory';
  readonly value: number;
  readonly line: PasteLine;
  readonly heads: readonly PasteLine[];
}

const HEAD =
  /^(\s{0,60}(?:- )?)["']?(limits|requests|reservations|resources)["']?\s{0,4}:\s{0,4}(\{.{0,300})?,?$/i;
const ITEM =
  /^(\s{0,60})["']?(cpus?|memory)["']?\s{0,4}:\s{0,40}["']?([\d.]{1,15})([A-Za-z]{0,3})["']?\s{0,4},?(?:\s#.{0,200})?$/;
const FLOW_SECTION = /["']?(limits|requests)["']?\s{0,4}:\s{0,4}\{([^{}]{0,200})\}/gi;
const FLOW_ITEM = /["']?(cpu|memory)["']?\s{0,4}:\s{0,4}["']?([\d.]{1,15})([A-Za-z]{0,3})["']?/g;
/** How many lines below its head a limit stands at most. */
const NEAR = 5;

function settingsIn(lines: readonly PasteLine[]): Setting[] {
  const settings: Setting[] = [];
  let section: Section | null = null;
  let heads: PasteLine[] = [];
  for (const line of lines) {
    const flow = line.text.includes('{') ? [...line.text.matchAll(FLOW_SECTION)] : [];
    for (const [, name = '', content = ''] of flow) {
      for (const [, key, number, unit] of content.matchAll(FLOW_ITEM)) {
        settings.push({ section: sectionOf(name), ...amountOf(key, number, unit), line, heads: [] });
      }
    }
    const head = flow.length > 0 ? null : HEAD.exec(line.text);
    if (head !== null) {
      const name = (head[2] ?? '').toLowerCase();
      heads =
        name === 'resources'
          ? [line]
          : [...heads.filter((each) => line.number - each.number <= NEAR + 2), line];
      section = name === 'resources' ? null : sectionOf(name);
      continue;
    }
    const item = ITEM.exec(line.text);
    const last = settings.at(-1)?.line ?? line;
    const isNear =
      line.number - Math.max(heads.at(-1)?.number ?? -99, last === line ? -99 : last.number) <= NEAR;
    if (item === null || section === null || !isNear) continue;
    settings.push({ section, ...amountOf(item[2], item[3], item[4]), line, heads });
  }
  return settings;
}

function sectionOf(name: string): Section {
  return name.toLowerCase() === 'limits' ? 'limits' : 'requests';
}

/** CPU in cores (`500m` is half of one) and memory in bytes (`512Mi`; `M` of Kubernetes is a million). */
function amountOf(key = '', number = '', unit = ''): Pick<Setting, 'kind' | 'value'> {
  if (/^cpus?$/.test(key)) {
    const value = unit === 'm' ? round(decimal(number) / 1000) : unit === '' ? decimal(number) : Number.NaN;
    return { kind: 'cpu', value };
  }
  // Kubernetes reads a lower-case m as a thousandth of a byte, which nobody means.
  return { kind: 'memory', value: unit === 'm' ? Number.NaN : bytes(number, unit, false) };
}
