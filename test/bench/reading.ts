import { join } from 'node:path';
import { deserialize, serialize, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { projectFolder, readSettings } from '../../adapters/settings.ts';
import type { Models } from '../../src/understanding/models.ts';
import { openBayes } from '../../src/understanding/natural.ts';
import { openNetwork } from '../../src/understanding/network.ts';
import { createUnderstand, type Understand } from '../../src/understanding/understand.ts';
import { readExamples } from '../understanding/cross-validate.ts';
import { readHeldOut } from '../understanding/held-out.ts';
import { restoreNlpJs, trainNlpJs } from './nlp-js.ts';
import { median, report } from './report.ts';

/** What tends to be slow where patterns backtrack or lists are searched again and again. */
const PIECES = [
  'a',
  '9.',
  ' ',
  '\n',
  '((((',
  'not ',
  'http://',
  'real 1m',
  '5 s each ',
  '12 cores, ',
  'each takes ',
  'wait for the ',
  'one one ',
  '"""```',
  '👍',
  'how many workers ',
  'threads or asyncio ',
];
/** Beginnings and continuations mixed at random find what nobody thought of. */
const MIXED = 12;
const LONGEST_USUAL = 500;
/** About so many messages are read by both; nlp.js takes its time. */
const READ_BY_BOTH = 400;

/** Pasted output of tools, over and over. */
const PASTES = [
  'real\t0m1.0s\nuser\t0m0.9s\nsys\t0m0.0s\n',
  '$ nproc\n8\n',
  '```\n',
  'import os\n\n\n',
  'Thread 1 (idle): "x"\n    f (a.py:1)\n',
  'a (b.py:1);b (c.py:2) 7\n',
  'Requests/sec: 10.0\n   50%  1.00ms\n',
  '    1 ana 20 0 1 1 1 R 99.0 0.1 1:00.00 python3\n',
  '{"limits":{"cpu":',
  '\u001b[31m1\r',
];

/** Reading against nlp.js trained on the same messages, growth with length, restoring the trained language. */
export async function readingBench(): Promise<void> {
  const settings = readSettings();
  const { language } = await openKnowledge(settings);
  // As the build keeps it.
  const packed = serialize(language);
  const nlpJs = await trainNlpJs(
    readExamples(settings.knowledgeFolder).map((message) => ({
      text: message.text,
      labels: {
        intent: message.intent,
        // A decision is left open by most messages, which is a label as well.
        ...Object.fromEntries(language.decisions.map(({ id }) => [id, message.answers[id] ?? 'open'])),
      },
    })),
  );

  const theirRestoring = median(times(3, () => restoreNlpJs(nlpJs.models)));
  const models = serialize(language.models);
  const restoring = {
    'the trained models': () => openModels(models),
    'the language, lexicon and all': () => createUnderstand(deserialize(packed)),
  };
  for (const [what, restore] of Object.entries(restoring)) {
    report(
      `restoring ${what}`,
      median(times(9, restore)),
      'nlp.js restoring its models',
      theirRestoring,
      'ms',
    );
  }
  report(
    'memory of the language',
    heapOf(() => createUnderstand(deserialize(packed))),
    'memory of nlp.js',
    heapOf(() => restoreNlpJs(nlpJs.models)),
    'MB',
  );

  const understand = createUnderstand(language);
  const { messages } = readHeldOut(join(projectFolder, 'test', 'phrases'));
  const usual = messages.filter((message) => message.text.length <= LONGEST_USUAL);
  const own: number[] = [];
  const theirs: number[] = [];
  const read = async (message: (typeof usual)[number], text: string) => {
    const begun = performance.now();
    understand(text, message.context);
    const between = performance.now();
    await nlpJs.read(text);
    return [between - begun, performance.now() - between] as const;
  };
  const step = Math.ceil(usual.length / READ_BY_BOTH);
  const some = usual.filter((_, index) => index % step === 0);
  // nlp.js remembers what it has read, so each text is timed once; other texts warm both up.
  for (const message of some) await read(message, `${message.text} please`);
  for (const message of usual) understand(`${message.text} thanks`, message.context);
  for (const message of some) {
    const [ours, other] = await read(message, message.text);
    own.push(ours);
    theirs.push(other);
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  report('reading a message', mean(own), 'nlp.js', mean(theirs), 'ms');
  report('reading a message, median', median(own), 'nlp.js', median(theirs), 'ms');
  const all = usual.map((message) => times(1, () => understand(message.text, message.context))[0] ?? 0);
  report(`reading up to ${LONGEST_USUAL} characters, p99`, p99(all), 'nlp.js, p99', p99(theirs), 'ms');

  reportGrowth(understand, 'reading', [...PIECES, ...mixedPieces()]);
  reportGrowth(understand, 'reading pasted output,', PASTES);
}

function openModels(packed: Buffer) {
  const { network, topics, figures, bayes } = deserialize(packed) as Models;
  return [openNetwork(network), openNetwork(topics), openNetwork(figures), openBayes(bayes)];
}

function reportGrowth(understand: Understand, what: string, pieces: readonly string[]): void {
  const growth = pieces.map((piece) => {
    const quarter = timeToRead(understand, piece, 25_000);
    return { piece, quarter, whole: timeToRead(understand, piece, 100_000) };
  });
  const worst = growth.reduce((a, b) => (b.whole / b.quarter > a.whole / a.quarter ? b : a));
  const name = `${what} 100 kB, worst of ${pieces.length} (${JSON.stringify(worst.piece)})`;
  report(name, worst.whole, 'a quarter of it', worst.quarter, 'ms');
}

function mixedPieces(): string[] {
  let state = 42;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return Array.from({ length: MIXED }, () =>
    Array.from({ length: 6 }, () => PIECES[next() % PIECES.length] ?? '').join(''),
  );
}

/** The least of several times: what else the machine does only adds to them, most to the longest. */
function timeToRead(understand: Understand, piece: string, length: number): number {
  const text = `${piece.repeat(Math.ceil(length / piece.length))}?`;
  return Math.min(...times(7, () => understand(text, 'TaskType')));
}

function p99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}

/** Megabytes of heap that what is made keeps. */
function heapOf(make: () => unknown): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const made = make();
  collect();
  const after = process.memoryUsage().heapUsed;
  return made === undefined ? Number.NaN : (after - before) / 1e6;
}

function times(count: number, run: () => unknown): number[] {
  return Array.from({ length: count }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
}
