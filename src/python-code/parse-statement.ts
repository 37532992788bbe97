import type { SyntaxNode } from '@lezer/common';
import {
  childrenOf,
  DEEPEST,
  isExpression,
  placed,
  readArguments,
  readExpression,
  readList,
  readParameters,
  type Source,
  textOf,
} from './parse-expression.ts';
import { readImport } from './parse-import.ts';
import type { Expression, Node, Statement } from './syntax.ts';

export interface Reader extends Source {
  /** Whether the parser had to guess between two offsets. */
  readonly isBroken: (from: number, to: number) => boolean;
}

/** Statements of the tree; a statement the parser had to guess at is `Broken`. */
export function readStatements(reader: Reader, nodes: readonly SyntaxNode[], depth: number): Statement[] {
  return nodes.flatMap((node) => {
    if (node.name === 'StatementGroup') return readStatements(reader, childrenOf(node), depth);
    if (node.type.isError) return [{ kind: 'Broken' as const, ...placed(reader, node, []) }];
    return /Statement$|Definition$/.test(node.name) ? [readStatement(reader, node, depth)] : [];
  });
}

function readBody(reader: Reader, body: SyntaxNode | undefined, depth: number): Statement[] {
  return body === undefined ? [] : readStatements(reader, childrenOf(body), depth + 1);
}

function readStatement(reader: Reader, node: SyntaxNode, depth: number): Statement {
  const children = childrenOf(node);
  const broken = (): Statement => ({ kind: 'Broken', ...placed(reader, node, []) });
  const firstBody = children.find(({ name }) => name === 'Body' || name === 'MatchBody');
  const headEnd = node.name === 'DecoratedStatement' ? node.from : (firstBody?.from ?? node.to);
  if (depth > DEEPEST || reader.isBroken(node.from, headEnd)) return broken();

  const read = (child: SyntaxNode): Expression => readExpression(reader, child, depth);
  const list = (parts: readonly SyntaxNode[]): Expression => readList(reader, parts, depth);
  const place = (parts: readonly Node[]) => placed(reader, node, parts);
  const body = (child: SyntaxNode | undefined): Statement[] => readBody(reader, child, depth);
  const at = (name: string) => children.findIndex((child) => child.name === name);

  switch (node.name) {
    case 'DecoratedStatement': {
      const decorators = children.filter(({ name }) => name === 'Decorator');
      const defined = children.at(-1);
      return defined === undefined ? broken() : readDefinition(reader, defined, decorators, depth);
    }
    case 'FunctionDefinition':
    case 'ClassDefinition':
      return readDefinition(reader, node, [], depth);
    case 'ImportStatement':
      return { kind: 'Import', names: readImport(reader, children), ...place([]) };
    case 'ExpressionStatement': {
      const value = list(children);
      return { kind: 'Evaluate', value, ...place([value]) };
    }
    case 'YieldStatement': {
      const value = readExpression(reader, node, depth);
      return { kind: 'Evaluate', value, ...place([value]) };
    }
    case 'AssignStatement':
      return readAssign(reader, node, children, depth);
    case 'UpdateStatement': {
      const sign = at('UpdateOp');
      const [target, value] = [list(children.slice(0, sign)), list(children.slice(sign + 1))];
      const operator = textOf(reader, children[sign] as SyntaxNode);
      return { kind: 'Update', target, operator, value, ...place([target, value]) };
    }
    case 'IfStatement': {
      const branches: { test: Expression | null; body: Statement[] }[] = [];
      let test: Expression | null = null;
      for (const child of children) {
        if (isExpression(child)) test = read(child);
        if (child.name !== 'Body') continue;
        branches.push({ test, body: body(child) });
        test = null;
      }
      const parts = branches.flatMap((branch) => [
        ...(branch.test === null ? [] : [branch.test]),
        ...branch.body,
      ]);
      return { kind: 'If', branches, ...place(parts) };
    }
    case 'WhileStatement': {
      const test = children.find(isExpression);
      if (test === undefined) return broken();
      const [main, otherwise] = children.filter(({ name }) => name === 'Body');
      const parts = { test: read(test), body: body(main), otherwise: body(otherwise) };
      return { kind: 'While', ...parts, ...place([parts.test, ...parts.body, ...parts.otherwise]) };
    }
    case 'ForStatement': {
      const [start, middle, end] = [at('for'), at('in'), at('Body')];
      const target = list(children.slice(start + 1, middle));
      const iterable = list(children.slice(middle + 1, end));
      const [main, otherwise] = children.filter(({ name }) => name === 'Body').map((child) => body(child));
      const parts = { isAsync: start > 0, target, iterable, body: main ?? [], otherwise: otherwise ?? [] };
      return { kind: 'For', ...parts, ...place([target, iterable, ...parts.body, ...parts.otherwise]) };
    }
    case 'WithStatement': {
      const items = readWithItems(reader, children, depth);
      const inner = body(firstBody);
      const parts = items.flatMap(({ context, name }) => (name === null ? [context] : [context, name]));
      return { kind: 'With', isAsync: at('async') === 0, items, body: inner, ...place([...parts, ...inner]) };
    }
    case 'TryStatement':
      return readTry(reader, node, children, depth);
    case 'MatchStatement': {
      const subjects = children.filter(isExpression).map(read);
      const clauses = firstBody === undefined ? [] : childrenOf(firstBody);
      const bodies = clauses
        .filter(({ name }) => name === 'MatchClause')
        .map((clause) => body(childrenOf(clause).find(({ name }) => name === 'Body')));
      return { kind: 'Match', bodies, ...place([...subjects, ...bodies.flat()]) };
    }
    case 'ScopeStatement': {
      const of = children[0]?.name === 'global' ? 'global' : 'nonlocal';
      const names = children
        .filter(({ name }) => name === 'VariableName')
        .map((name) => textOf(reader, name));
      return { kind: 'Scope', of, names, ...place([]) };
    }
    case 'PassStatement':
    case 'ReturnStatement':
    case 'RaiseStatement':
    case 'DeleteStatement':
    case 'BreakStatement':
    case 'ContinueStatement': {
      const kind = node.name.slice(0, -'Statement'.length) as
        | 'Pass'
        | 'Return'
        | 'Raise'
        | 'Delete'
        | 'Break'
        | 'Continue';
      return { kind, ...place(children.filter(isExpression).map(read)) };
    }
    case 'AssertStatement':
      return { kind: 'Pass', ...place(children.filter(isExpression).map(read)) };
    case 'TypeDefinition':
      return { kind: 'Pass', ...place([]) };
    default:
      return broken();
  }
}

function readDefinition(
  reader: Reader,
  node: SyntaxNode,
  decoratorNodes: readonly SyntaxNode[],
  depth: number,
): Statement {
  const children = childrenOf(node);
  const name = children.find((child) => child.name === 'VariableName');
  const bodyNode = children.find((child) => child.name === 'Body');
  if (name === undefined || bodyNode === undefined || reader.isBroken(node.from, bodyNode.from)) {
    return { kind: 'Broken', ...placed(reader, node, []) };
  }
  const decorators = decoratorNodes.map((decorator) => readDecorator(reader, decorator, depth));
  const body = readBody(reader, bodyNode, depth);
  if (node.name === 'ClassDefinition') {
    const list = children.find((child) => child.name === 'ArgList');
    const bases = list === undefined ? [] : readArguments(reader, list, depth);
    const place = placed(reader, node, [...decorators, ...bases.map(({ value }) => value), ...body]);
    return { kind: 'Class', name: textOf(reader, name), decorators, bases, body, ...place };
  }
  const list = children.find((child) => child.name === 'ParamList');
  const parameters = list === undefined ? [] : readParameters(reader, list, depth);
  const presets = parameters.flatMap(({ preset }) => (preset === null ? [] : [preset]));
  return {
    kind: 'Function',
    name: textOf(reader, name),
    isAsync: children[0]?.name === 'async',
    decorators,
    parameters,
    body,
    ...placed(reader, node, [...decorators, ...presets, ...body]),
  };
}

/** `@a.b(c)` as the expression `a.b(c)`. */
function readDecorator(reader: Reader, node: SyntaxNode, depth: number): Expression {
  const children = childrenOf(node);
  const names = children.filter(({ name }) => name === 'VariableName');
  const [first, ...rest] = names;
  if (first === undefined) return { kind: 'Unknown', ...placed(reader, node, []) };
  let callee = readExpression(reader, first, depth);
  for (const name of rest) {
    const place = placed(reader, { from: first.from, to: name.to }, [callee]);
    callee = { kind: 'Attribute', value: callee, name: textOf(reader, name), ...place };
  }
  const list = children.find(({ name }) => name === 'ArgList');
  if (list === undefined) return callee;
  const args = readArguments(reader, list, depth);
  const place = placed(reader, { from: first.from, to: list.to }, [
    callee,
    ...args.map(({ value }) => value),
  ]);
  return { kind: 'Call', callee, args, ...place };
}

function readAssign(
  reader: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
  depth: number,
): Statement {
  const type = children.find(({ name }) => name === 'TypeDef');
  const annotated = type === undefined ? undefined : childrenOf(type).find(isExpression);
  const annotation = annotated === undefined ? null : readExpression(reader, annotated, depth);
  const groups: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === 'AssignOp') groups.push([]);
    else if (child !== type) groups.at(-1)?.push(child);
  }
  const parts = groups.map((group) => readList(reader, group, depth));
  const value = groups.length > 1 ? (parts.pop() ?? null) : null;
  const inside = value === null ? parts : [...parts, value];
  return { kind: 'Assign', targets: parts, annotation, value, ...placed(reader, node, inside) };
}

/** Also `with (a as b, c as d):`, which the grammar takes apart wrongly: the brackets are passed over. */
function readWithItems(reader: Reader, children: readonly SyntaxNode[], depth: number) {
  const items: { context: Expression; name: Expression | null }[] = [];
  for (const [index, child] of children.entries()) {
    if (!isExpression(child)) continue;
    const value = readExpression(reader, child, depth);
    const last = items.at(-1);
    if (children[index - 1]?.name === 'as' && last !== undefined) last.name = value;
    else if (value.kind !== 'Unknown') {
      const parts = value.kind === 'Collection' && value.of === 'tuple' ? value.items : [value];
      for (const context of parts) items.push({ context, name: null });
    }
  }
  return items;
}

function readTry(
  reader: Reader,
  node: SyntaxNode,
  children: readonly SyntaxNode[],
  depth: number,
): Statement {
  const parts = {
    body: [] as Statement[],
    handlers: [] as { catches: Expression | null; body: Statement[] }[],
    otherwise: [] as Statement[],
    atLast: [] as Statement[],
  };
  const inside: Node[] = [];
  let clause = 'try';
  let catches: Expression | null = null;
  for (const [index, child] of children.entries()) {
    if (['try', 'except', 'else', 'finally'].includes(child.name)) {
      clause = child.name;
      catches = null;
    } else if (isExpression(child) && children[index - 1]?.name !== 'as') {
      catches ??= readExpression(reader, child, depth);
      inside.push(catches);
    } else if (child.name === 'Body') {
      const body = readBody(reader, child, depth);
      inside.push(...body);
      if (clause === 'try') parts.body = body;
      else if (clause === 'except') parts.handlers.push({ catches, body });
      else if (clause === 'else') parts.otherwise = body;
      else parts.atLast = body;
    }
  }
  return { kind: 'Try', ...parts, ...placed(reader, node, inside) };
}
