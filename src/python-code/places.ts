import { argumentsFor, dotted } from './callables.ts';
import type { Code } from './finding.ts';
import { type Callable, callableAround, classOf, scopeBinding } from './program.ts';
import { type ClassDefinition, type Expression, type Node, nodesRunIn } from './syntax.ts';

/** A variable, attribute or collection that more than one thread, or task, reaches. */
export interface Place {
  /** The same text for the same place within one function. */
  readonly key: string;
  readonly name: string;
}

/**
 * The shared place an expression names: a variable of the module or of an enclosing function, an attribute of an
 * object that several threads use, an element of one of these. Null where each thread may have its own.
 */
export function sharedPlace(code: Code, expression: Expression): Place | null {
  const base = expression.kind === 'Subscript' ? expression.value : expression;
  const name = dotted(base);
  if (name === null) return null;
  const kind = code.kindOf(base);
  const owner = rootOf(base);
  if (owner === null || isOwnPerThread(code, kind) || isOwnPerThread(code, code.kindOf(owner))) return null;
  if (owner.kind !== 'Name') return null;
  const callable = callableAround(code.program, expression);
  if (callable === null) return null;
  const isVariable = base.kind === 'Name' || expression.kind === 'Subscript';
  const scope = scopeBinding(owner.id, code.program.scopeOf(expression));
  if (scope === null) return null;
  const place = { key: name, name };
  const isOutside = scope.node !== callable && scope.node.kind !== 'Class';
  if (isOutside && scope.node.kind !== 'Lambda') {
    // An enclosing function that itself runs in many threads makes a variable for each.
    const isPerThread =
      scope.node.kind === 'Function' &&
      code.inManyThreads.has(scope.node) &&
      !code.spawns.some(({ runs }) => runs === callable);
    return isPerThread ? null : place;
  }
  if (scope.node !== callable) return null;
  const binding = scope.bindings.get(owner.id);
  if (binding?.length !== 1 || binding[0]?.by !== 'parameter') return null;
  const methodOf = classOf(code.program, callable);
  if (methodOf !== null && binding[0].index === 0) {
    const isOfClass =
      callable.kind === 'Function' && callable.decorators.some((each) => dotted(each) === 'classmethod');
    return base.kind !== 'Name' && (isOfClass || isSharedObject(code, callable)) ? place : null;
  }
  if (isVariable && expression.kind !== 'Subscript') return null;
  return isSameForAll(code, callable, owner.id, methodOf !== null) ? place : null;
}

function rootOf(expression: Expression): Expression | null {
  let at = expression;
  while (at.kind === 'Attribute') at = at.value;
  return at;
}

function isOwnPerThread(code: Code, kind: string | null): boolean {
  return code.isKindOf(kind, 'threading.local') || kind === 'contextvars.ContextVar';
}

const sharedClasses = new WeakMap<ClassDefinition, boolean>();

/** Whether several threads or tasks run methods of the same object. */
function isSharedObject(code: Code, method: Callable): boolean {
  const owner = classOf(code.program, method);
  if (owner === null) return false;
  const known = sharedClasses.get(owner);
  if (known !== undefined) return known;
  const isShared = findSharedObject(code, owner);
  sharedClasses.set(owner, isShared);
  return isShared;
}

function findSharedObject(code: Code, owner: ClassDefinition): boolean {
  const isOfClass = (callable: Callable | null) =>
    callable !== null && classOf(code.program, callable) === owner;
  const isOne = (receiver: Expression): boolean => {
    if (receiver.kind === 'Attribute') return isOne(rootOf(receiver) ?? receiver);
    if (receiver.kind !== 'Name') return false;
    const scope = scopeBinding(receiver.id, code.program.scopeOf(receiver));
    const bindings = scope?.bindings.get(receiver.id) ?? [];
    if (bindings.length !== 1) return false;
    const [binding] = bindings;
    if (binding?.by === 'parameter') {
      const holder = scope?.node as Callable;
      const isSelf = classOf(code.program, holder) !== null && binding.index === 0;
      return isSelf || isSameForAll(code, holder, receiver.id, classOf(code.program, holder) !== null);
    }
    if (binding?.by !== 'value' && binding?.by !== 'with') return false;
    const user = callableAround(code.program, receiver);
    return scope?.node !== user || user === null || !code.inManyThreads.has(user);
  };
  return code.spawns.some((spawn) => {
    if (!isOfClass(spawn.runs)) {
      // Code that runs in many threads calls a method of one object.
      return spawn.runs !== null && callsMethodOf(code, spawn.runs, isOfClass, isOne);
    }
    return spawn.target?.kind === 'Attribute' && isOne(spawn.target.value);
  });
}

function callsMethodOf(
  code: Code,
  callable: Callable,
  isOfClass: (callable: Callable | null) => boolean,
  isOne: (receiver: Expression) => boolean,
): boolean {
  for (const node of nodesRunIn(callable)) {
    if (node.kind !== 'Call' || node.callee.kind !== 'Attribute') continue;
    const receiver = node.callee.value;
    if (isOfClass(code.functionOf(node.callee)) && isOne(receiver)) return true;
  }
  return false;
}

/** Whether every thread gets the same object for a parameter. */
function isSameForAll(code: Code, callable: Callable, name: string, isMethod: boolean): boolean {
  const passed = argumentsFor(code, callable, name, isMethod);
  if (passed.length === 0 || passed.length > 50) return false;
  return passed.every(({ value }) => {
    if (value.kind === 'Attribute') return value.value.kind === 'Name' && value.value.id === 'self';
    if (value.kind !== 'Name') return false;
    const bindings = scopeBinding(value.id, code.program.scopeOf(value))?.bindings.get(value.id) ?? [];
    return bindings.length === 1 && bindings[0]?.by === 'value';
  });
}

/** The text of a node as written, blanks aside. */
export function written(code: Code, node: Node): string {
  return code.program.code.slice(node.from, node.to).replace(/\s+/g, ' ');
}

export function contains(outer: Node, inner: Node): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
