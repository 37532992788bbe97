import { readAmounts } from './amounts.ts';
import type { Lexicon } from './lexicon.ts';
import { readPythonVersion } from './python-version.ts';
import { createNaming, LINE_END } from './quantity-rules.ts';
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
  return ({ text, tokens: written }, asked = null) => {
    const tokens = withLineEnds(text, written);
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

/** With a mark at the end of each line: `timeout = 120` in one line says nothing about the next. */
function withLineEnds(text: string, tokens: readonly Token[]): readonly Token[] {
  let end = text.indexOf('\n');
  if (end < 0) return tokens;
  const lined: Token[] = [];
  for (const token of tokens) {
    if (end >= 0 && end < token.start) {
      const mark = { start: end, end: end + 1, word: LINE_END, stem: LINE_END, value: Number.NaN };
      lined.push({ kind: 'mark', ...mark, glued: false });
      end = text.indexOf('\n', token.start);
    }
    lined.push(token);
  }
  return lined;
}
