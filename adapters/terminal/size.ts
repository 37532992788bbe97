import { parseArgs } from 'node:util';
import { namedValue, withNames } from '../../src/advice/input-names.ts';
import { formatBytes, formatNumber, formatRange, formatSeconds } from '../../src/advice/units.ts';
import { estimate, isRefusal, type SizingEstimate } from '../../src/sizing/estimate.ts';
import { FIELD_RULES } from '../../src/sizing/input-fields.ts';
import { type LatencyPlot, plotLatency } from '../../src/sizing/plot-latency.ts';
import { nameOfResource } from '../../src/sizing/resource-names.ts';
import { drawSizing } from '../pictures.ts';
import { askPerson } from './prompt.ts';
import { paint, renderMarkdown, type Style, styleFor } from './style.ts';
import { PICTURE_USAGE, takePictureOption, writePictures } from './write-pictures.ts';

type Input = Readonly<Record<string, unknown>>;

const NAMED_FIELDS = ['shape', 'leaf', 'startMethod', 'pythonVersion', 'inputConfidence'] as const;

const SIZE_USAGE = `Usage: npm run size -- [--field value]… [${PICTURE_USAGE}]   (no fields: you are asked)
   or: npm run --silent size -- --json    one JSON object a line

Times in seconds, sizes in bytes, rates per second. Needed: --requestsPerSecond or --concurrentUsers (or --jobs and
--deadlineSeconds), and one of --ioWaitSeconds, --cpuSeconds, --nativeCpuSeconds. All fields:
  ${[...Object.keys(FIELD_RULES), ...NAMED_FIELDS, 'freeThreaded'].join(', ')}
`;

/** `size` for people: fields as options or asked for, then a table and a plot. */
export async function size(given: readonly string[]): Promise<void> {
  if (given.includes('--help')) {
    process.stdout.write(SIZE_USAGE);
    return;
  }
  const style = styleFor(process.stdout);
  const { file, words, fault } = takePictureOption(given);
  const isAsked = words.length === 0 && process.stdin.isTTY;
  const input = fault ?? (isAsked ? await askForInput(style) : readOptions(words));
  if (typeof input === 'string') {
    process.stderr.write(`${input}\n\n${SIZE_USAGE}`);
    process.exitCode = 2;
    return;
  }
  const result = estimate(input);
  if (isRefusal(result)) {
    process.stderr.write(`${result.error}\n`);
    process.exitCode = 2;
    return;
  }
  const plot = plotLatency(input);
  const parts = [renderEstimate(result, style), 'error' in plot ? '' : renderPlot(plot, style)];
  process.stdout.write(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
  if (file === null) return;
  const picture = await drawSizing(input);
  const { text, isWritten } = await writePictures(picture === null ? [] : [picture], file);
  (isWritten ? process.stdout : process.stderr).write(`\n${text}\n`);
  if (!isWritten) process.exitCode = 1;
}

/** The input that options stand for, or what is wrong with them. Values are judged by the model itself. */
export function readOptions(words: readonly string[]): Input | string {
  const fields = [...Object.keys(FIELD_RULES), ...NAMED_FIELDS];
  const options = Object.fromEntries(fields.map((name) => [name, { type: 'string' } as const]));
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { ...options, freeThreaded: { type: 'boolean' } },
    });
    if (Object.keys(values).length === 0) return 'No fields were given.';
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, readValue(name, value)]));
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/** A number where the field is one; what is none stays as it is, for the model to refuse by name. */
function readValue(name: string, value: unknown): unknown {
  if (!Object.hasOwn(FIELD_RULES, name) || typeof value !== 'string' || value.trim() === '') return value;
  const number = Number(value);
  return Number.isNaN(number) ? value : number;
}

const QUESTIONS = [
  ['requestsPerSecond', 'Requests per second, on average'],
  ['ioWaitSeconds', 'Seconds one request waits (network, database); 0 if it does not'],
  ['cpuSeconds', 'Seconds of CPU one request takes; Enter if nobody has measured'],
  ['coresPerHost', 'Cores of one host; Enter for 4'],
  ['targetLatencySeconds', 'Seconds within which 95 % must be answered; Enter for no target'],
] as const;

async function askForInput(style: Style): Promise<Input | string> {
  const input: Record<string, unknown> = {};
  for (const [name, question] of QUESTIONS) {
    process.stdout.write(`${question}\n`);
    const answer = await askPerson([], style);
    if ('leaves' in answer) return 'Nothing was sized.';
    const text = 'text' in answer ? answer.text : '';
    if (text !== '') input[name] = readValue(name, text);
    else if (name === 'cpuSeconds') input[name] = { low: 0.001, likely: 0.005, high: 0.03 };
  }
  return input;
}

/** The estimate as a table, with why, what was assumed and what to look out for. */
export function renderEstimate(sizing: SizingEstimate, style: Style): string {
  const { predicted } = sizing;
  const rows: [string, string][] = [
    ['Processes', formatRange(sizing.processes)],
    ['Slots per process', formatRange(sizing.concurrencyPerProcess)],
    ['Slots in total', formatRange(sizing.totalConcurrency)],
    ['Connections per process', formatRange(sizing.connectionPoolPerProcess)],
    ['Cores', formatRange(sizing.cpuCores)],
    ['Memory', formatRange(sizing.memoryTotalBytes, formatBytes)],
    ['Hosts', `${formatRange(sizing.hosts)}${spareText(sizing)}`],
    'makespanSeconds' in predicted
      ? ['Done after', formatSeconds(predicted.makespanSeconds)]
      : [
          'Response time',
          `half within ${formatSeconds(predicted.responseP50Seconds)}, 95 % within ${formatSeconds(predicted.responseP95Seconds)}`,
        ],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `  ${paint(style, 'dim', name.padEnd(width))}  ${value}`);
  const verdict = sizing.feasible
    ? paint(style, ['bold', 'green'], 'It fits')
    : paint(style, ['bold', 'red'], `It does not fit: the limit is ${nameOfResource(sizing.bottleneck)}`);
  const assumed = sizing.assumptions.flatMap(({ input, value }) =>
    value === 0 ? [] : (namedValue(input, value) ?? []),
  );
  const bullets = (items: readonly string[]) =>
    renderMarkdown(style, items.map((item) => `- ${withNames(item)}`).join('\n'));
  return [
    `${verdict}  (likely, then from low to high)\n${table.join('\n')}`,
    sizing.commandLine
      .split('\n')
      .map((line) => `  ${paint(style, 'cyan', line)}`)
      .join('\n'),
    bullets(sizing.explanation),
    sizing.warnings.length === 0 ? '' : `${paint(style, 'bold', 'Watch out')}\n${bullets(sizing.warnings)}`,
    assumed.length === 0 ? '' : paint(style, 'dim', renderMarkdown(style, `Assumed: ${assumed.join(', ')}.`)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const MOST_BARS = 12;

/** As many points as fit a screen, the recommended one among them. */
function fewer({ points, recommendedWorkers }: LatencyPlot): LatencyPlot['points'] {
  const step = Math.ceil(points.length / MOST_BARS);
  const kept = points.findIndex(({ workers }) => workers === recommendedWorkers);
  return points.filter((_, index) => (index - Math.max(0, kept)) % step === 0);
}

function spareText({ hosts, hostsWithSpare }: SizingEstimate): string {
  const spares = hostsWithSpare - hosts.likely;
  if (spares <= 0) return '';
  return `, ${formatNumber(hostsWithSpare)} with ${spares === 1 ? 'a spare' : 'spares'}`;
}

/** Predicted time by number of workers, as bars; the recommended number is marked. */
export function renderPlot(plot: LatencyPlot, style: Style): string {
  const times = plot.points.flatMap(({ seconds }) => seconds ?? []);
  const longest = Math.max(...times, plot.limitSeconds ?? 0);
  if (times.length === 0) return '';
  const room = Math.max(10, style.columns - 30);
  const lengthOf = (seconds: number) => Math.max(1, Math.round((seconds / longest) * room));
  const lines = fewer(plot).map(({ workers, seconds }) => {
    const mark = workers === plot.recommendedWorkers ? '→' : ' ';
    const label = `${mark} ${formatNumber(workers).padStart(6)} `;
    if (seconds === null) return `${label} ${paint(style, 'dim', 'cannot keep up')}`;
    const isLate = plot.limitSeconds !== null && seconds > plot.limitSeconds;
    const bar = paint(style, isLate ? 'red' : 'green', '█'.repeat(lengthOf(seconds)));
    return `${label} ${bar} ${formatSeconds(seconds)}`;
  });
  const measure = plot.measure === 'makespanSeconds' ? 'Time to the end' : '95 % of the responses within';
  const limit = plot.limitSeconds === null ? '' : `, limit ${formatSeconds(plot.limitSeconds)}`;
  return [paint(style, 'bold', `${measure}, by number of ${plot.workerKind}${limit}`), ...lines].join('\n');
}
