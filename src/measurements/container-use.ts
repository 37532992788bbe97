import {
  type Measurement,
  type PasteLine,
  type ReadTool,
  type Sign,
  shorten,
  spansOf,
} from './measurement.ts';
import { bytes, decimal, figure, sizeText } from './numbers.ts';

/** What containers use at the moment: `docker stats` and `kubectl top`. */
export const readContainerUse: ReadTool = ({ lines }) => [
  ...readDockerStats(lines),
  ...readKubectlTop(lines),
];

const DOCKER_HEADER = /^\s{0,4}(?:CONTAINER(?: ID)?|NAME)\s.{0,60}CPU %\s{1,12}MEM USAGE \/ LIMIT/;
const DOCKER_ROW =
  /^\s{0,4}(\S{1,80})\s{1,40}(?:(\S{1,120})\s{1,60})?(\d{1,6}(?:\.\d{1,3})?)%\s{1,12}(\d{1,9}(?:\.\d{1,4})?)([KMGT]?i?B) \/ (\d{1,9}(?:\.\d{1,4})?)([KMGT]?i?B)\b(?:\s{1,20}\d{1,4}(?:\.\d{1,3})?%)?(?:.{0,120}?\s(\d{1,7}))?$/;
/** Containers beside the job: their use says nothing about it. */
const BESIDE =
  /postgres|redis|mysql|maria|mongo|nginx|rabbit|kafka|traefik|memcache|elastic|minio|prometheus|grafana|(?:^|[-_])db(?:[-_]|$)/i;

function readDockerStats(lines: readonly PasteLine[]): Measurement[] {
  const rows = lines.flatMap((line) => {
    const found = line.text.includes('%') ? DOCKER_ROW.exec(line.text) : null;
    return found === null ? [] : [{ line, found, name: found[2] ?? found[1] ?? '' }];
  });
  const headers = lines.filter(({ text }) => DOCKER_HEADER.test(text));
  const own = rows.length === 1 ? rows : rows.filter(({ name }) => !BESIDE.test(name));
  const [first] = own;
  if (first === undefined) return [];
  const uses = own.map(({ found: [, , , cpu, used, usedUnit, limit, limitUnit, pids] }) => ({
    cpu: decimal(cpu),
    used: bytes(used, usedUnit, false),
    limit: bytes(limit, limitUnit, false),
    pids: decimal(pids),
  }));
  const base = {
    tool: '`docker stats`',
    words: `${first.found[3]}%`,
    spans: spansOf([...headers, ...rows.map(({ line }) => line)]),
  };
  if (uses.some(({ used, limit, cpu }) => used > limit * 1.01 || cpu > 100 * 1024)) {
    return [
      {
        ...base,
        signs: [],
        quantities: {},
        text: '`docker stats`: these figures cannot be. I take nothing from them.',
        isImplausible: true,
      },
    ];
  }
  const limits = [...new Set(uses.map(({ limit }) => limit))];
  const limit = limits.length === 1 ? limits[0] : undefined;
  const alone = uses.length === 1 && uses[0]?.pids === 1 ? uses[0].used : undefined;
  const quantities = {
    ...(limit === undefined || limit <= 0 ? {} : { memoryBytes: limit }),
    ...(alone === undefined ? {} : { memoryPerWorkerBytes: alone }),
  };
  const busiest = Math.max(...uses.map(({ cpu }) => cpu));
  const { signs, meaning } = ofCores(busiest / 100, uses.filter(({ cpu }) => cpu >= 80).length);
  const memory = limit === undefined ? '' : `; up to ${sizeText(limit)} of memory`;
  return [{ ...base, signs, quantities, text: `\`docker stats\`: ${meaning}${memory}.`, scope: 'limit' }];
}

const TOP_HEADER = /^\s{0,4}(?:POD|NAME(?:SPACE\s{1,40}NAME)?)\s.{0,80}CPU\(cores\)\s{1,12}MEMORY\(bytes\)/;
const TOP_ROW =
  /^\s{0,4}(\S{1,120}(?:\s{1,60}\S{1,120})?)\s{1,60}(\d{1,8})(m?)\s{1,20}\d{1,12}[KMG]i\s{0,8}$/;

function readKubectlTop(lines: readonly PasteLine[]): Measurement[] {
  const header = lines.find(({ text }) => TOP_HEADER.test(text));
  if (header === undefined) return [];
  const rows = lines.flatMap((line) => {
    const found = line.number > header.number ? TOP_ROW.exec(line.text) : null;
    return found === null
      ? []
      : [{ line, name: found[1] ?? '', cores: decimal(found[2]) / (found[3] === 'm' ? 1000 : 1) }];
  });
  const own = rows.length === 1 ? rows : rows.filter(({ name }) => !BESIDE.test(name));
  if (own.length === 0) return [];
  const busiest = own.reduce((a, b) => (b.cores > a.cores ? b : a));
  const { signs, meaning } = ofCores(busiest.cores, own.filter(({ cores }) => cores >= 0.8).length);
  return [
    {
      tool: '`kubectl top`',
      signs,
      quantities: {},
      words: shorten(busiest.line.fields.at(-2) ?? ''),
      text: `\`kubectl top\`: ${meaning}.`,
      spans: spansOf([header, ...rows.map(({ line }) => line)]),
    },
  ];
}

function ofCores(cores: number, busy: number): { readonly signs: readonly Sign[]; readonly meaning: string } {
  const used = `the busiest container uses ${figure(cores)} cores`;
  if (cores >= 1.5)
    return { signs: ['computing', 'severalCores'], meaning: `${used}, so it computes on several` };
  if (cores >= 0.8) {
    return {
      signs: busy >= 2 ? ['computing', 'severalCores'] : ['computing'],
      meaning: `${used}, so it computes`,
    };
  }
  if (cores <= 0.15) return { signs: ['idle'], meaning: used };
  return { signs: [], meaning: `${used}, which tells neither computing nor waiting` };
}
