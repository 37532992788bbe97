import { readAmounts } from './amounts.ts';
import type { Lexicon } from './lexicon.ts';
import { readPythonVersion } from './python-version.ts';
import { createNaming } from './quantity-rules.ts';
import type { Token } from './tokens.ts';
import type { Quantities, QuantityName } from './understanding.ts';

/** What carries a message's numbers: its text, and its tokens. */
interface Source {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/**
 * The numbers a message states about the job. What only looks like one (a timeout, a pool size) is left out. A bare number
 * in a reply is the quantity the open question asks for, if it asks for one.
 */
export type ReadQuantities = (source: Source, asked?: QuantityName | null) => Quantities;

/** Of several figures of these the largest counts, of others the first. */
const LARGEST: ReadonlySet<QuantityName> = new Set(['cores', 'requestsPerSecond']);

export function createReadQuantities({ quantities }: Pick<Lexicon, 'quantities'>): ReadQuantities {
  const nameAmounts = createNaming(quantities);
  return ({ text, tokens }, asked = null) => {
    const amounts = readAmounts(tokens);
    const named = nameAmounts(tokens, amounts);
    const found = new Map<QuantityName, number>();
    for (const { name, value } of named) {
      if (name === null || !Number.isFinite(value)) continue;
      const known = found.get(name);
      // "One core of 32 works": the larger is what there is. "40 rps, 110 at dinner": the peak has to be carried.
      if (known === undefined || (LARGEST.has(name) && value > known)) found.set(name, value);
    }
    const [only, ...others] = amounts;
    const isBare = only?.kind === 'count' && only.nouns.length === 0 && others.length === 0;
    if (isBare && asked !== null && found.size === 0) found.set(asked, only.value);
    const pythonVersion = readPythonVersion(text);
    return { ...Object.fromEntries(found), ...(pythonVersion === null ? {} : { pythonVersion }) };
  };
}
