import {
  type ClassDefinition,
  type Expression,
  type FunctionDefinition,
  type Lambda,
  type Module,
  type Name,
  type Node,
  nodesIn,
  type Parameter,
} from './syntax.ts';

/** Something a name was bound to. */
export type Binding =
  | { readonly by: 'import'; readonly path: string }
  | { readonly by: 'value'; readonly value: Expression; readonly annotation: Expression | null }
  /** Entered by `with … as name`. */
  | { readonly by: 'with'; readonly value: Expression }
  /** Taken one by one from something. */
  | { readonly by: 'loop'; readonly iterable: Expression }
  | { readonly by: 'function'; readonly node: FunctionDefinition }
  | { readonly by: 'class'; readonly node: ClassDefinition }
  | { readonly by: 'parameter'; readonly parameter: Parameter; readonly index: number }
  | { readonly by: 'annotation'; readonly annotation: Expression }
  /** Part of a tuple, `except … as`, `del`, `+=`: nothing certain is known of it. */
  | { readonly by: 'other' };

export type Callable = FunctionDefinition | Lambda;

/** Where names live: the module, a function, a lambda or a class body. */
export interface Scope {
  readonly node: Module | Callable | ClassDefinition;
  readonly parent: Scope | null;
  readonly bindings: ReadonlyMap<string, readonly Binding[]>;
  /** Names declared `global` or `nonlocal` here. */
  readonly outside: ReadonlyMap<string, 'global' | 'nonlocal'>;
  /** Whether a statement of its own could not be read; then nothing may be concluded from what is absent. */
  readonly isBroken: boolean;
}

/** A parsed piece of Python with its scopes and the way up from every node. */
export interface Program {
  readonly code: string;
  readonly module: Module;
  readonly nodes: readonly Node[];
  /** Every place a name is written, by name. */
  readonly named: ReadonlyMap<string, readonly Name[]>;
  readonly parentOf: (node: Node) => Node | null;
  /** The scope a node is evaluated in. */
  readonly scopeOf: (node: Node) => Scope;
  /** The scope a function, lambda, class or module makes. */
  readonly scopeIn: (node: Module | Callable | ClassDefinition) => Scope;
}

interface OpenScope extends Scope {
  readonly bindings: Map<string, Binding[]>;
  readonly outside: Map<string, 'global' | 'nonlocal'>;
  isBroken: boolean;
}

export function readProgram(code: string, module: Module): Program {
  const parents = new Map<Node, Node>();
  const scopes = new Map<Node, OpenScope>();
  const inner = new Map<Node, OpenScope>();
  const open = (node: Scope['node'], parent: Scope | null): OpenScope => {
    const scope = { node, parent, bindings: new Map(), outside: new Map(), isBroken: false };
    inner.set(node, scope);
    return scope;
  };
  const nodes = [...nodesIn(module)];
  const root = open(module, null);
  scopes.set(module, root);
  for (const node of nodes) {
    const scope = scopes.get(node) as OpenScope;
    const own =
      node.kind === 'Function' || node.kind === 'Lambda' || node.kind === 'Class' ? open(node, scope) : null;
    const outer = own === null ? new Set<Node>(node.children) : outerChildren(node);
    for (const child of node.children) {
      parents.set(child, node);
      scopes.set(child, own === null || outer.has(child) ? scope : own);
    }
  }
  for (const node of nodes) declare(node, scopes.get(node) as OpenScope);
  for (const node of nodes) bind(node, scopes.get(node) as OpenScope, inner);
  const named = new Map<string, Name[]>();
  for (const node of nodes) {
    if (node.kind !== 'Name') continue;
    const known = named.get(node.id);
    if (known === undefined) named.set(node.id, [node]);
    else known.push(node);
  }
  return {
    code,
    module,
    nodes,
    named,
    parentOf: (node) => parents.get(node) ?? null,
    scopeOf: (node) => scopes.get(node) ?? root,
    scopeIn: (node) => inner.get(node) ?? root,
  };
}

/** Decorators, bases and defaults are evaluated outside of what they belong to. */
function outerChildren(node: Node): Set<Node> {
  if (node.kind === 'Function' || node.kind === 'Class') {
    const body = new Set<Node>(node.body);
    return new Set(node.children.filter((child) => !body.has(child)));
  }
  if (node.kind === 'Lambda') return new Set(node.children.filter((child) => child !== node.body));
  return new Set();
}

function declare(node: Node, scope: OpenScope): void {
  if (node.kind === 'Scope') for (const name of node.names) scope.outside.set(name, node.of);
}

function bind(node: Node, scope: OpenScope, inner: ReadonlyMap<Node, OpenScope>): void {
  const add = (name: string, binding: Binding, to: OpenScope = homeOf(name, scope)) => {
    const known = to.bindings.get(name);
    if (known === undefined) to.bindings.set(name, [binding]);
    else known.push(binding);
  };
  const assign = (target: Expression, binding: Binding) => {
    if (target.kind === 'Name') add(target.id, binding);
    else if (target.kind === 'Collection') for (const item of target.items) assign(item, OTHER);
    else if (target.kind === 'Star') assign(target.value, OTHER);
  };
  switch (node.kind) {
    case 'Function':
    case 'Lambda': {
      if (node.kind === 'Function') add(node.name, { by: 'function', node });
      const own = inner.get(node);
      node.parameters.forEach((parameter, index) => {
        if (own) add(parameter.name, { by: 'parameter', parameter, index }, own);
      });
      return;
    }
    case 'Class':
      add(node.name, { by: 'class', node });
      return;
    case 'Import':
      for (const { name, path } of node.names) add(name, { by: 'import', path });
      return;
    case 'Assign': {
      const { annotation, value } = node;
      for (const target of node.targets) {
        if (value !== null && target.kind === 'Collection' && value.kind === 'Collection') {
          target.items.forEach((item, index) => {
            const part = value.items[index];
            assign(item, part === undefined ? OTHER : { by: 'value', value: part, annotation: null });
          });
        } else if (value !== null) assign(target, { by: 'value', value, annotation });
        else if (annotation !== null) assign(target, { by: 'annotation', annotation });
      }
      return;
    }
    case 'Update':
      assign(node.target, OTHER);
      return;
    case 'Named':
      assign(node.target, { by: 'value', value: node.value, annotation: null });
      return;
    case 'For':
      assign(node.target, { by: 'loop', iterable: node.iterable });
      return;
    case 'Comprehension':
      for (const { target, iterable } of node.loops) assign(target, { by: 'loop', iterable });
      return;
    case 'With':
      for (const { context, name } of node.items)
        if (name !== null) assign(name, { by: 'with', value: context });
      return;
    case 'Broken':
      scope.isBroken = true;
      return;
    default:
  }
}

const OTHER: Binding = { by: 'other' };

/** The scope an assignment to a name reaches, given the `global` and `nonlocal` of the scope it stands in. */
function homeOf(name: string, scope: OpenScope): OpenScope {
  const declared = scope.outside.get(name);
  if (declared === undefined) return scope;
  let at: Scope | null = scope.parent;
  while (at?.parent && (declared === 'global' || at.node.kind === 'Class' || !isBoundIn(name, at)))
    at = at.parent;
  return (at ?? scope) as OpenScope;
}

function isBoundIn(name: string, scope: Scope): boolean {
  if (scope.bindings.has(name)) return true;
  const { node } = scope;
  if (node.kind !== 'Function') return false;
  if (node.parameters.some((parameter) => parameter.name === name)) return true;
  return node.body.some(
    (statement) =>
      (statement.kind === 'Assign' || statement.kind === 'Update') &&
      (statement.kind === 'Assign' ? statement.targets : [statement.target]).some(
        (target) => target.kind === 'Name' && target.id === name,
      ),
  );
}

/** The scope in which a name that is read in `from` is bound; null for built-ins and names bound nowhere. */
export function scopeBinding(name: string, from: Scope): Scope | null {
  let isFirst = true;
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    // Bodies of classes are not seen from the functions inside.
    const isVisible = isFirst || scope.node.kind !== 'Class';
    isFirst = false;
    const declared = scope.outside.get(name);
    if (declared === 'global') {
      let root = scope;
      while (root.parent) root = root.parent;
      return root.bindings.has(name) ? root : null;
    }
    if (isVisible && declared === undefined && scope.bindings.has(name)) return scope;
  }
  return null;
}

/** The function or lambda a node runs in; null at the top of the module and in class bodies. */
export function callableAround(program: Program, node: Node): Callable | null {
  const { node: owner } = program.scopeOf(node);
  return owner.kind === 'Function' || owner.kind === 'Lambda' ? owner : null;
}

/** The class a function is a method of. */
export function classOf(program: Program, callable: Callable): ClassDefinition | null {
  const { node } = program.scopeOf(callable);
  return node.kind === 'Class' ? node : null;
}

/** The nodes around a node up to the function, lambda, class or module it runs in, nearest first. */
export function* around(program: Program, node: Node): Generator<Node> {
  const stop = program.scopeOf(node).node;
  for (let at = program.parentOf(node); at !== null && at !== stop; at = program.parentOf(at)) yield at;
}

/** Whether a node is evaluated again and again by a loop around it, within its own function. */
export function isLooped(program: Program, node: Node): boolean {
  let from: Node = node;
  for (const at of around(program, node)) {
    if ((at.kind === 'For' || at.kind === 'While') && (at.body as readonly Node[]).includes(from))
      return true;
    if (at.kind === 'Comprehension' && at.elements.includes(from as Expression)) return true;
    from = at;
  }
  return false;
}
