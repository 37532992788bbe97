import type { Code } from './finding.ts';
import type { Program } from './program.ts';

const known = new WeakMap<Program, readonly string[]>();

/** The dotted paths of everything the code imports. */
export function importedPaths(program: Program): readonly string[] {
  const before = known.get(program);
  if (before) return before;
  const paths = program.nodes.flatMap((node) =>
    node.kind === 'Import' ? node.names.map(({ path }) => path) : [],
  );
  known.set(program, paths);
  return paths;
}

export function importsMatching({ program }: Pick<Code, 'program'>, form: RegExp): boolean {
  return importedPaths(program).some((path) => form.test(path));
}
