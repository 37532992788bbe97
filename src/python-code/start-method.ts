import type { Code } from './finding.ts';

/** How processes are started, where the code says so. */
export function startMethod(code: Code): 'fork' | 'spawn' | null {
  let found: 'fork' | 'spawn' | null = null;
  for (const node of code.program.nodes) {
    if (node.kind !== 'Call') continue;
    const path = code.meaningOf(node) ?? '';
    const isSetting = /^multiprocessing\.(?:set_start_method|get_context)$/.test(path);
    const method = isSetting ? node.args[0]?.value : undefined;
    if (method === undefined) continue;
    // A method that is worked out elsewhere is none to judge.
    if (method.kind !== 'Text' || method.value !== 'fork') return 'spawn';
    found = 'fork';
  }
  return found;
}
