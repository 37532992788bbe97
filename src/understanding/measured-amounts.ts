import { type Amount, isNoun, isTime } from './amount.ts';
import type { Token } from './tokens.ts';
import { BYTE_UNITS, TIME_UNITS } from './units.ts';

/** A number with a unit of time at `at`. */
export function timeAt(tokens: readonly Token[], from: number, at: number, value: number): Amount | null {
  const token = tokens[at];
  const number = tokens[from];
  if (number === undefined) return null;
  // "61m2s", "3m12.5s", "2h30m"
  const joined = /^([hm])(\d+)([ms]?)$/.exec(token?.glued ? token.word : '');
  if (joined !== null) {
    const [, unit = '', more = ''] = joined;
    const seconds = unit === 'h' ? value * 3600 + Number(more) * 60 : value * 60 + Number(more);
    return { value: seconds, kind: 'time', nouns: [], from, to: at + 1 };
  }
  const rest = tokens[at];
  if (/^\d+m$/.test(number.word) && rest?.kind === 'number' && rest.glued && tokens[at + 1]?.word === 's') {
    return { value: (value / 1e6) * 60 + rest.value, kind: 'time', nouns: [], from, to: at + 2 };
  }
  // "10m" is ten minutes unless it counts something, or half a core: "cpu: 500m".
  const setting = /^[:=]$/.test(tokens[from - 1]?.word ?? '')
    ? tokens[from - 2]?.word
    : tokens[from - 1]?.word;
  if (setting === 'cpu' && /^\d+m$/.test(number.word)) return null;
  if (/^\d+m$/.test(number.word) && !isNoun(token) && !/^(ram|memory|mem|of)$/.test(token?.word ?? '')) {
    return { value: (value / 1e6) * 60, kind: 'time', nouns: [], from, to: at };
  }
  const unit =
    token?.kind === 'word' && Object.hasOwn(TIME_UNITS, token.word) ? TIME_UNITS[token.word] : undefined;
  if (token === undefined || unit === undefined) return null;
  // "90 cpu seconds" is read below; "5 s3 calls" never gets here, `s3` is one word.
  const more = compound(tokens, at + 1, unit);
  return { value: value * unit + more.value, kind: 'time', nouns: [], from, to: more.to };
}

/** The minutes in "1h 30m" or "2 min 15 s". */
function compound(tokens: readonly Token[], at: number, larger: number): { value: number; to: number } {
  const number = tokens[at];
  const unit = tokens[at + 1]?.word ?? '';
  const size = Object.hasOwn(TIME_UNITS, unit) ? TIME_UNITS[unit] : undefined;
  if (number?.kind !== 'number' || size === undefined || size >= larger || number.word.endsWith('m')) {
    return { value: 0, to: at };
  }
  return { value: number.value * size, to: at + 2 };
}

/** Before these settings' values "512m" is memory, not minutes. */
const MEMORY_KEYS = new Set('mem memory ram mem_limit memory_limit limit xmx'.split(' '));

/** A number with a unit of storage at `at`. */
export function bytesAt(tokens: readonly Token[], from: number, at: number, value: number): Amount | null {
  const token = tokens[at];
  const number = tokens[from];
  if (number === undefined) return null;
  const label = tokens[from - 2]?.word ?? '';
  const isLimit = /^[:=]$/.test(tokens[from - 1]?.word ?? '') && MEMORY_KEYS.has(label);
  if (/^\d+m$/.test(number.word) && (isLimit || /^(ram|memory|mem)$/.test(token?.word ?? ''))) {
    return { value, kind: 'bytes', nouns: [], from, to: at };
  }
  if (token === undefined) return null;
  const unit = Object.hasOwn(BYTE_UNITS, token.word) ? BYTE_UNITS[token.word] : undefined;
  if (unit === undefined || (token.word.length === 1 && !token.glued)) return null;
  const isPerTime = /^(\/|per)$/.test(tokens[at + 1]?.word ?? '') && isTime(tokens[at + 2]);
  // Throughput of a disk or a line is no figure of the job.
  if (isPerTime) return { value, kind: 'count', nouns: ['bytes'], from, to: at + 3 };
  if (token.word === 'gbit' || token.word === 'mbit') return null;
  return { value: value * unit, kind: 'bytes', nouns: [], from, to: at + 1 };
}
