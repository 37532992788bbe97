import { type Amount, MACHINES } from './amount.ts';
import type { Token } from './tokens.ts';
import { BYTE_UNITS } from './units.ts';

/** Cores as data sheets, control groups and clusters write them: "8c/16t", "cpu.max 50000 100000", "500m". */
export function coresInFigures(tokens: readonly Token[], from: number): Amount | null {
  return coresAndThreads(tokens, from) ?? millicores(tokens, from) ?? quotaOfPeriod(tokens, from);
}

/** "cpu.max 50000 100000": microseconds of computing in each period of a control group. */
function quotaOfPeriod(tokens: readonly Token[], from: number): Amount | null {
  const period = tokens[from + 1];
  const value = (tokens[from]?.value ?? 0) / 100_000;
  if (period?.word !== '100000' || !(value >= 0.01)) return null;
  return { value, kind: 'count', nouns: ['core'], from, to: from + 2 };
}

/** "quota of 1000m", "500m cpu", "k8s gives us 500m": thousandths of a core. */
function millicores(tokens: readonly Token[], from: number): Amount | null {
  const thousandths = /^(\d{2,6})m$/.exec(tokens[from]?.word ?? '')?.[1];
  if (thousandths === undefined) return null;
  const next = /^v?cpus?$/.test(tokens[from + 1]?.word ?? '');
  const isLimit =
    tokens[from - 1]?.word === 'cpu' ||
    (thousandths.endsWith('000') && LIMITS.has(tokens[from + 1]?.word ?? '')) ||
    (/^(of|at|to|is|says|shows|:|=)$/.test(tokens[from - 1]?.word ?? '') &&
      (tokens[from - 2]?.word === 'cpu' ||
        (thousandths.endsWith('000') && LIMITS.has(tokens[from - 2]?.word ?? ''))));
  const isOnCluster = tokens
    .slice(Math.max(0, from - NEAR), from + NEAR)
    .some(({ word }) => CLUSTERS.has(word));
  if (!next && !isLimit && !(isOnCluster && Number(thousandths) >= 100)) return null;
  return {
    value: Number(thousandths) / 1000,
    kind: 'count',
    nouns: ['core'],
    from,
    to: from + (next ? 2 : 1),
  };
}

/** After these "2000m" is two cores; "500m" may as well be memory. */
const LIMITS = new Set('quota cap capped limit limited limits request requests'.split(' '));

/** Where these are spoken of, within so many words, "500m" is half a core: memory is told in Mi there. */
const CLUSTERS = new Set('kubernetes k8s kubelet kube helm'.split(' '));
const NEAR = 12;

/** "8c/16t", "8c16t": so many cores and threads of the processor. */
function coresAndThreads(tokens: readonly Token[], from: number): Amount | null {
  const joined = tokens[from + 1];
  if (joined?.glued && /^c\d+t$/.test(joined.word)) {
    return { value: tokens[from]?.value ?? 0, kind: 'count', nouns: ['cores'], from, to: from + 2 };
  }
  // "2x16 cores" in one machine
  const each = joined?.glued ? Number(/^x(\d{1,3})$/.exec(joined.word)?.[1]) : Number.NaN;
  const eachAt = tokens[from + 2]?.word === '-' ? from + 3 : from + 2;
  if (!Number.isNaN(each) && /^(cores?|vcpus?)$/.test(tokens[eachAt]?.word ?? '')) {
    const value = (tokens[from]?.value ?? 0) * each;
    return { value, kind: 'count', nouns: ['cores'], from, to: eachAt + 1 };
  }
  // "2 x 24 cores" in one machine, but "2 x 24-core servers" and "2 x 24 core nodes" are two
  const cores = tokens[from + 3];
  const isSockets =
    /^[x×*]$/.test(joined?.word ?? '') &&
    tokens[from + 2]?.kind === 'number' &&
    /^(cores|vcpus)$/.test(cores?.word ?? '') &&
    !MACHINES.has(tokens[from + 4]?.word ?? '') &&
    (tokens[from]?.value ?? 0) <= 8;
  if (isSockets) {
    const value = (tokens[from]?.value ?? 0) * (tokens[from + 2]?.value ?? 0);
    return { value, kind: 'count', nouns: ['cores'], from, to: from + 4 };
  }
  // "8c, 32 GB"
  const isBeside = /^[,/]$/.test(tokens[from + 2]?.word ?? '') && tokens[from + 3]?.kind === 'number';
  if (
    joined?.word === 'c' &&
    joined.glued &&
    isBeside &&
    BYTE_UNITS[tokens[from + 4]?.word ?? ''] !== undefined
  ) {
    return { value: tokens[from]?.value ?? 0, kind: 'count', nouns: ['cores'], from, to: from + 2 };
  }
  const words = [1, 2, 4].map((offset) => tokens[from + offset]?.word ?? '');
  const isPair =
    words.join(' ') === 'c / t' && tokens[from + 1]?.glued && tokens[from + 3]?.kind === 'number';
  const value = tokens[from]?.value ?? Number.NaN;
  return isPair ? { value, kind: 'count', nouns: ['cores'], from, to: from + 5 } : null;
}
