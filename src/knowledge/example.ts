import type { Fault } from './fault.ts';

/** A runnable file of `code/`. */
export interface Example {
  /** The whole file, without the marks. */
  readonly text: string;
  /** The telling part, which an answer shows. */
  readonly excerpt: string;
  /** The last line it prints; the tests run it and compare. */
  readonly endsWith: string;
}

const BEGIN = /^\s*(#|--) >>>\s*$/;
const END = /^\s*(#|--) <<<\s*$/;
const ENDS_WITH = /^(?:#|--) Ends with: (.+)$/m;
/** More lines than that are no excerpt. */
const LONGEST_EXCERPT = 20;

/** Reads the marks of an example: which part tells most, and what the tests must see it print. */
export function readExample(file: string, text: string): { example: Example; faults: Fault[] } {
  const lines = text.split('\n');
  const begin = lines.findIndex((line) => BEGIN.test(line));
  const end = lines.findIndex((line) => END.test(line));
  const excerpt = begin < 0 || end < begin ? [] : lines.slice(begin + 1, end);
  const endsWith = ENDS_WITH.exec(text)?.[1]?.trim() ?? '';

  const faults: Fault[] = [];
  const fault = (problem: string, mend: string) => faults.push({ file, line: null, problem, mend });
  if (endsWith === '') {
    fault('no test knows what it prints', 'add a line "# Ends with: …" with the last line of its output');
  }
  if (excerpt.length === 0 || excerpt.length > LONGEST_EXCERPT) {
    const mend = `put the lines "# >>>" and "# <<<" around the telling part, at most ${LONGEST_EXCERPT} lines`;
    fault(
      excerpt.length === 0 ? 'no part of it is marked to be shown' : 'the part to be shown is too long',
      mend,
    );
  }
  const unmarked = lines.filter((line) => !BEGIN.test(line) && !END.test(line));
  return { example: { text: unmarked.join('\n'), excerpt: dedent(excerpt), endsWith }, faults };
}

function dedent(lines: readonly string[]): string {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return indents.length === 0 ? '' : lines.map((line) => line.slice(common)).join('\n');
}
