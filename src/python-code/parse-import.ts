import type { SyntaxNode } from '@lezer/common';
import { type Source, textOf } from './parse-expression.ts';

/** The names an import binds, each with the dotted path it stands for. */
export function readImport(
  reader: Source,
  children: readonly SyntaxNode[],
): { name: string; path: string }[] {
  const split = children.findIndex(({ name }) => name === 'import');
  const module = children
    .slice(0, split)
    .filter(({ name }) => name !== 'from')
    .map((part) => textOf(reader, part))
    .join('');
  const names: { name: string; path: string }[] = [];
  let words: string[] = [];
  const finish = () => {
    if (words.length === 0) return;
    const as = words.indexOf('as');
    const path = words.slice(0, as === -1 ? words.length : as).join('');
    const full = module === '' ? path : `${module}.${path}`;
    const isWhole = module === '' && as === -1;
    // `import a.b` binds `a`.
    const bound = isWhole ? (path.split('.')[0] ?? path) : (words[as + 1] ?? path);
    names.push({ name: as === -1 && module !== '' ? path : bound, path: isWhole ? bound : full });
    words = [];
  };
  for (const child of children.slice(split + 1)) {
    if (child.name === ',' || child.name === '(' || child.name === ')') finish();
    else words.push(textOf(reader, child));
  }
  finish();
  return names;
}
