import type { SyntaxNode } from '@lezer/common';
import type { Argument, Expression, Loop, Node, Parameter } from './syntax.ts';

/** Deeper than that nobody nests by hand; what lies deeper is not looked at. */
export const DEEPEST = 150;

/** The text a tree was read from. */
export interface Source {
  readonly code: string;
  /** The line of an offset, from 1. */
  readonly lineAt: (offset: number) => number;
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

export function textOf(source: Source, node: SyntaxNode): string {
  return source.code.slice(node.from, node.to);
}

export function placed<Children extends readonly Node[]>(
  source: Source,
  node: { readonly from: number; readonly to: number },
  children: Children,
) {
  return { line: source.lineAt(node.from), from: node.from, to: node.to, children };
}

const isMark = (node: SyntaxNode | undefined, ...marks: readonly string[]) =>
  node !== undefined && marks.includes(node.name);

/** One expression of the tree; what lies deeper than DEEPEST is Unknown, so that no nesting can overflow. */
export function readExpression(source: Source, node: SyntaxNode, depth: number): Expression {
  const unknown = (): Expression => ({ kind: 'Unknown', ...placed(source, node, []) });
  if (depth > DEEPEST) return unknown();
  const read = (child: SyntaxNode | undefined): Expression =>
    child === undefined ? unknown() : readExpression(source, child, depth + 1);
  const children = childrenOf(node);
  const place = <Children extends readonly Node[]>(parts: Children) => placed(source, node, parts);

  switch (node.name) {
    case 'VariableName':
    case 'PropertyName':
      return { kind: 'Name', id: textOf(source, node), ...place([]) };
    case 'Number':
      return { kind: 'Number', value: Number(textOf(source, node).replaceAll('_', '')), ...place([]) };
    case 'String':
      return { kind: 'Text', value: unquoted(textOf(source, node)), ...place([]) };
    case 'FormatString': {
      const parts = children.flatMap((child) => childrenOf(child)).filter(isExpression);
      return { kind: 'Text', value: null, ...place(parts.map(read)) };
    }
    case 'ContinuedString': {
      const parts = children.map(read);
      const isPlain = parts.every((part) => part.kind === 'Text' && part.value !== null);
      const value = isPlain ? parts.map((part) => (part.kind === 'Text' ? part.value : '')).join('') : null;
      return { kind: 'Text', value, ...place(parts) };
    }
    case 'Boolean':
      return { kind: 'Constant', value: textOf(source, node) === 'True' ? 'True' : 'False', ...place([]) };
    case 'None':
      return { kind: 'Constant', value: 'None', ...place([]) };
    case 'Ellipsis':
      return { kind: 'Constant', value: '...', ...place([]) };
    case 'ParenthesizedExpression': {
      const inner = children.filter(isExpression);
      return inner.length === 1 ? read(inner[0]) : unknown();
    }
    case 'AwaitExpression': {
      const awaited = children[1];
      const value = read(awaited);
      return awaited?.name === 'BinaryExpression'
        ? awaitLeft(value)
        : { kind: 'Await', value, ...place([value]) };
    }
    case 'CallExpression': {
      const callee = read(children[0]);
      const args = children[1] === undefined ? [] : readArguments(source, children[1], depth + 1);
      return { kind: 'Call', callee, args, ...place([callee, ...args.map(({ value }) => value)]) };
    }
    case 'MemberExpression': {
      const value = read(children[0]);
      if (isMark(children[1], '.')) {
        const name = children[2] === undefined ? '' : textOf(source, children[2]);
        return { kind: 'Attribute', value, name, ...place([value]) };
      }
      const inner = children.slice(1);
      const index = inner.filter(isExpression).map(read);
      const isSlice = inner.some((child) => isMark(child, ':'));
      return { kind: 'Subscript', value, index, isSlice, ...place([value, ...index]) };
    }
    case 'BinaryExpression':
    case 'UnaryExpression': {
      const operands = children.filter(isExpression).map(read);
      const signs = children.filter((child) => !isExpression(child));
      const operator = signs.map((sign) => textOf(source, sign)).join(' ');
      return { kind: 'Operation', operator, operands, ...place(operands) };
    }
    case 'ConditionalExpression': {
      const parts = children.filter(isExpression).map(read);
      return { kind: 'Conditional', test: parts[1] ?? unknown(), ...place(parts) };
    }
    case 'NamedExpression': {
      const [target, value] = children.filter(isExpression).map(read);
      if (target === undefined || value === undefined) return unknown();
      return { kind: 'Named', target, value, ...place([target, value]) };
    }
    case 'LambdaExpression': {
      const list = children.find(({ name }) => name === 'ParamList');
      const parameters = list === undefined ? [] : readParameters(source, list, depth + 1);
      const body = read(children.at(-1));
      const presets = parameters.flatMap(({ preset }) => (preset === null ? [] : [preset]));
      return { kind: 'Lambda', parameters, body, ...place([...presets, body]) };
    }
    case 'YieldExpression':
    case 'YieldStatement':
      return { kind: 'Yield', ...place(children.filter(isExpression).map(read)) };
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression':
    case 'DictionaryExpression': {
      const items = readItems(source, children, depth + 1);
      return { kind: 'Collection', of: COLLECTIONS[node.name] ?? 'list', items, ...place(items) };
    }
    case 'ComprehensionExpression':
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
      return readComprehension(source, children, COMPREHENSIONS[node.name] ?? 'list', node, depth + 1);
    default:
      return { kind: 'Unknown', ...place(children.filter(isExpression).map(read)) };
  }
}

/** The grammar takes `await a() + b` for `await (a() + b)`; Python awaits the left operand only. */
function awaitLeft(value: Expression): Expression {
  if (value.kind !== 'Operation') {
    const { line, from, to } = value;
    return { kind: 'Await', value, line, from, to, children: [value] };
  }
  const [left, ...rest] = value.operands;
  if (left === undefined) return value;
  const operands = [awaitLeft(left), ...rest];
  return { ...value, operands, children: operands };
}

const COLLECTIONS: Readonly<Record<string, 'list' | 'set' | 'dict' | 'tuple'>> = {
  TupleExpression: 'tuple',
  ArrayExpression: 'list',
  SetExpression: 'set',
  DictionaryExpression: 'dict',
};
const COMPREHENSIONS: Readonly<Record<string, 'list' | 'set' | 'dict' | 'generator'>> = {
  ComprehensionExpression: 'generator',
  ArrayComprehensionExpression: 'list',
  SetComprehensionExpression: 'set',
  DictionaryComprehensionExpression: 'dict',
};

const NAMED_EXPRESSIONS = new Set(
  'VariableName Number String FormatString ContinuedString Boolean None Ellipsis PropertyName'.split(' '),
);

export function isExpression({ name }: SyntaxNode): boolean {
  return name.endsWith('Expression') || NAMED_EXPRESSIONS.has(name);
}

function unquoted(text: string): string {
  const match = /^[A-Za-z]{0,3}("""|'''|"|')([\s\S]*)\1$/.exec(text);
  return match?.[2] ?? text;
}

/** The items of a list, tuple, set or dictionary; `*x` becomes a Star. */
function readItems(source: Source, children: readonly SyntaxNode[], depth: number): Expression[] {
  return children.flatMap((child, index) => {
    if (!isExpression(child)) return [];
    const value = readExpression(source, child, depth);
    const isStarred = isMark(children[index - 1], '*', '**');
    return [isStarred ? { kind: 'Star' as const, value, ...placed(source, child, [value]) } : value];
  });
}

/** Several expressions with commas between: one of them stands for itself, more are a tuple. */
export function readList(source: Source, children: readonly SyntaxNode[], depth: number): Expression {
  const items = readItems(source, children, depth);
  const [first] = items;
  const hasComma = children.some((child) => child.name === ',');
  if (first !== undefined && !hasComma) return first;
  const from = children[0]?.from ?? 0;
  const place = placed(source, { from, to: children.at(-1)?.to ?? from }, items);
  return items.length === 0
    ? { kind: 'Unknown', ...place }
    : { kind: 'Collection', of: 'tuple', items, ...place };
}

/** `x for a, b in c if d`, without the brackets around it. */
function readComprehension(
  source: Source,
  children: readonly SyntaxNode[],
  of: 'list' | 'set' | 'dict' | 'generator',
  whole: { readonly from: number; readonly to: number },
  depth: number,
): Expression {
  const first = children.findIndex((child) => isMark(child, 'for', 'async'));
  const elements = readItems(source, children.slice(0, first), depth);
  const loops: Loop[] = [];
  const parts: Expression[] = [];
  for (let at = first; at < children.length; at += 1) {
    const child = children[at];
    if (isMark(child, 'for')) {
      const middle = children.findIndex((each, index) => index > at && isMark(each, 'in'));
      const iterated = children[middle + 1];
      if (middle === -1 || iterated === undefined) break;
      const target = readList(source, children.slice(at + 1, middle), depth);
      const iterable = readExpression(source, iterated, depth);
      loops.push({ target, iterable, isAsync: isMark(children[at - 1], 'async') });
      parts.push(target, iterable);
      at = middle + 1;
    } else if (child !== undefined && isExpression(child)) {
      parts.push(readExpression(source, child, depth));
    }
  }
  const place = placed(source, whole, [...elements, ...parts]);
  return { kind: 'Comprehension', of, elements, loops, ...place };
}

/** Splits what stands between brackets at its commas; those within `for a, b in` do not count. */
function splitAtCommas(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  let isTarget = false;
  for (const child of children) {
    if (isMark(child, 'for')) isTarget = true;
    if (isMark(child, 'in')) isTarget = false;
    if (isMark(child, '(', ')')) continue;
    if (isMark(child, ',') && !isTarget) groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups.filter((group) => group.length > 0);
}

export function readArguments(source: Source, list: SyntaxNode, depth: number): Argument[] {
  if (depth > DEEPEST) return [];
  return splitAtCommas(childrenOf(list)).flatMap((group): Argument[] => {
    const [first, second] = group;
    if (first === undefined) return [];
    const star = isMark(first, '*') ? '*' : isMark(first, '**') ? '**' : '';
    const isNamed = isMark(second, 'AssignOp') && textOf(source, second as SyntaxNode) === '=';
    const rest = star !== '' ? group.slice(1) : isNamed ? group.slice(2) : group;
    const [value] = rest;
    if (value === undefined) return [];
    const whole = { from: value.from, to: rest.at(-1)?.to ?? value.to };
    const isComprehension = rest.some((child) => isMark(child, 'for'));
    return [
      {
        name: isNamed ? textOf(source, first) : null,
        star,
        value: isComprehension
          ? readComprehension(source, rest, 'generator', whole, depth)
          : readExpression(source, value, depth),
      },
    ];
  });
}

export function readParameters(source: Source, list: SyntaxNode, depth: number): Parameter[] {
  return splitAtCommas(childrenOf(list)).flatMap((group): Parameter[] => {
    const star = isMark(group[0], '*') ? '*' : isMark(group[0], '**') ? '**' : '';
    const name = group.find((child) => child.name === 'VariableName');
    if (name === undefined) return [];
    const type = group.find((child) => child.name === 'TypeDef');
    const annotated = type === undefined ? undefined : childrenOf(type).find(isExpression);
    const assign = group.findIndex((child) => child.name === 'AssignOp');
    const preset = assign === -1 ? undefined : group[assign + 1];
    return [
      {
        name: textOf(source, name),
        star,
        annotation: annotated === undefined ? null : readExpression(source, annotated, depth),
        preset: preset === undefined ? null : readExpression(source, preset, depth),
      },
    ];
  });
}
