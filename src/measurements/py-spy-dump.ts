import { type PasteLine, type ReadTool, type Sign, shorten, spansOf } from './measurement.ts';
import { isWaitForOthers, isWaitForOutside } from './waiting-calls.ts';

interface ThreadSeen {
  readonly state: string;
  readonly top: string;
  readonly frames: readonly string[];
}

const PROCESS = /^\s{0,4}Process \d{1,9}: /;
const VERSION = /^\s{0,4}Python v(3\.\d{1,2})(?:\.\d{1,3})?\S{0,12}/;
const THREAD =
  /^\s{0,4}Thread (?:0x[0-9A-Fa-f]{1,16}|\d{1,12})(?: ?\/ ?\d{1,12})? \((idle|active(?:\+gil)?)\)(?:: "(.{0,80})")?/;
const FRAME = /^\s{2,12}(\S.{0,160} \(\S.{0,200}\))$/;
/** Code that lets go of the GIL while it computes. */
const NATIVE =
  /\((?:[^()]{0,120}[/.])?(?:numpy|scipy|pandas|polars|torch|cv2|PIL|sklearn|zlib|gzip|lzma|bz2|hashlib|cryptography|zstandard|lxml|pyarrow)[/.:\\]/i;
const LOCALS = /^\s{4,16}(?:Arguments:|Locals:|\w{1,40}: )/;

/** `py-spy dump`: what each thread stood in at one moment. */
export const readPySpyDump: ReadTool = ({ lines }) => {
  const first = lines.findIndex(({ text }) => THREAD.test(text));
  if (first === -1) return [];
  const used: PasteLine[] = lines
    .slice(Math.max(0, first - 4), first)
    .filter(({ text }) => PROCESS.test(text) || VERSION.test(text));
  const version = used.map(({ text }) => VERSION.exec(text)?.[1]).find((found) => found !== undefined);
  const threads: { state: string; frames: string[] }[] = [];
  for (const line of lines.slice(first)) {
    const [, state] = THREAD.exec(line.text) ?? [];
    const frame = FRAME.exec(line.text)?.[1];
    if (state !== undefined) threads.push({ state, frames: [] });
    else if (frame !== undefined) threads.at(-1)?.frames.push(frame);
    else if (!LOCALS.test(line.text) && !PROCESS.test(line.text) && !VERSION.test(line.text)) continue;
    used.push(line);
  }
  const seen = threads
    .filter(({ frames }) => frames.length > 0)
    .map(({ state, frames }): ThreadSeen => ({ state, frames, top: frames[0] ?? '' }));
  const { signs, words, meaning } = conclude(seen);
  return [
    {
      tool: '`py-spy dump`',
      signs,
      quantities: version === undefined ? {} : { pythonVersion: version },
      words: shorten(words),
      text: `\`py-spy dump\`: ${meaning}.`,
      spans: spansOf(used),
    },
  ];
};

interface Meaning {
  readonly signs: readonly Sign[];
  readonly words: string;
  readonly meaning: string;
}

function conclude(threads: readonly ThreadSeen[]): Meaning {
  const waiting = threads.filter(({ top, state }) => state === 'idle' && isWaitForOutside(top));
  const active = threads.filter(({ state }) => state !== 'idle');
  const holder = active.find(({ state }) => state === 'active+gil');
  const native = active.filter(
    ({ state, frames }) => state === 'active' && frames.slice(0, 3).some((frame) => NATIVE.test(frame)),
  );
  const same = threads.filter(
    (each) => holder !== undefined && functionOf(each.top) === functionOf(holder.top),
  );
  const count = (many: readonly ThreadSeen[]) => `${many.length} of ${threads.length} threads`;
  if (native.length >= 2) {
    return {
      signs: ['computing', 'gilFree'],
      words: native[0]?.top ?? '',
      meaning: `${count(native)} run native code at once without the GIL, so it computes and the GIL is not the limit`,
    };
  }
  if (holder !== undefined && same.length >= 2 && waiting.length < same.length) {
    return {
      signs: ['computing', 'gilLimits'],
      words: holder.top,
      meaning: `${count(same)} stand in the same Python function and one has the GIL, so they compute and take turns`,
    };
  }
  if (waiting.length > 0 && waiting.length >= 2 * active.length) {
    return {
      signs: ['waiting'],
      words: waiting[0]?.top ?? '',
      meaning: `${count(waiting)} wait for a socket, a database or a timer and ${active.length} run, so it waits`,
    };
  }
  const running = holder ?? active[0];
  if (
    running !== undefined &&
    waiting.length === 0 &&
    !isWaitForOthers(running.top) &&
    !isWaitForOutside(running.top)
  ) {
    return {
      signs: ['computing'],
      words: running.top,
      meaning: `a thread runs ${running.top} and none waits for I/O, so it computes`,
    };
  }
  const words = threads[0]?.top ?? '';
  return {
    signs: [],
    words,
    meaning: 'one moment shows neither computing nor waiting for I/O clearly; take it a few times under load',
  };
}

/** `crunch (job.py:12)` without the line. */
function functionOf(frame: string): string {
  return frame.replace(/:\d{1,9}\)$/, ')');
}
