import { type Amount, readAmounts } from './amounts.ts';
import { nameBytes } from './name-bytes.ts';
import { isOwnCores, nameCount } from './name-count.ts';
import { nameTime } from './name-time.ts';
import { readPythonVersion } from './python-version.ts';
import { type Scene, wordsAfter, wordsBefore } from './surroundings.ts';
import type { Token } from './tokens.ts';
import type { Quantities, QuantityName } from './understanding.ts';

const CORE_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  single: 1,
  dual: 2,
  quad: 4,
  hexa: 6,
  octa: 8,
  octo: 8,
};

/**
 * The numbers a message states about the job. What only looks like one (a timeout, a pool size) is left out. A bare number in
 * a reply is the quantity the open question asks for, if it asks for one.
 */
export function readQuantities(
  { text, tokens }: { readonly text: string; readonly tokens: readonly Token[] },
  asked: QuantityName | null = null,
): Quantities {
  const amounts = readAmounts(tokens);
  const found = new Map<QuantityName, number>();
  const put = (name: QuantityName | null, value: number) => {
    if (name !== null && !found.has(name) && Number.isFinite(value)) found.set(name, value);
  };

  // Counts and rates first: whether a time is a budget or one task's depends on them.
  for (const amount of amounts) {
    if (amount.kind === 'rate') put(nameRate(amount), amount.value);
    if (amount.kind === 'count') put(nameCount(tokens, amount), amount.value);
  }
  putCoreWords(tokens, put);
  const scene: Scene = {
    tokens,
    hasBatch: found.has('jobsTotal'),
    hasLoad: found.has('requestsPerSecond') || found.has('concurrentUsers'),
    hasCores: found.has('cores'),
  };
  for (const amount of amounts) {
    if (amount.kind === 'time') put(nameTime(scene, amount), amount.value);
    if (amount.kind === 'bytes') put(nameBytes(scene, amount), amount.value);
  }
  const [only, ...others] = amounts;
  const isBare = only?.kind === 'count' && only.nouns.length === 0 && others.length === 0;
  if (isBare && asked !== null && found.size === 0) put(asked, only.value);
  const pythonVersion = readPythonVersion(text);
  return { ...Object.fromEntries(found), ...(pythonVersion === null ? {} : { pythonVersion }) };
}

const NO_LOAD =
  /^(worker|workers|thread|threads|process|processes|core|cores|retries|attempts|pod|pods|hosts|host|dollars|euros|people|hour|hours|minutes|days)$/;

function nameRate({ nouns, value }: Amount): QuantityName | null {
  return value > 0 && !nouns.some((noun) => NO_LOAD.test(noun)) ? 'requestsPerSecond' : null;
}

/** "quad core", "a single vcpu". */
function putCoreWords(tokens: readonly Token[], put: (name: QuantityName, value: number) => void): void {
  tokens.forEach(({ word }, index) => {
    const cores = Object.hasOwn(CORE_WORDS, word) ? CORE_WORDS[word] : undefined;
    const skip = tokens[index + 1]?.word === '-' ? 2 : 1;
    if (cores === undefined || !/^(core|cores|vcpu|cpu)$/.test(tokens[index + skip]?.word ?? '')) return;
    const after = wordsAfter(tokens, index + skip + 1, 3);
    if (isOwnCores({ value: cores }, wordsBefore(tokens, index, 3), after)) put('cores', cores);
  });
}
