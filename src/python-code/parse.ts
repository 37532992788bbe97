import { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { childrenOf } from './parse-expression.ts';
import { type Reader, readStatements } from './parse-statement.ts';
import type { Module } from './syntax.ts';

/**
 * Python source as a tree. Any text is accepted; statements that are no Python are `Broken`, and of what is nested
 * thousands deep nothing is read. Linear in the text.
 */
export function parsePython(code: string): Module {
  const tree = parseTree(code);
  const lineStarts = [0];
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const errors = errorOffsets(tree, code);
  const reader: Reader = {
    code,
    lineAt: (offset) => indexAfter(lineStarts, offset),
    isBroken: (from, to) => (errors[indexAfter(errors, from - 1)] ?? Number.POSITIVE_INFINITY) <= to,
  };
  const body = readStatements(reader, childrenOf(tree.topNode), 0);
  return { kind: 'Module', body, line: 1, from: 0, to: code.length, children: body };
}

/** The parser's tree is built by recursion, which thousands of open brackets may take beyond the stack. */
function parseTree(code: string): Tree {
  try {
    return parser.parse(code);
  } catch (error) {
    if (error instanceof RangeError) return Tree.empty;
    throw error;
  }
}

/** How many of the sorted numbers are at most `value`. */
function indexAfter(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the parser had to guess. Two forms are right in Python that its grammar does not know: they do not count. */
function errorOffsets(tree: Tree, code: string): number[] {
  const offsets: number[] = [];
  tree.iterate({
    enter: ({ type, from, to, node }) => {
      if (!type.isError) return;
      const isBareYield = from === to && /\byield\s*$/.test(code.slice(Math.max(0, from - 20), from));
      const around = node.parent;
      const isBracketedWith =
        around?.name === 'WithStatement' ||
        (around?.parent?.name === 'WithStatement' && /^(?:Parenthesized|Tuple)Expression$/.test(around.name));
      if (!isBareYield && !isBracketedWith) offsets.push(from);
    },
  });
  return offsets.sort((a, b) => a - b);
}
