import { numberOf } from './amount.ts';
import { argumentsFor, dotted } from './callables.ts';
import type { Meanings } from './kinds.ts';
import { type Callable, classOf, scopeBinding } from './program.ts';
import {
  type Call,
  type Comprehension,
  type Expression,
  type For,
  type Node,
  nodesRunIn,
  type While,
} from './syntax.ts';

/** Calls that compute in Python bytecode and wait for nothing. */
const PURE_BUILT_IN =
  /^(?:abs|all|any|bin|bool|bytes|bytearray|chr|complex|dict|divmod|enumerate|filter|float|format|frozenset|hash|hex|int|isinstance|iter|len|list|map|max|min|next|oct|ord|pow|range|repr|reversed|round|set|slice|sorted|str|sum|tuple|zip|print)$/;
const PURE_PATH =
  /^(?:math|cmath|random|itertools|functools|statistics|collections|operator|re|json|decimal|fractions|string|heapq|bisect|struct|copy|hashlib|difflib|ast|textwrap|html|base64|urllib\.parse|time\.(?:perf_counter|time|monotonic)|threading\.(?:current_thread|get_ident)|os\.getpid)\b/;
const PURE_METHOD =
  /^(?:append|extend|items|keys|values|split|rsplit|strip|lstrip|rstrip|lower|upper|join|get|add|format|replace|startswith|endswith|count|sort|pop|insert|index|find|encode|decode|isdigit|isalpha|title|partition|copy|bit_length|hexdigest|digest|setdefault|most_common|group|groups|search|match|findall|sub|casefold|zfill|removeprefix|removesuffix|random|randint|uniform|popleft|appendleft|conjugate)$/;

interface Work {
  /** Nothing in it waits, reads, writes or changes what others see. */
  readonly isPure: boolean;
  readonly isHeavy: boolean;
}

const known = new WeakMap<Callable, Work>();

/** Whether a function certainly computes in Python for long: loops over arithmetic, or branching recursion. */
export function isHeavy(meanings: Meanings, callable: Callable): boolean {
  const work = workOf(meanings, callable);
  return work.isPure && work.isHeavy;
}

/** A function of a line or two that only calculates. */
export function isTiny(meanings: Meanings, callable: Callable): boolean {
  const work = workOf(meanings, callable);
  if (!work.isPure || work.isHeavy) return false;
  for (const node of nodesRunIn(callable)) {
    if (node.kind === 'For' || node.kind === 'While' || node.kind === 'Comprehension') return false;
  }
  return callable.kind === 'Lambda' || callable.body.length <= 4;
}

function workOf(meanings: Meanings, callable: Callable): Work {
  const before = known.get(callable);
  if (before) return before;
  // A function that calls itself is as pure as the rest of it.
  known.set(callable, { isPure: true, isHeavy: false });
  let isPure = true;
  let isLong = false;
  let ownCalls = 0;
  for (const node of nodesRunIn(callable)) {
    if (node.kind === 'Await' || node.kind === 'Yield' || node.kind === 'With' || node.kind === 'Scope')
      isPure = false;
    if (node.kind === 'Broken' || changesOutside(meanings, callable, node)) isPure = false;
    if (node.kind === 'Call') {
      const callee = meanings.functionOf(node.callee);
      if (callee === callable) ownCalls += 1;
      else if (callee !== null) {
        const inner = workOf(meanings, callee);
        isPure &&= inner.isPure;
        isLong ||= inner.isHeavy;
      } else if (!isPureCall(meanings, node)) isPure = false;
    }
    if (isLoop(node) && isLongLoop(meanings, node)) isLong = true;
  }
  const work = { isPure, isHeavy: isLong || ownCalls >= 2 };
  known.set(callable, work);
  return work;
}

function changesOutside(meanings: Meanings, callable: Callable, node: Node): boolean {
  const targets = node.kind === 'Assign' ? node.targets : node.kind === 'Update' ? [node.target] : [];
  return targets.some((target) => {
    if (target.kind === 'Attribute') return true;
    if (target.kind !== 'Subscript' || node.kind !== 'Update' || target.value.kind !== 'Name') return false;
    const scope = scopeBinding(target.value.id, meanings.program.scopeOf(target));
    return scope !== null && scope.node !== callable;
  });
}

/** Whether a call only computes, by what is known of the libraries. */
export function isPureCall(meanings: Meanings, call: Call): boolean {
  const { callee } = call;
  const path = meanings.meaningOf(call);
  if (path !== null && PURE_PATH.test(path)) return true;
  if (callee.kind === 'Name') return PURE_BUILT_IN.test(callee.id);
  return path === null && callee.kind === 'Attribute' && PURE_METHOD.test(callee.name);
}

export type LoopNode = For | While | Comprehension;

export function isLoop(node: Node): node is LoopNode {
  return (node.kind === 'For' && !node.isAsync) || node.kind === 'While' || node.kind === 'Comprehension';
}

const LONG_FROM = 100_000;

/** A loop that runs long whatever it is given, or as often as it is told to, over arithmetic. */
export function isLongLoop(meanings: Meanings, loop: LoopNode): boolean {
  if (loop.kind === 'While') return isCalculating(loop) && countsTo(loop.test);
  const iterables = loop.kind === 'For' ? [loop.iterable] : loop.loops.map(({ iterable }) => iterable);
  const ranges = iterables.filter(isRange);
  if (ranges.length === 0 || !isCalculating(loop)) return false;
  const counts = ranges.map((range) => countOf(meanings, range));
  if (counts.includes('as told')) return true;
  const product = counts.reduce<number>((all, count) => all * (typeof count === 'number' ? count : 1), 1);
  return product * innerCount(meanings, loop) >= LONG_FROM;
}

/** `while n != 1`, `while a * a < n`; not `while True`, not a flag, not the length of something. */
function countsTo(test: Expression): boolean {
  if (test.kind !== 'Operation') return false;
  if (!/[<>]|[!=]=/.test(test.operator)) return test.operands.some(countsTo);
  for (const node of nodesRunIn(test)) {
    if (node.kind === 'Call' && !(node.callee.kind === 'Name' && node.callee.id === 'abs')) return false;
    if (node.kind === 'Text' || node.kind === 'Attribute' || node.kind === 'Constant') return false;
  }
  return true;
}

function isRange(expression: Expression): expression is Call {
  return expression.kind === 'Call' && expression.callee.kind === 'Name' && expression.callee.id === 'range';
}

/** How often a range goes round; `as told` where a parameter says so. */
function countOf(meanings: Meanings, range: Call): number | 'as told' | 'unknown' {
  const args = range.args.map(({ value }) => value);
  const [start, end] = args.length > 1 ? args : [undefined, args[0]];
  const first = start === undefined ? 0 : numberOf(meanings, start);
  const last = end === undefined ? null : numberOf(meanings, end);
  if (first !== null && last !== null) return Math.max(0, last - first);
  return end !== undefined && saysParameter(meanings, end) ? toldCount(meanings, end) : 'unknown';
}

/** Numbers that calls in this code give for a parameter: the largest counts. */
function toldCount(meanings: Meanings, end: Expression): number | 'as told' {
  if (end.kind !== 'Name') return 'as told';
  const scope = scopeBinding(end.id, meanings.program.scopeOf(end));
  if (scope === null || (scope.node.kind !== 'Function' && scope.node.kind !== 'Lambda')) return 'as told';
  const isMethod = classOf(meanings.program, scope.node) !== null;
  const given = argumentsFor(meanings, scope.node, end.id, isMethod).slice(0, 20);
  const numbers = given.map(({ value }) => numberOf(meanings, value));
  return numbers.length > 0 && numbers.every((number) => number !== null) ? Math.max(...numbers) : 'as told';
}

/** Whether a number is made of parameters, and of nothing that has a length. */
function saysParameter(meanings: Meanings, end: Expression): boolean {
  let isTold = false;
  for (const node of nodesRunIn(end)) {
    if (
      node.kind === 'Call' &&
      !/^(?:int|round|abs|math\.(?:isqrt|sqrt|ceil|floor))$/.test(dotted(node.callee) ?? '')
    )
      return false;
    if (node.kind !== 'Name') continue;
    const binding = scopeBinding(node.id, meanings.program.scopeOf(node))?.bindings.get(node.id);
    if (binding?.[0]?.by === 'parameter') isTold = true;
  }
  return isTold;
}

function innerCount(meanings: Meanings, loop: LoopNode): number {
  let most = 1;
  for (const node of nodesRunIn(loop)) {
    if (node === loop || node.kind !== 'For' || !isRange(node.iterable)) continue;
    const count = countOf(meanings, node.iterable);
    most = Math.max(most, count === 'as told' ? LONG_FROM : count === 'unknown' ? 1 : count);
  }
  return most;
}

function isCalculating(loop: Node): boolean {
  for (const node of nodesRunIn(loop)) {
    if (
      node.kind === 'Operation' &&
      /^(?:[-+*/%&|^]|\/\/|\*\*|<<|>>)$/.test(node.operator) &&
      node.operands.length === 2
    )
      return true;
    const isNumeric = node.kind === 'Update' && !/^(?:Collection|Text|Comprehension)$/.test(node.value.kind);
    if (isNumeric && /^[-+*/%&|^]/.test(node.operator)) return true;
  }
  return false;
}

/** Whether nothing in a loop gives way to others: no await, and no call that might wait. */
export function isUninterrupted(meanings: Meanings, loop: Node): boolean {
  for (const node of nodesRunIn(loop)) {
    if (node.kind === 'Await' || node.kind === 'Yield') return false;
    if ((node.kind === 'With' || node.kind === 'For') && node.isAsync) return false;
    if (node.kind !== 'Call') continue;
    const callee = meanings.functionOf(node.callee);
    if (callee === null ? !isPureCall(meanings, node) : !workOf(meanings, callee).isPure) return false;
  }
  return true;
}

/** Library calls that compute for tens of milliseconds and more. */
const LONG_CALLS =
  /^(?:bcrypt\.(?:hashpw|checkpw|kdf)|hashlib\.(?:pbkdf2_hmac|scrypt)|argon2\.PasswordHasher\.(?:hash|verify)|passlib\.context\.CryptContext\.(?:hash|verify)|numpy\.linalg\.\w+|scipy\.\w+\.\w+|PIL\.Image\.open(?:\.\w+)*\.(?:resize|thumbnail|convert|save|filter|rotate|transpose)|PIL\.ImageOps\.\w+|cv2\.(?!VideoCapture|waitKey)\w+|(?:gzip|bz2|lzma|zlib)\.(?:compress|decompress)|(?:joblib|pickle)\.load\.predict(?:_proba)?|whisper\.load_model\.transcribe|pytesseract\.image_to_string|sklearn\.\w+\.\w+\.(?:fit|predict|fit_transform)|pandas\.(?:merge|concat)|pandas\.(?:read_\w+|DataFrame)(?:\.\w+)*\.(?:groupby|merge|apply|sort_values|pivot_table)|transformers\.pipeline|sentence_transformers\.SentenceTransformer\.encode)$/;

/** Whether a library call, by its path, computes for long. */
export function isLongCall(path: string): boolean {
  return LONG_CALLS.test(path);
}
