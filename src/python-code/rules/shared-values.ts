import { dotted } from '../callables.ts';
import type { Code, Rule, Spot } from '../finding.ts';
import { isGuarded } from '../locks.ts';
import { written } from '../places.ts';
import type { Callable } from '../program.ts';
import { type Expression, nodesIn, nodesRunIn } from '../syntax.ts';

const SHARED_VALUES = /^multiprocessing\.(?:Value|RawValue|Manager\.Value|sharedctypes\.Value)$/;

/** `counter.value` of a `multiprocessing.Value`. */
export function isSharedValue(code: Code, target: Expression): boolean {
  if (target.kind === 'Attribute' && target.name === 'value')
    return SHARED_VALUES.test(code.kindOf(target.value) ?? '');
  const isFixed = target.kind === 'Subscript' && target.index[0]?.kind === 'Number';
  return isFixed && code.kindOf(target.value) === 'multiprocessing.Array';
}

export const sharedValueIncrement: Rule = (code) => {
  const spots: Spot[] = [];
  for (const callable of code.inProcesses) {
    for (const node of nodesRunIn(callable)) {
      if (node.kind !== 'Update' && node.kind !== 'Assign') continue;
      const target = node.kind === 'Update' ? node.target : node.targets[0];
      if (target === undefined || !isSharedValue(code, target) || isGuarded(code, node)) continue;
      if (node.kind === 'Assign' && (node.value === null || !readsBack(code, target, node.value))) continue;
      if (isCalledUnderLock(code, callable)) continue;
      const name = written(code, target);
      spots.push({
        rule: 'shared-value-increment',
        node,
        text: `\`${name}\` is read and then written: two processes can read the same number, and one increment is lost.`,
        mend: `Write \`with ${target.kind === 'Attribute' || target.kind === 'Subscript' ? written(code, target.value) : name}.get_lock():\` around it.`,
      });
    }
  }
  return spots;
};

function isCalledUnderLock(code: Code, callable: Callable): boolean {
  const calls = code.callsOf(callable);
  return calls.length > 0 && calls.every((call) => isGuarded(code, call));
}

/** Whether the new value is made from the old one: `d[k] = d.get(k, 0) + 1`. */
export function readsBack(code: Code, target: Expression, value: Expression): boolean {
  const same = written(code, target);
  const base = target.kind === 'Subscript' ? dotted(target.value) : null;
  for (const node of nodesIn(value)) {
    if (node.kind === target.kind && written(code, node) === same) return true;
    const isGet =
      base !== null && node.kind === 'Call' && node.callee.kind === 'Attribute' && node.callee.name === 'get';
    if (isGet && node.callee.kind === 'Attribute' && dotted(node.callee.value) === base) return true;
  }
  return false;
}
