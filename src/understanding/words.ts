import type { PlacedWord } from './matcher.ts';
import type { Spelling } from './spelling.ts';
import { type Token, tokenize } from './tokens.ts';

/** The words of a message with what their surroundings do to them. */
export interface Words {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Words and numbers; marks left out. */
  readonly words: readonly PlacedWord[];
  /** For each word, whether a negation reaches it. */
  readonly negated: readonly boolean[];
  /** For each word, the number of its clause. */
  readonly clauses: readonly number[];
  /** For each clause, how much of what it says still stands after what follows it (0 to 1). */
  readonly standing: readonly number[];
  /** For each word, whether its sentence ends in a question mark. */
  readonly asked: readonly boolean[];
}

const NEGATORS = new Set(
  "not no never without none neither nor don't doesn't didn't isn't aren't wasn't weren't won't can't cannot couldn't shouldn't wouldn't haven't hasn't hadn't ain't hardly barely needn't mustn't forget ditch avoid abandon nothing nobody nowhere zero rarely banned bans forbids forbade prohibits prohibited outlawed vetoed".split(
    ' ',
  ),
);
/** Words that end the reach of a negation. */
const SCOPE_ENDS = new Set(
  "but just only because since so it's we're they're that's there's we they i he she until unless if when while which though although however and rather instead then plus except otherwise simply merely mostly mainly purely".split(
    ' ',
  ),
);
const REACH = 6;
const BELIEVES = new Set(['think', 'believe', 'guess', 'suppose', 'reckon', 'expect', 'see']);
const TO_THE_END = 14;
/** After these, what was said before no longer stands. */
const CONTRASTS = new Set(['but', 'however', 'actually', 'instead', 'yet', 'except', 'reality']);
const CLAUSE_WORDS = new Set(
  'but however because although though whereas while since so actually instead unless until and which then yet except'.split(
    ' ',
  ),
);
/** What a clause with these says was believed, not found. */
const BELIEFS = new Set(
  'thought assumed expected supposedly looks looked seems seemed guessed suspected suspect blamed figured believed sounds swore swears accused pointed points feels supposed'.split(
    ' ',
  ),
);

/** Words, clauses and the reach of negations, in one pass each. */
export function readWords(text: string, spelling: Spelling): Words {
  const tokens = tokenize(text).map(spelling);
  const words: PlacedWord[] = [];
  const clauses: number[] = [];
  const asked: boolean[] = [];
  let clause = 0;
  let begins = false;
  let isNewClause = false;
  let sentence = 0;
  let previousEnd = 0;
  tokens.forEach((token, index) => {
    const gapStart = previousEnd;
    previousEnd = token.end;
    if (token.kind === 'mark') {
      const isLast = index + 1 >= tokens.length || tokens[index + 1]?.glued !== true;
      if ('.!?;…'.includes(token.word) && isLast) {
        begins = true;
        if (token.word === '?') for (let word = sentence; word < words.length; word += 1) asked[word] = true;
        sentence = words.length;
      } else if (',:()—–'.includes(token.word) || (token.word === '-' && isLast && token.start > gapStart)) {
        isNewClause = true;
      }
      return;
    }
    if (index > 0 && hasLineBreak(text, gapStart, token.start)) {
      begins = true;
      sentence = words.length;
    }
    if (words.length > 0 && (begins || isNewClause || CLAUSE_WORDS.has(token.word))) clause += 1;
    words.push({
      kind: token.kind,
      start: token.start,
      end: token.end,
      word: token.word,
      stem: token.stem,
      value: token.value,
      glued: token.glued,
      begins: begins && words.length > 0,
    });
    clauses.push(clause);
    asked.push(false);
    begins = false;
    isNewClause = false;
  });
  // "Wait, …" and "no wait, …" hold up the conversation, not the program.
  for (let index = 0; index < 3 && index < words.length - 1; index += 1) {
    const word = words[index];
    const isCut = clauses[index + 1] !== clauses[index] || words[index + 1]?.word === 'no';
    if (word?.word === 'wait' && isCut) words[index] = { ...word, stem: 'wait!' };
  }
  return {
    text,
    tokens,
    words,
    clauses,
    asked,
    negated: readNegation(words, clauses),
    standing: readStanding(words, clauses, clause + 1),
  };
}

const NEWLINE = 10;

function hasLineBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === NEWLINE) return true;
  return false;
}

function readNegation(words: readonly PlacedWord[], clauses: readonly number[]): boolean[] {
  let left = 0;
  let isRaised = false;
  let previous: string | undefined;
  let clause = -1;
  return words.map(({ word, begins }, index) => {
    const isNewClause = begins || clauses[index] !== clause;
    clause = clauses[index] ?? 0;
    if (isNewClause) isRaised = false;
    if (isNewClause || (!isRaised && SCOPE_ENDS.has(word))) left = 0;
    const isReached = left > 0;
    left -= 1;
    const next = wordAt(words, index + 1);
    const isInterjection = word === 'no' && PRONOUNS.has(next);
    if (NEGATORS.has(word) && previous !== 'why' && !DENIED_NOTHING.has(next) && !isInterjection)
      left = REACH;
    // "I don't think there is anything they share": what is believed is denied, to the end of the clause.
    if (isReached && BELIEVES.has(word)) {
      left = TO_THE_END;
      isRaised = true;
    }
    if (word === 'than' && previous === 'rather') left = REACH;
    if (word === 'of' && previous === 'instead') left = REACH;
    if (word === 'but' && previous === 'anything') left = REACH;
    previous = word;
    return isReached;
  });
}
/** "Not only", "no doubt", "no wonder" deny nothing, nor does "why not". */
const DENIED_NOTHING = new Set(['only', 'doubt', 'wonder', 'matter']);
/** "So no it doesn't compute": an answer of its own. */
const PRONOUNS = new Set(['it', "it's", 'they', 'we', 'i', 'he', 'she', 'this']);

function readStanding(words: readonly PlacedWord[], clauses: readonly number[], count: number): number[] {
  const standing: number[] = new Array(count).fill(1);
  const outweigh = (upTo: number) => {
    for (let clause = upTo - 1; clause >= 0 && standing[clause] === 1; clause -= 1) standing[clause] = 0.4;
  };
  words.forEach(({ word }, index) => {
    const clause = clauses[index] ?? 0;
    const next = wordAt(words, index + 1);
    const isTurn = (word === 'turns' || word === 'turned') && next === 'out';
    // "Let's use queues instead": nothing follows that could outweigh it.
    const isEnd = word === 'instead' && (index + 1 >= words.length || words[index + 1]?.begins === true);
    const isContrast = CONTRASTS.has(word) && next !== 'of' && !isEnd;
    if (clause > 0 && (isTurn || isContrast)) outweigh(clause);
    // "There used to be a cache": there is none.
    if (BELIEFS.has(word) || (word === 'used' && next === 'to')) standing[clause] = 0.4;
  });
  return standing;
}

/** Arrays read outside of them are slow to read from then on. */
function wordAt(words: readonly PlacedWord[], at: number): string {
  return at < words.length ? (words[at]?.word ?? '') : '';
}

/** The words `from` up to, not including, `to` as written. */
export function asWritten({ text, words }: Words, from: number, to: number): string {
  const first = words[from];
  const last = words[to - 1];
  return first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}
