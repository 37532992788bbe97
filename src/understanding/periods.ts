import { isTime } from './amount.ts';
import type { Token } from './tokens.ts';
import { TIME_UNITS } from './units.ts';

/** What a rate is per, and the first token after it. */
export interface Period {
  readonly seconds: number;
  readonly to: number;
}

/** "per second", "/min", "a day", "every 10 minutes", "each hour", "in one second". */
export function periodAt(tokens: readonly Token[], at: number): Period | null {
  const word = tokens[at]?.word ?? '';
  if (word === 'in') return innerPeriodAt(tokens, at + 1);
  if (!/^(per|pro|\/|a|an|every|each)$/.test(word)) return null;
  const next = tokens[at + 1];
  // What is there "per night" is a batch.
  if (next?.word === 'night') return null;
  if (isTime(next)) return { seconds: TIME_UNITS[next?.word ?? ''] ?? 1, to: at + 2 };
  const unit = tokens[at + 2];
  // "each half minute"
  if (next?.word === 'half' && isTime(unit) && /^(every|each|per)$/.test(word)) {
    return { seconds: (TIME_UNITS[unit?.word ?? ''] ?? 1) / 2, to: at + 3 };
  }
  // "trainings each 10 minutes cpu" take so long.
  const isWork = word === 'each' && WORK.has(tokens[at + 3]?.word ?? '');
  if (!isWork && /^(every|each|per|pro|\/)$/.test(word) && next?.kind === 'number' && isTime(unit)) {
    return { seconds: next.value * (TIME_UNITS[unit?.word ?? ''] ?? 1), to: at + 3 };
  }
  return null;
}

const WORK = new Set('cpu compute computing computation python of waiting'.split(' '));

/** "in second", "in one minute", "in each 5 seconds"; "in an hour" is more likely a budget. */
function innerPeriodAt(tokens: readonly Token[], at: number): Period | null {
  const word = tokens[at]?.word ?? '';
  if (/^(each|every)$/.test(word)) return periodAt(tokens, at);
  const unitAt = /^(one|a)$/.test(word) ? at + 1 : at;
  const unit = tokens[unitAt]?.word ?? '';
  return /^(second|minute)$/.test(unit) ? { seconds: TIME_UNITS[unit] ?? 1, to: unitAt + 1 } : null;
}
