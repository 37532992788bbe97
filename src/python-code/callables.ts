import type { PathOf } from './names.ts';
import { type Callable, type Program, scopeBinding } from './program.ts';
import type { Argument, Call, ClassDefinition, Expression, FunctionDefinition, Node } from './syntax.ts';

/** Which function an expression names, and which arguments reach a function from where. */
export interface Callables {
  /** The function or lambda of this code that an expression names; `partial(f, …)` names f. */
  readonly functionOf: (expression: Expression) => Callable | null;
  readonly methodsOf: (node: ClassDefinition) => ReadonlyMap<string, FunctionDefinition>;
  readonly classNamed: (name: string) => ClassDefinition | null;
  /** The calls of this code that call the function themselves. */
  readonly callsOf: (callable: Callable) => readonly Call[];
  /** Each list of arguments the function may get, by calls and by being handed over (`submit(f, 1)`, `target=f, args=(1,)`). */
  readonly argumentsOf: (callable: Callable) => readonly Passed[];
}

export interface Passed {
  readonly call: Call;
  readonly positional: readonly Expression[];
  readonly named: ReadonlyMap<string, Expression>;
  /** Handed over to run elsewhere rather than called. */
  readonly isHandedOver: boolean;
}

/** `instanceOf` gives the class of this code an expression is an instance of. */
export function createCallables(
  program: Program,
  pathOf: PathOf,
  instanceOf: (expression: Expression) => ClassDefinition | null,
): Callables {
  const classes = new Map<string, ClassDefinition | null>();
  for (const node of program.nodes) {
    if (node.kind === 'Class') classes.set(node.name, classes.has(node.name) ? null : node);
  }
  const methods = new Map<ClassDefinition, ReadonlyMap<string, FunctionDefinition>>();
  const methodsOf = (node: ClassDefinition): ReadonlyMap<string, FunctionDefinition> => {
    const known = methods.get(node);
    if (known) return known;
    methods.set(node, new Map());
    const found = new Map<string, FunctionDefinition>();
    for (const { value } of node.bases) {
      const base = value.kind === 'Name' ? classes.get(value.id) : null;
      if (base) for (const [name, method] of methodsOf(base)) found.set(name, method);
    }
    for (const statement of node.body)
      if (statement.kind === 'Function') found.set(statement.name, statement);
    methods.set(node, found);
    return found;
  };

  const functions = new Map<Expression, Callable | null>();
  const functionOf = (expression: Expression): Callable | null => {
    if (expression.kind === 'Lambda') return expression;
    const known = functions.get(expression);
    if (known !== undefined) return known;
    functions.set(expression, null);
    const found = find(expression);
    functions.set(expression, found);
    return found;
  };
  const find = (expression: Expression): Callable | null => {
    if (expression.kind === 'Name') {
      const bindings =
        scopeBinding(expression.id, program.scopeOf(expression))?.bindings.get(expression.id) ?? [];
      const [binding] = bindings;
      if (bindings.length !== 1 || binding === undefined) return null;
      if (binding.by === 'function') return binding.node;
      return binding.by === 'value' ? functionOf(binding.value) : null;
    }
    if (expression.kind === 'Attribute') {
      const owner = instanceOf(expression.value) ?? classItself(expression.value);
      return owner === null ? null : (methodsOf(owner).get(expression.name) ?? null);
    }
    if (expression.kind === 'Call' && pathOf(expression.callee) === 'functools.partial') {
      const [first] = expression.args;
      return first === undefined ? null : functionOf(first.value);
    }
    return null;
  };
  const classItself = (expression: Expression): ClassDefinition | null => {
    if (expression.kind !== 'Name') return null;
    const bindings = scopeBinding(expression.id, program.scopeOf(expression))?.bindings.get(expression.id);
    return bindings?.length === 1 && bindings[0]?.by === 'class' ? bindings[0].node : null;
  };

  const allCalls = program.nodes.filter((node): node is Call => node.kind === 'Call');
  let calls: Map<Callable, Call[]> | null = null;
  const indexCalls = (): Map<Callable, Call[]> => {
    const found = new Map<Callable, Call[]>();
    for (const call of allCalls) {
      const callee = functionOf(call.callee) ?? constructorOf(call.callee);
      if (callee !== null) push(found, callee, call);
    }
    return found;
  };

  /** By names alone: kinds of values rest on the arguments, so these must not rest on kinds. */
  const namedFunction = (expression: Expression): Callable | null => {
    if (expression.kind === 'Lambda') return expression;
    if (expression.kind === 'Name') {
      const bindings = scopeBinding(expression.id, program.scopeOf(expression))?.bindings.get(expression.id);
      return bindings?.length === 1 && bindings[0]?.by === 'function' ? bindings[0].node : null;
    }
    if (expression.kind !== 'Attribute') return null;
    const isSelf = expression.value.kind === 'Name' && expression.value.id === 'self';
    if (!isSelf && COMMON_METHOD.test(expression.name)) return null;
    const owners = methodOwners.get(expression.name) ?? [];
    return owners.length === 1 && pathOf(expression) === null ? (owners[0] ?? null) : null;
  };
  const methodOwners = new Map<string, FunctionDefinition[]>();
  for (const node of program.nodes) {
    if (node.kind !== 'Class') continue;
    for (const each of node.body) if (each.kind === 'Function') push(methodOwners, each.name, each);
  }
  let passed: Map<Callable, Passed[]> | null = null;
  const indexPassed = (): Map<Callable, Passed[]> => {
    const found = new Map<Callable, Passed[]>();
    for (const call of allCalls) {
      const callee = namedFunction(call.callee) ?? constructorOf(call.callee);
      if (callee !== null) push(found, callee, { call, ...argumentsIn(call.args), isHandedOver: false });
      for (const { target, rest } of handedOver(call)) {
        const callable = namedFunction(target);
        if (callable !== null) push(found, callable, { call, ...rest, isHandedOver: true });
      }
    }
    return found;
  };
  const constructorOf = (callee: Expression): Callable | null => {
    const owner = classItself(callee);
    return owner === null ? null : (methodsOf(owner).get('__init__') ?? null);
  };
  return {
    functionOf,
    methodsOf,
    classNamed: (name) => classes.get(name) ?? null,
    callsOf: (callable) => {
      calls ??= indexCalls();
      return calls.get(callable) ?? [];
    },
    argumentsOf: (callable) => {
      passed ??= indexPassed();
      return passed.get(callable) ?? [];
    },
  };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

type PassedParts = Pick<Passed, 'positional' | 'named'>;

function argumentsIn(args: readonly Argument[]): PassedParts {
  const positional = args.filter(({ name, star }) => name === null && star === '').map(({ value }) => value);
  const named = new Map(args.flatMap(({ name, value }) => (name === null ? [] : [[name, value] as const])));
  return { positional, named };
}

/** Methods that objects of any library have. */
const COMMON_METHOD =
  /^(?:get|put|set|add|append|pop|close|open|read|write|send|recv|run|start|stop|join|submit|map|execute|update|remove|clear|items|keys|values|copy|next|connect|acquire|release)$/;
const OVER_TO_CALLBACK =
  /^(?:submit|run_in_executor|to_thread|partial|apply|apply_async|run_sync|run_in_threadpool)$/;

/** Functions a call takes to run them elsewhere, with the arguments that go along. */
function handedOver(call: Call): { target: Expression; rest: PassedParts }[] {
  const found: { target: Expression; rest: PassedParts }[] = [];
  const { positional, named } = argumentsIn(call.args);
  for (const [key, args] of [
    ['target', 'args'],
    ['initializer', 'initargs'],
  ] as const) {
    const target = named.get(key);
    if (target !== undefined)
      found.push({ target, rest: { positional: itemsOf(named.get(args)), named: new Map() } });
  }
  const { callee } = call;
  const name = callee.kind === 'Attribute' ? callee.name : callee.kind === 'Name' ? callee.id : '';
  if (!OVER_TO_CALLBACK.test(name)) return found;
  const skip = name === 'run_in_executor' ? 1 : 0;
  const target = positional[skip];
  if (target === undefined) return found;
  const isApply = name.startsWith('apply');
  const rest = isApply ? itemsOf(positional[1] ?? named.get('args')) : positional.slice(skip + 1);
  found.push({ target, rest: { positional: rest, named: isApply ? new Map() : named } });
  return found;
}

function itemsOf(expression: Expression | undefined): readonly Expression[] {
  return expression?.kind === 'Collection' ? expression.items : [];
}

/** The expressions a parameter may stand for, as far as this code shows. */
export function argumentsFor(
  callables: Callables,
  callable: Callable,
  name: string,
  isMethod: boolean,
): { readonly value: Expression; readonly passed: Passed }[] {
  const index = callable.parameters.findIndex((parameter) => parameter.name === name);
  return callables.argumentsOf(callable).flatMap((passed) => {
    const value = passed.named.get(name) ?? passed.positional[isMethod ? index - 1 : index];
    return value === undefined ? [] : [{ value, passed }];
  });
}

/** What a value is made of when the node is a plain name; used to compare objects by name. */
export function dotted(node: Node): string | null {
  const names: string[] = [];
  let at = node;
  while (at.kind === 'Attribute') {
    names.unshift(at.name);
    at = at.value;
  }
  return at.kind === 'Name' ? [at.id, ...names].join('.') : null;
}
