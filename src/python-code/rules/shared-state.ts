import type { Code, Rule, Spot } from '../finding.ts';
import { isGuarded } from '../locks.ts';
import { contains, type Place, sharedPlace } from '../places.ts';
import { callableAround, scopeBinding } from '../program.ts';
import { type Expression, type If, type Node, nodesIn, nodesRunIn, type Statement } from '../syntax.ts';
import { isSharedValue, readsBack } from './shared-values.ts';

/** `x += 1` and `x = x + 1`: the place that is read, changed and written back. */
interface Change {
  readonly node: Node;
  readonly target: Expression;
  readonly place: Place;
}

function changeAt(code: Code, node: Node): Change | null {
  if (node.kind === 'Update') {
    if (node.value.kind === 'Collection' && node.operator === '+=') return null;
    const place = isOwnElement(code, node.target) ? null : sharedPlace(code, node.target);
    return place === null ? null : { node, target: node.target, place };
  }
  if (node.kind !== 'Assign' || node.targets.length !== 1 || node.value === null) return null;
  const [target] = node.targets;
  if (target === undefined || target.kind === 'Collection' || node.value.kind !== 'Operation') return null;
  if (!readsBack(code, target, node.value)) return null;
  const place = isOwnElement(code, target) ? null : sharedPlace(code, target);
  return place === null ? null : { node, target, place };
}

/** `partial[number] += 1` of a list, where each thread is given a number of its own. */
function isOwnElement(code: Code, target: Expression): boolean {
  const [index] = target.kind === 'Subscript' ? target.index : [];
  if (target.kind !== 'Subscript' || index?.kind !== 'Name') return false;
  const binding = scopeBinding(index.id, code.program.scopeOf(index))?.bindings.get(index.id)?.[0];
  if (binding?.by !== 'parameter') return false;
  return !code.valuesOf(target.value).some((value) => isDictionary(code, value));
}

function isDictionary(code: Code, value: Expression): boolean {
  if (value.kind === 'Collection' || value.kind === 'Comprehension') return value.of === 'dict';
  if (value.kind !== 'Call') return false;
  const isDict = value.callee.kind === 'Name' && value.callee.id === 'dict';
  return isDict || /^collections\.(?:defaultdict|Counter|OrderedDict)$/.test(code.pathOf(value.callee) ?? '');
}

interface Check {
  readonly node: If;
  readonly place: Place;
  /** The body only sets a beginning value. */
  readonly isBeginning: boolean;
}

const REMOVES = /^(?:pop|popleft|remove|discard|append|add|insert|clear|popitem|update)$/;

/** What a statement does to a place; null when it leaves it alone. */
function actOn(code: Code, node: Node, place: Place): Node | null {
  const isIt = (expression: Expression): boolean => sharedPlace(code, expression)?.key === place.key;
  switch (node.kind) {
    case 'Assign':
      return node.targets.some(isIt) ? node : null;
    case 'Update':
      return isIt(node.target) ? node : null;
    case 'Delete':
      return node.children.some((child) => isIt(child as Expression)) ? node : null;
    case 'Call':
      return node.callee.kind === 'Attribute' && REMOVES.test(node.callee.name) && isIt(node.callee.value)
        ? node
        : null;
    default:
      return null;
  }
}

/** The shared place a condition is about. */
function placesTested(code: Code, test: Expression): Place[] {
  const places: Place[] = [];
  for (const node of nodesIn(test)) {
    if (node.kind !== 'Name' && node.kind !== 'Attribute' && node.kind !== 'Subscript') continue;
    const parent = code.program.parentOf(node);
    // The function that is called, and the left part of a longer name, are no places of their own.
    const isPart =
      (parent?.kind === 'Attribute' && !isMethodOwner(code, parent)) ||
      (parent?.kind === 'Call' && parent.callee === node);
    const place = isPart ? null : sharedPlace(code, node);
    if (place !== null) places.push(place);
    // `value = cache.get(key)` … `if value is None`
    if (node.kind === 'Name') {
      const [value] = code.valuesOf(node);
      const isGet =
        value?.kind === 'Call' && value.callee.kind === 'Attribute' && value.callee.name === 'get';
      const source =
        isGet && value.callee.kind === 'Attribute' ? sharedPlace(code, value.callee.value) : null;
      if (
        source !== null &&
        callableAround(code.program, value as Node) === callableAround(code.program, node)
      )
        places.push(source);
    }
  }
  return places;
}

function isMethodOwner(code: Code, member: Node): boolean {
  const call = code.program.parentOf(member);
  return call?.kind === 'Call' && call.callee === member;
}

function checkAt(code: Code, node: Node): Check | null {
  if (node.kind !== 'If' || isGuarded(code, node)) return null;
  const [branch] = node.branches;
  if (branch?.test == null) return null;
  const places = placesTested(code, branch.test);
  if (places.length === 0) return null;
  const isLeaving = /^(?:Return|Continue|Raise)$/.test(branch.body.at(-1)?.kind ?? '');
  const after = isLeaving ? statementsAfter(code, node) : [];
  for (const place of places) {
    for (const statement of [...branch.body, ...after]) {
      for (const each of nodesRunIn(statement)) {
        const act = actOn(code, each, place);
        if (act === null || isGuarded(code, act)) continue;
        const isBeginning =
          branch.body.length === 1 && isConstantAssign(branch.body[0]) && contains(node, act);
        return { node, place, isBeginning };
      }
    }
  }
  return null;
}

/** `counts[word] = 0` */
function isConstantAssign(statement: Statement | undefined): boolean {
  if (statement?.kind !== 'Assign' || statement.value === null) return false;
  const { value } = statement;
  return value.kind === 'Number' || (value.kind === 'Collection' && value.items.length === 0);
}

function statementsAfter(code: Code, node: If): readonly Statement[] {
  const parent = code.program.parentOf(node);
  const siblings = (parent?.children ?? []) as readonly Node[];
  const after = siblings.slice(siblings.indexOf(node) + 1, siblings.indexOf(node) + 8);
  return after.filter((each): each is Statement => 'line' in each && each.kind !== 'Function') as Statement[];
}

const many = new WeakMap<Code, { changes: Change[]; checks: Check[]; files: Spot[] }>();

/** Changes and checks in functions that several threads run at once. */
function racesOf(code: Code) {
  const known = many.get(code);
  if (known) return known;
  const changes: Change[] = [];
  const checks: Check[] = [];
  const files: Spot[] = [];
  for (const callable of code.inManyThreads) {
    for (const node of nodesRunIn(callable)) {
      if (callableAround(code.program, node) !== callable) continue;
      const change = changeAt(code, node);
      if (change !== null && !isGuarded(code, node)) changes.push(change);
      const check = checkAt(code, node);
      if (check !== null) checks.push(check);
      const file = fileCheckAt(code, node);
      if (file !== null) files.push(file);
    }
  }
  const isRaced = ({ node, place, isBeginning }: Check) =>
    isBeginning && changes.some((change) => change.place.key === place.key && !contains(node, change.node));
  const found = { changes, checks: checks.filter((check) => !isRaced(check)), files };
  many.set(code, found);
  return found;
}

export const unlockedSharedMutation: Rule = (code) => {
  const { changes, checks } = racesOf(code);
  return changes
    .filter(
      ({ node, target }) =>
        !isSharedValue(code, target) && !checks.some((check) => coversChange(check, node, changes)),
    )
    .map(({ node, place }) => ({
      rule: 'unlocked-shared-mutation',
      node,
      text: `Several threads read \`${place.name}\`, change it and write it back: between the two another thread can write, and its change is lost.`,
      mend: 'Hold a `threading.Lock` around the change, or return the values and add them up in one place.',
    }));
};

/** The check before it is the fault that is told. */
function coversChange(check: Check, node: Node, changes: readonly Change[]): boolean {
  return (
    changes.some((change) => change.node === node && change.place.key === check.place.key) &&
    contains(check.node, node)
  );
}

export const checkThenAct: Rule = (code) => {
  const { checks, files } = racesOf(code);
  return [
    ...checks.map(
      ({ node, place }): Spot => ({
        rule: 'check-then-act',
        node,
        text: `Between the look at \`${place.name}\` and what follows from it another thread can change it, so both may act on the same state.`,
        mend: 'Hold one lock around the check and the action together.',
      }),
    ),
    ...files,
    ...taskChecks(code),
  ];
};

/** `if not os.path.exists(p): os.makedirs(p)` */
function fileCheckAt(code: Code, node: Node): Spot | null {
  if (node.kind !== 'If' || isGuarded(code, node)) return null;
  const [branch] = node.branches;
  if (
    branch?.test == null ||
    !hasCall(code, [branch.test], /^(?:os\.path\.(?:exists|isdir|isfile))$/, /^(?:exists|is_dir|is_file)$/)
  )
    return null;
  const acts = /^(?:os\.(?:makedirs|mkdir|remove|unlink|rename)|shutil\.rmtree)$/;
  if (!hasCall(code, branch.body, acts, /^(?:mkdir|unlink)$/)) return null;
  return {
    rule: 'check-then-act',
    node,
    text: 'Another thread can make or remove the file between the check and the action, which then fails.',
    mend: 'Do it and handle the exception, or let the call allow it (`exist_ok=True`, `missing_ok=True`).',
  };
}

function hasCall(code: Code, roots: readonly Node[], path: RegExp, method: RegExp): boolean {
  return roots.some((root) => {
    for (const node of nodesRunIn(root)) {
      if (node.kind !== 'Call') continue;
      if (path.test(code.meaningOf(node) ?? '')) return !allowsIt(node);
      if (node.callee.kind === 'Attribute' && method.test(node.callee.name) && code.meaningOf(node) === null)
        return !allowsIt(node);
    }
    return false;
  });
}

function allowsIt(call: Extract<Node, { kind: 'Call' }>): boolean {
  return call.args.some(({ name }) => name === 'exist_ok' || name === 'missing_ok');
}

/** In coroutines: an await between a check of a number and the change that rests on it. */
function taskChecks(code: Code): Spot[] {
  const spots: Spot[] = [];
  for (const callable of code.inManyTasks) {
    if (callable.kind !== 'Function' || !callable.isAsync || code.inManyThreads.has(callable)) continue;
    for (const node of nodesRunIn(callable)) {
      if (node.kind !== 'If' || isGuarded(code, node)) continue;
      const [branch] = node.branches;
      if (branch?.test?.kind !== 'Operation' || !/[<>]/.test(branch.test.operator)) continue;
      const place = placesTested(code, branch.test).find((each) =>
        changesAfterAwait(code, branch.body, each),
      );
      if (place === undefined) continue;
      spots.push({
        rule: 'check-then-act',
        node,
        text: `At the await between the check of \`${place.name}\` and its change other tasks run and pass the same check.`,
        mend: 'Change it before the await, or hold an `asyncio.Lock` around both.',
      });
    }
  }
  return spots;
}

function changesAfterAwait(code: Code, body: readonly Statement[], place: Place): boolean {
  let hasWaited = false;
  for (const statement of body) {
    for (const node of nodesRunIn(statement)) {
      const change = node.kind === 'Update' || node.kind === 'Assign' ? actOn(code, node, place) : null;
      if (change !== null && hasWaited && !isGuarded(code, change)) return true;
      if (node.kind === 'Await') hasWaited = true;
    }
  }
  return false;
}
