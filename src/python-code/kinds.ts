import { argumentsFor, type Callables, createCallables } from './callables.ts';
import { agreed, kindOfAnnotation, namedKind } from './kind.ts';
import { collectMembers, type Members } from './members.ts';
import { createPathOf, type PathOf } from './names.ts';
import { type Binding, type Callable, classOf, type Program, type Scope, scopeBinding } from './program.ts';
import type { Call, ClassDefinition, Expression } from './syntax.ts';

/**
 * What is known of values. A kind is the dotted path of the call that made the value (`threading.Lock`,
 * `psycopg2.connect.cursor`), or `class Name` for an instance of a class of this code.
 */
export interface Meanings extends Callables {
  readonly program: Program;
  readonly pathOf: PathOf;
  /** The kind of a value when everything it may be agrees; else null. */
  readonly kindOf: (expression: Expression) => string | null;
  /** The dotted path of what a call calls, by imports or by the kind of the object: `concurrent.futures.Executor.submit`. */
  readonly meaningOf: (call: Call) => string | null;
  /** The kind of what a list, tuple or comprehension holds. */
  readonly itemKindOf: (expression: Expression) => string | null;
  /** The local class a value is an instance of. */
  readonly instanceOf: (expression: Expression) => ClassDefinition | null;
  /** Whether the code says so itself, as in `class Worker(threading.Thread)`. */
  readonly isKindOf: (kind: string | null, path: string) => boolean;
  /** Everything a name or attribute was assigned, for names that are assigned expressions only. */
  readonly valuesOf: (expression: Expression) => readonly Expression[];
}

/** `get_context(…)` has what the module has. */
const CONTEXT = /^multiprocessing\.context\.(?=[A-Z])/;

export function createMeanings(program: Program): Meanings {
  const pathOf = createPathOf(program);
  const memory = new Map<Expression, string | null>();
  const remember = (expression: Expression, find: () => string | null): string | null => {
    const known = memory.get(expression);
    if (known !== undefined) return known;
    memory.set(expression, null);
    const found = find();
    memory.set(expression, found);
    return found;
  };

  const meaningOf = (call: Call): string | null => {
    const { callee } = call;
    const path = pathOf(callee);
    if (path !== null) return path;
    if (callee.kind !== 'Attribute') return null;
    const kind = kindOf(callee.value);
    return kind === null || kind.startsWith('class ')
      ? null
      : `${kind}.${callee.name}`.replace(CONTEXT, 'multiprocessing.');
  };

  const kindOf = (expression: Expression): string | null => remember(expression, () => findKind(expression));

  const findKind = (expression: Expression): string | null => {
    switch (expression.kind) {
      case 'Name':
        return kindOfName(expression.id, program.scopeOf(expression));
      case 'Attribute': {
        const owner = instanceOf(expression.value);
        return owner === null ? memberKind(expression.value) : kindOfMember(owner, expression.name);
      }
      case 'Call':
        return kindOfCall(expression);
      case 'Await':
      case 'Named':
        return kindOf(expression.value);
      case 'Subscript':
        if (expression.isSlice) return null;
        return memberKind(expression.value) ?? itemKindOf(expression.value);
      default:
        return null;
    }
  };

  /** Clients whose members are as they are: `mongo.shop["orders"]` stays of the kind of `mongo`. */
  const memberKind = (owner: Expression): string | null => {
    const kind = kindOf(owner);
    return kind !== null && /^(?:pymongo\.|motor\.|openai\.|anthropic\.)/.test(kind) ? kind : null;
  };

  const kindOfCall = (call: Call): string | null => {
    const { callee } = call;
    if (callee.kind === 'Name') {
      const bindings = scopeBinding(callee.id, program.scopeOf(callee))?.bindings.get(callee.id);
      if (bindings === undefined && callee.id === 'open') return 'open';
      if (bindings?.length === 1 && bindings[0]?.by === 'class') return `class ${callee.id}`;
    }
    const meaning = meaningOf(call);
    if (meaning === 'contextlib.closing')
      return call.args[0] === undefined ? null : kindOf(call.args[0].value);
    if (meaning === 'multiprocessing.get_context') return 'multiprocessing.context';
    return meaning === null ? null : namedKind(meaning);
  };

  const named = new Map<readonly Binding[], string | null>();
  const kindOfName = (name: string, from: Scope): string | null => {
    const scope = scopeBinding(name, from);
    const bindings = scope?.bindings.get(name);
    if (scope === null || bindings === undefined) return null;
    const known = named.get(bindings);
    if (known !== undefined) return known;
    named.set(bindings, null);
    const kind = agreed(bindings, (binding) => kindOfBinding(name, scope, binding));
    named.set(bindings, kind);
    return kind;
  };

  const kindOfBinding = (name: string, scope: Scope, binding: Binding): string | null => {
    switch (binding.by) {
      case 'value':
        return kindOf(binding.value) ?? annotatedKind(binding.annotation);
      case 'with':
        return kindOf(binding.value);
      case 'annotation':
        return annotatedKind(binding.annotation);
      case 'loop':
        return itemKindOf(binding.iterable);
      case 'parameter':
        return kindOfParameter(name, scope, binding);
      default:
        return null;
    }
  };

  const parameters = new Map<Binding, string | null>();
  const kindOfParameter = (
    name: string,
    { node }: Scope,
    binding: Extract<Binding, { by: 'parameter' }>,
  ): string | null => {
    const known = parameters.get(binding);
    if (known !== undefined) return known;
    parameters.set(binding, null);
    const callable = node as Callable;
    const owner = classOf(program, callable);
    const isStatic =
      callable.kind === 'Function' &&
      callable.decorators.some((each) => each.kind === 'Name' && each.id === 'staticmethod');
    let kind: string | null = null;
    if (owner !== null && binding.index === 0 && !isStatic) kind = `class ${owner.name}`;
    kind ??= annotatedKind(binding.parameter.annotation);
    if (kind === null) {
      const passed = argumentsFor(callables, callable, name, owner !== null && !isStatic);
      // What a recursive function passes on to itself says nothing new.
      const values = passed.flatMap(({ value }) =>
        value.kind === 'Name' && value.id === name && value.from >= callable.from && value.to <= callable.to
          ? []
          : [value],
      );
      kind =
        agreed(values, kindOf) ??
        (binding.parameter.preset === null ? null : kindOf(binding.parameter.preset));
    }
    parameters.set(binding, kind);
    return kind;
  };

  const annotatedKind = (annotation: Expression | null): string | null =>
    kindOfAnnotation(pathOf, (name) => callables.classNamed(name) !== null, annotation);

  const instanceOf = (expression: Expression): ClassDefinition | null => {
    const kind = kindOf(expression);
    return kind?.startsWith('class ') ? callables.classNamed(kind.slice('class '.length)) : null;
  };

  const members = new Map<ClassDefinition, Members>();
  const membersOf = (owner: ClassDefinition): Members => {
    const known = members.get(owner) ?? collectMembers(program, owner);
    members.set(owner, known);
    return known;
  };

  const kindOfMember = (owner: ClassDefinition, name: string, depth = 0): string | null => {
    const values = membersOf(owner).values.get(name) ?? [];
    const note = membersOf(owner).annotations.get(name) ?? null;
    const kind = agreed(values, (value) => factoryKind(value) ?? kindOf(value)) ?? annotatedKind(note);
    if (kind !== null || values.length > 0 || depth > 8) return kind;
    for (const { value } of owner.bases) {
      const base = value.kind === 'Name' ? callables.classNamed(value.id) : null;
      const inherited = base === null ? null : kindOfMember(base, name, depth + 1);
      if (inherited !== null) return inherited;
    }
    return null;
  };

  /** `field(default_factory=threading.Lock)` of a dataclass. */
  const factoryKind = (value: Expression): string | null => {
    if (value.kind !== 'Call' || pathOf(value.callee) !== 'dataclasses.field') return null;
    const factory = value.args.find(({ name }) => name === 'default_factory');
    return factory === undefined ? null : pathOf(factory.value);
  };

  const items = new Map<Expression, string | null>();
  const itemKindOf = (expression: Expression): string | null => {
    const known = items.get(expression);
    if (known !== undefined) return known;
    items.set(expression, null);
    const found = findItemKind(expression);
    items.set(expression, found);
    return found;
  };

  const findItemKind = (expression: Expression): string | null => {
    switch (expression.kind) {
      case 'Comprehension':
        return expression.of === 'dict' || expression.elements[0] === undefined
          ? null
          : kindOf(expression.elements[0]);
      case 'Collection':
        return expression.of === 'dict' ? null : agreed(expression.items, kindOf);
      case 'Call': {
        const [first] = expression.args;
        const isPassedOn =
          expression.callee.kind === 'Name' &&
          /^(?:list|tuple|sorted|reversed|set|iter)$/.test(expression.callee.id);
        const path = pathOf(expression.callee);
        const isCompleted = path === 'concurrent.futures.as_completed' || path === 'asyncio.as_completed';
        return (isPassedOn || isCompleted) && first !== undefined ? itemKindOf(first.value) : null;
      }
      case 'Name':
      case 'Attribute': {
        const values = [...valuesOf(expression), ...(appended().get(homeKey(expression) ?? '') ?? [])];
        return agreed(values, (value) => (appendedValues.has(value) ? kindOf(value) : itemKindOf(value)));
      }
      default:
        return null;
    }
  };

  const assigned = new Map<readonly Binding[], readonly Expression[]>();
  const valuesOf = (expression: Expression): readonly Expression[] => {
    if (expression.kind === 'Attribute') {
      const owner = instanceOf(expression.value);
      return owner === null ? [] : (membersOf(owner).values.get(expression.name) ?? []);
    }
    if (expression.kind !== 'Name') return [];
    const bindings =
      scopeBinding(expression.id, program.scopeOf(expression))?.bindings.get(expression.id) ?? [];
    const known = assigned.get(bindings);
    if (known !== undefined) return known;
    const values = bindings.flatMap((binding) => (binding.by === 'value' ? [binding.value] : []));
    const found = values.length === bindings.length ? values : [];
    assigned.set(bindings, found);
    return found;
  };

  const appendedValues = new Set<Expression>();
  let lists: Map<string, Expression[]> | null = null;
  /** What is put into lists and sets step by step. */
  const appended = (): ReadonlyMap<string, readonly Expression[]> => {
    if (lists !== null) return lists;
    lists = new Map();
    for (const node of program.nodes) {
      if (
        node.kind !== 'Call' ||
        node.callee.kind !== 'Attribute' ||
        !/^(?:append|add)$/.test(node.callee.name)
      )
        continue;
      const key = homeKey(node.callee.value);
      const value = node.args[0]?.value;
      if (key === null || value === undefined) continue;
      appendedValues.add(value);
      const known = lists.get(key);
      if (known === undefined) lists.set(key, [value]);
      else known.push(value);
    }
    return lists;
  };
  /** One text for all the places that name the same variable or attribute. */
  const homeKey = (expression: Expression): string | null => {
    if (expression.kind === 'Name') {
      const scope = scopeBinding(expression.id, program.scopeOf(expression));
      return scope === null ? null : `${scope.node.from} ${expression.id}`;
    }
    if (expression.kind !== 'Attribute') return null;
    const owner = instanceOf(expression.value);
    return owner === null ? null : `${owner.name}.${expression.name}`;
  };

  const isKindOf = (kind: string | null, path: string): boolean => {
    let at = kind;
    for (let depth = 0; at !== null && depth < 8; depth += 1) {
      if (at === path) return true;
      if (!at.startsWith('class ')) return false;
      const owner: ClassDefinition | null = callables.classNamed(at.slice('class '.length));
      const paths: (string | null)[] = owner?.bases.map(({ value }) => annotatedKind(value)) ?? [];
      if (paths.includes(path)) return true;
      at = paths.find((each) => each?.startsWith('class ')) ?? null;
    }
    return false;
  };

  const callables = createCallables(program, pathOf, instanceOf);
  return { ...callables, program, pathOf, kindOf, meaningOf, itemKindOf, instanceOf, isKindOf, valuesOf };
}
