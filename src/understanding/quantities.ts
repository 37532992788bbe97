import type { Amount } from './amount.ts';
import { readAmounts } from './amounts.ts';
import { cappedCount } from './capped-count.ts';
import { type FigureExample, openFigures } from './figure-model.ts';
import type { Lexicon } from './lexicon.ts';
import type { Network } from './network.ts';
import { readPythonVersion } from './python-version.ts';
import { createNaming } from './quantity-rules.ts';
import { LINE_END, ruleWords } from './rule-words.ts';
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

/** Finds the figures of messages, and what the rules make of them. */
export function createFindFigures({
  quantities,
}: Pick<Lexicon, 'quantities'>): (source: Source) => Omit<FigureExample, 'quantities'> {
  const nameAmounts = createNaming(quantities);
  return ({ text, tokens: written }) => {
    const tokens = withLineEnds(text, written);
    const amounts = readAmounts(tokens);
    if (amounts.length === 0) return { words: [], figures: [] };
    const words = ruleWords(tokens, amounts);
    return { words, figures: nameAmounts(words, amounts) };
  };
}

/** By the rules alone where there is no model. */
export function createReadQuantities(
  lexicon: Pick<Lexicon, 'quantities'>,
  model: Network | null = null,
): ReadQuantities {
  const findFigures = createFindFigures(lexicon);
  const judge = model === null ? null : openFigures(model);
  return (source, asked = null) => {
    const { words, figures } = findFigures(source);
    const found = new Map<QuantityName, number>();
    for (const { name, value } of judge === null ? figures : judge(words, figures)) {
      if (name === null || !Number.isFinite(value)) continue;
      const known = found.get(name);
      // "One core of 32 works": the larger is what there is. "40 rps, 110 at dinner": the peak has to be carried.
      if (known === undefined || (LARGEST.has(name) && value > known)) found.set(name, value);
    }
    const capped = asked === 'cores' ? cappedCount(source.tokens) : null;
    if (capped !== null) found.set('cores', capped);
    if (asked !== null && !found.has(asked)) {
      const amounts = figures.map(({ amount }) => amount).sort((a, b) => a.from - b.from);
      const bare = bareCount(withLineEnds(source.text, source.tokens), amounts);
      if (bare !== null) found.set(asked, bare);
    }
    const pythonVersion = readPythonVersion(source.text);
    return { ...Object.fromEntries(found), ...(pythonVersion === null ? {} : { pythonVersion }) };
  };
}

/** Longer replies speak of more than the number asked for. */
const LONGEST_REPLY = 24;
/** A number stands for what is asked after one of these, or after nothing: "yes, 8", "exactly one", but not "epyc 7543". */
const BEFORE_BARE = new Set(
  "just only exactly precisely yes yep yeah yup sure no nope have has got get gets gives us me is it's are than about of to at with says single paid shows sees see reports reads so we've i've there's there're count counts counted all the yeah prints returns tells gives displays bought own rent rented maybe roughly probably around pod container box host node vm machine server".split(
    ' ',
  ),
);
/** "One of them" and "one thing" count nothing; "a single one" does. */
const AFTER_BARE =
  /^(?:[.,;:!?)\n—–-]|and|or|so|but|per|max|here|there|in|on|for|only|sadly|unfortunately|please)$/;

/** Words that may follow the number of such a reply without telling what it counts. */
const FILLERS = new Set(
  'here total though physical real logical arm x86 ones altogether thanks thx tho btw indeed overall usable available'.split(
    ' ',
  ),
);

/** "Not just one", "more than 8" leave the number open; "no more than one" does not. */
function isDenied(tokens: readonly Token[], from: number): boolean {
  const before = tokens.slice(Math.max(0, from - 4), from).map(({ word }) => word);
  if (/no more than|at least$/.test(before.join(' '))) return false;
  return before.some((word) => /^(?:not|more|over|least|never|beyond|other)$|n't$/.test(word));
}

/** The number of a reply that is nothing else; null for none. */
function bareCount(tokens: readonly Token[], amounts: readonly Amount[]): number | null {
  if (tokens.length > LONGEST_REPLY) return null;
  const bare = amounts.find(({ kind, nouns, value, from }) => {
    const countsNothing = nouns.every((noun) => FILLERS.has(noun));
    if (kind !== 'count' || !countsNothing || !Number.isInteger(value) || value < 1 || value > 1024)
      return false;
    const before = tokens[from - 1];
    const begins =
      before === undefined || (before.kind === 'mark' && /^[,.!?:;(→>=~≈–—"`-]$/.test(before.word));
    return (begins || BEFORE_BARE.has(before.word)) && !isDenied(tokens, from);
  });
  if (bare !== undefined) return bare.value;
  const isOne = tokens.some(
    ({ word }, at) =>
      word === 'one' &&
      (tokens[at - 1]?.word === 'the'
        ? /^(just|only)$/.test(tokens[at - 2]?.word ?? '')
        : BEFORE_BARE.has(tokens[at - 1]?.word ?? '')) &&
      (tokens[at + 1] === undefined || AFTER_BARE.test(tokens[at + 1]?.word ?? '')) &&
      !isDenied(tokens, at),
  );
  return isOne ? 1 : null;
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
