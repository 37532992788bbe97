import { argumentsFor, dotted } from './callables.ts';
import type { Meanings } from './kinds.ts';
import { type Callable, classOf, scopeBinding } from './program.ts';
import { type Expression, nodesRunIn } from './syntax.ts';

/** How much something iterates over, as far as the code shows. */
export type Amount = 'large' | 'small' | 'unknown';

const LARGE_FROM = 500;
const SMALL_TO = 100;
const DEEPEST = 12;

export function amountOf(meanings: Meanings, expression: Expression, depth = 0): Amount {
  if (depth > DEEPEST) return 'unknown';
  const inner = (value: Expression) => amountOf(meanings, value, depth + 1);
  if (saysMany(meanings, expression)) return 'large';
  switch (expression.kind) {
    case 'Collection':
      return expression.items.some(({ kind }) => kind === 'Star') ? 'unknown' : 'small';
    case 'Await':
    case 'Named':
    case 'Star':
      return inner(expression.value);
    case 'Subscript':
      return expression.isSlice ? 'small' : 'unknown';
    case 'Comprehension': {
      const [first, ...rest] = expression.loops.map(({ iterable }) => inner(iterable));
      if (first === 'large' || rest.includes('large')) return 'large';
      return first === 'small' && rest.length === 0 ? 'small' : 'unknown';
    }
    case 'Operation':
      return expression.operator === '*' ? amountOfProduct(meanings, expression.operands) : 'unknown';
    case 'Call':
      return amountOfCall(meanings, expression, depth);
    case 'Name':
    case 'Attribute':
      return amountOfName(meanings, expression, depth);
    default:
      return 'unknown';
  }
}

/** `[…] * 500_000` */
function amountOfProduct(meanings: Meanings, operands: readonly Expression[]): Amount {
  const factor = operands.map((operand) => numberOf(meanings, operand)).find((value) => value !== null);
  return factor !== undefined && factor !== null && factor >= LARGE_FROM ? 'large' : 'unknown';
}

function amountOfCall(
  meanings: Meanings,
  call: Extract<Expression, { kind: 'Call' }>,
  depth: number,
): Amount {
  const { callee } = call;
  const args = call.args.map(({ value }) => value);
  const name = callee.kind === 'Name' ? callee.id : callee.kind === 'Attribute' ? callee.name : '';
  if (callee.kind === 'Name' && name === 'range') {
    const [start, end] = args.length > 1 ? args : [undefined, args[0]];
    const last = end === undefined ? null : numberOf(meanings, end);
    const first = start === undefined ? 0 : numberOf(meanings, start);
    if (last === null || first === null) return 'unknown';
    const step = args[2] === undefined ? 1 : (numberOf(meanings, args[2]) ?? 1);
    return sized((last - first) / step);
  }
  const [source] = args;
  if (
    callee.kind === 'Name' &&
    /^(?:list|set|tuple|sorted|enumerate|reversed|iter|zip|filter|map)$/.test(name)
  ) {
    const passed = /^(?:filter|map)$/.test(name) ? args[1] : source;
    return passed === undefined ? 'unknown' : amountOf(meanings, passed, depth + 1);
  }
  if (meanings.kindOf(call) === 'open') return 'large';
  const path = meanings.meaningOf(call) ?? '';
  if (path === 'itertools.islice' || /^(?:random\.sample|heapq\.n(?:largest|smallest))$/.test(path))
    return 'small';
  if (
    /^(?:itertools\.(?:product|permutations|combinations)|pandas\.read_\w+|csv\.(?:reader|DictReader)|os\.walk)$/.test(
      path,
    )
  ) {
    return 'large';
  }
  if (/^asyncpg\.\w+(?:\.acquire)?\.fetch$/.test(path)) return 'large';
  if (/^(?:readlines|fetchall|iterrows|itertuples|rglob)$/.test(name)) return 'large';
  if (
    /^(?:splitlines|split|strip|read|read_text|values|keys|items|tolist|to_dict)$/.test(name) &&
    callee.kind === 'Attribute'
  ) {
    return /^(?:read|read_text)$/.test(name) ? 'large' : amountOf(meanings, callee.value, depth + 1);
  }
  const callable = meanings.functionOf(callee);
  return callable?.kind === 'Function' ? amountReturned(meanings, callable, depth) : 'unknown';
}

function amountReturned(meanings: Meanings, callable: Callable, depth: number): Amount {
  const amounts = new Set<Amount>();
  for (const node of nodesRunIn(callable)) {
    const value = node.kind === 'Return' ? node.children[0] : undefined;
    if (value !== undefined) amounts.add(amountOf(meanings, value as Expression, depth + 4));
  }
  return amounts.size === 1 ? ([...amounts][0] ?? 'unknown') : 'unknown';
}

function amountOfName(meanings: Meanings, expression: Expression, depth: number): Amount {
  if (meanings.kindOf(expression) === 'open') return 'large';
  const name =
    expression.kind === 'Attribute' ? expression.name : expression.kind === 'Name' ? expression.id : '';
  if (/chunk|batch|slice|group|page$|sample/i.test(name)) return 'small';
  const values = meanings.valuesOf(expression);
  if (values.length > 0) return common(values.map((value) => amountOf(meanings, value, depth + 1)));
  if (expression.kind !== 'Name') return 'unknown';
  const scope = scopeBinding(expression.id, meanings.program.scopeOf(expression));
  const binding = scope?.bindings.get(expression.id)?.[0];
  if (scope === null || binding?.by !== 'parameter') return 'unknown';
  const callable = scope.node as Callable;
  const isMethod = classOf(meanings.program, callable) !== null;
  const passed = argumentsFor(meanings, callable, expression.id, isMethod);
  return common(passed.slice(0, 20).map(({ value }) => amountOf(meanings, value, depth + 2)));
}

function common(amounts: readonly Amount[]): Amount {
  if (amounts.includes('large')) return 'large';
  return amounts.length > 0 && amounts.every((amount) => amount === 'small') ? 'small' : 'unknown';
}

function sized(count: number): Amount {
  return count >= LARGE_FROM ? 'large' : count <= SMALL_TO ? 'small' : 'unknown';
}

/** The number an expression is, as far as it is written down: `10_000`, `10**6`, `N` with `N = 500`. */
export function numberOf(meanings: Meanings, expression: Expression, depth = 0): number | null {
  if (depth > 6) return null;
  if (expression.kind === 'Number') return Number.isFinite(expression.value) ? expression.value : null;
  if (expression.kind === 'Operation' && expression.operands.length === 2) {
    const [left, right] = expression.operands.map((operand) => numberOf(meanings, operand, depth + 1));
    if (left == null || right == null) return null;
    if (expression.operator === '**') return left ** right;
    if (expression.operator === '*') return left * right;
    if (expression.operator === '+') return left + right;
    return expression.operator === '-' ? left - right : null;
  }
  const values = meanings.valuesOf(expression);
  return values.length === 1 && values[0] !== undefined ? numberOf(meanings, values[0], depth + 1) : null;
}

const MANY = /\b\d{1,3}[_., ]?000\b|\b\d{4,}\b|\b\d+\s?k\b|\b(?:thousands|millions?|huge)\b/i;

/** Whether a comment on the line says that it is many. */
function saysMany({ program }: Meanings, expression: Expression): boolean {
  if (dotted(expression) !== null) return false;
  const end = program.code.indexOf('\n', expression.to);
  const rest = program.code.slice(
    expression.to,
    Math.min(end === -1 ? program.code.length : end, expression.to + 200),
  );
  const comment = /^[^'"#]{0,20}#(.*)$/.exec(rest)?.[1];
  return comment !== undefined && MANY.test(comment);
}
